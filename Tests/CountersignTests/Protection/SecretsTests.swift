import Countersign
import Foundation
import Testing

@Suite("secrets")
struct SecretsTests {
    private struct Holder {
        let bytes = SecretBytes(Array("hunter2".utf8))
        let text = SecretText("hunter2")
        let optional: SecretText? = SecretText("hunter2")
        let many = [SecretText("hunter2")]
        let byName = ["password": SecretText("hunter2")]
    }

    @Test("however it is printed, a secret is three dots")
    func printed() throws {
        let holder = Holder()
        var dumped = ""
        dump(holder, to: &dumped)
        var outputs = [
            "\(holder.bytes)", "\(holder.text)", String(describing: holder.text), String(reflecting: holder.text),
            String(reflecting: holder.bytes), "\(holder)", String(reflecting: holder), dumped,
            "\(String(describing: holder.optional))", "\(holder.many)", "\(holder.byName)",
            "\(Mirror(reflecting: holder.text).children.map(\.value))", "\(holder.text.playgroundDescription)",
        ]
        let key = try MasterKey(id: "k1", secret: SecretBytes([UInt8](repeating: 104, count: 32)))
        outputs += ["\(key)", String(reflecting: key), "\(key.fileLine)"]
        for output in outputs {
            #expect(!output.contains("hunter2"))
            #expect(!output.contains("104"), "the bytes of hunter2 begin with 104")
            #expect(!output.contains("aGho"))
        }
        #expect("\(holder.text)" == "•••")
        #expect(dumped.contains("•••"))
    }

    @Test("a key ring prints no key")
    func ring() throws {
        let secret = [UInt8](repeating: 104, count: 32)
        let ring = try KeyRing([MasterKey(id: "k1", secret: SecretBytes(secret))], current: "k1")
        var dumped = ""
        dump(ring, to: &dumped)
        #expect(!dumped.contains("104"))
        #expect(!"\(ring)".contains("104"))
    }

    @Test("comparison tells equal from unequal, wherever they differ")
    func equal() {
        let bytes = [UInt8](0..<32)
        #expect(ConstantTime.areEqual(bytes, bytes))
        #expect(ConstantTime.areEqual([], []))
        #expect(!ConstantTime.areEqual(bytes, Array(bytes.dropLast())))
        for index in bytes.indices {
            for bit in 0..<8 {
                var other = bytes
                other[index] ^= 1 << bit
                #expect(!ConstantTime.areEqual(bytes, other))
            }
        }
        #expect(SecretText("a") == SecretText("a"))
        #expect(SecretText("a") != SecretText("b"))
        #expect(SecretBytes([1]) != SecretBytes([2]))
    }

    @Test("secrets come back from a state that is sealed as a whole")
    func coded() throws {
        let bytes = SecretBytes([1, 2, 3])
        #expect(try JSONDecoder().decode(SecretBytes.self, from: JSONEncoder().encode(bytes)) == bytes)
        let text = SecretText("x")
        #expect(try JSONDecoder().decode(SecretText.self, from: JSONEncoder().encode(text)) == text)
    }
}
