import Crypto
import Foundation
import SwiftASN1
import Testing
import X509

@testable import WebAuthn

struct TPMAttestationTests {
    private func flaw(_ change: (inout TestTPM) -> Void) throws -> AttestationFlaw? {
        var tpm = TestTPM()
        change(&tpm)
        let bench = try tpm.bench()
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

    @Test("a TPM's statement that leads to an anchor is trusted", arguments: [COSEAlgorithm.es256, .es384, .rs256])
    func accepts(algorithm: COSEAlgorithm) throws {
        var tpm = TestTPM()
        tpm.credential = .make(algorithm)
        tpm.inside = tpm.credential
        let record = try tpm.bench().register()
        #expect(record.attestation == .init(format: "tpm", type: .authority, isTrusted: true))
    }

    @Test("keys are named with any hash of the TPM", arguments: [0x0004, 0x000b, 0x000c, 0x000d] as [UInt16])
    func names(hash: UInt16) throws {
        #expect(try flaw { $0.nameAlgorithm = hash } == nil)
    }

    @Test("an older TPM signs with SHA-1, and then has to hash with it, too")
    func sha1() throws {
        let digest: ([UInt8]) -> [UInt8] = { Array(Insecure.SHA1.hash(data: $0)) }
        #expect(try flaw { ($0.usesSHA1, $0.extraData) = (true, digest) } == nil)
        #expect(try flaw { $0.usesSHA1 = true } == .tpm(.extraData))
    }

    @Test("a coordinate may come without its leading zeros")
    func leadingZeros() throws {
        // About one key in 128 has such a coordinate.
        let keys = (0..<10_000).lazy.map { _ in TestKey.es256(P256.Signing.PrivateKey()) }
        let found = keys.first { key in
            [-2, -3].contains { key.cose.members?[$0]?.byteString?.first == 0 }
        }
        let key: TestKey = try #require(found)
        #expect(
            try flaw {
                ($0.credential, $0.inside) = (key, key)
                $0.leavesOutLeadingZeros = true
            } == nil
        )
    }

    @Test("each check of §8.3 counts")
    func checks() throws {
        #expect(try flaw { $0.version = "1.2" } == .tpm(.version))
        #expect(try flaw { $0.inside = .es256(P256.Signing.PrivateKey()) } == .tpm(.publicAreaKey))
        #expect(try flaw { $0.inside = .rs256 } == .tpm(.publicAreaKey))
        #expect(try flaw { $0.inside = .es384 } == .tpm(.publicAreaKey))
        #expect(try flaw { $0.changingArea = { $0 + [0] } } == .tpm(.publicArea))
        #expect(try flaw { $0.changingArea = { Array($0.dropLast()) } } == .tpm(.publicArea))
        #expect(try flaw { $0.changingArea = { _ in [] } } == .tpm(.publicArea))
        #expect(try flaw { $0.nameAlgorithm = 0x0012 } == .tpm(.publicArea))
        #expect(try flaw { $0.changingInfo = { $0 + [0] } } == .tpm(.certInfo))
        #expect(try flaw { $0.changingInfo = { Array($0.dropLast()) } } == .tpm(.certInfo))
        #expect(try flaw { $0.magic = 0xff54_4348 } == .tpm(.magic))
        #expect(try flaw { $0.type = 0x8018 } == .tpm(.type))
        #expect(try flaw { $0.extraData = { Array(SHA256.hash(data: $0 + [0])) } } == .tpm(.extraData))
        #expect(try flaw { $0.extraData = { Array(SHA384.hash(data: $0)) } } == .tpm(.extraData))
        #expect(try flaw { $0.naming = { $0.dropLast() + [1, 2] } } == .tpm(.name))
        #expect(try flaw { $0.signing = { $0 + [0] } } == .wrongSignature)
        for name in ["alg", "sig", "ver", "x5c", "pubArea", "certInfo"] {
            #expect(try flaw { $0.breaking = { $0.setting(.text(name), to: nil) } } == .member(name))
        }
        #expect(try flaw { $0.breaking = { $0.setting("alg", to: -8) } } == .algorithmUnknown(-8))
    }

    @Test("each requirement of §8.3.1 counts")
    func requirements() throws {
        #expect(try flaw { $0.subject = try? .packed() } == .certificateRequirement(.emptySubject))
        #expect(
            try flaw { $0.constraints = .isCertificateAuthority(maxPathLength: nil) }
                == .certificateRequirement(.notAnAuthority)
        )
        for index in 0..<3 {
            #expect(try flaw { $0.names.remove(at: index) } == .certificateRequirement(.tpmName))
        }
        #expect(try flaw { $0.purpose = [1, 3, 6, 1, 5, 5, 7, 3, 1] } == .certificateRequirement(.keyPurpose))
        #expect(try flaw { $0.more = [AttestationBench.modelExtension(.zero)] } == .aaguidDiffers)
        #expect(try flaw { $0.more = [] } == nil)
    }

    @Test("a TPM's structures cut off or changed at any byte do no harm")
    func truncations() {
        let area = hex("0023000b00060472 00020909 0010 0010 0003 0010 0002aabb 0002ccdd")
        #expect(TPMPublicArea(area) != nil)
        let info = hex("ff544347 8017 00020102 00020304") + [UInt8](repeating: 1, count: 25) + hex("00020506 00020708")
        #expect(TPMAttest(info) != nil)
        for count in 0..<area.count { #expect(TPMPublicArea(Array(area.prefix(count))) == nil) }
        for count in 0..<info.count { #expect(TPMAttest(Array(info.prefix(count))) == nil) }
    }
}
