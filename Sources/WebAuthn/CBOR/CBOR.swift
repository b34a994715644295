/// The CBOR data items that WebAuthn uses (RFC 8949): no floating point, no tags, nothing of unknown length.
package enum CBOR: Sendable, Equatable {
    case unsigned(UInt64)
    /// The number −1 − n, as it is encoded.
    case negative(UInt64)
    case bytes([UInt8])
    case text(String)
    case array([CBOR])
    case map(CBORMap)
    case bool(Bool)
    case null

    /// The number, if it is one and fits.
    package var integer: Int64? {
        switch self {
        case .unsigned(let number): Int64(exactly: number)
        case .negative(let number): Int64(exactly: number).map { -1 - $0 }
        case .bytes, .text, .array, .map, .bool, .null: nil
        }
    }

    package var byteString: [UInt8]? {
        guard case .bytes(let bytes) = self else { return nil }
        return bytes
    }

    package var string: String? {
        guard case .text(let text) = self else { return nil }
        return text
    }

    package var items: [CBOR]? {
        guard case .array(let items) = self else { return nil }
        return items
    }

    package var members: CBORMap? {
        guard case .map(let map) = self else { return nil }
        return map
    }
}

/// A CBOR map with numbers and texts for keys, each of them once, in the order they came.
package struct CBORMap: Sendable, Equatable {
    package let entries: [Entry]

    package struct Entry: Sendable, Equatable {
        package let key: CBOR
        package let value: CBOR

        package init(key: CBOR, value: CBOR) {
            self.key = key
            self.value = value
        }
    }

    package init(_ entries: [Entry]) {
        self.entries = entries
    }

    package var count: Int { entries.count }
    package var isEmpty: Bool { entries.isEmpty }

    package subscript(_ name: String) -> CBOR? {
        value { $0.string == name }
    }

    package subscript(_ label: Int64) -> CBOR? {
        value { $0.integer == label }
    }

    private func value(where isWanted: (CBOR) -> Bool) -> CBOR? {
        entries.first { isWanted($0.key) }?.value
    }
}
