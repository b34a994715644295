import Countersign

/// Which database, and where.
enum DatabaseLocation: SettingValue, Equatable {
    case sqlite(path: String)
    /// As libpq takes it; it may hold a password.
    case postgres(url: SecretText)

    static let form = "sqlite:path or postgres://user:password@host/name"
    static let isSecret = true

    init(settingText: String) throws(Misfit) {
        if settingText.hasPrefix("sqlite:") {
            let path = try FilePath(settingText: String(settingText.dropFirst("sqlite:".count))).path
            guard !path.hasPrefix("//"), path != ":memory:" else {
                throw Misfit("does not name a file; write it like sqlite:/var/lib/countersign/countersign.sqlite")
            }
            self = .sqlite(path: path)
        } else if let (scheme, rest) = URLText.splitScheme(settingText),
            ["postgres", "postgresql"].contains(scheme), Self.isWellFormed(rest)
        {
            self = .postgres(url: SecretText("postgres://\(rest)"))
        } else {
            throw Misfit("is no database; use sqlite:path or postgres://user:password@host:5432/name")
        }
    }

    var settingText: String {
        switch self {
        case .sqlite(let path): "sqlite:\(path)"
        case .postgres(let url): Self.covered(url.revealed)
        }
    }

    /// Only what would make libpq's own message repeat the password; libpq checks the rest.
    private static func isWellFormed(_ rest: Substring) -> Bool {
        !rest.isEmpty && rest.unicodeScalars.allSatisfy { $0.value > 32 && $0.value != 127 }
    }

    /// The address with its passwords covered, which stand before the host or among the parameters.
    private static func covered(_ url: String) -> String {
        guard let (scheme, rest) = URLText.splitScheme(url) else { return "•••" }
        let authority = rest.prefix { !"/?#".contains($0) }
        // A password that holds one of those reaches beyond; then show nothing of it.
        guard !rest.dropFirst(authority.count).prefix(while: { $0 != "?" }).contains("@") else {
            return "\(scheme)://•••"
        }
        let (user, password, host) = URLText.splitUser(authority)
        let login = user.map { "\($0)\(password == nil ? "" : ":•••")@" } ?? ""
        let path = rest.dropFirst(authority.count)
        let parts = path.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        guard let name = parts.first, parts.count == 2, let query = parts.last else {
            return "\(scheme)://\(login)\(host)\(path)"
        }
        let parameters = query.split(separator: "&", omittingEmptySubsequences: false).map { parameter in
            let key = parameter.prefix { $0 != "=" }
            // A key may be written with percent signs; one that is not plain letters is covered to be safe.
            let isPlain = key.allSatisfy { $0.isASCII && ($0.isLetter || $0 == "_") }
            return key.lowercased().contains("password") || !isPlain ? "\(key)=•••" : String(parameter)
        }
        return "\(scheme)://\(login)\(host)\(name)?\(parameters.joined(separator: "&"))"
    }
}
