import Foundation

/// `/sign-in/backup`, and within `/security/confirm`: one of the codes on the sheet.
package struct BackupCodePage: Page {
    package static let template = "backup-code"

    package enum Problem: Sendable, Equatable {
        case missing
        case shape
        case used(on: Date)
        case wrong
        case noneLeft
        case unavailable
    }

    package let account: String
    package let left: Int?
    package let problem: Problem?
    package let purpose: CodePurpose

    package init(account: String, left: Int? = nil, problem: Problem? = nil, purpose: CodePurpose = .signIn) {
        self.account = account
        self.left = left
        self.problem = problem
        self.purpose = purpose
    }

    package func problems(in frame: PageFrame) -> [CountersignWeb.Problem] {
        switch problem {
        case nil: []
        case .missing: [.init(field: "backup", "problems.backupCode.missing")]
        case .shape: [.init(field: "backup", "problems.backupCode.shape")]
        case .used(let date): [.init(field: "backup", "problems.backupCode.used", ["day": .dayAndMonth(date)])]
        case .wrong: [.init(field: "backup", "problems.backupCode.wrong")]
        case .noneLeft: [.init(field: "backup", "problems.backupCode.none")]
        case .unavailable: [.init(field: "backup", "problems.form.unavailable")]
        }
    }

    package func title(in words: Words) -> String { words.text(purpose.backupCodeHeading) }

    package func values(in frame: PageFrame) -> TemplateValues {
        let words = frame.words
        return [
            "progress": .markup(purpose.progress(account: account, in: words)),
            "backup": Field.backupCode(label: purpose.backupCodeHeading).filled(problems(in: frame)).values(in: words),
            "button": .text(words.text(purpose == .signIn ? "backupCode.button" : "confirm.button")),
            "left": .text(left.map { words.text("backupCode.left", ["count": .number($0)]) }),
            "otherWays": .groups(purpose.otherWays.map { $0.values(in: words) }),
        ]
    }
}
