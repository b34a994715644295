/// A JSON text in the making: members one after the other, commas by themselves. By hand rather than by `Codable`,
/// which takes longer than all the rest of an answer.
struct JSONText: Sendable {
    private(set) var bytes: [UInt8] = []

    init() {
        bytes.reserveCapacity(256)
    }

    /// What was read, written again. Numbers that no field of ours holds become 0.
    init(_ value: JSONValue) {
        self.init()
        write(value)
    }

    private mutating func write(_ value: JSONValue) {
        switch value {
        case .null: raw("null")
        case .bool(let bool): raw(bool ? "true" : "false")
        case .integer(let integer): number(integer)
        case .otherNumber: number(0)
        case .text(let text): string(text)
        case .array(let elements):
            wrap(UInt8(ascii: "["), UInt8(ascii: "]")) { json in
                for element in elements {
                    json.comma()
                    json.write(element)
                }
            }
        case .object(let members):
            wrap(UInt8(ascii: "{"), UInt8(ascii: "}")) { json in
                for member in members {
                    json.comma()
                    json.string(member.name)
                    json.bytes.append(UInt8(ascii: ":"))
                    json.write(member.value)
                }
            }
        }
    }

    /// An object as a whole text.
    static func object(_ fill: (inout JSONText) throws -> Void) rethrows -> JSONText {
        var text = JSONText()
        try text.wrap(UInt8(ascii: "{"), UInt8(ascii: "}"), fill)
        return text
    }

    // MARK: Members of an object

    mutating func member(_ name: StaticString, _ value: String) {
        key(name)
        string(value)
    }

    /// Left out if nil.
    mutating func member(_ name: StaticString, ifAny value: String?) {
        if let value { member(name, value) }
    }

    /// `null` if nil.
    mutating func member(_ name: StaticString, orNull value: String?) {
        key(name)
        if let value { string(value) } else { raw("null") }
    }

    mutating func null(_ name: StaticString) {
        member(name, json: "null")
    }

    mutating func member(_ name: StaticString, _ value: Int) {
        key(name)
        number(value)
    }

    mutating func member(_ name: StaticString, _ value: Bool) {
        key(name)
        raw(value ? "true" : "false")
    }

    mutating func member(_ name: StaticString, _ values: [String]) {
        array(name) { text in
            for value in values { text.element(value) }
        }
    }

    /// JSON that is ready.
    mutating func member(_ name: StaticString, json: String) {
        key(name)
        bytes.append(contentsOf: json.utf8)
    }

    mutating func object(_ name: StaticString, _ fill: (inout JSONText) throws -> Void) rethrows {
        key(name)
        try wrap(UInt8(ascii: "{"), UInt8(ascii: "}"), fill)
    }

    mutating func array(_ name: StaticString, _ fill: (inout JSONText) throws -> Void) rethrows {
        key(name)
        try wrap(UInt8(ascii: "["), UInt8(ascii: "]"), fill)
    }

    /// A member whose name is not ours.
    mutating func member(named name: String, _ value: String) {
        comma()
        string(name)
        bytes.append(UInt8(ascii: ":"))
        string(value)
    }

    // MARK: Elements of an array

    mutating func element(_ value: String) {
        comma()
        string(value)
    }

    mutating func element(_ fill: (inout JSONText) throws -> Void) rethrows {
        comma()
        try wrap(UInt8(ascii: "{"), UInt8(ascii: "}"), fill)
    }

    // MARK: Parts

    private mutating func wrap(_ open: UInt8, _ close: UInt8, _ fill: (inout JSONText) throws -> Void) rethrows {
        bytes.append(open)
        try fill(&self)
        bytes.append(close)
    }

    private mutating func key(_ name: StaticString) {
        comma()
        bytes.append(UInt8(ascii: "\""))
        raw(name)
        bytes.append(UInt8(ascii: "\""))
        bytes.append(UInt8(ascii: ":"))
    }

    private mutating func comma() {
        guard let last = bytes.last, last != UInt8(ascii: "{"), last != UInt8(ascii: "[") else { return }
        bytes.append(UInt8(ascii: ","))
    }

    private mutating func raw(_ text: StaticString) {
        text.withUTF8Buffer { bytes.append(contentsOf: $0) }
    }

    private mutating func number(_ value: Int) {
        bytes.append(contentsOf: String(value).utf8)
    }

    private mutating func string(_ value: String) {
        bytes.append(UInt8(ascii: "\""))
        for byte in value.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"):
                bytes.append(UInt8(ascii: "\\"))
                bytes.append(byte)
            case 0..<0x20:
                raw("\\u00")
                bytes.append(Self.hex[Int(byte >> 4)])
                bytes.append(Self.hex[Int(byte & 15)])
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }

    private static let hex = Array("0123456789abcdef".utf8)
}
