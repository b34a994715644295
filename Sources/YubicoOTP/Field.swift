/// A name and a value of a message, both as they are before percent encoding.
struct Field: Sendable, Equatable {
    static let longestNameInBytes = 32
    static let longestValueInBytes = 256
    static let mostInMessage = 32

    let name: String
    let value: String

    init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
    }

    /// Something that came from outside: nil if it is longer than any field, would break a line, or could be read as
    /// two fields under one signature.
    init?(untrusted name: String, _ value: String) {
        guard 1...Self.longestNameInBytes ~= name.utf8.count, value.utf8.count <= Self.longestValueInBytes else {
            return nil
        }
        guard !name.unicodeScalars.contains(where: Self.isForbidden) else { return nil }
        // The equals signs of Base64, the only ones there are.
        let allowed: Unicode.Scalar? = name == Signature.field ? "=" : nil
        guard !value.unicodeScalars.contains(where: { $0 != allowed && Self.isForbidden($0) }) else { return nil }
        self.init(name, value)
    }

    private static func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "&" || scalar == "=" || scalar.value < 0x20 || 0x7f...0x9f ~= scalar.value
            || 0x2028...0x2029 ~= scalar.value
    }
}

extension [Field] {
    subscript(name: String) -> String? { first { $0.name == name }?.value }

    /// The name of a field that stands twice: two readers might take different ones.
    var repeated: String? {
        var seen: Set<String> = []
        return first { !seen.insert($0.name).inserted }?.name
    }
}
