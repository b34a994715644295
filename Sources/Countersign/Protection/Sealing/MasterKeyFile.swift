import Crypto
import Foundation

/// One key of the operator's, from which all others are derived. It is only in the master key file and in memory.
package struct MasterKey: Sendable {
    /// Chosen once, kept with every value sealed under it: 1 to 32 of `a-z A-Z 0-9 - _`.
    package let id: String
    package let secret: SecretBytes

    package static let length = 32

    package init(id: String, secret: SecretBytes) throws(MasterKeyFault) {
        guard Self.isValid(id: id) else { throw .badID }
        guard secret.revealed.count == Self.length else { throw .badLength(secret.revealed.count) }
        self.id = id
        self.secret = secret
    }

    package static func make(id: String, random: (Int) -> [UInt8]) throws(MasterKeyFault) -> MasterKey {
        try MasterKey(id: id, secret: SecretBytes(random(length)))
    }

    /// The line of the file that holds it. The only place where the key leaves its type.
    package var fileLine: SecretText {
        SecretText("\(id) \(Data(secret.revealed).base64EncodedString())")
    }

    static func isValid(id: String) -> Bool {
        (1...32).contains(id.utf8.count)
            && id.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
                    true
                default: false
                }
            }
    }
}

/// The text of the master key file: one key a line, `id base64`. Order has no meaning; blank lines and lines that begin
/// with `#` are skipped.
package enum MasterKeyFile {
    package static let longestFile = 65_536

    package static func keys(in bytes: [UInt8]) throws(MasterKeyFileFault) -> [MasterKey] {
        guard bytes.count <= longestFile else { throw MasterKeyFileFault(line: nil, fault: .tooLong) }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw MasterKeyFileFault(line: nil, fault: .notText)
        }
        return try keys(in: text)
    }

    package static func keys(in text: String) throws(MasterKeyFileFault) -> [MasterKey] {
        var keys: [MasterKey] = []
        let lines = text.split(omittingEmptySubsequences: false) { $0.isNewline }
        for (index, line) in lines.enumerated() {
            let words = line.split { $0 == " " || $0 == "\t" }
            guard let first = words.first, !first.hasPrefix("#") else { continue }
            do {
                guard words.count == 2, let last = words.last else { throw MasterKeyFault.notTwoWords }
                guard let data = Data(base64Encoded: String(last)) else { throw MasterKeyFault.notBase64 }
                let key = try MasterKey(id: String(first), secret: SecretBytes([UInt8](data)))
                guard !keys.contains(where: { $0.id == key.id }) else { throw MasterKeyFault.duplicate(key.id) }
                keys.append(key)
            } catch let fault as MasterKeyFault {
                throw MasterKeyFileFault(line: index + 1, fault: fault)
            } catch {
                throw MasterKeyFileFault(line: index + 1, fault: .notTwoWords)
            }
        }
        guard !keys.isEmpty else { throw MasterKeyFileFault(line: nil, fault: .noKeys) }
        return keys
    }

    /// A file of these keys, with a word of warning on top.
    package static func text(of keys: [MasterKey]) -> SecretText {
        let lines = keys.map(\.fileLine.revealed).joined(separator: "\n")
        return SecretText(
            """
            # Countersign master keys: one a line, "id base64". Whoever has these can open every secret in the database.
            # Keep a copy apart from the backups: without them a backup is worth nothing.
            \(lines)

            """
        )
    }
}

/// What is wrong with a key or its line. Never holds the key.
package enum MasterKeyFault: Error, Sendable, Equatable, CustomStringConvertible {
    case notTwoWords
    case badID
    case notBase64
    case badLength(Int)
    case duplicate(String)
    case noKeys
    case notText
    case tooLong

    package var description: String {
        switch self {
        case .notTwoWords: "a line is a key's id, a space and 32 bytes in base64"
        case .badID: "an id is 1 to 32 of a-z, A-Z, 0-9, - and _"
        case .notBase64: "the key is not base64"
        case .badLength(let count): "the key has \(count) bytes; it needs \(MasterKey.length)"
        case .duplicate(let id): "the id \(id) stands there twice"
        case .noKeys: "the file holds no key"
        case .notText: "the file is not UTF-8 text"
        case .tooLong: "the file is longer than \(MasterKeyFile.longestFile) bytes"
        }
    }
}

/// The same, with its line.
package struct MasterKeyFileFault: Error, Sendable, Equatable, CustomStringConvertible {
    /// From 1; nil where it is about the file as a whole.
    package let line: Int?
    package let fault: MasterKeyFault

    package init(line: Int?, fault: MasterKeyFault) {
        self.line = line
        self.fault = fault
    }

    package var description: String {
        line.map { "line \($0): \(fault)" } ?? fault.description
    }
}
