import Countersign
import Crypto
import Foundation

/// A browser with an authenticator in it, as `navigator.credentials` and `toJSON()` see it: takes options, gives an
/// answer. Right as it is made; a test breaks one thing.
package struct TestPasskey: Sendable {
    package var origin = World.publicURL
    package var relyingPartyID = "localhost"
    package var isUserVerified = true
    /// May be copied between devices.
    package var isBackupEligible = false
    package var isBackedUp = false
    package var signCount: UInt32 = 0
    package var aaguid = [UInt8](repeating: 0, count: 16)
    package var transports = ["internal"]
    package private(set) var id: [UInt8]
    package private(set) var userHandle: [UInt8]?
    /// Whether it says whose it is.
    package var tellsUser = true
    private let key: P256.Signing.PrivateKey

    package init(id: [UInt8] = (0..<32).map { _ in .random(in: 0...255) }) {
        self.id = id
        key = P256.Signing.PrivateKey()
    }

    package var handle: String { Base64URL.encode(id) }

    /// `RegistrationResponseJSON`
    package mutating func register(_ options: String) throws -> String {
        let options = try Self.read(options)
        userHandle = Base64URL.decode(options["user"]?["id"]?.text ?? "")
        let clientData = clientData(type: "webauthn.create", options)
        let answer: WorldJSON = [
            "id": .text(handle), "rawId": .text(handle), "type": "public-key",
            "authenticatorAttachment": "platform",
            "response": [
                "clientDataJSON": .text(Base64URL.encode(clientData)),
                "attestationObject": .text(Base64URL.encode(attestationObject)),
                "transports": .list(transports.map(WorldJSON.text)),
            ],
            "clientExtensionResults": ["credProps": ["rk": true]],
        ]
        return String(decoding: try answer.data, as: UTF8.self)
    }

    /// `AuthenticationResponseJSON`
    package func sign(_ options: String) throws -> String {
        let options = try Self.read(options)
        let clientData = clientData(type: "webauthn.get", options)
        let data = authenticatorData(isRegistration: false)
        let signature = try key.signature(for: data + Array(SHA256.hash(data: clientData)))
        var response: [String: WorldJSON] = [
            "clientDataJSON": .text(Base64URL.encode(clientData)),
            "authenticatorData": .text(Base64URL.encode(data)),
            "signature": .text(Base64URL.encode([UInt8](signature.derRepresentation))),
        ]
        if tellsUser, let userHandle { response["userHandle"] = .text(Base64URL.encode(userHandle)) }
        let answer: WorldJSON = [
            "id": .text(handle), "rawId": .text(handle), "type": "public-key", "response": .object(response),
            "clientExtensionResults": [:],
        ]
        return String(decoding: try answer.data, as: UTF8.self)
    }

    // MARK: Parts

    package static func read(_ options: String) throws -> WorldJSON {
        try JSONDecoder().decode(WorldJSON.self, from: Data(options.utf8))
    }

    private func clientData(type: String, _ options: WorldJSON) -> [UInt8] {
        let challenge = options["challenge"]?.text ?? ""
        return Array(
            #"{"type":"\#(type)","challenge":"\#(challenge)","origin":"\#(origin)","crossOrigin":false}"#.utf8
        )
    }

    private func authenticatorData(isRegistration: Bool) -> [UInt8] {
        var flags: UInt8 = 0x01
        if isUserVerified { flags |= 0x04 }
        if isBackupEligible { flags |= 0x08 }
        if isBackedUp { flags |= 0x10 }
        if isRegistration { flags |= 0x40 }
        var bytes = Array(SHA256.hash(data: Array(relyingPartyID.utf8))) + [flags]
        bytes += withUnsafeBytes(of: signCount.bigEndian) { Array($0) }
        guard isRegistration else { return bytes }
        bytes += aaguid + [UInt8(id.count >> 8), UInt8(id.count & 255)] + id
        // {1: 2, 3: -7, -1: 1, -2: x, -3: y}
        let point = Array(key.publicKey.rawRepresentation)
        return bytes + [0xA5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20] + point.prefix(32)
            + [0x22, 0x58, 0x20] + point.suffix(32)
    }

    /// {"fmt": "none", "attStmt": {}, "authData": …}
    private var attestationObject: [UInt8] {
        let data = authenticatorData(isRegistration: true)
        return [0xA3, 0x63] + Array("fmt".utf8) + [0x64] + Array("none".utf8) + [0x67] + Array("attStmt".utf8)
            + [0xA0, 0x68] + Array("authData".utf8)
            // The shortest form: with an id of the usual length it is under 256.
            + [0x58, UInt8(truncatingIfNeeded: data.count)] + data
    }
}

extension World {
    /// A passkey for an account, made as its owner makes one.
    package func passkey(
        for member: TestMember,
        label: String = "",
        _ change: (inout TestPasskey) -> Void = { _ in }
    ) async throws -> TestPasskey {
        var passkey = TestPasskey()
        change(&passkey)
        let enrolment = Enrolment(in: surroundings)
        let begun = try await enrolment.begin(
            kind: .passkey,
            label: label,
            for: member.id,
            client: nil,
            actor: .member(member.id)
        )
        let answer = try passkey.register(begun.shown[PasskeyMethod.Shown.options] ?? "")
        let outcome = try await enrolment.finish(
            begun.draft.id,
            of: member.id,
            given: .credential(answer),
            session: nil,
            client: nil,
            actor: .member(member.id)
        )
        guard case .confirmed = outcome else { throw TestBrowserFault("the passkey was not taken: \(outcome)") }
        return passkey
    }
}
