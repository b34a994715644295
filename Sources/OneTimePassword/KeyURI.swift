/// What an authenticator app is given to scan: a secret, how to make codes from it, and whose it is (Key URI format).
package struct KeyURI: Sendable, Equatable {
    /// Names are cut to this, so that every URI with a secret of up to 64 bytes fits into a QR code.
    package static let longestNameInBytes = 180

    /// Who the codes are for: the service. Holds no colon; empty if nobody is named.
    package let issuer: String
    /// Whose codes they are. Holds no colon.
    package let account: String
    package let codes: Codes

    /// What moves the codes on.
    package enum Codes: Sendable, Equatable {
        case byTime(TOTP)
        case byCounter(HOTP, counter: UInt64)
    }

    package init(issuer: String, account: String, codes: Codes) {
        self.issuer = Self.name(issuer)
        self.account = Self.name(account)
        self.codes = codes
    }

    package init(totp: TOTP, issuer: String, account: String) {
        self.init(issuer: issuer, account: account, codes: .byTime(totp))
    }

    /// The URI. It holds the secret in clear.
    package var text: String {
        let kind: String
        let hotp: HOTP
        let end: String
        switch codes {
        case .byTime(let totp):
            kind = "totp"
            hotp = totp.hotp
            end = "&period=\(totp.period)"
        case .byCounter(let codes, let counter):
            kind = "hotp"
            hotp = codes
            end = "&counter=\(counter)"
        }
        let issuer = PercentEncoding.encode(issuer)
        let prefix = issuer.isEmpty ? "" : issuer + ":"
        let parameter = issuer.isEmpty ? "" : "&issuer=" + issuer
        return "otpauth://\(kind)/\(prefix)\(PercentEncoding.encode(account))"
            + "?secret=\(hotp.secret.base32)\(parameter)"
            + "&algorithm=\(hotp.algorithm.rawValue)&digits=\(hotp.digits)\(end)"
    }

    // A colon parts issuer and account, so neither may hold one: it becomes a space. Control characters go the same
    // way. What is too long is cut between characters, or inside a character that alone is too long.
    private static func name(_ text: String) -> String {
        var name = ""
        var isSpaceDue = false
        for scalar in text.unicodeScalars {
            guard !isGap(scalar) else {
                isSpaceDue = !name.isEmpty
                continue
            }
            if isSpaceDue { name.unicodeScalars.append(" ") }
            isSpaceDue = false
            name.unicodeScalars.append(scalar)
            if name.utf8.count > longestNameInBytes { break }
        }
        while name.utf8.count > longestNameInBytes {
            if name.count > 1 { name.removeLast() } else { name.unicodeScalars.removeLast() }
        }
        while name.last == " " { name.removeLast() }
        return name
    }

    private static func isGap(_ scalar: Unicode.Scalar) -> Bool {
        scalar == ":" || scalar.properties.isWhitespace || scalar.properties.generalCategory == .control
    }
}

extension KeyURI: CustomStringConvertible {
    /// Without secret and names, for logs.
    package var description: String {
        switch codes {
        case .byTime: "otpauth://totp/•••"
        case .byCounter: "otpauth://hotp/•••"
        }
    }
}
