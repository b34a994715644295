import Countersign
import Hummingbird

/// What the portal's common pages know of one kind of factor: where its own pages are, and how lists name it. A value a
/// kind, beside its pages; a new kind is a line in `all`.
package struct KindPages: Sendable {
    package let kind: Kind
    /// Its part of a path: `/sign-in/app`, `/security/confirm/app`.
    package let segment: String
    package let setUpPath: String
    package let icon: String
    package let strength: Strength
    /// Its pages do nothing without JavaScript.
    package var needsScript = false
    /// Its codes are short: after wrong ones they wait.
    package var waits = false
    /// Something is to be sent first: the way to it is a POST, so that a link alone never sends anything.
    package var sends = false
    /// What more can be done with one factor than to rename and remove it.
    package var links: @Sendable (Factor.ID) -> [Link] = { _ in [] }
    /// What its setup is offered as: one card with the kind's own name, unless it serves several things.
    var cards: [Card]
    /// Sends what the page of a sign-in that has just begun is about.
    package var opening: (@Sendable (SignInUnderWay, Visitor) async throws -> Void)?

    /// How strong people are told it is.
    package enum Strength: String, Sendable {
        case strongest
        case strong
        case weaker
    }

    /// One of the choices of what to set up.
    struct Card: Sendable {
        let path: String
        /// Keys of the catalogue.
        let title: String
        let text: String
        /// To be recommended by the page's script where the device has what it needs.
        var isOfDevice = false
    }

    package struct Link: Sendable {
        let path: String
        /// A key of the catalogue.
        let label: String
    }

    /// Whether an address is one of those on which this kind is set up.
    func holds(_ path: String) -> Bool {
        let base = setUpPath.hasSuffix("/new") ? String(setUpPath.dropLast(4)) : setUpPath
        return path == base || path.hasPrefix(base + "/")
    }

    package init(kind: Kind, segment: String, setUpPath: String, icon: String, strength: Strength) {
        self.kind = kind
        self.segment = segment
        self.setUpPath = setUpPath
        self.icon = icon
        self.strength = strength
        cards = [Card(path: setUpPath, title: "kinds.\(kind.rawValue).name", text: "kinds.\(kind.rawValue).choice")]
    }

    /// Best first: the order in which they are offered.
    package static let all: [KindPages] = [.passkey, .totp, .yubikey, .email]

    /// - Returns: nil for a kind without pages, which only programs use.
    package static func of(_ kind: Kind) -> KindPages? {
        all.first { $0.kind == kind }
    }

    /// The kind that an account is asked for first; nil if it has no factor that the portal can ask for.
    ///
    /// - Parameters:
    ///   - settings: what cannot be answered on this server is not asked for.
    ///   - provingAgain: then a weaker kind is asked for only where there is no other.
    package static func first(
        for dossier: Dossier,
        under settings: Settings,
        provingAgain: Bool = false
    ) -> KindPages? {
        let preferred = dossier.firstAskedID
        let factors = dossier.factors.filter { $0.id == preferred } + dossier.factors.filter { $0.id != preferred }
        let kinds = factors.compactMap { of($0.kind) }.filter { $0.isAnswerable(under: settings) }
        return (provingAgain ? kinds.first { $0.strength != .weaker } : nil) ?? kinds.first
    }

    /// Whether somebody who has this kind can answer by it here: the configuration may have taken away what it needs.
    func isAnswerable(under settings: Settings) -> Bool {
        switch kind {
        case .email: settings.emailCodes == .allowed
        case .yubikey: settings.validatesYubiKeys
        default: true
        }
    }

    /// "Authenticator app".
    var name: Message { word("name") }

    /// A word of the section `kinds` of the catalogue.
    func word(_ name: String, _ blanks: [String: Filling] = [:]) -> Message {
        Message("kinds.\(kind.rawValue).\(name)", blanks)
    }

    var strengthTag: Message { Message("strengths.\(strength.rawValue)") }

    var strengthTone: String { strength == .weaker ? "warn" : "ok" }
}

extension HalfSignedIn {
    /// The page that asks for what this account is asked for first.
    var firstPath: String {
        CodePurpose.signIn.path(KindPages.first(for: dossier, under: world.settings)?.segment ?? "methods")
    }
}

extension InSession {
    /// The page on which this person proves themselves again.
    var proofPath: String {
        guard !proving.factors.isEmpty else { return purpose.path("password") }
        return purpose.path(
            KindPages.first(for: proving, under: world.settings, provingAgain: true)?.segment ?? "methods"
        )
    }
}
