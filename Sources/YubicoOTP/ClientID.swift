/// The number of a validation client, by which its server finds the key they share.
package struct ClientID: Sendable, Hashable, Codable, CustomStringConvertible {
    package let number: Int64

    /// Nil if the number is not positive.
    package init?(_ number: Int64) {
        guard number > 0 else { return nil }
        self.number = number
    }

    /// Nil unless the text is digits and nothing else.
    package init?(_ text: some StringProtocol) {
        guard 1...18 ~= text.utf8.count, text.utf8.allSatisfy({ UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }) else {
            return nil
        }
        guard let number = Int64(text) else { return nil }
        self.init(number)
    }

    package var description: String { String(number) }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let id = ClientID(try container.decode(Int64.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "a client's number is positive")
        }
        self = id
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(number)
    }
}
