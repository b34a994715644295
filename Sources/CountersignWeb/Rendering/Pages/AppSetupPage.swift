import CountersignDocuments

/// An authenticator app is added or moved: install, scan, enter a code. `/security/two-factor/app/new`, `…/{id}/move`.
package struct AppSetupPage: Page {
    package static let template = "app-setup"

    package enum Mode: Sendable, Equatable {
        /// The account's first second factor.
        case first
        /// One more: it needs a name, to tell it from the others.
        case another
        /// In place of a factor that works until this one does.
        case moving
    }

    /// What is wrong with the name that was given.
    package enum NameProblem: Sendable, Equatable {
        case missing
        case tooLong
        case characters
    }

    package let mode: Mode
    /// Which setup this is: sent along, so that one that was finished in another tab is known.
    package let setup: String
    package let qr: QRCode
    package let key: ShownSecret
    package let uri: ShownSecret
    /// The account's name and the issuer, as the app will show them.
    package let account: String
    package let issuer: String
    package let digits: Int
    package let period: Int
    /// The system the visitor's browser runs on: its apps come first.
    package let platform: Platform?
    package let nickname: String
    /// The setup that was begun before has run out, and this is another QR code.
    package let isRenewed: Bool
    package let problem: AppCodeProblem?
    package let nameProblem: NameProblem?
    package let otherPath: String

    /// - Parameters:
    ///   - key: the secret in Base32, without gaps.
    ///   - uri: the `otpauth:` address.
    package init(
        mode: Mode,
        setup: String,
        qr: QRCode,
        key: ShownSecret,
        uri: ShownSecret,
        account: String,
        issuer: String,
        digits: Int = 6,
        period: Int = 30,
        platform: Platform? = nil,
        nickname: String = "",
        isRenewed: Bool = false,
        problem: AppCodeProblem? = nil,
        nameProblem: NameProblem? = nil,
        otherPath: String
    ) {
        self.mode = mode
        self.setup = setup
        self.qr = qr
        self.key = key
        self.uri = uri
        self.account = account
        self.issuer = issuer
        self.digits = digits
        self.period = period
        self.platform = platform
        self.nickname = nickname
        self.isRenewed = isRenewed
        self.problem = problem
        self.nameProblem = nameProblem
        self.otherPath = otherPath
    }

    package func problems(in frame: PageFrame) -> [Problem] {
        var problems: [Problem] = []
        if let problem {
            let message = problem.message(
                organisation: issuer,
                account: account,
                methodsPath: otherPath,
                digits: digits
            )
            problems.append(Problem(field: "code", message))
        }
        switch nameProblem {
        case nil: break
        case .missing: problems.append(Problem(field: "nickname", "problems.deviceName.missing"))
        case .tooLong: problems.append(Problem(field: "nickname", "problems.deviceName.long"))
        case .characters: problems.append(Problem(field: "nickname", "problems.deviceName.characters"))
        }
        return problems
    }

    package func title(in words: Words) -> String { words.text(heading) }

    package func values(in frame: PageFrame) -> TemplateValues {
        let words = frame.words
        let problems = problems(in: frame)
        let isMove = mode == .moving
        return [
            "notice": renewed.values(in: words),
            "progress": .text(progress.map { words.text($0) }),
            "heading": .text(words.text(heading)),
            "isMove": .flag(isMove),
            "setup": .text(setup),
            "apps": AppList.values(first: platform, in: words),
            "time": .markup(
                words.markup(
                    "appSetup.time",
                    ["time": .timeWithSeconds(frame.now), "a": .link("/help/clock")]
                )
            ),
            "qr": .markup(Markup(trusted: qr.svg(label: words.text("appSetup.qr")))),
            "uri": .text(uri.text),
            "key": .texts(Self.groups(of: key.text)),
            "account": .text(account),
            "issuer": .text(issuer),
            "settings": .text(
                words.text("appSetup.settingsText", ["digits": .number(digits), "period": .number(period)])
            ),
            "enter": .text(words.text(isMove ? "appSetup.enterNew" : "appSetup.enter")),
            "code": Field.code(
                label: Message("fields.appCode", ["digits": .number(digits)]),
                hint: Message("fields.codeHint")
            ).filled(problems).values(in: words),
            "drift": problem?.concernsClock == true ? DriftNotice.values(in: frame, pairPath: nil) : .absent,
            "nickname": name.filled(problems).values(in: words),
            "button": .text(words.text(isMove ? "appSetup.buttonMove" : "appSetup.button")),
            "otherPath": .text(otherPath),
            "otherLabel": .text(words.text(isMove ? "layout.cancel" : "appSetup.differentWay")),
        ]
    }

    private var heading: String {
        switch mode {
        case .first: "appSetup.title"
        case .another: "appSetup.titleMore"
        case .moving: "appSetup.titleMove"
        }
    }

    private var progress: String? {
        switch mode {
        case .first: "appSetup.progress"
        case .another: nil
        case .moving: "appSetup.progressMove"
        }
    }

    private var renewed: Box? {
        guard isRenewed else { return nil }
        return Box(
            tone: .warn,
            title: Message("appSetup.renewed", ["organisation": .name(issuer)]),
            text: Message("appSetup.renewedText"),
            isStatus: true
        )
    }

    private var name: Field {
        Field(
            id: "nickname",
            kind: .text(autocomplete: "off"),
            label: Message(mode == .another ? "fields.deviceNameNeeded" : "fields.deviceName"),
            value: nickname,
            hint: Message("fields.deviceNameHint")
        )
    }

    private static func groups(of key: String) -> [String] {
        var groups: [String] = []
        var rest = Substring(key)
        while !rest.isEmpty {
            groups.append(String(rest.prefix(4)))
            rest = rest.dropFirst(4)
        }
        return groups
    }
}
