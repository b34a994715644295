import Foundation

/// The page of a wait (429 with `Retry-After`): until when, why, and how to get in now.
package struct WaitPage: Page {
    package static let template = "wait"

    package enum Reason: Sendable, Equatable {
        /// So many wrong second-step codes in a row.
        /// - Parameter fromApp: whether the account has an app that they could be from.
        case codes(count: Int, fromApp: Bool = true)
        /// The budget of wrong codes is used up; `until` is when one more try comes back, if it is known.
        case codesSpent
        /// So many wrong passwords in a row.
        case password(count: Int)
        /// Too many tries from the network.
        case network
    }

    package let reason: Reason
    package let until: Date?
    /// The ways that are open meanwhile.
    package let ways: [Way]
    package let tryAgainPath: String
    package let purpose: CodePurpose

    package init(
        reason: Reason,
        until: Date?,
        ways: [Way] = [],
        tryAgainPath: String,
        purpose: CodePurpose = .signIn
    ) {
        self.reason = reason
        self.until = until
        self.ways = ways
        self.tryAgainPath = tryAgainPath
        self.purpose = purpose
    }

    package func title(in words: Words) -> String {
        // The title does not tell the time left: it would be old as soon as it stands in a tab.
        words.text(reason == .codesSpent ? "wait.spentTitle" : "wait.pageTitle")
    }

    package func values(in frame: PageFrame) -> TemplateValues {
        let words = frame.words
        let seconds = until.map { max(0, Int($0.timeIntervalSince(frame.now).rounded(.up))) }
        let concernsPassword: Bool =
            switch reason {
            case .password, .network: true
            case .codes, .codesSpent: false
            }
        return [
            "heading": .text(words.text(heading(seconds: seconds))),
            "text": .markup(words.markup(text)),
            "more": reason == .codesSpent
                ? .markup(until.map { words.markup("wait.spentUntil", ["time": .moment($0)]) }) : .absent,
            "seconds": reason == .codesSpent ? .absent : .text(seconds.flatMap { $0 > 0 ? "\($0)" : nil }),
            "tryAgainPath": .text(reason == .codesSpent ? nil : tryAgainPath),
            "hasChoices": .flag(!ways.isEmpty),
            "choices": ways.values(for: purpose, in: frame),
            "resetPath": .text(concernsPassword ? "/password/forgot" : nil),
            "notYou": concernsPassword || purpose != .signIn
                ? .absent : .markup(words.markup("wait.notYou", ["a": .link("/password/forgot")])),
        ]
    }

    /// Whole minutes from one minute on, rounded up: nobody is sent back too early.
    private func heading(seconds: Int?) -> Message {
        guard reason != .codesSpent else { return Message("wait.spentTitle") }
        guard let seconds, seconds > 0 else { return Message("wait.titleOver") }
        let shown = seconds < 60 ? seconds : (seconds + 59) / 60 * 60
        return Message("wait.title", ["duration": .duration(seconds: shown)])
    }

    private var text: Message {
        let time = Filling.time(until ?? .distantFuture)
        return switch reason {
        case .codes(let count, let fromApp):
            Message(fromApp ? "wait.app" : "wait.codes", ["count": .number(count), "time": time])
        case .codesSpent: Message("wait.spent")
        case .password(let count): Message("wait.password", ["count": .number(count), "time": time])
        case .network: Message("wait.busy", ["time": time])
        }
    }
}
