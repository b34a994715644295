/// Bytes that two different lists of fields can never share: each field stands behind its length.
struct LengthPrefixed {
    private(set) var bytes: [UInt8] = []

    /// - Parameter purpose: what is encoded, and by which version of the rules; so bytes of one purpose are none of another.
    init(_ purpose: String) {
        append(purpose)
    }

    mutating func append(_ text: String) {
        append(Int64(text.utf8.count))
        bytes += text.utf8
    }

    mutating func append(_ field: [UInt8]) {
        append(Int64(field.count))
        bytes += field
    }

    mutating func append(_ number: Int64) {
        let pattern = UInt64(bitPattern: number)
        withUnsafeBytes(of: pattern.bigEndian) { bytes.append(contentsOf: $0) }
    }

    /// An absent field is not an empty one.
    mutating func append(_ text: String?) {
        append(text.map { Array($0.utf8) })
    }

    mutating func append(_ field: [UInt8]?) {
        guard let field else {
            bytes.append(0)
            return
        }
        bytes.append(1)
        append(field)
    }
}
