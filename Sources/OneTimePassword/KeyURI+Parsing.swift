extension KeyURI {
    /// Longer text is refused before it is looked at.
    package static let longestTextInBytes = 8192

    /// Reads a URI from a file or a person. Parameters it does not know are passed over; one that stands twice is
    /// refused, because two readers might take different ones.
    package init(parsing text: String) throws(ParsingError) {
        guard text.utf8.count <= Self.longestTextInBytes else { throw .tooLong(limit: Self.longestTextInBytes) }
        let (kind, label, query) = try Self.parts(of: text)
        let parameters = try Self.parameters(in: query)

        let secret = try Self.secret(parameters["secret"])
        let algorithm = try Self.algorithm(parameters["algorithm"])
        let digits: Int = try Self.number(parameters["digits"], named: "digits") ?? 6
        let codes: Codes
        switch kind {
        case .totp:
            let period: Int64 = try Self.number(parameters["period"], named: "period") ?? 30
            codes = try Self.checked { () throws(HOTP.ParameterError) in
                .byTime(try TOTP(secret: secret, algorithm: algorithm, digits: digits, period: period))
            }
        case .hotp:
            guard let counter: UInt64 = try Self.number(parameters["counter"], named: "counter") else {
                throw .missing("counter")
            }
            codes = try Self.checked { () throws(HOTP.ParameterError) in
                .byCounter(try HOTP(secret: secret, algorithm: algorithm, digits: digits), counter: counter)
            }
        }

        let (prefix, account) = try Self.names(in: label)
        // Where prefix and parameter differ, apps show the parameter.
        self.init(issuer: parameters["issuer"] ?? prefix, account: account, codes: codes)
    }

    /// Why a text is no key URI that can be used. Never holds the text itself, which has a secret in it.
    package enum ParsingError: Error, Equatable, CustomStringConvertible {
        case tooLong(limit: Int)
        case notKeyURI
        case unknownKind
        case badEncoding
        case repeated
        case missing(String)
        case secret(Base32.DecodingError)
        case secretLength(SharedSecret.LengthError)
        case algorithm
        case number(String)
        case parameter(HOTP.ParameterError)

        package var description: String {
            switch self {
            case .tooLong(let limit): "the otpauth link is longer than \(limit) bytes"
            case .notKeyURI: "an otpauth link begins with otpauth://totp/ or otpauth://hotp/"
            case .unknownKind: "the link is for another kind of code; otpauth://totp/ and otpauth://hotp/ are known"
            case .badEncoding: "the link has a % without two hexadecimal digits, or text that is not UTF-8"
            case .repeated: "a parameter of the link stands twice"
            case .missing(let name): "the link has no \(name)="
            case .secret(let error): "the secret in the link is wrong: \(error)"
            case .secretLength(let error): "the secret in the link is wrong: \(error)"
            case .algorithm: "the algorithm in the link is not SHA1, SHA256 or SHA512"
            case .number(let name): "\(name)= in the link is not a number that can be used"
            case .parameter(let error): "the link is wrong: \(error)"
            }
        }
    }

    private enum Kind: String {
        case totp
        case hotp
    }

    private typealias Bytes = ArraySlice<UInt8>

    // Everything is cut at bytes, not at characters: a combining mark after a `?` must not hide it.
    private static func parts(of text: String) throws(ParsingError) -> (kind: Kind, label: Bytes, query: Bytes) {
        let spaces: [UInt8] = [9, 10, 13, 32]
        var bytes = Array(text.utf8)[...].drop { spaces.contains($0) }
        while let last = bytes.last, spaces.contains(last) { bytes.removeLast() }

        let scheme = "otpauth://"
        guard String(decoding: bytes.prefix(scheme.utf8.count), as: UTF8.self).lowercased() == scheme else {
            throw .notKeyURI
        }
        bytes = bytes.dropFirst(scheme.utf8.count).prefix { $0 != UInt8(ascii: "#") }
        let (address, query) = split(bytes, at: "?")
        let (host, label) = split(address, at: "/")
        guard let kind = Kind(rawValue: String(decoding: host, as: UTF8.self).lowercased()) else {
            throw .unknownKind
        }
        return (kind, label ?? [], query ?? [])
    }

    private static func parameters(in query: Bytes) throws(ParsingError) -> [String: String] {
        var parameters: [String: String] = [:]
        for part in query.split(separator: UInt8(ascii: "&")) {
            let (name, value) = split(part, at: "=")
            let key = try decoded(name).lowercased()
            guard parameters.updateValue(try decoded(value ?? []), forKey: key) == nil else { throw .repeated }
        }
        return parameters
    }

    private static func names(in label: Bytes) throws(ParsingError) -> (issuer: String, account: String) {
        // The colon may be written as %3A too, so the label is cut after it is decoded.
        let bytes = Array(try decoded(label).utf8)[...]
        let (first, rest) = split(bytes, at: ":")
        guard let rest else { return ("", String(decoding: first, as: UTF8.self)) }
        return (String(decoding: first, as: UTF8.self), String(decoding: rest, as: UTF8.self))
    }

    private static func secret(_ text: String?) throws(ParsingError) -> SharedSecret {
        guard let text else { throw .missing("secret") }
        let bytes: [UInt8]
        do { bytes = try Base32.decode(text) } catch { throw .secret(error) }
        do { return try SharedSecret(bytes) } catch { throw .secretLength(error) }
    }

    private static func algorithm(_ name: String?) throws(ParsingError) -> HashAlgorithm {
        guard let name else { return .sha1 }
        guard let algorithm = HashAlgorithm(named: name) else { throw .algorithm }
        return algorithm
    }

    private static func number<Number: FixedWidthInteger>(
        _ text: String?,
        named name: String
    ) throws(ParsingError) -> Number? {
        guard let text else { return nil }
        guard text.utf8.allSatisfy({ UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }), let number = Number(text) else {
            throw .number(name)
        }
        return number
    }

    private static func checked(_ make: () throws(HOTP.ParameterError) -> Codes) throws(ParsingError) -> Codes {
        do { return try make() } catch { throw .parameter(error) }
    }

    private static func decoded(_ bytes: Bytes) throws(ParsingError) -> String {
        guard let text = PercentEncoding.decode(bytes) else { throw .badEncoding }
        return text
    }

    private static func split(_ bytes: Bytes, at separator: Unicode.Scalar) -> (Bytes, Bytes?) {
        guard let index = bytes.firstIndex(of: UInt8(ascii: separator)) else { return (bytes, nil) }
        return (bytes[..<index], bytes[(index + 1)...])
    }
}
