import Countersign

/// A page of the console: with its side navigation, for staff.
package protocol ConsolePage: Page {
    /// The entry of the side navigation that it belongs to.
    static var consoleSection: ConsoleSection { get }
}

/// The parts of the console, in the order of its side navigation. One that is added here has its page, its words
/// (`consoleSection.…`) and the act that one must be allowed to find it.
package enum ConsoleSection: String, Sendable, CaseIterable {
    case overview
    case people
    case requests
    case policy
    case audit
    case delivery
    case staff
    case settings

    package var path: String {
        switch self {
        case .overview: "/admin"
        case .people: "/admin/people"
        case .requests: "/admin/requests"
        case .policy: "/admin/policy"
        case .audit: "/admin/audit"
        case .delivery: "/admin/delivery"
        case .settings: "/admin/settings"
        case .staff: "/admin/staff"
        }
    }

    /// Whether that role finds it in its navigation.
    func isFor(_ role: Role) -> Bool {
        let act: StaffAct =
            switch self {
            case .overview: .seeOverview
            case .people: .search
            case .requests: .seeRequests
            case .policy: .seePolicy
            case .audit: .seeAuditLog
            case .delivery: .seeDelivery
            case .settings: .seeSettings
            case .staff: .seeStaff
            }
        return Authority.allows(act, by: role).isAllowed
    }
}

extension PageFrame {
    /// The side navigation of the console.
    func consoleSections(current: ConsoleSection) -> TemplateValue {
        .groups(
            ConsoleSection.allCases.filter { $0.isFor(role) }.map { section in
                [
                    "href": .text(section.path),
                    "name": .text(words.text("consoleSection.\(section.rawValue)")),
                    "isCurrent": .flag(section == current),
                    "count": section == .requests && openRequests > 0
                        ? .text(words.text(of: .number(openRequests))) : .absent,
                ]
            }
        )
    }
}

/// A few words in a coloured pill; the words say it all, the colour only helps.
package struct Tag: Sendable, Equatable {
    package enum Tone: String, Sendable {
        case plain
        case ok
        case warn
        case bad
        case info
    }

    package let label: Message
    package let tone: Tone

    package init(_ label: Message, _ tone: Tone) {
        self.label = label
        self.tone = tone
    }

    func values(in words: Words) -> TemplateValues {
        ["label": .markup(words.markup(label)), "tone": .text(tone.rawValue)]
    }
}
