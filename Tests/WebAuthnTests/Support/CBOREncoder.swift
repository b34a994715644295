@testable import WebAuthn

extension CBOR: ExpressibleByIntegerLiteral, ExpressibleByStringLiteral, ExpressibleByDictionaryLiteral,
    ExpressibleByArrayLiteral
{
    public init(integerLiteral number: Int64) {
        self = .number(number)
    }

    public init(stringLiteral text: String) {
        self = .text(text)
    }

    public init(dictionaryLiteral entries: (CBOR, CBOR)...) {
        self = .map(CBORMap(entries.map { .init(key: $0, value: $1) }))
    }

    public init(arrayLiteral items: CBOR...) {
        self = .array(items)
    }

    static func number(_ number: Int64) -> CBOR {
        number < 0 ? .negative(UInt64(-1 - number)) : .unsigned(UInt64(number))
    }

    /// In the shortest form, keys in the order given.
    var encoded: [UInt8] {
        switch self {
        case .unsigned(let number): Self.head(0, number)
        case .negative(let number): Self.head(1, number)
        case .bytes(let bytes): Self.head(2, UInt64(bytes.count)) + bytes
        case .text(let text): Self.head(3, UInt64(text.utf8.count)) + Array(text.utf8)
        case .array(let items): Self.head(4, UInt64(items.count)) + items.flatMap(\.encoded)
        case .map(let map):
            Self.head(5, UInt64(map.count)) + map.entries.flatMap { $0.key.encoded + $0.value.encoded }
        case .bool(let truth): [truth ? 0xf5 : 0xf4]
        case .null: [0xf6]
        }
    }

    /// The map with one member set anew, or taken out.
    func setting(_ key: CBOR, to value: CBOR?) -> CBOR {
        guard case .map(let map) = self else { return self }
        var entries = map.entries
        let place = entries.firstIndex { $0.key == key }
        switch (place, value) {
        case (let place?, let value?): entries[place] = .init(key: key, value: value)
        case (let place?, nil): entries.remove(at: place)
        case (nil, let value?): entries.append(.init(key: key, value: value))
        case (nil, nil): break
        }
        return .map(CBORMap(entries))
    }

    private static func head(_ majorType: UInt8, _ number: UInt64) -> [UInt8] {
        let bytes = withUnsafeBytes(of: number.bigEndian) { Array($0) }
        let first = majorType << 5
        switch number {
        case 0..<24: return [first | UInt8(number)]
        case 24..<0x100: return [first | 24] + bytes.suffix(1)
        case 0x100..<0x1_0000: return [first | 25] + bytes.suffix(2)
        case 0x1_0000..<0x1_0000_0000: return [first | 26] + bytes.suffix(4)
        default: return [first | 27] + bytes
        }
    }
}
