/// Two consecutive codes of an app, judged together: while single codes wait, are spent, or the phone's clock is wrong.
///
/// `/sign-in/two-codes`, and within `/security/confirm`.
package struct TwoCodesPage: Page {
    package static let template = "two-codes"

    package enum Reason: Sendable, Equatable {
        case paused
        case clock
    }

    package enum Problem: Sendable, Equatable {
        case firstMissing
        case nextMissing
        case firstShape
        case nextShape
        case same
        case wrong
        case tooSoon(seconds: Int)
        /// They agree with each other, but the clock is off: tells by how much.
        case clockIsOff(seconds: Int)
    }

    package let account: String
    package let reason: Reason
    /// How many the app shows.
    package let digits: Int
    package let problem: Problem?
    package let purpose: CodePurpose
    /// Nil where nothing is remembered.
    package let remember: RememberBox?

    package init(
        account: String,
        reason: Reason,
        digits: Int = 6,
        problem: Problem? = nil,
        purpose: CodePurpose = .signIn,
        remember: RememberBox? = nil
    ) {
        self.account = account
        self.reason = reason
        self.digits = digits
        self.problem = problem
        self.purpose = purpose
        self.remember = remember
    }

    package func problems(in frame: PageFrame) -> [CountersignWeb.Problem] {
        switch problem {
        case nil: []
        case .firstMissing: [.init(field: "first-code", "problems.twoCodes.firstMissing")]
        case .nextMissing: [.init(field: "next-code", "problems.twoCodes.nextMissing")]
        case .firstShape: [.init(field: "first-code", AppCodeProblem.message("shape", of: "twoCodes", digits: digits))]
        case .nextShape: [.init(field: "next-code", AppCodeProblem.message("shape", of: "twoCodes", digits: digits))]
        case .same: [.init(field: "next-code", "problems.twoCodes.same")]
        case .wrong: [.init(field: "first-code", "problems.twoCodes.wrong")]
        case .tooSoon(let seconds):
            [.init(field: nil, "problems.twoCodes.tooSoon", ["duration": .duration(seconds: seconds)])]
        case .clockIsOff(let seconds): [.init(field: "first-code", AppCodeProblem.clockMessage(seconds: seconds))]
        }
    }

    package func title(in words: Words) -> String { words.text(purpose.twoCodesHeading) }

    package func values(in frame: PageFrame) -> TemplateValues {
        let words = frame.words
        let problems = problems(in: frame)
        let first = Field.code(label: Message("twoCodes.first"), hint: nil, id: "first-code", autofocus: true)
        // Not `one-time-code`: what a phone offers would be the first one again.
        let next = Field(id: "next-code", kind: .code(autocomplete: "off"), label: Message("twoCodes.next"))
        var hasDrift = false
        if case .clockIsOff = problem { hasDrift = true }
        return [
            "progress": .markup(purpose.progress(account: account, in: words)),
            "heading": .markup(words.markup(purpose.twoCodesHeading)),
            "reason": .text(words.text(reason == .paused ? "twoCodes.textPaused" : "twoCodes.textClock")),
            "first": first.filled(problems).values(in: words),
            "next": next.filled(problems).values(in: words),
            "button": .text(words.text(purpose == .signIn ? "twoCodes.button" : "confirm.button")),
            "drift": hasDrift ? DriftNotice.values(in: frame, pairPath: nil) : .absent,
            "remember": remember.values(in: words),
            "otherWays": .groups(purpose.otherWays.map { $0.values(in: words) }),
        ]
    }
}
