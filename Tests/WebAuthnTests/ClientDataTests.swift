import Testing

@testable import WebAuthn

struct ClientDataTests {
    private static let valid = #"{"type":"webauthn.get","challenge":"AQID","origin":"https://example.org"}"#

    @Test("the members are read; crossOrigin is false where it is not said")
    func reads() throws {
        let data = try CollectedClientData(json: Array(Self.valid.utf8))
        #expect(data.type == "webauthn.get")
        #expect(data.challenge == [1, 2, 3])
        #expect(data.origin == "https://example.org")
        #expect(!data.crossOrigin)
        #expect(data.topOrigin == nil)
    }

    @Test("a byte order mark is dropped, and only one")
    func byteOrderMark() throws {
        let mark: [UInt8] = [0xef, 0xbb, 0xbf]
        #expect(try CollectedClientData(json: mark + Array(Self.valid.utf8)).challenge == [1, 2, 3])
        #expect(throws: WebAuthnError.self) { try CollectedClientData(json: mark + mark + Array(Self.valid.utf8)) }
    }

    @Test(
        "a member that is missing or of the wrong type is named",
        arguments: [
            (#"{"challenge":"AQID","origin":"o"}"#, "type"), (#"{"type":1,"challenge":"AQID","origin":"o"}"#, "type"),
            (#"{"type":"t","origin":"o"}"#, "challenge"), (#"{"type":"t","challenge":null,"origin":"o"}"#, "challenge"),
            (#"{"type":"t","challenge":"A","origin":"o"}"#, "challenge"),
            (#"{"type":"t","challenge":"AQID=","origin":"o"}"#, "challenge"),
            (#"{"type":"t","challenge":"AQID"}"#, "origin"),
            (#"{"type":"t","challenge":"AQID","origin":[]}"#, "origin"),
            (#"{"type":"t","challenge":"AQID","origin":"o","crossOrigin":"true"}"#, "crossOrigin"),
            (#"{"type":"t","challenge":"AQID","origin":"o","topOrigin":{}}"#, "topOrigin"),
        ]
    )
    func members(json: String, member: String) {
        #expect(throws: WebAuthnError.clientDataMember(member)) { try CollectedClientData(json: Array(json.utf8)) }
    }

    @Test("what is not UTF-8 is refused")
    func notUTF8() {
        #expect(throws: WebAuthnError.clientDataNotUTF8) {
            try CollectedClientData(json: Array(Self.valid.utf8) + [0xff])
        }
    }

    @Test("JSON in UTF-16 is refused, in either order of bytes")
    func utf16() {
        for isLittleEndian in [true, false] {
            let bytes = Self.valid.utf16.flatMap { unit -> [UInt8] in
                let pair = [UInt8(unit & 0xff), UInt8(unit >> 8)]
                return isLittleEndian ? pair : pair.reversed()
            }
            #expect(throws: WebAuthnError.clientDataNotJSON) { try CollectedClientData(json: bytes) }
        }
    }

    @Test(
        "what is not a JSON object is refused",
        arguments: ["", "{", "[]", "null", "1", "{}}", "{\"type\":}", "\"x\""]
    )
    func notJSON(text: String) {
        #expect(throws: WebAuthnError.clientDataNotJSON) { try CollectedClientData(json: Array(text.utf8)) }
    }

    @Test("deep nesting and great length are refused and do no harm")
    func deepAndLong() {
        let deep = #"{"type":"# + String(repeating: "[", count: 8_000)
        #expect(throws: WebAuthnError.clientDataNotJSON) { try CollectedClientData(json: Array(deep.utf8)) }
        let long = Array(Self.valid.utf8) + [UInt8](repeating: 0x20, count: CollectedClientData.longestInBytes)
        #expect(throws: WebAuthnError.tooLong(.clientData)) { try CollectedClientData(json: long) }
    }
}
