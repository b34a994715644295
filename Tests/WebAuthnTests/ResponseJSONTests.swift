import Testing

@testable import WebAuthn

struct ResponseJSONTests {
    private static let registration = """
        {"id":"AQID","rawId":"AQID","type":"public-key","authenticatorAttachment":"platform","response":{\
        "clientDataJSON":"BA","attestationObject":"BQ","transports":["internal","hybrid","internal","cable"],\
        "publicKeyAlgorithm":-7,"publicKey":"AA","authenticatorData":"AA"},\
        "clientExtensionResults":{"credProps":{"rk":true},"new":[1]},"more":null}
        """
    private static let authentication = """
        {"id":"AQID","rawId":"AQID","type":"public-key","response":{"clientDataJSON":"BA","authenticatorData":"BQ",\
        "signature":"Bg","userHandle":"Bw"},"clientExtensionResults":{}}
        """

    @Test("a registration is read, with what is known of its transports and extensions")
    func registration() throws {
        let response = try RegistrationResponse(json: Array(Self.registration.utf8))
        #expect(
            response
                == RegistrationResponse(
                    id: [1, 2, 3],
                    clientDataJSON: [4],
                    attestationObject: [5],
                    transports: [.hybrid, .internal],
                    isDiscoverable: true
                )
        )
    }

    @Test("an authentication is read; an empty user handle is none")
    func authentication() throws {
        let response = try AuthenticationResponse(json: Array(Self.authentication.utf8))
        #expect(
            response
                == AuthenticationResponse(
                    id: [1, 2, 3],
                    clientDataJSON: [4],
                    authenticatorData: [5],
                    signature: [6],
                    userHandle: [7]
                )
        )
        for none in ["\"\"", "null"] {
            let text = Self.authentication.replacing("\"Bw\"", with: none)
            #expect(try AuthenticationResponse(json: Array(text.utf8)).userHandle == nil)
        }
    }

    @Test(
        "a member that is missing is named",
        arguments: [
            (#""id":"AQID","#, "id"), (#""rawId":"AQID","#, "rawId"), (#""type":"public-key","#, "type"),
            (#""clientDataJSON":"BA","#, "response.clientDataJSON"),
            (#""authenticatorData":"BQ","#, "response.authenticatorData"),
            (#""signature":"Bg","#, "response.signature"),
        ]
    )
    func missing(part: String, path: String) {
        let text = Self.authentication.replacing(part, with: "")
        #expect(throws: WebAuthnError.member(path)) { try AuthenticationResponse(json: Array(text.utf8)) }
    }

    @Test(
        "a member that is wrong is named",
        arguments: [
            (#""rawId":"AQID""#, #""rawId":"AQI=""#, WebAuthnError.member("rawId")),
            (#""rawId":"AQID""#, #""rawId":"""#, .member("rawId")),
            (#""rawId":"AQID""#, #""rawId":"AQIE""#, .idsDiffer),
            (#""id":"AQID""#, #""id":7"#, .member("id")),
            (#""type":"public-key""#, #""type":"password""#, .notAPublicKey),
            (#""signature":"Bg""#, #""signature":"B""#, .member("response.signature")),
            (#""signature":"Bg""#, #""signature":"""#, .member("response.signature")),
            (#""signature":"Bg""#, #""signature":[]"#, .member("response.signature")),
            (#""userHandle":"Bw""#, #""userHandle":"B""#, .member("response.userHandle")),
        ]
    )
    func wrong(part: String, other: String, error: WebAuthnError) {
        let text = Self.authentication.replacing(part, with: other)
        #expect(text != Self.authentication)
        #expect(throws: error) { try AuthenticationResponse(json: Array(text.utf8)) }
    }

    @Test("what is longer than it can be is refused")
    func lengths() {
        func text(_ count: Int) -> String { Base64URL.encode([UInt8](repeating: 1, count: count)) }
        for (part, path, longest) in [
            ("BA", "response.clientDataJSON", 8_192), ("BQ", "response.authenticatorData", 16_384),
            ("Bg", "response.signature", 1_024), ("Bw", "response.userHandle", 64),
        ] {
            let fits = Self.authentication.replacing("\"\(part)\"", with: "\"\(text(longest))\"")
            #expect(throws: Never.self) { try AuthenticationResponse(json: Array(fits.utf8)) }
            let long = Self.authentication.replacing("\"\(part)\"", with: "\"\(text(longest + 1))\"")
            #expect(throws: WebAuthnError.member(path)) { try AuthenticationResponse(json: Array(long.utf8)) }
        }
        let long = Self.registration.replacing("AQID", with: text(1_024))
        #expect(throws: WebAuthnError.member("rawId")) { try RegistrationResponse(json: Array(long.utf8)) }
        let huge = [UInt8](repeating: 0x20, count: ResponseJSON.longestInBytes + 1)
        #expect(throws: WebAuthnError.tooLong(.response)) { try RegistrationResponse(json: huge) }
    }

    @Test("what is not JSON, or not in UTF-8, is refused", arguments: ["", "[]", "{", "null", "\u{0}{}", "{}x"])
    func notJSON(text: String) {
        #expect(throws: WebAuthnError.notJSON) { try AuthenticationResponse(json: Array(text.utf8)) }
        #expect(throws: WebAuthnError.notJSON) { try AuthenticationResponse(json: [0xff]) }
    }
}
