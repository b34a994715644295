/// Reads one JSON text (RFC 8259) strictly: bounded depth and count, each name once, UTF-8 throughout, no NUL, nothing
/// before or after. What it accepts, every other reader understands in the same way.
struct JSONReader {
    private let bytes: [UInt8]
    private var position = 0

    static let deepest = 16
    /// Members of an object, or elements of an array.
    static let most = 1000
    private static let longestNumber = 32

    private init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    static func read(_ bytes: [UInt8]) throws(JSONFault) -> JSONValue {
        var reader = JSONReader(bytes)
        reader.skipSpace()
        let value = try reader.value(depth: 0)
        reader.skipSpace()
        guard reader.position == bytes.count else { throw reader.fault(.trailing) }
        return value
    }

    // MARK: Values

    private mutating func value(depth: Int) throws(JSONFault) -> JSONValue {
        guard let byte = peek() else { throw fault(.endsEarly) }
        switch byte {
        case UInt8(ascii: "{"): return try object(depth: depth + 1)
        case UInt8(ascii: "["): return try array(depth: depth + 1)
        case UInt8(ascii: "\""): return .text(try string())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
        default: throw fault(.unexpected)
        }
    }

    private mutating func object(depth: Int) throws(JSONFault) -> JSONValue {
        guard depth <= Self.deepest else { throw fault(.tooDeep) }
        position += 1
        var members: [JSONValue.Member] = []
        // Comparing is quicker for the few members that ours have; a set keeps a thousand of them cheap.
        var names: Set<String> = []
        skipSpace()
        if take(UInt8(ascii: "}")) { return .object([]) }
        while true {
            guard members.count < Self.most else { throw fault(.tooMany) }
            guard peek() == UInt8(ascii: "\"") else { throw fault(peek() == nil ? .endsEarly : .unexpected) }
            let start = position
            let name = try string()
            let isNew = members.count < 16 ? !members.contains { $0.name == name } : !names.contains(name)
            guard isNew else { throw JSONFault(reason: .twice(name), position: start) }
            skipSpace()
            try expect(UInt8(ascii: ":"))
            skipSpace()
            members.append(JSONValue.Member(name: name, value: try value(depth: depth)))
            if members.count == 16 { names = Set(members.map(\.name)) }
            if members.count > 16 { names.insert(name) }
            skipSpace()
            if take(UInt8(ascii: "}")) { return .object(members) }
            try expect(UInt8(ascii: ","))
            skipSpace()
        }
    }

    private mutating func array(depth: Int) throws(JSONFault) -> JSONValue {
        guard depth <= Self.deepest else { throw fault(.tooDeep) }
        position += 1
        var elements: [JSONValue] = []
        skipSpace()
        if take(UInt8(ascii: "]")) { return .array([]) }
        while true {
            guard elements.count < Self.most else { throw fault(.tooMany) }
            elements.append(try value(depth: depth))
            skipSpace()
            if take(UInt8(ascii: "]")) { return .array(elements) }
            try expect(UInt8(ascii: ","))
            skipSpace()
        }
    }

    private mutating func word(_ text: StaticString, _ value: JSONValue) throws(JSONFault) -> JSONValue {
        for index in 0..<text.utf8CodeUnitCount {
            guard let byte = peek() else { throw fault(.endsEarly) }
            guard byte == text.utf8Start[index] else { throw fault(.unexpected) }
            position += 1
        }
        return value
    }

    private mutating func number() throws(JSONFault) -> JSONValue {
        let start = position
        _ = take(UInt8(ascii: "-"))
        if !take(UInt8(ascii: "0")) { try digits() }
        var isInteger = true
        if take(UInt8(ascii: ".")) {
            isInteger = false
            try digits()
        }
        if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
            isInteger = false
            if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
            try digits()
        }
        guard position - start <= Self.longestNumber else { return .otherNumber }
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        // JSON Schema's integers are numbers without a fraction, however they are written: 8.0 is one.
        guard let number = isInteger ? Int(text) : Double(text).flatMap(Int.init(exactly:)) else {
            return .otherNumber
        }
        return .integer(number)
    }

    private mutating func digits() throws(JSONFault) {
        let start = position
        while let byte = peek(), (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { position += 1 }
        guard position > start else { throw fault(peek() == nil ? .endsEarly : .badNumber) }
    }

    // MARK: Strings

    private mutating func string() throws(JSONFault) -> String {
        position += 1
        let start = position
        while let byte = peek() {
            switch byte {
            case UInt8(ascii: "\""):
                let text = try validated(bytes[start..<position], at: start)
                position += 1
                return text
            case UInt8(ascii: "\\"):
                return try stringWithEscapes(from: start)
            case 0..<0x20: throw fault(.control)
            default: position += 1
            }
        }
        throw fault(.endsEarly)
    }

    private mutating func stringWithEscapes(from start: Int) throws(JSONFault) -> String {
        var text = Array(bytes[start..<position])
        while let byte = peek() {
            switch byte {
            case UInt8(ascii: "\""):
                position += 1
                return try validated(text[...], at: start)
            case UInt8(ascii: "\\"):
                position += 1
                try escape(into: &text)
            case 0..<0x20: throw fault(.control)
            default:
                text.append(byte)
                position += 1
            }
        }
        throw fault(.endsEarly)
    }

    private mutating func escape(into text: inout [UInt8]) throws(JSONFault) {
        guard let byte = peek() else { throw fault(.endsEarly) }
        position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
        case UInt8(ascii: "b"): text.append(0x08)
        case UInt8(ascii: "f"): text.append(0x0C)
        case UInt8(ascii: "n"): text.append(0x0A)
        case UInt8(ascii: "r"): text.append(0x0D)
        case UInt8(ascii: "t"): text.append(0x09)
        case UInt8(ascii: "u"):
            var value = try hexDigits()
            if (0xD800...0xDBFF).contains(value) {
                guard take(UInt8(ascii: "\\")), take(UInt8(ascii: "u")) else { throw fault(.badEscape) }
                let low = try hexDigits()
                guard (0xDC00...0xDFFF).contains(low) else { throw fault(.badEscape) }
                value = 0x10000 + ((value - 0xD800) << 10) + (low - 0xDC00)
            }
            // Half a surrogate pair is no character, and a NUL ends texts elsewhere.
            guard value != 0, let scalar = Unicode.Scalar(value) else { throw fault(.badEscape) }
            text.append(contentsOf: Array(String(scalar).utf8))
        default: throw fault(.badEscape)
        }
    }

    private mutating func hexDigits() throws(JSONFault) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<4 {
            guard let byte = peek() else { throw fault(.endsEarly) }
            let digit: UInt8
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = byte - UInt8(ascii: "0")
            case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = byte - UInt8(ascii: "a") + 10
            case UInt8(ascii: "A")...UInt8(ascii: "F"): digit = byte - UInt8(ascii: "A") + 10
            default: throw fault(.badEscape)
            }
            value = value << 4 | UInt32(digit)
            position += 1
        }
        return value
    }

    private func validated(_ slice: ArraySlice<UInt8>, at start: Int) throws(JSONFault) -> String {
        guard let text = String(validating: slice, as: UTF8.self) else {
            throw JSONFault(reason: .notUTF8, position: start)
        }
        return text
    }

    // MARK: Bytes

    private func peek() -> UInt8? {
        position < bytes.count ? bytes[position] : nil
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard peek() == byte else { return false }
        position += 1
        return true
    }

    private mutating func expect(_ byte: UInt8) throws(JSONFault) {
        guard let found = peek() else { throw fault(.endsEarly) }
        guard found == byte else { throw fault(.unexpected) }
        position += 1
    }

    private mutating func skipSpace() {
        while let byte = peek(), byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { position += 1 }
    }

    private func fault(_ reason: JSONFault.Reason) -> JSONFault {
        JSONFault(reason: reason, position: position)
    }
}
