/// `/sign-in`: address and password.
package struct SignInPage: FormPage {
    package static let template = "sign-in"

    /// Why the person is here, where there is a reason to tell.
    package enum Notice: String, Sendable, CaseIterable {
        case signedOutByTime
        case tookAWhile
        case signedOut
        case signedOutEverywhere
        case cookiesOff
        case passwordReset
        case emailConfirmed
        case ownerMade
        /// Nobody here has the passkey.
        case passkeyUnknown
        case passkeyRefused
        /// The browser asks for no passkeys at this address.
        case passkeyAddress
    }

    package let email: String
    /// What a returning browser calls the person: "Sam O. · not you?".
    package let knownAs: String?
    package let notice: Notice?
    package let canSignUp: Bool
    /// Where to go afterwards: a path of ours.
    package let returnTo: String?
    /// What password managers are told.
    package let signal: PasskeySignal?
    package let problems: [Problem]

    package init(
        email: String = "",
        knownAs: String? = nil,
        notice: Notice? = nil,
        canSignUp: Bool,
        returnTo: String? = nil,
        signal: PasskeySignal? = nil,
        problems: [Problem] = []
    ) {
        self.email = email
        self.knownAs = knownAs
        self.notice = notice
        self.canSignUp = canSignUp
        self.returnTo = returnTo
        self.signal = signal
        self.problems = problems
    }

    package func title(in words: Words) -> String { words.text("signIn.title") }

    package func values(in frame: PageFrame) -> TemplateValues {
        let words = frame.words
        let focus = email.isEmpty ? "email" : "current-password"
        return [
            "notice": notice.map { Self.box($0).values(in: words) } ?? .absent,
            "known": .markup(
                knownAs.map { words.markup("signIn.known", ["name": .name($0), "a": .link("/sign-in?other=1")]) }
            ),
            "returnTo": .text(returnTo),
            "email": Field.signInName(value: email, autofocus: focus == "email").filled(problems).values(in: words),
            "password": Field.currentPassword(autofocus: focus != "email").filled(problems).values(in: words),
            "forgottenPath": .text(
                email.isEmpty ? "/password/forgot" : "/password/forgot?email=\(PageFrame.encoded(email))"
            ),
            "passkey": PasskeyEnd(isAside: true).values(in: words),
            "signal": signal.values,
            "create": canSignUp ? .markup(words.markup("signIn.create", ["a": .link("/sign-up")])) : .absent,
        ]
    }

    private static func box(_ notice: Notice) -> Box {
        let tone: Box.Tone =
            switch notice {
            case .signedOut, .signedOutEverywhere, .passwordReset, .emailConfirmed, .ownerMade: .ok
            case .signedOutByTime, .tookAWhile: .info
            case .cookiesOff, .passkeyUnknown, .passkeyRefused, .passkeyAddress: .warn
            }
        var box = Box(tone: tone, title: Message("signIn.notice.\(notice.rawValue)"), isStatus: true)
        if tone == .warn, notice != .cookiesOff { box.text = Message("signIn.notice.\(notice.rawValue)Text") }
        return box
    }
}

extension Problem {
    /// One answer for a wrong name and a wrong password.
    package static let signInWrong = Problem(field: "email", "problems.signIn.wrong")
}
