import Crypto
import Foundation
import SwiftASN1
import Testing
import X509

@testable import WebAuthn

struct AttestationTests {
    private func flaw(_ bench: AttestationBench) -> AttestationFlaw? {
        do {
            _ = try bench.register()
            return nil
        } catch WebAuthnError.attestation(let flaw) {
            return flaw
        } catch {
            Issue.record("another error: \(error)")
            return nil
        }
    }

    private static func otherHash(_ hash: [UInt8]) -> [UInt8] { hash.reversed() }

    // MARK: none

    @Test("no attestation is all right where it is noted, and not where it is required")
    func none() throws {
        let bench = try AttestationBench()
        let record = try bench.register(.noted(bench.authority.anchors))
        #expect(record.attestation == .init(format: "none", type: .none, isTrusted: false))
        #expect(throws: WebAuthnError.attestationUntrusted) { try bench.register() }
    }

    @Test("no attestation has an empty statement")
    func noneWithStatement() throws {
        var bench = try AttestationBench()
        bench.authenticator.statement = { _, _ in ["alg": -7] }
        #expect(flaw(bench) == .member("attStmt"))
    }

    @Test("a format that is not known is refused", arguments: ["", "Packed", "android-safetynet", "compound"])
    func unknownFormat(format: String) throws {
        var bench = try AttestationBench()
        bench.authenticator.format = format
        #expect(throws: WebAuthnError.attestationFormatUnknown) { try bench.register() }
    }

    // MARK: packed, self

    private func selfAttested(_ key: TestKey = .es256) throws -> AttestationBench {
        var bench = try AttestationBench()
        bench.authenticator.format = "packed"
        bench.authenticator.key = key
        bench.authenticator.statement = { data, hash in
            ["alg": .number(key.algorithm.rawValue), "sig": .bytes(try key.sign(data + hash))]
        }
        return bench
    }

    @Test("self attestation is verified with each algorithm, and never trusted", arguments: COSEAlgorithm.allCases)
    func selfSigned(algorithm: COSEAlgorithm) throws {
        let bench = try selfAttested(.make(algorithm))
        let record = try bench.register(.noted(bench.authority.anchors))
        #expect(record.attestation == .init(format: "packed", type: .selfSigned, isTrusted: false))
        #expect(throws: WebAuthnError.attestationUntrusted) { try bench.register() }
    }

    @Test("self attestation with another algorithm or a wrong signature is refused")
    func selfSignedWrongly() throws {
        var bench = try selfAttested()
        bench.authenticator.statement = { data, hash in
            ["alg": -257, "sig": .bytes(try TestKey.es256.sign(data + hash))]
        }
        #expect(flaw(bench) == .algorithmDiffersFromKey)
        bench.authenticator.statement = { data, hash in
            ["alg": -7, "sig": .bytes(try TestKey.es256.sign(data + Self.otherHash(hash)))]
        }
        #expect(flaw(bench) == .wrongSignature)
    }

    // MARK: packed, with certificates

    @Test("a packed statement that leads to an anchor is trusted")
    func packed() throws {
        let record = try AttestationBench.packed().register()
        #expect(record.attestation == .init(format: "packed", type: .basic, isTrusted: true))
    }

    @Test("a packed statement without an anchor is verified and not trusted")
    func packedUntrusted() throws {
        let bench = try AttestationBench.packed()
        let others = try TestAuthority().anchors
        #expect(try bench.register(.noted(others)).attestation.isTrusted == false)
        #expect(throws: WebAuthnError.attestationUntrusted) { try bench.register(.required(others)) }
    }

    @Test("the model in the certificate need not be there, but then it may be anything")
    func packedWithoutModel() throws {
        #expect(try AttestationBench.packed(extensions: []).register().attestation.isTrusted)
    }

    static let brokenPacked: [(key: CBOR, value: CBOR?, AttestationFlaw)] = [
        ("alg", nil, .member("alg")), ("alg", "ES256", .member("alg")), ("alg", -999, .algorithmUnknown(-999)),
        ("alg", -65_535, .algorithmUnknown(-65_535)),
        ("alg", -257, .wrongSignature), ("alg", -35, .wrongSignature), ("alg", -8, .wrongSignature),
        ("sig", nil, .member("sig")), ("sig", "x", .member("sig")), ("sig", .bytes([]), .wrongSignature),
        ("sig", .bytes([0x30, 0x00]), .wrongSignature),
        ("x5c", [], .member("x5c")), ("x5c", .bytes([1]), .member("x5c")), ("x5c", ["x"], .member("x5c")),
        ("x5c", [.bytes([])], .certificate(0)), ("x5c", [.bytes([0x30, 0])], .certificate(0)),
        ("x5c", .array([CBOR](repeating: .bytes([]), count: 9)), .member("x5c")),
        ("ecdaaKeyId", .bytes([1]), .member("attStmt")),
    ]

    @Test("each member of a packed statement has to be there and right", arguments: brokenPacked)
    func packedMembers(key: CBOR, value: CBOR?, expected: AttestationFlaw) throws {
        #expect(try flaw(.packed(breaking: { $0.setting(key, to: value) })) == expected)
    }

    @Test("without its certificates a packed statement is taken for self attestation, and is none")
    func packedWithoutCertificates() throws {
        #expect(try flaw(.packed(breaking: { $0.setting("x5c", to: nil) })) == .wrongSignature)
    }

    @Test("a packed statement over another ceremony is refused")
    func packedOtherHash() throws {
        #expect(try flaw(.packed(hashing: Self.otherHash)) == .wrongSignature)
    }

    @Test("each requirement of §8.2.1 counts")
    func packedRequirements() throws {
        let benches: [(AttestationBench, AttestationFlaw.CertificateRequirement)] = try [
            (.packed(subject: .packed(country: nil)), .country),
            (.packed(subject: .packed(country: "DEU")), .country),
            (.packed(subject: .packed(organization: nil)), .organization),
            (.packed(subject: .packed(organization: "")), .organization),
            (.packed(subject: .packed(unit: nil)), .unit),
            (.packed(subject: .packed(unit: "authenticator attestation")), .unit),
            (.packed(subject: .packed(commonName: nil)), .commonName),
            (.packed(subject: .packed(commonName: "")), .commonName),
            (.packed(constraints: .isCertificateAuthority(maxPathLength: nil)), .notAnAuthority),
            (.packed(extensions: [AttestationBench.modelExtension(critical: true)]), .modelExtension),
            (
                .packed(
                    extensions: [.init(oid: [1, 3, 6, 1, 4, 1, 45724, 1, 1, 4], critical: false, value: [4, 1, 1])]
                ),
                .modelExtension
            ),
        ]
        for (bench, requirement) in benches {
            #expect(flaw(bench) == .certificateRequirement(requirement))
        }
    }

    @Test("a certificate for another model is refused")
    func packedOtherModel() throws {
        #expect(try flaw(.packed(extensions: [AttestationBench.modelExtension(.zero)])) == .aaguidDiffers)
    }

    // MARK: fido-u2f

    @Test("a U2F statement that leads to an anchor is trusted")
    func u2f() throws {
        let record = try AttestationBench.u2f().register()
        #expect(record.attestation == .init(format: "fido-u2f", type: .basic, isTrusted: true))
        #expect(record.isUserVerificationInitialized == false)
    }

    @Test("a model that a U2F key claims is not believed: nothing signs it")
    func u2fModel() throws {
        var bench = try AttestationBench.u2f()
        bench.authenticator.aaguid = TestAuthenticator.model
        #expect(try bench.register().aaguid == .zero)
    }

    @Test("what is wrong with a U2F statement is refused")
    func u2fBroken() throws {
        #expect(try flaw(.u2f(hashing: Self.otherHash)) == .wrongSignature)
        #expect(try flaw(.u2f(breaking: { $0.setting("sig", to: nil) })) == .member("sig"))
        #expect(try flaw(.u2f(breaking: { $0.setting("sig", to: .bytes([1])) })) == .wrongSignature)
        #expect(try flaw(.u2f(breaking: { $0.setting("x5c", to: nil) })) == .member("x5c"))
        let twice: (CBOR) -> CBOR = { statement in
            guard let items = statement.members?["x5c"]?.items else { return statement }
            return statement.setting("x5c", to: .array(items + items))
        }
        #expect(try flaw(.u2f(breaking: twice)) == .u2f(.oneCertificate))
        #expect(try flaw(.u2f(attestationKey: TestKey.es384.certificateKey)) == .u2f(.certificateKey))
        var bench = try AttestationBench.u2f()
        bench.authenticator.key = .eddsa
        #expect(flaw(bench) == .u2f(.credentialKey))
    }

    // MARK: apple

    @Test("an Apple statement that leads to an anchor is trusted")
    func apple() throws {
        let record = try AttestationBench.apple().register()
        #expect(record.attestation == .init(format: "apple", type: .anonymousAuthority, isTrusted: true))
    }

    @Test("what is wrong with an Apple statement is refused")
    func appleBroken() throws {
        #expect(try flaw(.apple(hashing: Self.otherHash)) == .wrongNonce)
        #expect(try flaw(.apple(hasNonce: false)) == .wrongNonce)
        #expect(try flaw(.apple(credentialKey: TestKey.es384.certificateKey)) == .keyDiffers)
        #expect(try flaw(.apple(breaking: { $0.setting("x5c", to: nil) })) == .member("x5c"))
    }

    // MARK: android-key

    @Test("an Android statement that leads to an anchor is trusted")
    func androidKey() throws {
        let record = try AttestationBench.androidKey().register()
        #expect(record.attestation == .init(format: "android-key", type: .basic, isTrusted: true))
    }

    @Test("purpose and origin count wherever they stand, in software's list or hardware's")
    func androidLists() throws {
        var description = AttestationBench.KeyDescription()
        (description.purposes, description.softwarePurposes) = ([], [2])
        (description.origin, description.softwareOrigin) = (nil, 0)
        #expect(try AttestationBench.androidKey(description: description).register().attestation.isTrusted)
        description.softwarePurposes = [2, 3]
        #expect(try AttestationBench.androidKey(description: description).register().attestation.isTrusted)
    }

    @Test("what is wrong with an Android statement is refused")
    func androidBroken() throws {
        func check(_ change: (inout AttestationBench.KeyDescription) -> Void) throws -> AttestationFlaw? {
            var description = AttestationBench.KeyDescription()
            change(&description)
            return try flaw(.androidKey(description: description))
        }
        #expect(try flaw(.androidKey(description: nil)) == .androidKey(.description))
        #expect(try flaw(.androidKey(hashing: Self.otherHash)) == .androidKey(.challenge))
        #expect(try flaw(.androidKey(signing: Self.otherHash)) == .wrongSignature)
        #expect(try flaw(.androidKey(certified: .es256(P256.Signing.PrivateKey()))) == .keyDiffers)
        #expect(try check { $0.isForAllApplications = true } == .androidKey(.allApplications))
        #expect(try check { $0.softwareIsForAllApplications = true } == .androidKey(.allApplications))
        #expect(try check { $0.origin = nil } == .androidKey(.origin))
        #expect(try check { $0.origin = 2 } == .androidKey(.origin))
        #expect(try check { $0.softwareOrigin = 1 } == .androidKey(.origin))
        #expect(try check { $0.purposes = [] } == .androidKey(.purpose))
        #expect(try check { $0.purposes = [3] } == .androidKey(.purpose))
        #expect(try check { $0.purposes = [2, 0] } == .androidKey(.purpose))
        for name in ["alg", "sig", "x5c"] {
            #expect(try flaw(.androidKey(breaking: { $0.setting(.text(name), to: nil) })) == .member(name))
        }
    }
}
