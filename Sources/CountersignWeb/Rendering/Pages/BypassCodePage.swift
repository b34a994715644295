import Foundation

/// `/sign-in/bypass`: a code that support read out.
package struct BypassCodePage: Page {
    package static let template = "bypass-code"

    package enum Problem: String, Sendable {
        case missing
        case shape
        case wrong
        /// It ran out, was used or cancelled.
        case gone
    }

    package let account: String
    /// Nil if there is none.
    package let until: Date?
    package let problem: Problem?

    package init(account: String, until: Date?, problem: Problem? = nil) {
        self.account = account
        self.until = until
        self.problem = problem
    }

    package func problems(in frame: PageFrame) -> [CountersignWeb.Problem] {
        problem.map { [.init(field: "bypass", "problems.bypassCode.\($0.rawValue)")] } ?? []
    }

    package func title(in words: Words) -> String { words.text("bypassCode.title") }

    package func values(in frame: PageFrame) -> TemplateValues {
        let words = frame.words
        return [
            "progress": .markup(CodePurpose.signIn.progress(account: account, in: words)),
            "bypass": Field.bypassCode().filled(problems(in: frame)).values(in: words),
            "until": .text(
                words.text(
                    until.map { Message("bypassCode.until", ["time": .end($0, seenAt: frame.now)]) }
                        ?? Message("bypassCode.none")
                )
            ),
            "otherWays": .groups(CodePurpose.signIn.otherWays.map { $0.values(in: words) }),
        ]
    }
}
