import Repeatable
import Testing

@testable import YubicoOTP

/// Random damage, the same in every run. What is looked for is a trap, and an answer that is believed although it is
/// damaged.
struct HostileInputTests {
    private func damaged(_ bytes: [UInt8], with generator: inout SeededGenerator) -> [UInt8] {
        var bytes = bytes
        for _ in 0..<Int.random(in: 1...4, using: &generator) {
            let place = Int.random(in: 0...bytes.count, using: &generator)
            switch Int.random(in: 0..<5, using: &generator) {
            case 0: bytes.insert(.random(in: 0...255, using: &generator), at: place)
            case 1 where place < bytes.count: bytes.remove(at: place)
            case 2 where place < bytes.count: bytes[place] = .random(in: 0...255, using: &generator)
            case 3: bytes.removeSubrange(place...)
            default: bytes.insert(contentsOf: bytes.prefix(place).suffix(20), at: place)
            }
        }
        return bytes
    }

    @Test("damaged answers are never believed")
    func answers() throws {
        var generator = SeededGenerator(seed: 30)
        let request = try Pair.request()
        let key = try Pair.key()
        let good = Array(
            try ReceivedRequest(parsing: request.query(signedWith: key)).answer(.ok, at: 1, syncLevel: 1)
                .text(signedWith: key).utf8
        )
        let meant = try Answer(parsing: good, to: request, key: key)
        for _ in 0..<10_000 {
            let body = damaged(good, with: &generator)
            // Line ends may change and nothing is lost; all that is said must be what was signed.
            if let answer = try? Answer(parsing: body, to: request, key: key) { #expect(answer == meant) }
        }
    }

    @Test("damaged requests are refused, found unsigned or found as they were")
    func requests() throws {
        var generator = SeededGenerator(seed: 31)
        let key = try Pair.key()
        let request = try Pair.request(asksForCounters: true)
        let good = Array(request.query(signedWith: key).utf8)
        for _ in 0..<10_000 {
            let query = String(decoding: damaged(good, with: &generator), as: UTF8.self)
            guard let received = try? ReceivedRequest(parsing: query) else { continue }
            _ = received.answer(.badOTP, at: 0).text(signedWith: key)
            guard received.signature(checkedWith: key) == .right else { continue }
            #expect(received.clientID == request.clientID)
            #expect(received.nonce == request.nonce)
            #expect(received.readings == [request.otp])
            #expect(received.asksForCounters)
        }
    }

    @Test("what is echoed cannot add a line to the answer")
    func echoes() throws {
        var generator = SeededGenerator(seed: 32)
        for _ in 0..<5_000 {
            let text = generator.text(0...60)
            let otp = text.utf8.map { "%" + String(UInt16($0) + 256, radix: 16).dropFirst() }.joined()
            guard let received = try? ReceivedRequest(parsing: "id=1&nonce=\(Pair.nonce)&otp=\(otp)") else { continue }
            let lines = received.answer(.badOTP, at: 0).text(signedWith: nil).utf8.split(separator: 10)
            #expect(lines.count == 6)
        }
    }

    @Test("anything at all may be typed and imported")
    func texts() {
        var generator = SeededGenerator(seed: 33)
        let pieces = [
            "\n", "\r\n", ",", "#", "1", "Yubico OTP", "LOGGING START", "vvccccccccbb", "8792ebfe26cc",
            "ecde18dbe76fbd0c33330f1c354871db", "serial", " ", "\u{FEFF}", "\u{301}", "é",
        ]
        for _ in 0..<5_000 {
            let text = generator.text(0...80)
            _ = OTP.readings(of: text)
            _ = try? OTP(text)
            _ = try? Modhex.decode(text)
            _ = try? PublicID(text)
            _ = try? KeyFile(reading: generator.jumble(of: pieces, 0...60))
            _ = try? ReceivedRequest(parsing: text)
        }
    }

    @Test("of random blocks, none opens")
    func blocks() throws {
        var generator = SeededGenerator(seed: 34)
        let secrets = try Example.secrets()
        for _ in 0..<10_000 {
            let otp = try OTP(Modhex.encode(generator.bytes(16...16)))
            #expect(throws: KeySecrets.OpeningError.self) { try secrets.touch(in: otp) }
        }
    }
}
