import Countersign
import Hummingbird
import Logging
import Metrics

// `/help` and its topics, `/privacy`

extension Portal {
    @Sendable
    static func showHelp(_ visitor: Visitor) async throws -> Response {
        try await visitor.openPage(HelpIndexPage())
    }

    @Sendable
    static func showHelpTopic(_ visitor: Visitor) async throws -> Response {
        guard let topic = HelpPage.Topic(rawValue: visitor.parameters["topic"]) else { throw PageFault.notFound }
        let platform = Browser(userAgent: visitor.client.userAgent).platform
        return try await visitor.openPage(
            HelpPage(topic, platform: platform, isThanking: visitor.query.has("thanks"))
        )
    }

    /// "Did this help?"
    @Sendable
    static func takeHelpAnswer(_ visitor: Visitor, _ form: Form) async throws -> Response {
        guard let topic = HelpPage.Topic(rawValue: visitor.parameters["topic"]) else { throw PageFault.notFound }
        let helped = form["helped"] == "yes" ? "yes" : "no"
        Counter(label: "help_answers", dimensions: [("topic", topic.rawValue), ("helped", helped)]).increment()
        let missing = HelpAnswer.cleaned(form["missing"])
        if !missing.isEmpty {
            visitor.log.notice(
                "A reader says what help lacks",
                metadata: ["topic": "\(topic.rawValue)", "missing": "\(missing)"]
            )
        }
        return .seeOther("/help/\(topic.rawValue)?thanks=1")
    }

    @Sendable
    static func showPrivacy(_ visitor: Visitor) async throws -> Response {
        try await visitor.openPage(
            PrivacyPage(
                eventRetentionDays: visitor.world.settings.eventRetentionDays,
                deletionWait: visitor.world.settings.accountDeletionWait
            )
        )
    }
}

/// What a reader wrote about a page of help, fit for the log.
enum HelpAnswer {
    private static let longest = 300

    /// Words only: whoever pastes a code or a password here must not find it in a log, so whatever holds a digit, an @ or
    /// is long goes.
    static func cleaned(_ text: String) -> String {
        text.prefix(2 * longest).split(whereSeparator: \.isWhitespace)
            .map { word in
                let isWord = word.count <= 20 && word.allSatisfy { $0.isLetter || $0.isPunctuation && $0 != "@" }
                return isWord ? String(word) : "…"
            }
            .joined(separator: " ").prefix(longest).description
    }
}
