/// The keys in a CSV file of Yubico's tools: the Personalization Tool's log in its traditional or its Yubico format,
/// ykman's `--config-output`, or the provisioning format of the YubiKey KSM.
package struct KeyFile: Sendable, Equatable {
    package static let longestTextInBytes = 32 * 1024 * 1024
    package static let longestRowInBytes = 1024
    /// So many mistakes are named; after that the file is not read on.
    package static let mostMistakes = 100

    package let keys: [Key]
    /// Rows, counted from 1, of what the tool wrote about other things: static passwords, OATH-HOTP, swapped slots.
    package let rowsOfOtherKinds: [Int]

    /// One key of the file.
    package struct Key: Sendable, Equatable {
        /// Counted from 1.
        package let row: Int
        /// What is printed on the key; the traditional log does not tell.
        package let serial: Int64?
        package let publicID: PublicID
        package let secrets: KeySecrets
    }

    /// Reads all of it or nothing: every row is right, or every mistake is named.
    package init(reading text: String) throws(ReadingError) {
        guard text.utf8.count <= Self.longestTextInBytes else { throw .tooLong(limit: Self.longestTextInBytes) }
        var keys: [Key] = []
        var otherRows: [Int] = []
        var mistakes: [Mistake] = []
        var rows: [PublicID: Int] = [:]
        var isFirst = true
        for (index, line) in Self.lines(of: text).enumerated() {
            let row = index + 1
            do throws(Reason) {
                guard let content = try Self.content(of: line) else { continue }
                defer { isFirst = false }
                switch content {
                case .header where isFirst:
                    continue
                case .header:
                    throw .notYubico
                case .otherKind:
                    otherRows.append(row)
                case .key(let serial, let publicID, let secrets):
                    if let first = rows.updateValue(row, forKey: publicID) { throw .repeated(row: first) }
                    keys.append(Key(row: row, serial: serial, publicID: publicID, secrets: secrets))
                }
            } catch {
                mistakes.append(Mistake(row: row, reason: error))
                if mistakes.count == Self.mostMistakes { break }
            }
        }
        guard mistakes.isEmpty else { throw .mistakes(mistakes) }
        guard !keys.isEmpty else { throw .noKeys }
        self.keys = keys
        rowsOfOtherKinds = otherRows
    }

    /// Why a file cannot be taken. Never holds what stands in it.
    package enum ReadingError: Error, Equatable, CustomStringConvertible {
        case tooLong(limit: Int)
        case noKeys
        case mistakes([Mistake])

        package var description: String {
            switch self {
            case .tooLong(let limit): "the file is longer than \(limit) bytes"
            case .noKeys: "the file has no Yubico OTP keys in it"
            case .mistakes(let mistakes): mistakes.map(\.description).joined(separator: "\n")
            }
        }
    }

    /// A row that cannot be read, and why.
    package struct Mistake: Sendable, Equatable, CustomStringConvertible {
        /// Counted from 1.
        package let row: Int
        package let reason: Reason

        package var description: String { "row \(row): \(reason)" }
    }

    package enum Reason: Error, Equatable, CustomStringConvertible {
        case tooLong
        case notYubico
        case fields(Int)
        case serial
        case publicID
        case noPublicID
        case secrets(KeySecrets.FormatError)
        case repeated(row: Int)

        package var description: String {
            switch self {
            case .tooLong: "longer than \(KeyFile.longestRowInBytes) bytes"
            case .notYubico:
                "neither “serial,public id,private id,AES key,…” nor a row of the Personalization Tool's log"
            case .fields(let count): "\(count) fields are too few or too many"
            case .serial: "the serial number is not a number"
            case .publicID: "\(PublicID.TextError())"
            case .noPublicID: "there is no public id, so its codes could not be told from those of other keys"
            case .secrets(let error): "\(error)"
            case .repeated(let row): "the same public id stands in row \(row)"
            }
        }
    }
}
