import Foundation
import Testing

@testable import YubicoOTP

/// The example that Yubico publishes (yubico-c, test-vectors.txt).
enum Example {
    static let text = "dteffujehknhfjbrjnlnldnhcujvddbikngjrtgh"
    static let touch = Touch(counters: Counters(session: 19, use: 17), timestamp: 49_712, random: 40_904)

    static func secrets() throws -> KeySecrets {
        try KeySecrets(hexadecimalPrivateID: "8792ebfe26cc", aesKey: "ecde18dbe76fbd0c33330f1c354871db")
    }
}

struct OTPTests {
    @Test("Yubico's example is read")
    func opens() throws {
        let otp = try OTP(Example.text)
        #expect(otp.publicID.text == "dteffuje")
        #expect(Hexadecimal.encode(otp.block) == "69b6481c8baba2b60e8f22179b58cd56")
        #expect(try Example.secrets().touch(in: otp) == Example.touch)
        #expect(try Example.secrets().touch(in: OTP(Example.text.uppercased())) == Example.touch)
    }

    @Test("Yubico's example is written")
    func writes() throws {
        #expect(try Example.secrets().otp(for: Example.touch, publicID: PublicID("dteffuje")).text == Example.text)
    }

    @Test("the checksum of Yubico's example leaves F0B8")
    func checksum() throws {
        let plain = try #require(Hexadecimal.decode("8792ebfe26cc130030c20011c89f23c8", bytes: 16))
        #expect(CRC16.residue(of: plain) == 0xf0b8)
        #expect(CRC16.checksum(of: plain.prefix(14)) == 0xc823)
    }

    @Test("what a key says comes back from its code, at every edge")
    func comesBack() throws {
        let secrets = try Example.secrets()
        for session: UInt16 in [0, 1, 255, 256, 0x7ffe, 0x7fff] {
            for (use, timestamp, random) in [(0, 0, 0), (1, 0xffff, 1), (127, 0x1_0000, 255), (255, 0xff_ffff, 65_535)]
                as [(UInt8, UInt32, UInt16)]
            {
                for isCapsLockOn in [false, true] {
                    let touch = Touch(
                        counters: Counters(session: session, use: use),
                        isCapsLockOn: isCapsLockOn,
                        timestamp: timestamp,
                        random: random
                    )
                    let otp = secrets.otp(for: touch, publicID: try PublicID("cccccctestuv".filter { $0 != "s" }))
                    #expect(try secrets.touch(in: OTP(otp.text)) == touch)
                }
            }
        }
    }

    @Test("a code of another key, of another private id or with any letter changed is not opened")
    func notOpened() throws {
        let otp = try OTP(Example.text)
        let otherKey = try KeySecrets(
            hexadecimalPrivateID: "8792ebfe26cc",
            aesKey: "ecde18dbe76fbd0c33330f1c354871da"
        )
        #expect(throws: KeySecrets.OpeningError.otherKey) { try otherKey.touch(in: otp) }
        let otherID = try KeySecrets(
            hexadecimalPrivateID: "8792ebfe26cd",
            aesKey: "ecde18dbe76fbd0c33330f1c354871db"
        )
        #expect(throws: KeySecrets.OpeningError.otherPrivateID) { try otherID.touch(in: otp) }

        let secrets = try Example.secrets()
        for index in 8..<40 {
            var letters = Array(Example.text)
            letters[index] = letters[index] == "c" ? "b" : "c"
            let changed = try OTP(String(letters))
            #expect(throws: KeySecrets.OpeningError.self) { try secrets.touch(in: changed) }
        }
    }

    @Test("a code with the right private id and any bit of the rest wrong is not opened")
    func wrongChecksum() throws {
        let secrets = try Example.secrets()
        let plain = try #require(Hexadecimal.decode("8792ebfe26cc130030c20011c89f23c8", bytes: 16))
        let publicID = try PublicID("dteffuje")
        #expect(secrets.otp(encrypting: plain, publicID: publicID).text == Example.text)
        for bit in 48..<128 {
            var changed = plain
            changed[bit / 8] ^= 1 << UInt8(bit % 8)
            let otp = secrets.otp(encrypting: changed, publicID: publicID)
            #expect(throws: KeySecrets.OpeningError.otherKey) { try secrets.touch(in: otp) }
        }
    }

    @Test("of two touches the later one has the greater counters")
    func order() {
        let ascending = [(0, 0), (0, 1), (0, 255), (1, 0), (1, 1), (255, 255), (256, 0), (0x7fff, 0), (0x7fff, 255)]
            .map { Counters(session: UInt16($0.0), use: UInt8($0.1)) }
        for (earlier, later) in zip(ascending, ascending.dropFirst()) {
            #expect(earlier < later)
            #expect(!(later < earlier))
            #expect(!(later < later))
        }
        #expect(Counters(session: 0xffff, use: 0).session == 0x7fff)
    }

    @Test("a public id has none to sixteen letters", arguments: [0, 1, 2, 12, 16])
    func publicIDs(letters: Int) throws {
        let otp = try OTP(String(repeating: "v", count: letters) + String(repeating: "c", count: 32))
        #expect(otp.publicID.text == String(repeating: "v", count: letters))
        #expect(try PublicID("CCCCCC").text == "cccccc")
    }

    @Test(
        "a public id of other letters or more of them is refused",
        arguments: ["a", "cccccccccccccccccc", "c c", "ç"]
    )
    func badPublicIDs(text: String) {
        #expect(throws: PublicID.TextError()) { try PublicID(text) }
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode([PublicID].self, from: JSONEncoder().encode([text]))
        }
    }

    @Test("texts of other lengths and other letters are no codes")
    func notCodes() {
        for letters in [0, 1, 31, 49, 10_000] {
            #expect(throws: OTP.ParsingError.length) { try OTP(String(repeating: "c", count: letters)) }
        }
        #expect(throws: OTP.ParsingError.badLetter(position: 33)) {
            try OTP(String(repeating: "c", count: 32) + "a" + String(repeating: "c", count: 11))
        }
        #expect(throws: OTP.ParsingError.badLetter(position: 1)) { try OTP(" " + Example.text) }
    }

    @Test("counters and public ids survive being stored")
    func stored() throws {
        let counters = Counters(session: 0x7fff, use: 255)
        #expect(try JSONDecoder().decode(Counters.self, from: JSONEncoder().encode(counters)) == counters)
        let id = try PublicID("cccccccctbdv")
        #expect(try JSONDecoder().decode([PublicID].self, from: JSONEncoder().encode([id])) == [id])
        for text in [#"{"session":32768,"use":1}"#, #"{"session":-1,"use":1}"#, #"{"session":1,"use":256}"#, "{}"] {
            #expect(throws: DecodingError.self) { try JSONDecoder().decode(Counters.self, from: Data(text.utf8)) }
        }
    }
}
