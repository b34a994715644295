import Foundation

/// What Google Authenticator shows as a QR code to hand its keys on: `otpauth-migration://offline?data=…`.
///
/// The format was never published; it is a protocol-buffers message as the app writes it.
package struct KeyMigration: Sendable, Equatable {
    /// Longer text is refused before it is looked at. The app puts ten keys into a code.
    package static let longestTextInBytes = 16_384
    package static let mostKeys = 100

    /// In the order of the code.
    package let keys: [KeyURI]
    /// The app splits many keys over several codes: which of them this is, from 0, and how many there are.
    package let batch: (index: Int, count: Int)

    /// Reads the text of one code. All its keys have to be readable.
    package init(parsing text: String) throws(ParsingError) {
        guard text.utf8.count <= Self.longestTextInBytes else { throw .tooLong(limit: Self.longestTextInBytes) }
        var message = ProtobufReader(try Self.payload(of: text))
        var keys: [KeyURI] = []
        var index: UInt64 = 0
        var count: UInt64 = 1
        while let field = try Self.checked({ () throws(ProtobufReader.Fault) in try message.next() }) {
            switch (field.number, field.value) {
            case (1, .bytes(let bytes)):
                guard keys.count < Self.mostKeys else { throw .tooManyKeys(limit: Self.mostKeys) }
                keys.append(try Self.key(in: bytes, number: keys.count + 1))
            case (3, .integer(let value)): count = value
            case (4, .integer(let value)): index = value
            default: continue
            }
        }
        guard !keys.isEmpty else { throw .noKeys }
        guard let index = Int(exactly: index), let count = Int(exactly: count), count >= 1, index < count else {
            throw .malformed
        }
        self.keys = keys
        batch = (index, count)
    }

    package static func == (left: KeyMigration, right: KeyMigration) -> Bool {
        left.keys == right.keys && left.batch == right.batch
    }

    /// Why a text hands on no keys that can be used. Never holds the text itself, which has secrets in it.
    package enum ParsingError: Error, Equatable, CustomStringConvertible {
        case tooLong(limit: Int)
        case notMigration
        case badEncoding
        case malformed
        case noKeys
        case tooManyKeys(limit: Int)
        /// - Parameter number: which key of the code, from 1.
        case key(number: Int, Flaw)

        package enum Flaw: Equatable, Sendable, CustomStringConvertible {
            case secret(SharedSecret.LengthError)
            case algorithm
            case digits
            case kind
            case counter
            case name

            package var description: String {
                switch self {
                case .secret(let error): "\(error)"
                case .algorithm: "its algorithm is not SHA1, SHA256 or SHA512"
                case .digits: "its codes have neither 6 nor 8 digits"
                case .kind: "it is neither by time nor by counter"
                case .counter: "its counter is negative"
                case .name: "its name is not UTF-8"
                }
            }
        }

        package var description: String {
            switch self {
            case .tooLong(let limit): "the otpauth-migration link is longer than \(limit) bytes"
            case .notMigration: "an otpauth-migration link begins with otpauth-migration://offline?data="
            case .badEncoding: "data= in the link is not Base64"
            case .malformed: "data= in the link is not what Google Authenticator writes"
            case .noKeys: "the link holds no key"
            case .tooManyKeys(let limit): "the link holds more than \(limit) keys"
            case .key(let number, let flaw): "key \(number) of the link cannot be used: \(flaw)"
            }
        }
    }

    // MARK: The link

    private static func payload(of text: String) throws(ParsingError) -> [UInt8] {
        let trimmed = text.trimmingCharacters(in: .whitespacesAndNewlines)
        let start = "otpauth-migration://offline?"
        guard trimmed.prefix(start.count).lowercased() == start else { throw .notMigration }
        var data: String?
        for part in trimmed.utf8.dropFirst(start.utf8.count).split(separator: UInt8(ascii: "&")) {
            guard part.starts(with: "data=".utf8) else { continue }
            guard data == nil, let value = PercentEncoding.decode(Array(part.dropFirst(5))[...]) else {
                throw .badEncoding
            }
            data = value
        }
        guard let data else { throw .notMigration }
        // Some readers of QR codes take the plus of Base64 for a space.
        guard let bytes = Data(base64Encoded: data.replacing(" ", with: "+")) else { throw .badEncoding }
        return [UInt8](bytes)
    }

    // MARK: One key

    private static func key(in bytes: [UInt8], number: Int) throws(ParsingError) -> KeyURI {
        var message = ProtobufReader(bytes)
        var secret: [UInt8] = []
        var name = ""
        var issuer = ""
        var algorithm: UInt64 = 0
        var digits: UInt64 = 0
        var kind: UInt64 = 0
        var counter: UInt64 = 0
        while let field = try checked({ () throws(ProtobufReader.Fault) in try message.next() }) {
            switch (field.number, field.value) {
            case (1, .bytes(let value)): secret = value
            case (2, .bytes(let value)): name = try self.text(value, number)
            case (3, .bytes(let value)): issuer = try self.text(value, number)
            case (4, .integer(let value)): algorithm = value
            case (5, .integer(let value)): digits = value
            case (6, .integer(let value)): kind = value
            case (7, .integer(let value)): counter = value
            default: continue
            }
        }
        let hotp: HOTP
        do {
            let shared = try SharedSecret(secret)
            hotp = try HOTP(
                secret: shared,
                algorithm: try self.algorithm(algorithm, number),
                digits: try self.digits(digits, number)
            )
        } catch let error as SharedSecret.LengthError {
            throw .key(number: number, .secret(error))
        } catch let error as ParsingError {
            throw error
        } catch {
            throw .key(number: number, .digits)
        }
        return KeyURI(
            issuer: issuer.isEmpty ? prefix(of: name) : issuer,
            account: account(in: name),
            codes: try codes(of: hotp, kind: kind, counter: counter, number)
        )
    }

    private static func codes(
        of hotp: HOTP,
        kind: UInt64,
        counter: UInt64,
        _ number: Int
    ) throws(ParsingError) -> KeyURI.Codes {
        switch kind {
        case 1:
            guard counter <= UInt64(Int64.max) else { throw .key(number: number, .counter) }
            return .byCounter(hotp, counter: counter)
        // The app shows a key of no stated kind by time, and knows no period but 30 seconds.
        case 0, 2:
            guard
                let totp = try? TOTP(secret: hotp.secret, algorithm: hotp.algorithm, digits: hotp.digits, period: 30)
            else { throw .key(number: number, .digits) }
            return .byTime(totp)
        default: throw .key(number: number, .kind)
        }
    }

    private static func algorithm(_ value: UInt64, _ number: Int) throws(ParsingError) -> HashAlgorithm {
        switch value {
        case 0, 1: .sha1
        case 2: .sha256
        case 3: .sha512
        default: throw .key(number: number, .algorithm)
        }
    }

    private static func digits(_ value: UInt64, _ number: Int) throws(ParsingError) -> Int {
        switch value {
        case 0, 1: 6
        case 2: 8
        default: throw .key(number: number, .digits)
        }
    }

    private static func text(_ bytes: [UInt8], _ number: Int) throws(ParsingError) -> String {
        guard let text = String(validating: bytes, as: UTF8.self) else { throw .key(number: number, .name) }
        return text
    }

    /// The app keeps "Issuer:account" as the name of what it scanned so.
    private static func prefix(of name: String) -> String {
        guard let colon = name.firstIndex(of: ":") else { return "" }
        return String(name[..<colon])
    }

    private static func account(in name: String) -> String {
        guard let colon = name.firstIndex(of: ":") else { return name }
        return String(name[name.index(after: colon)...])
    }

    private static func checked<Value>(_ read: () throws(ProtobufReader.Fault) -> Value) throws(ParsingError) -> Value {
        do { return try read() } catch { throw .malformed }
    }
}

extension KeyMigration: CustomStringConvertible, CustomReflectable {
    /// Without secrets and names, for logs.
    package var description: String { "otpauth-migration://•••" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
