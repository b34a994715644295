/// Reads the fields of one protocol-buffers message from the front. Messages inside it are bytes to whoever asks.
struct ProtobufReader {
    private let bytes: [UInt8]
    private var offset = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    struct Field {
        let number: UInt64
        let value: Value
    }

    enum Value {
        case integer(UInt64)
        case bytes([UInt8])
        /// Four or eight bytes: nothing here has a use for them.
        case fixed
    }

    struct Fault: Error {}

    /// Nil at the end.
    mutating func next() throws(Fault) -> Field? {
        guard offset < bytes.count else { return nil }
        let tag = try integer()
        let number = tag >> 3
        guard number > 0 else { throw Fault() }
        switch tag & 7 {
        case 0: return Field(number: number, value: .integer(try integer()))
        case 1: return Field(number: number, value: try skip(8))
        case 2:
            guard let count = Int(exactly: try integer()) else { throw Fault() }
            return Field(number: number, value: .bytes(try take(count)))
        case 5: return Field(number: number, value: try skip(4))
        default: throw Fault()
        }
    }

    private mutating func integer() throws(Fault) -> UInt64 {
        var value: UInt64 = 0
        for shift in stride(from: UInt64(0), to: 64, by: 7) {
            guard offset < bytes.count else { throw Fault() }
            let byte = bytes[offset]
            offset += 1
            // The tenth byte has room for one bit more.
            guard shift < 63 || byte <= 1 else { throw Fault() }
            value |= UInt64(byte & 0x7F) << shift
            if byte & 0x80 == 0 { return value }
        }
        throw Fault()
    }

    private mutating func skip(_ count: Int) throws(Fault) -> Value {
        _ = try take(count)
        return .fixed
    }

    private mutating func take(_ count: Int) throws(Fault) -> [UInt8] {
        guard count >= 0, count <= bytes.count - offset else { throw Fault() }
        defer { offset += count }
        return Array(bytes[offset..<offset + count])
    }
}
