import Foundation

/// An address to listen on.
struct Endpoint: SettingValue, Equatable {
    /// Without brackets.
    let host: String
    /// 0 takes any free one.
    let port: Int

    static let form = "host:port"

    init(settingText: String) throws(Misfit) {
        guard let (host, port) = HostAndPort.split(settingText), let port else {
            throw Misfit("is not host:port; write it like 127.0.0.1:8080, [::1]:8080 or 0.0.0.0:8080")
        }
        self.host = host
        self.port = port
    }

    var settingText: String { "\(HostAndPort.bracketed(host)):\(port)" }
}

/// `host`, `host:port`, `[IPv6]` and `[IPv6]:port`, as addresses and URLs have them.
enum HostAndPort {
    /// The host in lower case and without brackets. Nil if it is neither a name nor an address, or the port is none.
    static func split(_ text: String) -> (host: String, port: Int?)? {
        guard text.utf8.count <= 300 else { return nil }
        if text.hasPrefix("[") {
            guard let end = text.firstIndex(of: "]") else { return nil }
            let host = String(text[text.index(after: text.startIndex)..<end])
            guard isIPv6(host) else { return nil }
            return withPort(host, text[text.index(after: end)...])
        }
        let host = String(text.prefix { $0 != ":" })
        guard isIPv4(host) || isName(host) else { return nil }
        return withPort(host, text.dropFirst(host.count))
    }

    static func bracketed(_ host: String) -> String {
        host.contains(":") ? "[\(host)]" : host
    }

    static func isIPv4(_ text: String) -> Bool {
        var address = in_addr()
        return inet_pton(AF_INET, text, &address) == 1
    }

    static func isIPv6(_ text: String) -> Bool {
        var address = in6_addr()
        return inet_pton(AF_INET6, text, &address) == 1
    }

    /// Whether a host is this machine as it sees itself: there plain text is not overheard.
    static func isLoopback(_ host: String) -> Bool {
        host == "localhost" || host.hasSuffix(".localhost") || host == "::1"
            || (host.hasPrefix("127.") && isIPv4(host))
    }

    private static func withPort(_ host: String, _ rest: Substring) -> (host: String, port: Int?)? {
        guard !rest.isEmpty else { return (host.lowercased(), nil) }
        let digits = rest.dropFirst()
        guard rest.hasPrefix(":"), (1...5).contains(digits.utf8.count),
            digits.utf8.allSatisfy({ (48...57).contains($0) }), let port = Int(digits), port <= 65_535
        else { return nil }
        return (host.lowercased(), port)
    }

    /// Labels of letters, digits and hyphens (RFC 1123 §2.1), and underscores, which container networks use. A name
    /// whose last label is a number is a mistyped address.
    private static func isName(_ text: String) -> Bool {
        let labels = text.split(separator: ".", omittingEmptySubsequences: false)
        guard text.utf8.count <= 253, let last = labels.last, !last.utf8.allSatisfy({ (48...57).contains($0) }) else {
            return false
        }
        return labels.allSatisfy { label in
            (1...63).contains(label.utf8.count) && !label.hasPrefix("-") && !label.hasSuffix("-")
                && label.unicodeScalars.allSatisfy { scalar in
                    scalar.isASCII && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar))
                        || scalar == "-" || scalar == "_"
                }
        }
    }
}
