import Countersign

/// Values laid out as libpq takes them: binary, each with its type.
struct PostgreSQLParameters {
    /// Object ids of the three types, fixed for ever in `pg_type.dat`; 0 leaves a NULL's type to the server.
    private static let integerType: UInt32 = 20
    private static let textType: UInt32 = 25
    private static let bytesType: UInt32 = 17

    let types: [UInt32]
    let lengths: [Int32]
    private let buffer: [UInt8]
    /// Where each value begins in the buffer; nil for NULL.
    private let starts: [Int?]

    init(_ values: [Value]) throws {
        var types: [UInt32] = []
        var lengths: [Int32] = []
        var starts: [Int?] = []
        var buffer: [UInt8] = [0]  // never empty, so that an empty value has an address
        for value in values {
            let start = buffer.count
            switch value {
            case .null: types.append(0)
            case .integer(let integer):
                types.append(Self.integerType)
                withUnsafeBytes(of: integer.bigEndian) { buffer.append(contentsOf: $0) }
            case .text(let text):
                types.append(Self.textType)
                buffer.append(contentsOf: text.utf8)
            case .bytes(let bytes):
                types.append(Self.bytesType)
                buffer.append(contentsOf: bytes)
            }
            guard let length = Int32(exactly: buffer.count - start) else {
                throw StoreFailure.unstorable("a value is larger than 2 GiB")
            }
            lengths.append(length)
            starts.append(value == .null ? nil : start)
        }
        self.types = types
        self.lengths = lengths
        self.starts = starts
        self.buffer = buffer
    }

    /// Lends the addresses of the values; they are valid inside the body only.
    func withPointers<Result>(_ body: ([UnsafePointer<CChar>?]) -> Result) -> Result {
        buffer.withUnsafeBytes { bytes in
            let characters = bytes.assumingMemoryBound(to: CChar.self)
            return body(starts.map { start in start.flatMap { characters.baseAddress?.advanced(by: $0) } })
        }
    }
}
