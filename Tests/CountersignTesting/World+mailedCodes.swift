import Countersign
import Foundation

extension World {
    /// An account with codes by e-mail and nothing else.
    package func emailMember(_ email: String = "sam@example.com", role: Role = .member) async throws -> TestMember {
        let member = try await member(email, role: role)
        try await turnOnEmailCodes(for: member)
        return member
    }

    @discardableResult
    package func turnOnEmailCodes(for member: TestMember) async throws -> Factor.ID {
        let enrolment = Enrolment(in: surroundings)
        let begun = try await enrolment.begin(kind: .email, label: "", for: member.id, client: nil, actor: .host)
        let outcome = try await enrolment.finish(
            begun.draft.id,
            of: member.id,
            given: .text(try await mailedCode(.enrolmentCode, to: member.email)),
            session: nil,
            client: nil,
            actor: .host
        )
        guard case .confirmed(let factor, _) = outcome else { throw TestBrowserFault("email codes: \(outcome)") }
        return factor.id
    }

    /// The code in the latest mail of a kind.
    package func mailedCode(
        _ kind: Notice.Kind = .secondStepCode,
        to address: String = "sam@example.com"
    ) async throws -> String {
        try await mail(kind, to: address).facts["code"] ?? ""
    }

    /// All codes to sign in with that wait to be sent, oldest first.
    package func mailedCodes(to address: String = "sam@example.com") async throws -> [String] {
        try await mails(to: address).filter { $0.kind == .secondStepCode }.compactMap { $0.facts["code"] }
    }
}

extension World {
    /// The rules as another node on the same database has them: with a queue of its own.
    package func node() -> Surroundings {
        Surroundings(
            now: surroundings.now,
            random: surroundings.random,
            store: surroundings.store,
            hasher: surroundings.hasher,
            passwords: surroundings.passwords,
            passwordScreen: surroundings.passwordScreen,
            keys: surroundings.keys,
            methods: surroundings.methods,
            settings: surroundings.settings,
            log: surroundings.log
        )
    }
}

extension String {
    /// Six digits that are none of these codes.
    package static func wrongCode(beside codes: [String]) -> String {
        (0..<1000).lazy.map { String(format: "%06d", $0) }.first { !codes.contains($0) } ?? ""
    }
}
