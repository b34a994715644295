/// The name of a key, which stands in front of each of its codes: up to sixteen letters of modhex, from the factory
/// twelve.
package struct PublicID: Sendable, Hashable, CustomStringConvertible {
    package static let mostLetters = 16

    /// In small letters.
    package let text: String

    /// Takes letters of either case.
    package init(_ text: String) throws(TextError) {
        guard text.utf8.count <= Self.mostLetters else { throw TextError() }
        guard text.unicodeScalars.allSatisfy({ Modhex.value(of: $0) != nil }) else { throw TextError() }
        self.text = text.lowercased()
    }

    package var description: String { text }

    /// A text that no key has for a public id.
    package struct TextError: Error, Equatable, CustomStringConvertible {
        package var description: String {
            "a public id has at most \(PublicID.mostLetters) letters, all from \(Modhex.alphabet)"
        }
    }
}

extension PublicID: Codable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        do {
            try self.init(try container.decode(String.self))
        } catch let error as TextError {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "\(error)")
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}
