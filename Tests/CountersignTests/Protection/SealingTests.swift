import Countersign
import Foundation
import Repeatable
import Testing

@Suite("sealing")
struct SealingTests {
    private let place = SealedPlace(column: .factorState, row: "f1", account: "a1")
    private let plaintext = Array("a secret of one person".utf8)

    private func key(_ id: String, _ byte: UInt8 = 1) throws -> MasterKey {
        try MasterKey.make(id: id) { [UInt8](repeating: byte, count: $0) }
    }

    private func ring(_ ids: [String] = ["k1"], current: String = "k1") throws -> KeyRing {
        try KeyRing(ids.enumerated().map { try key($0.element, UInt8($0.offset + 1)) }, current: current)
    }

    private func random() -> (Int) -> [UInt8] {
        var generator = SeededGenerator(seed: 1)
        return { generator.bytes($0) }
    }

    @Test("what was sealed opens in its place")
    func opens() throws {
        let ring = try ring()
        for count in [0, 1, 15, 16, 17, 10_000] {
            let bytes = [UInt8](repeating: 42, count: count)
            let sealed = try ring.seal(bytes, at: place, random: random())
            #expect(try ring.open(sealed, at: place) == bytes)
            #expect(try KeyRing.keyID(of: sealed) == "k1")
            // Version, the id's length, the id, nonce, tag.
            #expect(sealed.count == count + 1 + 1 + 2 + 12 + 16)
        }
    }

    @Test("it holds no plaintext, and the same twice is not the same")
    func hidden() throws {
        let ring = try ring()
        let random = random()
        let one = try ring.seal(plaintext, at: place, random: random)
        let two = try ring.seal(plaintext, at: place, random: random)
        #expect(one != two)
        #expect(Data(one).range(of: Data("secret".utf8)) == nil)
    }

    @Test("moved to another row, account or column it does not open")
    func moved() throws {
        let ring = try ring()
        let sealed = try ring.seal(plaintext, at: place, random: random())
        let others = [
            SealedPlace(column: .factorState, row: "f2", account: "a1"),
            SealedPlace(column: .factorState, row: "f1", account: "a2"),
            SealedPlace(column: .draftState, row: "f1", account: "a1"),
            // The same letters, parted elsewhere.
            SealedPlace(column: .factorState, row: "f1a", account: "1"),
            SealedPlace(column: .factorState, row: "f1a1", account: ""),
            SealedPlace(column: .factorState, row: "", account: "f1a1"),
        ]
        for other in others {
            #expect(throws: SealingFault.doesNotOpen) { try ring.open(sealed, at: other) }
        }
    }

    @Test("one flipped bit anywhere and it does not open")
    func flipped() throws {
        let ring = try ring()
        let sealed = try ring.seal(plaintext, at: place, random: random())
        for index in sealed.indices {
            for bit in 0..<8 {
                var changed = sealed
                changed[index] ^= 1 << bit
                #expect(throws: SealingFault.self) { try ring.open(changed, at: place) }
            }
        }
    }

    @Test("cut short or with more behind it, it does not open")
    func truncated() throws {
        let ring = try ring()
        let sealed = try ring.seal(plaintext, at: place, random: random())
        for count in 0..<sealed.count {
            #expect(throws: SealingFault.self) { try ring.open(Array(sealed.prefix(count)), at: place) }
        }
        #expect(throws: SealingFault.self) { try ring.open(sealed + [0], at: place) }
    }

    @Test("random bytes never open and never trap", arguments: 0..<4)
    func fuzz(seed: UInt64) throws {
        let ring = try ring(["k1", "k2"])
        var generator = SeededGenerator(seed: seed)
        let valid = try ring.seal(plaintext, at: place, random: random())
        for _ in 0..<5_000 {
            let count = Int.random(in: 0...80, using: &generator)
            var bytes = generator.bytes(count)
            switch Int.random(in: 0..<4, using: &generator) {
            case 0: bytes = [1] + bytes
            case 1: bytes = [1, 2] + Array("k2".utf8) + bytes
            case 2: bytes = Array(valid.prefix(count)) + bytes
            default: break
            }
            #expect(throws: SealingFault.self) { try ring.open(bytes, at: place) }
            _ = ring.matches(bytes, parts: ["1"], for: .mailedCode)
        }
    }

    @Test("too little randomness is refused, not padded")
    func noRandomness() throws {
        let ring = try ring()
        for count in [0, 11, 13, 16] {
            #expect(throws: SealingFault.noRandomness) {
                try ring.seal(plaintext, at: place) { _ in [UInt8](repeating: 0, count: count) }
            }
        }
    }

    @Test("after a switch the old key still opens, the new one seals, and resealing moves from one to the other")
    func rotation() throws {
        let old = try ring(["k1", "k2"], current: "k1")
        let new = try ring(["k1", "k2"], current: "k2")
        let sealed = try old.seal(plaintext, at: place, random: random())
        #expect(try new.open(sealed, at: place) == plaintext)
        #expect(try new.needsResealing(sealed))
        #expect(try !old.needsResealing(sealed))
        let resealed = try new.reseal(sealed, at: place, random: random())
        #expect(try KeyRing.keyID(of: resealed) == "k2")
        #expect(try new.open(resealed, at: place) == plaintext)
        let dropped = try KeyRing([key("k2", 2)], current: "k2")
        #expect(try dropped.open(resealed, at: place) == plaintext)
        #expect(throws: SealingFault.unknownKey("k1")) { try dropped.open(sealed, at: place) }
    }

    @Test("another key under the same id does not open")
    func sameID() throws {
        let sealed = try ring().seal(plaintext, at: place, random: random())
        let other = try KeyRing([key("k1", 9)], current: "k1")
        #expect(throws: SealingFault.doesNotOpen) { try other.open(sealed, at: place) }
    }

    @Test("a ring that lacks a key in use, or has another under its id, says which")
    func check() throws {
        let full = try ring(["k1", "k2"])
        let known = try full.ids.map { id in
            SealingKey(id: id, checkValue: try #require(full.checkValue(of: id)), addedAt: begin)
        }
        try full.check(against: known)
        #expect(throws: KeyRingFault.lacking("k2")) { try ring(["k1"]).check(against: known) }
        let swapped = try KeyRing([key("k1", 1), key("k2", 9)], current: "k1")
        #expect(throws: KeyRingFault.different("k2")) { try swapped.check(against: known) }
        #expect(throws: KeyRingFault.lacking("k3")) { try ring(["k1"], current: "k3") }
        #expect(throws: KeyRingFault.duplicate("k1")) { try KeyRing([key("k1"), key("k1")], current: "k1") }
        #expect(full.checkValue(of: "k1")?.count == 16)
        #expect(full.checkValue(of: "k1") != full.checkValue(of: "k2"))
        #expect(full.checkValue(of: "k3") == nil)
    }

    @Test("a keyed hash is known again under any key, and only for its parts and its use")
    func hashes() throws {
        let old = try ring(["k1", "k2"], current: "k1")
        let new = try ring(["k1", "k2"], current: "k2")
        let hash = old.hash(of: ["c1", "123456"], for: .mailedCode)
        #expect(new.matches(hash, parts: ["c1", "123456"], for: .mailedCode))
        #expect(!new.matches(hash, parts: ["c1", "123457"], for: .mailedCode))
        #expect(!new.matches(hash, parts: ["c11", "23456"], for: .mailedCode))
        #expect(!new.matches(hash, parts: ["c1", "123456"], for: .idempotency))
        #expect(try !KeyRing([key("k2", 2)], current: "k2").matches(hash, parts: ["c1", "123456"], for: .mailedCode))
        #expect(old.hash(of: ["x"], for: .mailedCode) != new.hash(of: ["x"], for: .mailedCode))
        #expect(old.lookupHash(of: ["x"], for: .mailedCode).utf8.count == 43)
    }

    @Test("values go in and out as JSON")
    func json() throws {
        let ring = try ring()
        let sealed = try ring.sealJSON(["a": 1], at: place, random: random())
        #expect(try ring.openJSON([String: Int].self, from: sealed, at: place) == ["a": 1])
        #expect(throws: (any Error).self) { try ring.openJSON([String].self, from: sealed, at: place) }
    }

    @Test("base64 for addresses has one text a value")
    func base64URL() {
        var generator = SeededGenerator(seed: 3)
        for count in 0..<70 {
            let bytes = generator.bytes(count)
            #expect(Base64URL.decode(Base64URL.encode(bytes)) == bytes)
        }
        #expect(Base64URL.encode([0xFB, 0xFF]) == "-_8")
        for text in ["-_9", "-_8=", "+/8", "a", "ab cd", "-_8\n"] { #expect(Base64URL.decode(text) == nil) }
    }
}
