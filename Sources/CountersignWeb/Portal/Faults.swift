import Countersign
import Foundation
import Hummingbird

// The pages of what cannot be shown or done. Status and headers are set by `Failures`.

extension Portal {
    @Sendable
    static func fault(_ fault: PageFault, _ visitor: Visitor) async throws -> Response {
        let kind: FaultPage.Kind
        switch fault {
        case .notFound, .otherMethods: kind = .notFound
        case .refused: kind = .refused
        case .morePower: kind = .morePower
        case .needsStrongFactor: kind = .needsStrongFactor
        case .tooLarge: kind = .tooLarge
        case .unreadable: kind = .badRequest
        case .failed: kind = .failure
        case .unavailable(let seconds):
            kind = .unavailable(until: visitor.world.now().addingTimeInterval(Double(seconds)))
        case .proofNeeded(let form):
            kind = .proofNeeded(
                FaultPage.KeptForm(typed: form, path: visitor.path),
                confirmPath: CodePurpose.confirm(returnTo: visitor.path).isForConsole
                    ? CodePurpose.inAnotherTabForConsole : CodePurpose.inAnotherTab
            )
        case .forged(let form, let noCookie):
            // Another site's form is never shown again: its reader would send it as one of ours.
            guard !isFromElsewhere(form, visitor) else {
                kind = .expired(nil)
                break
            }
            if noCookie, visitor.request.uri.path == "/sign-in" {
                return try visitor.page(
                    SignInPage(email: form["email"], notice: .cookiesOff, canSignUp: SignUp(in: visitor.world).isOpen)
                )
            }
            if let path = try await goesOnElsewhere(visitor) { throw Detour(to: path) }
            kind = .expired(FaultPage.KeptForm(form, path: visitor.path))
        }
        // With the database away nobody's session can be looked up.
        let open = fault.isOurs ? nil : try? await visitor.openSession()
        return try visitor.draw(
            FaultPage(kind, reference: visitor.id),
            fault.status,
            for: open?.dossier.account,
            in: open?.session
        )
    }

    private static func isFromElsewhere(_ form: Form, _ visitor: Visitor) -> Bool {
        let suspicion = Forgery.suspicion(
            of: form,
            in: visitor.request,
            publicURL: visitor.world.settings.publicURL,
            cookies: visitor.cookies
        )
        return suspicion == .otherSite
    }

    /// A page of the sign-in in one tab, after another tab went on: this one follows.
    private static func goesOnElsewhere(_ visitor: Visitor) async throws -> String? {
        let path = visitor.request.uri.path
        guard path.hasPrefix("/sign-in") || path.hasPrefix("/sign-up") else { return nil }
        if try await visitor.openSession() != nil { return "/security" }
        guard path == "/sign-in" else { return nil }
        return try await visitor.halfSignedIn()?.firstPath
    }
}

extension PageFault {
    fileprivate var isOurs: Bool {
        switch self {
        case .failed, .unavailable: true
        case .notFound, .refused, .morePower, .needsStrongFactor, .otherMethods, .tooLarge, .unreadable, .forged,
            .proofNeeded:
            false
        }
    }
}

extension FaultPage.KeptForm {
    /// What may be shown again of what was typed: never a password, a code or a token.
    private static let kept = [
        "email", "name", "label", "nickname", "return", "language", "keep", "saved", "helped", "trust",
    ]

    /// What is proof, or stands for one, and not what somebody wants to say.
    private static let secret: Set<String> = [
        Forgery.field, "password", "new-password", "current-password", "code", "next-code", "first-code", "backup",
        "bypass", "credential", "challenge",
    ]

    /// All that its sender typed, for them alone: the form came from a page of this very session.
    init(typed form: Form, path: String) {
        self.init(
            path: ReturnPath(path)?.text ?? "/",
            values: form.fields.filter { !Self.secret.contains($0.key) }.sorted { $0.key < $1.key }
                .map { Value(name: $0.key, value: $0.value) }
        )
    }

    /// Whether something would be lost.
    static func holdsAnything(_ form: Form) -> Bool {
        form.fields.contains { !secret.contains($0.key) && $0.key != "return" && !$0.value.isEmpty }
    }

    init(_ form: Form, path: String) {
        self.init(
            path: ReturnPath(path)?.text ?? "/",
            values: Self.kept.compactMap { name in form.fields[name].map { Value(name: name, value: $0) } }
        )
    }
}
