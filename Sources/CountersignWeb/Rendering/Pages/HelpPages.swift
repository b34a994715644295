/// `/help`: what there is to read.
package struct HelpIndexPage: Page {
    package static let template = "help-index"

    package init() {}

    package func title(in words: Words) -> String { words.text("help.title") }

    package func values(in frame: PageFrame) -> TemplateValues {
        [
            "choices": .groups(
                HelpPage.Topic.allCases.map { topic in
                    Choice(
                        href: "/help/\(topic.rawValue)",
                        icon: topic.icon,
                        title: Message("help.\(topic.key).title"),
                        text: Message("help.\(topic.key).short")
                    ).values(in: frame.words)
                }
            ),
            "contact": HelpPage.contact(in: frame),
        ]
    }
}

/// `/help/{topic}`.
package struct HelpPage: Page {
    /// The raw value stands in the address.
    package enum Topic: String, Sendable, CaseIterable {
        case clock
        case newPhone = "new-phone"
        case lostPhone = "lost-phone"
        case apps
        case email = "email-delay"
        case keys

        var key: String {
            switch self {
            case .clock: "clock"
            case .newPhone: "newPhone"
            case .lostPhone: "lostPhone"
            case .apps: "apps"
            case .email: "email"
            case .keys: "keys"
            }
        }

        var icon: String {
            switch self {
            case .clock: "icon-clock"
            case .newPhone, .lostPhone: "icon-phone"
            case .apps: "icon-browser"
            case .email: "icon-envelope"
            case .keys: "icon-key"
            }
        }
    }

    package static let template = "help-steps"

    package let topic: Topic
    package let platform: Platform?
    /// After "Did this help?" was answered.
    package let isThanking: Bool

    package init(_ topic: Topic, platform: Platform? = nil, isThanking: Bool = false) {
        self.topic = topic
        self.platform = platform
        self.isThanking = isThanking
    }

    package func title(in words: Words) -> String { words.text("help.\(topic.key).title") }

    package func values(in frame: PageFrame) -> TemplateValues {
        [
            "heading": .text(title(in: frame.words)),
            "clock": topic == .clock ? .markup(frame.words.tickingClock(frame.now, isLarge: true)) : .absent,
            "parts": .groups(HelpText(topic: topic, platform: platform, frame: frame).parts),
            "tryAgain": .flag(topic == .clock),
            "thanks": .flag(isThanking),
            "feedbackPath": .text("/help/\(topic.rawValue)"),
            "contact": Self.contact(in: frame),
        ]
    }

    static func contact(in frame: PageFrame) -> TemplateValue {
        .markup(frame.words.markup(frame.ask("help.contact", "help.noContact")))
    }
}
