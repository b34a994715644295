import Countersign
import Hummingbird

// `/security/confirm/key`

extension ProvingAgain {
    @Sendable
    static func showPasskey(_ person: InSession) async throws -> Response {
        guard person.hasPasskey else { return .seeOther(person.proofPath) }
        return try person.page(passkeyPage(person))
    }

    @Sendable
    static func askPasskey(_ person: InSession, _ form: Form) async throws -> Response {
        let browser = try await person.visitor.knownBrowser(of: person.account.id)
        do {
            let issued = try await Challenging(in: person.world).begin(
                .passkey,
                for: person.account.id,
                at: .session(person.session, browser: browser),
                client: person.client
            )
            return person.options(issued.challenge.id.rawValue, issued.shown)
        } catch is Challenging.Fault {
            throw PageFault.notFound
        }
    }

    @Sendable
    static func givePasskey(_ person: InSession, _ form: Form) async throws -> Response {
        guard person.hasPasskey else { return .seeOther(person.proofPath) }
        guard let sent = SentPasskey(form) else {
            return try person.again(passkeyPage(person, person.problem(withoutAnswer: form)))
        }
        return try await person.prove(by: sent.given, of: .passkey, on: nil) { rejected, _ in
            try person.again(passkeyPage(person, person.problem(rejected.rejection)))
        }
    }

    private static func passkeyPage(_ person: InSession, _ problem: PasskeyProblem? = nil) -> PasskeyPage {
        PasskeyPage(account: person.account.shownName, problem: problem, purpose: person.purpose)
    }
}

extension InSession {
    fileprivate var hasPasskey: Bool { dossier.factors.contains { $0.kind == .passkey } }
}
