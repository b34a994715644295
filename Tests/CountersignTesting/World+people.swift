import Countersign
import CountersignStore
import Foundation
import OneTimePassword

/// Somebody with an account, and all that they know and hold.
package struct TestMember: Sendable {
    package let id: Account.ID
    package let email: String
    package let password: String
    /// Nil without a second factor.
    package var phone: TestPhone?
    package var backupCodes: [String] = []

    package static let password = "violet anchor meadow lantern"

    package init(
        id: Account.ID,
        email: String,
        password: String,
        phone: TestPhone? = nil,
        backupCodes: [String] = []
    ) {
        self.id = id
        self.email = email
        self.password = password
        self.phone = phone
        self.backupCodes = backupCodes
    }
}

/// An authenticator app: a key and a clock that may be wrong.
package struct TestPhone: Sendable {
    package let factorID: Factor.ID
    package let key: TOTP
    package let clock: WorldClock
    /// Seconds that its clock is ahead.
    package var ahead: TimeInterval = 0

    /// The code that it shows, or shows so many seconds from now.
    package func code(in seconds: TimeInterval = 0) -> String {
        let moment = clock.now.addingTimeInterval(ahead + seconds)
        return key.code(atStep: key.step(at: Int64(moment.timeIntervalSince1970.rounded(.down))))
    }

    /// Six digits that are none of the codes of this hour or those beside it.
    package func wrongCode() -> String {
        let present = key.step(at: Int64(clock.now.timeIntervalSince1970))
        let near = Set(((present - 250)...(present + 250)).map { key.code(atStep: $0) })
        for number in 0..<1_000_000 {
            let code = String(format: "%06d", number)
            if !near.contains(code) { return code }
        }
        return ""
    }
}

extension World {
    /// An account with a confirmed address, made as the host makes one.
    package func member(
        _ email: String = "sam@example.com",
        displayName: String = "Sam Okafor",
        role: Role = .member
    ) async throws -> TestMember {
        var request = AccountActs.Request(name: email)
        request.displayName = displayName
        request.email = email
        request.emailIsConfirmed = true
        request.password = TestMember.password
        request.role = role
        let account = try await AccountActs(in: surroundings).create(request, appID: nil, actor: .host)
        // A story about something else is not to begin with an offer.
        try await Offers(in: surroundings).putOff(by: account.id)
        return TestMember(id: account.id, email: email, password: TestMember.password)
    }

    /// The same with an authenticator app and a set of backup codes.
    package func protectedMember(_ email: String = "sam@example.com") async throws -> TestMember {
        var member = try await member(email)
        member.phone = try await phone(for: member)
        member.backupCodes = try await BackupCodeActs(in: surroundings)
            .make(for: member.id, session: nil, client: nil, actor: .host)
        return member
    }

    /// One more authenticator app for an account.
    package func phone(for member: TestMember, label: String = "", digits: Int = 6) async throws -> TestPhone {
        let secret = try SharedSecret(surroundings.random(20))
        let factor = try await Enrolment(in: surroundings).importConfirmed(
            kind: .totp,
            label: label,
            parameters: ["secret": secret.base32, "digits": String(digits)],
            for: member.id,
            actor: .host
        )
        return TestPhone(factorID: factor.id, key: try TOTP(secret: secret, digits: digits), clock: clock)
    }

    /// All mails to an address that wait to be sent, oldest first.
    package func mails(to address: String) async throws -> [Notice] {
        let now = clock.now
        // A lease that has run out as it is taken: the mail stays for whoever asks next.
        let rows = try await store.leaseMail(now: now, until: now.addingTimeInterval(-1), limit: 1000)
        return try rows.sorted { $0.id.rawValue < $1.id.rawValue }
            .map { row in
                try surroundings.workshop.open(Notice.self, row.sealedNotice, at: .mail(row.id, of: row.accountID))
            }
            .filter { $0.to == address }
    }

    /// The latest mail of a kind.
    package func mail(_ kind: Notice.Kind, to address: String) async throws -> Notice {
        guard let notice = try await mails(to: address).last(where: { $0.kind == kind }) else {
            throw TestBrowserFault("no mail \(kind.rawValue) to \(address)")
        }
        return notice
    }
}
