/// What is wrong with the answer of a passkey or security key.
package enum PasskeyProblem: String, Sendable, CaseIterable {
    /// Whatever it was: which check failed would help only an attacker.
    case again
    case notYours
    case known
    case tooLate
    case copied
    case address
    case model

    var problem: Problem { Problem(field: nil, Message("problems.passkey.\(rawValue)")) }
}

/// `/sign-in/key`, and within `/security/confirm`.
package struct PasskeyPage: Page {
    package static let template = "passkey"

    package let account: String
    package let problem: PasskeyProblem?
    package let purpose: CodePurpose
    /// Nil where nothing is remembered.
    package let remember: RememberBox?

    package init(
        account: String,
        problem: PasskeyProblem? = nil,
        purpose: CodePurpose = .signIn,
        remember: RememberBox? = nil
    ) {
        self.account = account
        self.problem = problem
        self.purpose = purpose
        self.remember = remember
    }

    package func problems(in frame: PageFrame) -> [Problem] { problem.map { [$0.problem] } ?? [] }

    package func title(in words: Words) -> String { words.text(heading) }

    package func values(in frame: PageFrame) -> TemplateValues {
        let words = frame.words
        return [
            "progress": .markup(purpose.progress(account: account, in: words)),
            "heading": .text(words.text(heading)),
            "action": .text(purpose.path("key")),
            "optionsPath": .text(purpose.path("key/options")),
            "passkey": PasskeyEnd().values(in: words),
            "remember": remember.values(in: words),
            "otherWays": .groups(purpose.otherWays.map { $0.values(in: words) }),
        ]
    }

    private var heading: String { purpose == .signIn ? "passkey.title" : "passkey.confirmTitle" }
}

/// `/security/two-factor/keys/new`
package struct PasskeySetupPage: FormPage {
    package static let template = "passkey-setup"

    package let isFirst: Bool
    package let name: String
    /// What the name is if nobody changes it: the browser and its system.
    package let suggested: String
    package let problems: [Problem]
    package let otherPath: String
    /// A security key was chosen: its button comes first.
    package let isForKey: Bool

    package init(
        isFirst: Bool,
        name: String,
        suggested: String,
        problems: [Problem] = [],
        otherPath: String,
        isForKey: Bool = false
    ) {
        self.isFirst = isFirst
        self.name = name
        self.suggested = suggested
        self.problems = problems
        self.otherPath = otherPath
        self.isForKey = isForKey
    }

    package func title(in words: Words) -> String { words.text("passkeySetup.title") }

    package func values(in frame: PageFrame) -> TemplateValues {
        let words = frame.words
        let field = Field(
            id: "label",
            kind: .text(autocomplete: "off"),
            label: Message("passkeySetup.name"),
            value: name,
            hint: Message("passkeySetup.nameHint")
        )
        return [
            "progress": .text(isFirst ? words.text("appSetup.progress") : nil),
            "name": field.filled(problems).values(in: words),
            "suggested": .text(suggested),
            "passkey": PasskeyEnd(buttons: isForKey ? [.key, .create] : [.create, .key]).values(in: words),
            "otherPath": .text(otherPath),
            "otherLabel": .text(words.text("appSetup.differentWay")),
        ]
    }
}
