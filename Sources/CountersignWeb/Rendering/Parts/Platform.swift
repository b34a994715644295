/// The system that a visitor's browser runs on, as far as instructions differ by it.
package enum Platform: String, Sendable, CaseIterable {
    case android
    case ios
    case windows
    case mac
    case linux
}

/// The authenticator apps, the visitor's own system first.
enum AppList {
    private static let names = ["ios", "android", "desktop", "extension"]

    static func values(first platform: Platform?, in words: Words) -> TemplateValue {
        .groups(
            ordered(first: platform).map { name in
                ["platform": .text(words.text("apps.\(name)")), "list": .text(words.text("apps.\(name)List"))]
            }
        )
    }

    static func ordered(first platform: Platform?) -> [String] {
        let first: String? =
            switch platform {
            case .ios: "ios"
            case .android: "android"
            case .windows, .mac, .linux: "desktop"
            case nil: nil
            }
        return names.filter { $0 == first } + names.filter { $0 != first }
    }
}
