/// Decodes CBOR that strangers send: CTAP2's canonical form, within bounds, with every read checked.
///
/// CTAP 2.1 §8: definite lengths, numbers and lengths in the shortest form, no tags, each map key once, keys sorted, at
/// most four levels of nesting. Only the order of keys can be left open, for what browsers write themselves.
package struct CBORDecoder {
    /// How much is read before it is refused.
    package struct Limits: Sendable {
        /// Arrays and maps inside one another.
        package var levels: Int
        /// Data items altogether; a map's keys count.
        package var items: Int
        package var bytes: Int
        package var keysAreSorted: Bool

        package init(levels: Int, items: Int, bytes: Int, keysAreSorted: Bool) {
            self.levels = levels
            self.items = items
            self.bytes = bytes
            self.keysAreSorted = keysAreSorted
        }

        /// For what an authenticator writes and signs: the credential public key.
        package static let authenticator = Limits(levels: 4, items: 256, bytes: 16_384, keysAreSorted: true)

        /// For what a browser writes: the attestation object. Browsers encode it anew, each in its own order, and the
        /// order says nothing; extension outputs may nest below it.
        package static let browser = Limits(levels: 8, items: 1_024, bytes: 65_536, keysAreSorted: false)
    }

    private var reader: ByteReader
    private let limits: Limits
    private var itemsLeft: Int

    private init(_ bytes: [UInt8], limits: Limits) {
        reader = ByteReader(bytes)
        self.limits = limits
        itemsLeft = limits.items
    }

    /// The one item that the bytes are.
    package static func decode(_ bytes: [UInt8], limits: Limits) throws(CBORError) -> CBOR {
        let (item, count) = try decodeFirst(of: bytes, limits: limits)
        guard count == bytes.count else { throw CBORError(.trailingBytes, at: count) }
        return item
    }

    /// The item that the bytes begin with, and how many bytes it takes.
    package static func decodeFirst(
        of bytes: [UInt8],
        limits: Limits
    ) throws(CBORError) -> (item: CBOR, count: Int) {
        guard bytes.count <= limits.bytes else { throw CBORError(.tooLong, at: limits.bytes) }
        var decoder = CBORDecoder(bytes, limits: limits)
        // Whatever a caller asks for, the stack has an end.
        let item = try decoder.item(levelsLeft: min(limits.levels, 32))
        return (item, decoder.reader.offset)
    }

    private mutating func item(levelsLeft: Int) throws(CBORError) -> CBOR {
        let start = reader.offset
        guard itemsLeft > 0 else { throw CBORError(.tooManyItems, at: start) }
        itemsLeft -= 1
        let head = try head()
        switch head.majorType {
        case 0: return .unsigned(head.argument)
        case 1: return .negative(head.argument)
        case 2: return .bytes(Array(try content(head.argument, at: start)))
        case 3: return .text(try text(head.argument, at: start))
        case 4: return .array(try array(head.argument, at: start, levelsLeft: levelsLeft))
        case 5: return .map(try map(head.argument, at: start, levelsLeft: levelsLeft))
        case 6: throw CBORError(.tag, at: start)
        default: return try simple(head)
        }
    }

    /// The first byte of an item with the number that belongs to it (RFC 8949 §3).
    private struct Head {
        var majorType: UInt8
        var information: UInt8
        var argument: UInt64
        var offset: Int
    }

    private mutating func head() throws(CBORError) -> Head {
        let start = reader.offset
        guard let first = reader.uint8() else { throw CBORError(.cutShort, at: start) }
        let information = first & 31
        let argument: UInt64?
        // The least value that needs this form.
        let least: UInt64
        switch information {
        case 0..<24: (argument, least) = (UInt64(information), 0)
        case 24: (argument, least) = (reader.uint8().map { UInt64($0) }, 24)
        case 25: (argument, least) = (reader.uint16().map { UInt64($0) }, 0x100)
        case 26: (argument, least) = (reader.uint32().map { UInt64($0) }, 0x1_0000)
        case 27: (argument, least) = (reader.uint64(), 0x1_0000_0000)
        case 31: throw CBORError(.indefiniteLength, at: start)
        default: throw CBORError(.reserved, at: start)
        }
        guard let argument else { throw CBORError(.cutShort, at: start) }
        // In major type 7 what follows is a float or a simple value, refused in its own words.
        guard argument >= least || first >> 5 == 7 else { throw CBORError(.notShortest, at: start) }
        return Head(majorType: first >> 5, information: information, argument: argument, offset: start)
    }

    private mutating func content(_ length: UInt64, at start: Int) throws(CBORError) -> ArraySlice<UInt8> {
        guard let count = Int(exactly: length), let content = reader.take(count) else {
            throw CBORError(.cutShort, at: start)
        }
        return content
    }

    private mutating func text(_ length: UInt64, at start: Int) throws(CBORError) -> String {
        guard let text = String(validating: try content(length, at: start), as: UTF8.self) else {
            throw CBORError(.notUTF8, at: start)
        }
        return text
    }

    /// A length that could be true: every item takes at least one byte, so nothing is reserved for a lie.
    private func plausible(_ length: UInt64, bytesEach: Int, at start: Int) throws(CBORError) -> Int {
        guard let count = Int(exactly: length), count <= reader.remaining / bytesEach else {
            throw CBORError(.cutShort, at: start)
        }
        guard count <= itemsLeft / bytesEach else { throw CBORError(.tooManyItems, at: start) }
        return count
    }

    private mutating func array(_ length: UInt64, at start: Int, levelsLeft: Int) throws(CBORError) -> [CBOR] {
        guard levelsLeft > 0 else { throw CBORError(.tooDeep, at: start) }
        let count = try plausible(length, bytesEach: 1, at: start)
        var items: [CBOR] = []
        items.reserveCapacity(count)
        for _ in 0..<count {
            items.append(try item(levelsLeft: levelsLeft - 1))
        }
        return items
    }

    private mutating func map(_ length: UInt64, at start: Int, levelsLeft: Int) throws(CBORError) -> CBORMap {
        guard levelsLeft > 0 else { throw CBORError(.tooDeep, at: start) }
        let count = try plausible(length, bytesEach: 2, at: start)
        var entries: [CBORMap.Entry] = []
        entries.reserveCapacity(count)
        var seen: Set<[UInt8]> = []
        var previous: [UInt8] = []
        for _ in 0..<count {
            let keyStart = reader.offset
            let key = try item(levelsLeft: 0)
            guard key.integer != nil || key.string != nil else {
                throw CBORError(.keyNeitherNumberNorText, at: keyStart)
            }
            // In the shortest form equal keys have equal bytes.
            let encoded = Array(reader.bytes(since: keyStart))
            guard seen.insert(encoded).inserted else { throw CBORError(.duplicateKey, at: keyStart) }
            if limits.keysAreSorted {
                guard Self.areSorted(previous, encoded) else { throw CBORError(.unsortedKey, at: keyStart) }
                previous = encoded
            }
            entries.append(.init(key: key, value: try item(levelsLeft: levelsLeft - 1)))
        }
        return CBORMap(entries)
    }

    /// CTAP2's order: by major type, then the shorter first, then byte by byte. The first byte holds type and length.
    private static func areSorted(_ first: [UInt8], _ second: [UInt8]) -> Bool {
        guard let left = first.first, let right = second.first else { return true }
        guard left >> 5 == right >> 5 else { return left < right }
        guard first.count == second.count else { return first.count < second.count }
        return first.lexicographicallyPrecedes(second)
    }

    private func simple(_ head: Head) throws(CBORError) -> CBOR {
        switch head.information {
        case 20: return .bool(false)
        case 21: return .bool(true)
        case 22: return .null
        case 25, 26, 27: throw CBORError(.floatingPoint, at: head.offset)
        default: throw CBORError(.simpleValue, at: head.offset)
        }
    }
}
