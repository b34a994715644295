/// The code from an authenticator app, or a backup code in the same field: `/sign-in/app`, and `/security/confirm`.
package struct SecondStepPage: Page {
    package static let template = "second-step"

    /// The account's sign-in name.
    package let account: String
    /// The label of the app that is asked for, where there are several.
    package let device: String?
    /// How many the app shows.
    package let digits: Int
    package let problem: AppCodeProblem?
    /// Wrong codes still free; told from the second wrong one on.
    package let triesLeft: Int?
    package let purpose: CodePurpose
    /// Nil where nothing is remembered.
    package let remember: RememberBox?

    package init(
        account: String,
        device: String? = nil,
        digits: Int = 6,
        problem: AppCodeProblem? = nil,
        triesLeft: Int? = nil,
        purpose: CodePurpose = .signIn,
        remember: RememberBox? = nil
    ) {
        self.account = account
        self.device = device
        self.digits = digits
        self.problem = problem
        self.triesLeft = triesLeft
        self.purpose = purpose
        self.remember = remember
    }

    package func problems(in frame: PageFrame) -> [Problem] {
        guard let problem else { return [] }
        let message = problem.message(
            organisation: frame.organisation,
            account: account,
            methodsPath: purpose.methodsPath,
            digits: digits
        )
        return [Problem(field: "code", message)]
    }

    package func title(in words: Words) -> String { words.text(purpose.appCodeHeading) }

    package func values(in frame: PageFrame) -> TemplateValues {
        let words = frame.words
        let code = Field.code(
            label: purpose.appCodeHeading,
            hint: Self.hint(device: device, organisation: frame.organisation),
            autofocus: true,
            isHeading: true
        )
        return [
            "progress": .markup(purpose.progress(account: account, in: words)),
            "code": code.filled(problems(in: frame)).values(in: words),
            "drift": problem?.concernsClock == true
                ? DriftNotice.values(in: frame, pairPath: purpose.twoCodesPath) : .absent,
            "button": .text(words.text(purpose == .signIn ? "secondStep.button" : "confirm.button")),
            "remember": remember.values(in: words),
            "otherWays": .groups(purpose.otherWays.map { $0.values(in: words) }),
            "triesLeft": .markup(
                triesLeft.map { words.markup("secondStep.triesLeft", ["count": .number($0)]) }
            ),
        ]
    }

    /// Where to look for the code.
    static func hint(device: String?, organisation: String) -> Message {
        if let device {
            Message("secondStep.hintDevice", ["device": .name(device), "organisation": .name(organisation)])
        } else {
            Message("secondStep.hint", ["organisation": .name(organisation)])
        }
    }
}
