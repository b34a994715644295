import OneTimePassword
import WebAuthn
import YubicoOTP

/// One way that bytes of strangers take into our code. The fuzzer calls it with whatever it thinks up; the tests call
/// it with what is in its corpus. It may refuse anything, and must neither trap nor loop.
package enum FuzzEntry: String, CaseIterable, Sendable {
    case cbor
    case attestation
    case clientData = "client-data"
    case modhex
    case keyURI = "key-uri"
    case migration

    /// - Throws: `Finding` where something that was read came out otherwise the second time.
    package func run(_ bytes: [UInt8]) throws(Finding) {
        switch self {
        case .cbor:
            for limits in [CBORDecoder.Limits.authenticator, .browser] {
                _ = try? CBORDecoder.decode(bytes, limits: limits)
            }
            _ = try? COSEKey(bytes)
        case .attestation:
            _ = try? AttestationObject(bytes)
            _ = try? AuthenticatorData(bytes)
            _ = try? RegistrationResponse(json: bytes)
        case .clientData:
            _ = try? CollectedClientData(json: bytes)
            _ = try? AuthenticationResponse(json: bytes)
        case .modhex:
            let text = String(decoding: bytes, as: UTF8.self)
            if let decoded = try? Modhex.decode(text), Modhex.encode(decoded) != text.lowercased() {
                throw Finding("modhex is written otherwise than it was read")
            }
            _ = OTP.readings(of: text)
            _ = try? ReceivedRequest(parsing: text)
            _ = try? KeyFile(reading: text)
        case .keyURI:
            let text = String(decoding: bytes, as: UTF8.self)
            // What was read can be written and read again.
            if let uri = try? KeyURI(parsing: text), (try? KeyURI(parsing: uri.text)) != uri {
                throw Finding("a key URI reads differently the second time")
            }
        case .migration:
            if let migration = try? KeyMigration(parsing: String(decoding: bytes, as: UTF8.self)) {
                for key in migration.keys { _ = try? KeyURI(parsing: key.text) }
            }
        }
    }

    package struct Finding: Error, CustomStringConvertible {
        package let description: String

        init(_ description: String) {
            self.description = description
        }
    }
}
