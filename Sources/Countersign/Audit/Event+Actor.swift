extension Event {
    /// Who did it.
    package enum Actor: Sendable, Hashable, RawRepresentable {
        /// A signed-in person, or one whose password was right: their own account, or a supporter's.
        case member(Account.ID)
        /// A program, by one of its keys.
        case app(App.ID, key: APIKey.ID)
        /// The command line.
        case host
        /// The server by itself: the janitor, the alarm.
        case system
        /// Somebody who is not signed in.
        case visitor

        /// `member:<id>`, `app:<id>/<key id>`, `host`, `system`, `visitor`. Ids have neither `:` nor `/`.
        package var rawValue: String {
            switch self {
            case .member(let id): "member:\(id)"
            case .app(let id, let key): "app:\(id)/\(key)"
            case .host: "host"
            case .system: "system"
            case .visitor: "visitor"
            }
        }

        package init?(rawValue: String) {
            switch rawValue {
            case "host": self = .host
            case "system": self = .system
            case "visitor": self = .visitor
            default:
                if rawValue.hasPrefix("member:") {
                    let id = rawValue.dropFirst("member:".count)
                    guard !id.isEmpty else { return nil }
                    self = .member(Account.ID(String(id)))
                } else if rawValue.hasPrefix("app:") {
                    let parts = rawValue.dropFirst("app:".count).split(separator: "/", omittingEmptySubsequences: false)
                    guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else { return nil }
                    self = .app(App.ID(String(parts[0])), key: APIKey.ID(String(parts[1])))
                } else {
                    return nil
                }
            }
        }
    }
}
