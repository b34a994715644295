import Countersign

/// How pages and mails speak of what support did.
enum SupportWords {
    /// Acts that the person is mailed about.
    static let told: [StaffAct] = [
        .suspend, .endSuspension, .issueBypassCode, .cancelBypassCode, .clearWait, .refillBudget, .askToSetUpAgain,
        .removeFactor, .signOutEverywhere, .exempt, .endExemption, .freeze, .unfreeze, .disable, .enable,
        .decideTurnOff,
    ]

    /// How identity was checked, as staff choose it.
    static var identities: [(value: String, label: Message)] {
        SupportReason.Identity.forStaff.map { ($0.rawValue, Message("helping.identities.\($0.rawValue)")) }
    }

    /// "Lee"; the host has no name.
    static func someone(_ name: String) -> Message {
        name.isEmpty ? Message("support.host") : Message("support.someone", ["name": .name(name)])
    }

    /// "lost phone".
    static func reason(_ category: String) -> Message {
        Message("support.reasons.\(word(SupportReason.Category(rawValue: category) ?? .other))")
    }

    /// What happened, as staff choose it.
    static var categories: [(value: String, label: Message)] {
        SupportReason.Category.allCases.map { ($0.rawValue, Message("helping.reasons.\(word($0))")) }
    }

    /// Why something is done, and how it was checked who asks.
    static func why(_ form: HelpForm) -> Message {
        Message(
            "helping.why",
            [
                "reason": .message(reason(form.category)),
                "identity": .message(Message("helping.identities.\(form.identity)")),
            ]
        )
    }

    /// Its key in the catalogues, where `other` is a form of the plural.
    private static func word(_ category: SupportReason.Category) -> String {
        category == .other ? "something_else" : category.rawValue
    }
}
