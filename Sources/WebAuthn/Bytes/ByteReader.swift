/// Reads bytes from the front, and never past the end.
struct ByteReader {
    private let bytes: [UInt8]
    /// Where the next byte is read, counted from 0.
    private(set) var offset = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    var remaining: Int { bytes.count - offset }
    var isAtEnd: Bool { remaining == 0 }

    /// So many bytes, or nil if there are fewer; then nothing is taken.
    mutating func take(_ count: Int) -> ArraySlice<UInt8>? {
        guard count >= 0, count <= remaining else { return nil }
        defer { offset += count }
        return bytes[offset..<(offset + count)]
    }

    /// What was read since an offset.
    func bytes(since start: Int) -> ArraySlice<UInt8> {
        bytes[min(max(start, 0), offset)..<offset]
    }

    mutating func uint8() -> UInt8? {
        take(1)?.first
    }

    mutating func uint16() -> UInt16? {
        take(2)?.reduce(0) { $0 << 8 | UInt16($1) }
    }

    mutating func uint32() -> UInt32? {
        take(4)?.reduce(0) { $0 << 8 | UInt32($1) }
    }

    mutating func uint64() -> UInt64? {
        take(8)?.reduce(0) { $0 << 8 | UInt64($1) }
    }
}
