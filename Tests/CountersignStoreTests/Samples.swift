import Countersign
import CountersignStore
import Foundation

/// Values to store, complete enough that a column which is forgotten or swapped shows.
enum Sample {
    /// A moment in whole milliseconds, as they are kept.
    static func moment(_ seconds: Int64 = 0) -> Date {
        Date(timeIntervalSince1970: Double(1_700_000_000_123 + seconds * 1000) / 1000)
    }

    static func account(_ id: String, name: String? = nil) -> Account {
        Account(id: Account.ID(id), name: name ?? id, createdAt: moment())
    }

    static func fullAccount(_ id: String, app: App.ID?) -> Account {
        Account(
            id: Account.ID(id),
            revision: 0,
            name: "sam-\(id)",
            displayName: "Sam Müller 😀",
            email: "Sam@Example.com",
            emailConfirmedAt: moment(1),
            passwordHash: "$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$aGFzaA",
            passwordChangedAt: moment(2),
            passwordResetAt: moment(3),
            role: .supporter,
            state: .frozen,
            appID: app,
            externalID: "ext-1",
            preferredFactorID: Factor.ID("f1"),
            language: "de-AT",
            personalKey: [0, 1, 255],
            needsNewBackupCodes: true,
            guessingToldAt: moment(5),
            offeredAt: moment(8),
            deletion: PlannedDeletion(askedAt: moment(6), dueAt: moment(7), isReminded: true),
            createdAt: moment(4)
        )
    }

    static func factor(_ id: String, of account: String, handle: String? = nil, at second: Int64 = 0) -> Factor {
        Factor(
            id: Factor.ID(id),
            accountID: Account.ID(account),
            kind: Kind(rawValue: "totp"),
            label: "Sam's Pixel",
            handle: handle,
            sealedState: [1, 2, 3],
            createdAt: moment(second),
            lastUsedAt: nil
        )
    }

    static func draft(_ id: String, of account: String, at second: Int64 = 0) -> Draft {
        Draft(
            id: Factor.ID(id),
            accountID: Account.ID(account),
            kind: Kind(rawValue: "totp"),
            label: "phone",
            sealedState: [9],
            wrongAnswers: 2,
            replaces: Factor.ID("old"),
            browserHash: [7, 8],
            createdAt: moment(second),
            expiresAt: moment(second + 100)
        )
    }

    static func codes(_ id: String, of account: String, count: Int = 5) -> BackupCodeSet {
        BackupCodeSet(
            id: BackupCodeSet.ID(id),
            accountID: Account.ID(account),
            salt: [4, 5, 6],
            codes: (1...count).map { BackupCodeSet.Code(number: $0, hash: [UInt8($0), 0]) },
            createdAt: moment(),
            showing: BackupCodeSet.Showing(sessionID: Session.ID("s"), until: moment(60), sealedCodes: [7, 7])
        )
    }

    static func session(_ id: String, of account: String, at second: Int64 = 0) -> Session {
        Session(
            id: Session.ID(id),
            tokenHash: Array("token \(id)".utf8),
            accountID: Account.ID(account),
            createdAt: moment(second),
            lastSeenAt: moment(second + 1),
            expiresAt: moment(second + 100),
            proof: Proof(methods: ["pwd", "otp"], passwordAt: moment(second), secondFactorAt: nil),
            client: Client(address: "2001:db8::1", userAgent: "Mozilla/5.0")
        )
    }

    static func signIn(_ id: String, of account: String, at second: Int64 = 0) -> SignInUnderWay {
        SignInUnderWay(
            id: SignInUnderWay.ID(id),
            tokenHash: Array("token \(id)".utf8),
            accountID: Account.ID(account),
            passwordAt: moment(second),
            createdAt: moment(second + 1),
            expiresAt: moment(second + 100),
            client: Client(address: "192.0.2.1", userAgent: "curl"),
            browserID: KnownBrowser.ID("b"),
            pairTriedAt: nil
        )
    }

    static func browser(_ id: String, of account: String, at second: Int64 = 0) -> KnownBrowser {
        KnownBrowser(
            id: KnownBrowser.ID(id),
            tokenHash: Array("token \(id)".utf8),
            accountID: Account.ID(account),
            createdAt: moment(),
            lastUsedAt: moment(second),
            client: Client(address: "192.0.2.1", userAgent: "Firefox")
        )
    }

    static func challenge(
        _ id: String,
        of account: String?,
        purpose: Challenge.Purpose = .resetPassword,
        codeHash: [UInt8]? = nil,
        at second: Int64 = 0
    ) -> Challenge {
        Challenge(
            id: Challenge.ID(id),
            purpose: purpose,
            accountID: account.map { Account.ID($0) },
            codeHash: codeHash ?? Array("code \(id)".utf8),
            linkHash: Array("link \(id)".utf8),
            browserHash: Array("browser \(id)".utf8),
            sealedPayload: [8],
            wrongAnswers: 1,
            createdAt: moment(second),
            expiresAt: moment(second + 100)
        )
    }

    static func app(_ id: String) -> App {
        App(id: App.ID(id), label: "Shop", allowsVerifyWithoutFirstFactor: true, createdAt: moment())
    }

    static func apiKey(_ id: String, of app: String) -> APIKey {
        APIKey(
            id: APIKey.ID(id),
            appID: App.ID(app),
            label: "key",
            keyHash: Array("key \(id)".utf8),
            scopes: [.verify, .import, .accounts],
            reach: .organisation(Organisation.ID("o")),
            createdAt: moment(),
            expiresAt: moment(5),
            revokedAt: nil
        )
    }

    static func event(
        _ id: String,
        of account: String?,
        kind: String = "second_step_failed",
        at second: Int64 = 0
    ) -> Event {
        Event(
            id: Event.ID(id),
            milliseconds: 1_700_000_000_123 + second * 1000,
            kindName: kind,
            accountID: account.map { Account.ID($0) },
            actorName: "system",
            dataText: "{\"a\":\"b\"}",
            personal: [3, 2, 1]
        )
    }

    static func mail(_ id: String, of account: String? = nil, due second: Int64 = 0) -> OutboxMail {
        OutboxMail(
            id: OutboxMail.ID(id),
            accountID: account.map { Account.ID($0) },
            kind: .factorAdded,
            sealedNotice: [6],
            dueAt: moment(second),
            expiresAt: moment(1000),
            createdAt: moment()
        )
    }
}

extension SQLStore {
    /// Commits what must succeed.
    func mustCommit(_ changes: Change..., account: (id: Account.ID, revision: Int64)? = nil) async throws {
        let outcome = try await commit(Commit(account: account, changes: changes))
        if outcome != .committed { throw UnexpectedOutcome(outcome: outcome) }
    }
}

/// A commit that a test relies on did not go through.
struct UnexpectedOutcome: Error {
    let outcome: CommitOutcome
}

extension Sample {
    static func device(_ id: String, of account: String, app: App.ID? = nil, at second: Int64 = 0) -> RememberedDevice {
        RememberedDevice(
            id: RememberedDevice.ID(id),
            accountID: Account.ID(account),
            appID: app,
            tokenHash: Array(id.utf8),
            previousHash: nil,
            rotatedAt: moment(second),
            createdAt: moment(second),
            lastUsedAt: moment(second),
            expiresAt: moment(second + 100),
            client: Client(address: "192.0.2.1", userAgent: "Browser/1.0")
        )
    }

    static func recovery(
        _ id: String,
        of account: String,
        sealed: [UInt8] = [1],
        at second: Int64 = 0
    ) -> RecoveryRequest {
        RecoveryRequest(
            id: RecoveryRequest.ID(id),
            reference: "CS-\(id)",
            accountID: Account.ID(account),
            tokenHash: Array(id.utf8),
            sealedDetails: sealed,
            askedAt: moment(second),
            waitUntil: moment(second + 50),
            expiresAt: moment(second + 100),
            client: Client(address: "192.0.2.1", userAgent: "Browser/1.0")
        )
    }
}
