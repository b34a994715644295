import Foundation
import Testing

@testable import YubicoOTP

struct SecretsTests {
    /// What a value looks like on every way into a log.
    private func prints(of value: Any) -> [String] {
        var dumped = ""
        dump(value, to: &dumped)
        return ["\(value)", String(reflecting: value), String(describing: [value]), dumped]
    }

    @Test("secrets and codes do not print")
    func doNotPrint() throws {
        let secrets = try Example.secrets()
        let key = try APIKey(base64: "mG5be6ZJU1qBGz24yPh/ESM3UdU=")
        let otp = try OTP(Example.text)
        let file = try KeyFile(reading: "1,vvccccccccbb,8792ebfe26cc,ecde18dbe76fbd0c33330f1c354871db,,,")
        for text in prints(of: secrets) + prints(of: key) + prints(of: otp) + prints(of: file) {
            #expect(text.contains("•••"))
            for secret in ["8792", "ecde", "135", "236", "mG5b", "152", "hknh", "105"] {
                #expect(!text.contains(secret))
            }
        }
        #expect("\(otp)" == "dteffuje•••")
    }

    @Test("messages of the protocol do not print the code in them")
    func messages() throws {
        let request = try Pair.request()
        let received = try ReceivedRequest(parsing: request.query(signedWith: Pair.key()))
        let answer = received.answer(.backendError, at: 0)
        let refusal = try #require(throws: ReceivedRequest.Refusal.self) {
            try ReceivedRequest(parsing: "id=1&otp=\(Pair.otp)")
        }
        let values: [Any] = [request, received, answer, refusal]
        for text in values.flatMap(prints) {
            #expect(!text.contains(Pair.otp.suffix(32)))
            #expect(!text.contains("keidikkv"))
        }
        #expect("\(answer)" == "BACKEND_ERROR at 1970-01-01T00:00:00Z0000")
    }

    @Test("a key's secrets are stored only where that is said, and come back")
    func stored() throws {
        struct State: Codable, Equatable {
            @StoredKeySecrets var secrets: KeySecrets
        }
        let state = State(secrets: try Example.secrets())
        let data = try JSONEncoder().encode(state)
        #expect(try JSONDecoder().decode(State.self, from: data) == state)
        #expect(String(decoding: data, as: UTF8.self).contains("secrets"))
        for text in ["", "AAAA", "!", Data(count: 21).base64EncodedString(), Data(count: 23).base64EncodedString()] {
            let data = try JSONEncoder().encode(["secrets": text])
            #expect(throws: DecodingError.self) { try JSONDecoder().decode(State.self, from: data) }
        }
    }

    @Test("secrets are equal if every byte is")
    func equality() throws {
        let secrets = try Example.secrets()
        #expect(secrets == (try Example.secrets()))
        #expect(secrets != (try KeySecrets(privateID: secrets.privateID.reversed(), aesKey: secrets.aesKey)))
        #expect(secrets != (try KeySecrets(privateID: secrets.privateID, aesKey: secrets.aesKey.reversed())))
        #expect(try APIKey(base64: "mG5be6ZJU1qBGz24yPh/ESM3UdU=") != APIKey(base64: "mG5be6ZJU1qBGz24yPh/ESM3UdY="))
    }

    @Test("secrets of other lengths are refused")
    func lengths() throws {
        #expect(throws: KeySecrets.FormatError.privateID) {
            try KeySecrets(privateID: [1, 2, 3, 4, 5], aesKey: [UInt8](repeating: 0, count: 16))
        }
        #expect(throws: KeySecrets.FormatError.aesKey) {
            try KeySecrets(privateID: [1, 2, 3, 4, 5, 6], aesKey: [UInt8](repeating: 0, count: 24))
        }
        #expect(throws: KeySecrets.FormatError.privateID) {
            try KeySecrets(hexadecimalPrivateID: "8792ebfe26cg", aesKey: "")
        }
        #expect(throws: KeySecrets.FormatError.aesKey) {
            try KeySecrets(hexadecimalPrivateID: "8792ebfe26cc", aesKey: "ecde18dbe76fbd0c33330f1c354871d")
        }
        for count in [0, 9, 129] {
            #expect(throws: APIKey.FormatError.length) { try APIKey([UInt8](repeating: 1, count: count)) }
        }
        for text in ["é", "mG5be6ZJU1qBGz24yPh/ESM3UdU", "mG5b e6ZJ", String(repeating: "A", count: 10_000)] {
            #expect(throws: APIKey.FormatError.notBase64) { try APIKey(base64: text) }
        }
        #expect(try APIKey(base64: "mG5be6ZJU1qBGz24yPh/ESM3UdU=").base64 == "mG5be6ZJU1qBGz24yPh/ESM3UdU=")
    }
}
