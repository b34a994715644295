/// The origin that people's browsers see: scheme, host and perhaps a port, exactly as a browser writes it.
struct PublicURL: SettingValue, Equatable {
    let scheme: String
    let host: String
    /// Nil for the scheme's own.
    let port: Int?

    static let form = "https://host[:port]"

    init(settingText: String) throws(Misfit) {
        guard let (scheme, rest) = URLText.splitScheme(settingText), ["http", "https"].contains(scheme) else {
            throw Misfit("is not a web address; write it like https://id.example.org")
        }
        let authority = rest.hasSuffix("/") ? rest.dropLast() : rest
        guard !authority.contains("@") else { throw Misfit("has a user name in it; use \(scheme)://host") }
        guard authority.allSatisfy({ !"/?#".contains($0) }) else {
            throw Misfit("has a path or a query; Countersign is served at the root of a host, so end it after the host")
        }
        guard authority.unicodeScalars.allSatisfy(\.isASCII) else {
            throw Misfit("has letters that are not ASCII in its host; write the host as browsers send it, xn--…")
        }
        guard let (host, port) = HostAndPort.split(String(authority)), port != 0 else {
            throw Misfit("has no proper host; write it like https://id.example.org or https://id.example.org:8443")
        }
        // Browsers keep our cookies and offer passkeys only over TLS, or on this machine itself.
        guard scheme == "https" || HostAndPort.isLoopback(host) else {
            throw Misfit("is plain http, over which browsers refuse secure cookies; use https://\(authority)")
        }
        self.scheme = scheme
        self.host = host
        self.port = port == (scheme == "https" ? 443 : 80) ? nil : port
    }

    var settingText: String {
        "\(scheme)://\(HostAndPort.bracketed(host))\(port.map { ":\($0)" } ?? "")"
    }

    var isLoopback: Bool { HostAndPort.isLoopback(host) }
}

/// The parts of addresses that several settings share.
enum URLText {
    /// The scheme in lower case, and what follows `://`.
    static func splitScheme(_ text: String) -> (scheme: String, rest: Substring)? {
        guard text.utf8.count <= 2048, let separator = text.firstRange(of: "://") else { return nil }
        return (text[..<separator.lowerBound].lowercased(), text[separator.upperBound...])
    }

    /// `user:password@` and the rest. The last `@` ends it, since passwords may have one.
    static func splitUser(_ authority: Substring) -> (user: Substring?, password: Substring?, rest: Substring) {
        guard let at = authority.lastIndex(of: "@") else { return (nil, nil, authority) }
        let rest = authority[authority.index(after: at)...]
        let login = authority[..<at]
        guard let colon = login.firstIndex(of: ":") else { return (login, nil, rest) }
        return (login[..<colon], login[login.index(after: colon)...], rest)
    }
}
