import Countersign
import Hummingbird

// `/sign-in/key`

extension Portal {
    @Sendable
    static func showPasskey(_ half: HalfSignedIn) async throws -> Response {
        guard half.hasPasskey else { return .seeOther(half.firstPath) }
        return try half.page(page(half))
    }

    /// What the page's script hands to the browser.
    @Sendable
    static func askPasskey(_ half: HalfSignedIn, _ form: Form) async throws -> Response {
        do {
            let issued = try await Challenging(in: half.world)
                .begin(.passkey, for: half.dossier.account.id, at: .signIn(half.signIn), client: half.visitor.client)
            return half.options(issued.challenge.id.rawValue, issued.shown)
        } catch is Challenging.Fault {
            throw PageFault.notFound
        } catch is CeremonyFault {
            throw Detour(to: "/sign-in")
        }
    }

    @Sendable
    static func answerPasskey(_ half: HalfSignedIn, _ form: Form) async throws -> Response {
        guard half.hasPasskey else { return .seeOther(half.firstPath) }
        guard let sent = SentPasskey(form) else {
            return try half.again(page(half, half.problem(withoutAnswer: form), remembers: form.remembers))
        }
        return try await half.answer(sent.given, of: .passkey, on: nil, remembering: form) { rejected in
            try half.again(page(half, half.problem(rejected.rejection), remembers: form.remembers))
        }
    }

    private static func page(
        _ half: HalfSignedIn,
        _ problem: PasskeyProblem? = nil,
        remembers: Bool = false
    ) -> PasskeyPage {
        PasskeyPage(
            account: half.dossier.account.shownName,
            problem: problem,
            remember: half.rememberBox(isTicked: remembers)
        )
    }
}

extension HalfSignedIn {
    fileprivate var hasPasskey: Bool { dossier.factors.contains { $0.kind == .passkey } }
}
