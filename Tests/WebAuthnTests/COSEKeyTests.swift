import Crypto
import Foundation
import Testing

@testable import WebAuthn

struct COSEKeyTests {
    @Test("a key of each algorithm is read, verifies its signature and no other", arguments: COSEAlgorithm.allCases)
    func verifies(algorithm: COSEAlgorithm) throws {
        let key = TestKey.make(algorithm)
        let publicKey = try key.publicKey
        #expect(publicKey.algorithm == algorithm)
        #expect(publicKey.bytes == key.cose.encoded)
        let data: [UInt8] = [1, 2, 3]
        let signature = try key.sign(data)
        #expect(publicKey.isValidSignature(signature, for: data))
        #expect(!publicKey.isValidSignature(signature, for: [1, 2, 4]))
        #expect(!publicKey.isValidSignature([], for: data))
        #expect(!publicKey.isValidSignature(signature + [0], for: data))
        var broken = signature
        broken[broken.count - 1] ^= 1
        #expect(!publicKey.isValidSignature(broken, for: data))
    }

    @Test("an ES256 signature has to be DER: raw r and s are refused")
    func rawSignature() throws {
        let privateKey = P256.Signing.PrivateKey()
        let key = try TestKey.es256(privateKey).publicKey
        #expect(!key.isValidSignature([UInt8](try privateKey.signature(for: [1]).rawRepresentation), for: [1]))
    }

    static let broken: [(COSEAlgorithm, CBOR, CBOR?, COSEKey.Flaw)] = [
        (.es256, 1, nil, .parameter(.keyType)), (.es256, 1, 1, .parameter(.keyType)),
        (.es256, 1, 3, .parameter(.keyType)), (.es256, 1, "2", .parameter(.keyType)),
        (.es256, 3, nil, .parameter(.algorithm)), (.es256, 3, "ES256", .parameter(.algorithm)),
        (.es256, 3, -36, .algorithmUnknown(-36)), (.es256, 3, -65_535, .algorithmUnknown(-65_535)),
        (.es256, 3, -257, .parameter(.keyType)), (.es256, 3, -35, .parameter(.curve)),
        (.es256, -1, nil, .parameter(.curve)), (.es256, -1, 2, .parameter(.curve)),
        (.es256, -1, 8, .parameter(.curve)),
        (.es256, -2, nil, .parameter(.x)), (.es256, -2, .bytes([1]), .parameter(.x)),
        (.es256, -2, "x", .parameter(.x)), (.es256, -2, .bytes([UInt8](repeating: 1, count: 33)), .parameter(.x)),
        (.es256, -3, nil, .parameter(.y)), (.es256, -3, .bool(true), .parameter(.y)),
        (.es256, -3, .bytes([UInt8](repeating: 1, count: 31)), .parameter(.y)),
        (.es256, -3, .bytes([UInt8](repeating: 1, count: 32)), .notOnTheCurve),
        (.es256, -2, .bytes([UInt8](repeating: 0xff, count: 32)), .notOnTheCurve),
        (.es256, -4, .bytes([1]), .unexpectedParameter),
        (.es384, -1, 1, .parameter(.curve)), (.es384, -2, .bytes([UInt8](repeating: 1, count: 32)), .parameter(.x)),
        (.es384, -3, .bytes([UInt8](repeating: 1, count: 48)), .notOnTheCurve),
        (.es384, -3, nil, .parameter(.y)), (.es384, 1, 1, .parameter(.keyType)),
        (.eddsa, 1, 2, .parameter(.keyType)), (.eddsa, -1, 7, .parameter(.curve)),
        (.eddsa, -1, nil, .parameter(.curve)),
        (.eddsa, -2, .bytes([UInt8](repeating: 1, count: 31)), .parameter(.x)), (.eddsa, -2, nil, .parameter(.x)),
        (.eddsa, -3, .bytes([UInt8](repeating: 1, count: 32)), .unexpectedParameter),
        (.rs256, 1, 2, .parameter(.keyType)), (.rs256, -1, nil, .parameter(.modulus)),
        (.rs256, -1, .bytes([]), .parameter(.modulus)), (.rs256, -2, nil, .parameter(.exponent)),
        (.rs256, -2, 65_537, .parameter(.exponent)),
        (.rs256, -2, .bytes([]), .exponent), (.rs256, -2, .bytes([1]), .exponent), (.rs256, -2, .bytes([4]), .exponent),
        (.rs256, -2, .bytes([0, 3]), .exponent), (.rs256, -2, .bytes([1, 0, 0, 0, 1]), .exponent),
        (.rs256, -1, .bytes([UInt8](repeating: 0xff, count: 255)), .modulusBits(2_040)),
        (.rs256, -1, .bytes([0x7f] + [UInt8](repeating: 0xff, count: 255)), .modulusBits(2_047)),
        (.rs256, -1, .bytes([UInt8](repeating: 0xff, count: 1_025)), .modulusBits(8_200)),
        (.rs256, -1, .bytes([0] + [UInt8](repeating: 0xff, count: 256)), .modulus),
        (.rs256, -1, .bytes([UInt8](repeating: 0xfe, count: 256)), .modulus),
        (.rs256, -3, .bytes([1]), .unexpectedParameter),
    ]

    @Test("each parameter has to be there and right", arguments: broken)
    func parameters(algorithm: COSEAlgorithm, label: CBOR, value: CBOR?, flaw: COSEKey.Flaw) {
        // Put in again in order, as CTAP2 has it.
        guard case .map(let map) = TestKey.make(algorithm).cose.setting(label, to: value) else { return }
        let order: [Int64] = [1, 3, -1, -2, -3, -4]
        let entries = order.compactMap { label in map[label].map { CBORMap.Entry(key: .number(label), value: $0) } }
        #expect(throws: flaw) { try COSEKey(CBOR.map(CBORMap(entries)).encoded) }
    }

    @Test(
        "Ed25519 points of small order, and those written in two ways, are refused",
        arguments: [
            "0000000000000000000000000000000000000000000000000000000000000000",
            "0000000000000000000000000000000000000000000000000000000000000080",
            "0100000000000000000000000000000000000000000000000000000000000000",
            "0100000000000000000000000000000000000000000000000000000000000080",
            "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
            "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
            "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
            "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
            "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
            "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
            "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
            "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        ]
    )
    func weakPoints(point: String) {
        let key: CBOR = [1: 1, 3: -8, -1: 6, -2: .bytes(hex(point))]
        #expect(throws: COSEKey.Flaw.weakPoint) { try COSEKey(key.encoded) }
    }

    @Test("a key out of order, with bytes behind it or no map at all is refused")
    func form() {
        guard case .map(let map) = TestKey.es256.cose else { return }
        let reversed = CBOR.map(CBORMap(map.entries.reversed())).encoded
        #expect(throws: COSEKey.Flaw.self) { try COSEKey(reversed) }
        #expect(throws: COSEKey.Flaw.self) { try COSEKey(TestKey.es256.cose.encoded + [0]) }
        #expect(throws: COSEKey.Flaw.notAMap) { try COSEKey([0x80]) }
        #expect(throws: COSEKey.Flaw.self) { try COSEKey([]) }
    }
}
