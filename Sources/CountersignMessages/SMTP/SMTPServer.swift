/// The mail server that an operator configures: `smtp://[user:password@]host[:587]` or `smtps://…[:465]`.
package struct SMTPServer: Sendable, Equatable, CustomStringConvertible, CustomReflectable {
    package enum Encryption: Sendable, Equatable {
        /// TLS from the first byte.
        case implicit
        /// STARTTLS, or no mail.
        case required
        /// STARTTLS if the server offers it. Only on this very host, where nobody listens on the way.
        case ifOffered
    }

    package struct Login: Sendable, Equatable {
        package let user: String
        package let password: String
    }

    package let host: String
    package let port: Int
    package let encryption: Encryption
    package let login: Login?

    /// What is wrong with the address. Never holds any of it, for it may hold a password.
    package enum Fault: Error, Sendable, Equatable, CustomStringConvertible {
        case scheme
        case login
        case host
        case port
        case rest

        package var description: String {
            switch self {
            case .scheme: "must begin with smtp:// or smtps://"
            case .login:
                "the user or password before the @ is not well formed; signs such as @ / : % are written as %40 …"
            case .host: "the host is not a name or an address (IPv6 in brackets)"
            case .port: "the port is not a number from 1 to 65535"
            case .rest: "nothing may follow the host and port"
            }
        }
    }

    /// - Parameter loopbackIsRemote: for tests, which have no other host to talk to.
    package init(parsing text: String, loopbackIsRemote: Bool = false) throws(Fault) {
        let isImplicit: Bool
        var rest: Substring
        if text.lowercased().hasPrefix("smtps://") {
            isImplicit = true
            rest = text.dropFirst(8)
        } else if text.lowercased().hasPrefix("smtp://") {
            isImplicit = false
            rest = text.dropFirst(7)
        } else {
            throw .scheme
        }
        if rest.hasSuffix("/") { rest = rest.dropLast() }
        if let at = rest.lastIndex(of: "@") {
            login = try Self.login(rest[..<at])
            rest = rest[rest.index(after: at)...]
        } else {
            login = nil
        }
        guard !rest.contains(where: { "/?#".contains($0) }) else { throw .rest }
        let (host, port) = try Self.hostAndPort(rest)
        self.host = host
        self.port = port ?? (isImplicit ? 465 : 587)
        if isImplicit {
            encryption = .implicit
        } else {
            encryption = Self.isLoopback(host) && !loopbackIsRemote ? .ifOffered : .required
        }
    }

    package var description: String { "\(encryption == .implicit ? "smtps" : "smtp")://\(host):\(port)" }

    package var customMirror: Mirror { Mirror(self, children: ["server": description]) }

    private static func login(_ text: Substring) throws(Fault) -> Login {
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, let user = percentDecoded(parts[0]), let password = percentDecoded(parts[1]),
            !user.isEmpty, !user.unicodeScalars.contains(where: HeaderText.isControl),
            !password.unicodeScalars.contains(where: HeaderText.isControl)
        else { throw .login }
        return Login(user: user, password: password)
    }

    private static func hostAndPort(_ text: Substring) throws(Fault) -> (host: String, port: Int?) {
        let host: Substring
        let end: Substring
        if text.hasPrefix("[") {
            guard let close = text.firstIndex(of: "]") else { throw .host }
            host = text[...close]
            end = text[text.index(after: close)...]
            let inner = host.dropFirst().dropLast()
            guard inner.contains(":"), inner.allSatisfy({ "0123456789abcdefABCDEF:.".contains($0) }) else {
                throw .host
            }
        } else {
            let colon = text.firstIndex(of: ":") ?? text.endIndex
            host = text[..<colon]
            end = text[colon...]
            let signs = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._"
            guard !host.isEmpty, host.utf8.count <= 253, host.allSatisfy(signs.contains), !host.hasPrefix("-") else {
                throw .host
            }
        }
        if end.isEmpty { return (host.lowercased(), nil) }
        let digits = end.dropFirst()
        guard end.hasPrefix(":"), !digits.isEmpty, digits.allSatisfy({ "0123456789".contains($0) }),
            let port = Int(digits), (1...65_535).contains(port)
        else { throw .port }
        return (host.lowercased(), port)
    }

    private static func isLoopback(_ host: String) -> Bool {
        if host == "localhost" || host == "[::1]" { return true }
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
    }

    private static func percentDecoded(_ text: Substring) -> String? {
        var bytes: [UInt8] = []
        var rest = Substring(text).utf8
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            guard let high = rest.popFirst().flatMap(hexadecimal), let low = rest.popFirst().flatMap(hexadecimal) else {
                return nil
            }
            bytes.append(high << 4 | low)
        }
        return String(validating: bytes, as: UTF8.self)
    }

    private static func hexadecimal(_ byte: UInt8) -> UInt8? {
        Character(Unicode.Scalar(byte)).hexDigitValue.flatMap(UInt8.init)
    }
}
