import CountersignTesting
import Foundation
import Testing

@testable import CountersignWeb

@Suite("JSON is read strictly")
struct JSONReaderTests {
    private func read(_ text: String) throws -> JSONValue {
        try JSONReader.read(Array(text.utf8))
    }

    private func reason(_ text: String) -> JSONFault.Reason? {
        do {
            _ = try read(text)
            return nil
        } catch let fault as JSONFault {
            return fault.reason
        } catch {
            return nil
        }
    }

    @Test("every kind of value")
    func values() throws {
        let text = #" {"a":null,"b":[true,false],"c":-12,"d":1.5,"e":"x","f":{},"g":[],"h":0} "#
        #expect(
            try read(text)
                == .object([
                    .init(name: "a", value: .null), .init(name: "b", value: .array([.bool(true), .bool(false)])),
                    .init(name: "c", value: .integer(-12)), .init(name: "d", value: .otherNumber),
                    .init(name: "e", value: .text("x")), .init(name: "f", value: .object([])),
                    .init(name: "g", value: .array([])), .init(name: "h", value: .integer(0)),
                ])
        )
    }

    @Test("escapes stand for their characters")
    func escapes() throws {
        #expect(try read(#""\"\\\/\b\f\n\r\t""#) == .text("\"\\/\u{8}\u{C}\n\r\t"))
        #expect(try read(#""\u00e9\ud83d\ude00""#) == .text("é😀"))
    }

    @Test(
        "what is not JSON is refused, with the reason",
        arguments: [
            ("", JSONFault.Reason.endsEarly), ("  ", .endsEarly), ("{", .endsEarly), (#"{"a""#, .endsEarly),
            (#"{"a":1"#, .endsEarly), ("[1,", .endsEarly), (#""abc"#, .endsEarly), ("tru", .endsEarly),
            ("-", .endsEarly), ("1.", .endsEarly), ("1e", .endsEarly), ("trux", .unexpected), ("nul1", .unexpected),
            ("{,}", .unexpected), (#"{"a":1,}"#, .unexpected), ("[1,]", .unexpected), ("[1 2]", .unexpected),
            (#"{"a" 1}"#, .unexpected), ("'a'", .unexpected), ("+1", .unexpected), ("NaN", .unexpected),
            (#"{a:1}"#, .unexpected), (#"{"a":1} x"#, .trailing), ("1 2", .trailing), ("01", .trailing),
            ("{}{}", .trailing), ("-x", .badNumber), ("1.x", .badNumber), ("1ex", .badNumber),
            ("/*c*/1", .unexpected), (#""\x""#, .badEscape), (#""\u12g4""#, .badEscape),
            (#""\ud800""#, .badEscape), (#""\ud800\u0041""#, .badEscape), (#""\udc00""#, .badEscape),
            (#""\u0000""#, .badEscape), ("\"a\u{1}\"", .control), ("\"a\nb\"", .control), ("\u{FEFF}{}", .unexpected),
        ]
    )
    func faults(text: String, expected: JSONFault.Reason) {
        #expect(reason(text) == expected, "\(text)")
    }

    @Test("a name may stand only once, however it is written")
    func duplicates() {
        #expect(reason(#"{"a":1,"a":2}"#) == .twice("a"))
        #expect(reason(#"{"a":1,"\u0061":2}"#) == .twice("a"))
        let many = (0..<100).map { #""f\#($0)":1"# }.joined(separator: ",")
        #expect(reason("{\(many)}") == nil)
        #expect(reason("{\(many),\"f3\":1}") == .twice("f3"))
        #expect(reason("{\(many),\"f77\":1}") == .twice("f77"))
    }

    @Test("bytes that are not UTF-8 are refused")
    func encoding() {
        for bytes: [UInt8] in [[0xFF], [0xC3], [0xED, 0xA0, 0x80], [0xC0, 0xAF]] {
            let text = Array(#"{"a":""#.utf8) + bytes + Array(#""}"#.utf8)
            #expect(throws: JSONFault(reason: .notUTF8, position: 6)) { try JSONReader.read(text) }
        }
    }

    @Test("depth and counts have bounds")
    func bounds() {
        let deep = { (levels: Int) in String(repeating: "[", count: levels) + String(repeating: "]", count: levels) }
        #expect(reason(deep(16)) == nil)
        #expect(reason(deep(17)) == .tooDeep)
        #expect(reason(String(repeating: "[", count: 1_000_000)) == .tooDeep)
        #expect(reason(String(repeating: #"{"a":"#, count: 100_000)) == .tooDeep)
        let list = { (count: Int) in "[" + Array(repeating: "1", count: count).joined(separator: ",") + "]" }
        #expect(reason(list(1000)) == nil)
        #expect(reason(list(1001)) == .tooMany)
    }

    @Test("numbers too large for a field are numbers all the same")
    func numbers() throws {
        #expect(try read("9223372036854775807") == .integer(.max))
        #expect(try read("9223372036854775808") == .otherNumber)
        #expect(try read("1e99999") == .otherNumber)
        #expect(try read(String(repeating: "9", count: 10_000)) == .otherNumber)
        #expect(try read("-0") == .integer(0))
        for text in ["30.0", "3e1", "0.3E2", "300e-1"] { #expect(try read(text) == .integer(30)) }
        for text in ["30.5", "1e-1", "1e40", "1e400"] { #expect(try read(text) == .otherNumber) }
    }

    @Test("whatever bytes come, it ends, and what it takes another reader understands alike")
    func fuzz() throws {
        let randomness = WorldRandomness(seed: 7)
        let pieces = [
            "{", "}", "[", "]", ":", ",", "\"", "\"a\"", "\"b\"", "1", "-0.5e3", "true", "false", "null", " ", "\n",
            #"\u00e9"#, #"\ud83d\ude00"#, #"\ud800"#, "\\", "é", "\u{0}", #"{"a":1}"#, "[1,2]",
        ].map { Array($0.utf8) }
        var accepted = 0
        for _ in 0..<40_000 {
            var bytes: [UInt8] = []
            for pick in randomness.bytes(Int(randomness.bytes(1)[0] % 12)) {
                bytes += pick < 250 ? pieces[Int(pick) % pieces.count] : [pick]
            }
            guard let value = try? JSONReader.read(bytes) else { continue }
            accepted += 1
            let other = try JSONSerialization.jsonObject(with: Data(bytes), options: .fragmentsAllowed)
            if case .text(let text) = value { #expect(other as? String == text) }
            if case .array(let elements) = value { #expect((other as? [Any])?.count == elements.count) }
            if case .object(let members) = value { #expect((other as? [String: Any])?.count == members.count) }
        }
        #expect(accepted > 500)
    }

    @Test("what is written is read back as it was")
    func writing() throws {
        let odd = "\"\\/\u{1}\u{1F}\n\t é😀\u{2028}"
        let text = JSONText.object { json in
            json.member("text", odd)
            json.member("number", -7)
            json.member("yes", true)
            json.member("none", orNull: nil)
            json.member("left_out", ifAny: nil)
            json.member("list", ["a", odd])
            json.object("empty") { _ in }
            json.array("objects") { json in
                json.element { $0.member("a", 1) }
                json.element { $0.member(named: odd, "b") }
            }
        }
        #expect(
            try JSONReader.read(text.bytes)
                == .object([
                    .init(name: "text", value: .text(odd)), .init(name: "number", value: .integer(-7)),
                    .init(name: "yes", value: .bool(true)), .init(name: "none", value: .null),
                    .init(name: "list", value: .array([.text("a"), .text(odd)])),
                    .init(name: "empty", value: .object([])),
                    .init(
                        name: "objects",
                        value: .array([
                            .object([.init(name: "a", value: .integer(1))]),
                            .object([.init(name: odd, value: .text("b"))]),
                        ])
                    ),
                ])
        )
    }

    @Test("moments are written as RFC 3339 has them")
    func timestamps() {
        let formatter = ISO8601DateFormatter()
        let randomness = WorldRandomness(seed: 9)
        for _ in 0..<5000 {
            let number = randomness.bytes(5).reduce(Int64(0)) { $0 << 8 | Int64($1) }
            let date = Date(timeIntervalSince1970: Double(number % 253_402_300_800))
            #expect(Timestamp.text(of: date) == formatter.string(from: date))
        }
        #expect(Timestamp.text(of: Date(timeIntervalSince1970: -1)) == "1969-12-31T23:59:59Z")
        #expect(Timestamp.text(of: Date(timeIntervalSince1970: 951_782_400)) == "2000-02-29T00:00:00Z")
        #expect(Timestamp.text(of: .distantFuture) == "4001-01-01T00:00:00Z")
        #expect(Timestamp.text(of: Date(timeIntervalSince1970: .infinity)) == "9999-12-31T23:59:59Z")
    }
}
