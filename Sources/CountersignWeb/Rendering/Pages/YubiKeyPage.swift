/// `/sign-in/yubikey`, and within `/security/confirm`: a field that the key types into.
package struct YubiKeyPage: Page {
    package static let template = "form"

    package let account: String
    package let problem: YubiKeyProblem?
    package let purpose: CodePurpose
    /// Nil where nothing is remembered.
    package let remember: RememberBox?

    package init(
        account: String,
        problem: YubiKeyProblem? = nil,
        purpose: CodePurpose = .signIn,
        remember: RememberBox? = nil
    ) {
        self.remember = remember
        self.account = account
        self.problem = problem
        self.purpose = purpose
    }

    package func problems(in frame: PageFrame) -> [Problem] {
        problem.map { [Problem(field: "code", $0.message(methodsPath: purpose.methodsPath))] } ?? []
    }

    package func title(in words: Words) -> String { words.text(heading) }

    package func values(in frame: PageFrame) -> TemplateValues {
        Plain.form(
            heading: nil,
            fields: [.yubiKey(label: heading, hint: "yubiKey.hint", isHeading: true)],
            problems: problems(in: frame),
            button: Message(purpose == .signIn ? "secondStep.button" : "confirm.button"),
            otherWays: purpose.otherWays,
            progress: purpose == .signIn
                ? Message("secondStep.progress", ["account": .name(account)])
                : Message("confirm.signedInAs", ["account": .name(account)]),
            remember: remember,
            in: frame.words
        )
    }

    private var heading: Message { Message(purpose == .signIn ? "yubiKey.title" : "yubiKey.confirmTitle") }
}

/// `/security/two-factor/yubikey/new`: name it, touch it.
package struct YubiKeySetupPage: Page {
    package static let template = "form"

    package let nickname: String
    package let problem: YubiKeyProblem?
    package let nameProblem: Problem?
    /// Where "Choose a different way" leads.
    package let otherPath: String

    package init(
        nickname: String = "",
        problem: YubiKeyProblem? = nil,
        nameProblem: Problem? = nil,
        otherPath: String
    ) {
        self.nickname = nickname
        self.problem = problem
        self.nameProblem = nameProblem
        self.otherPath = otherPath
    }

    package func problems(in frame: PageFrame) -> [Problem] {
        let name = nameProblem.map { Problem(field: "nickname", $0.message) }
        let code = problem.map { Problem(field: "code", $0.message(methodsPath: otherPath)) }
        return [name, code].compactMap(\.self)
    }

    package func title(in words: Words) -> String { words.text("yubiKey.setupTitle") }

    package func values(in frame: PageFrame) -> TemplateValues {
        Plain.form(
            heading: Message("yubiKey.setupTitle"),
            paragraphs: [Message("yubiKey.setupText")],
            fields: [
                // Before the code: the key presses Enter when it has typed.
                Field(
                    id: "nickname",
                    kind: .text(autocomplete: "off"),
                    label: Message("yubiKey.nickname"),
                    value: nickname
                ),
                .yubiKey(label: Message("yubiKey.code"), hint: "yubiKey.setupHint"),
            ],
            problems: problems(in: frame),
            button: Message("appSetup.button"),
            otherWays: [Plain.Link(href: otherPath, label: Message("appSetup.differentWay"))],
            progress: Message("yubiKey.progress"),
            in: frame.words
        )
    }
}

/// The same path where the operator has set up no validator.
package struct YubiKeyNotUsedPage: Page {
    package static let template = "plain"

    /// Where the key can be added as a security key; nil where those are not offered either.
    package let securityKeyPath: String?
    package let otherPath: String

    package init(securityKeyPath: String?, otherPath: String) {
        self.securityKeyPath = securityKeyPath
        self.otherPath = otherPath
    }

    package func title(in words: Words) -> String { words.text("yubiKey.notUsedTitle") }

    package func values(in frame: PageFrame) -> TemplateValues {
        let key = securityKeyPath.map {
            Plain.Link(href: $0, label: Message("yubiKey.asSecurityKey"), isButton: true)
        }
        let other = Plain.Link(href: otherPath, label: Message("appSetup.differentWay"))
        return Plain.page(
            heading: Message("yubiKey.notUsedTitle"),
            paragraphs: [Message("yubiKey.notUsedText", ["organisation": .name(frame.organisation)])]
                + (securityKeyPath == nil ? [] : [Message("yubiKey.notUsedSecurityKey")]),
            links: [key, other].compactMap(\.self),
            in: frame.words
        )
    }
}

/// What is answered to what a YubiKey, or a person, typed into its field.
package enum YubiKeyProblem: String, Sendable, Equatable, CaseIterable {
    case missing
    case shape
    /// A key that is not this account's.
    case otherKey
    case wrong
    case used
    case unavailable
    case tooSoon
    /// At a setup: it protects another account, or this one already.
    case taken

    func message(methodsPath: String) -> Message {
        switch self {
        case .otherKey: Message("problems.appCode.yubiKey", ["a": .link(methodsPath)])
        case .unavailable: Message("problems.yubiKey.unavailable", ["a": .link(methodsPath)])
        case .missing, .shape, .wrong, .used, .tooSoon, .taken: Message("problems.yubiKey.\(rawValue)")
        }
    }
}

extension Field {
    /// Long enough for what a key types; numbers on a phone would be of no use.
    static func yubiKey(label: Message, hint: String, isHeading: Bool = false) -> Field {
        Field(id: "code", kind: .yubiKey, label: label, hint: Message(hint), autofocus: true, isHeading: isHeading)
    }
}
