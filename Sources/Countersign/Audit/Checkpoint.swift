import Crypto
import Foundation

/// A signed statement: up to this position the chain was this. Kept in the database and written to the log, where nobody
/// who can change the database can change it too.
package struct Checkpoint: Sendable, Equatable {
    package let epoch: Int64
    package let position: Int64
    package let hash: [UInt8]
    /// Milliseconds since 1970.
    package let milliseconds: Int64
    /// Which key signed, see `CheckpointKey.id`.
    package let keyID: String
    package let signature: [UInt8]

    package var at: Date { Moment(milliseconds: milliseconds).date }

    package var head: ChainHead { ChainHead(epoch: epoch, position: position, hash: hash) }

    static func signedBytes(_ head: ChainHead, milliseconds: Int64) -> [UInt8] {
        var fields = LengthPrefixed("countersign-checkpoint-1")
        fields.append(head.epoch)
        fields.append(head.position)
        fields.append(head.hash)
        fields.append(milliseconds)
        return fields.bytes
    }

    // MARK: As text

    private static let mark = "countersign-checkpoint:1:"

    /// One word without spaces or quotes, so that it comes through any log unharmed:
    /// `countersign-checkpoint:1:<epoch>:<position>:<milliseconds>:<hash>:<key>:<signature>`.
    package var line: String {
        Self.mark
            + [
                String(epoch), String(position), String(milliseconds), Base64URL.encode(hash), keyID,
                Base64URL.encode(signature),
            ].joined(separator: ":")
    }

    /// Finds the checkpoint in a line of a log, whatever stands before and after it. Nil if there is none.
    package init?(in line: some StringProtocol) {
        guard let range = line.range(of: Self.mark) else { return nil }
        let word = line[range.upperBound...].prefix { $0.isASCII && ($0.isLetter || $0.isNumber || "-_:".contains($0)) }
        let fields = word.split(separator: ":" as Character, omittingEmptySubsequences: false).map { String($0) }
        guard fields.count == 6,
            let epoch = Int64(fields[0]), let position = Int64(fields[1]), let milliseconds = Int64(fields[2]),
            let hash = Base64URL.decode(fields[3]), hash.count == SHA256.byteCount,
            !fields[4].isEmpty, let signature = Base64URL.decode(fields[5]), signature.count == 64
        else { return nil }
        self.init(
            epoch: epoch,
            position: position,
            hash: hash,
            milliseconds: milliseconds,
            keyID: fields[4],
            signature: signature
        )
    }

    package init(
        epoch: Int64,
        position: Int64,
        hash: [UInt8],
        milliseconds: Int64,
        keyID: String,
        signature: [UInt8]
    ) {
        self.epoch = epoch
        self.position = position
        self.hash = hash
        self.milliseconds = milliseconds
        self.keyID = keyID
        self.signature = signature
    }
}

/// The key that signs checkpoints (Ed25519). It is kept sealed in the database, so that it outlives the master keys.
package struct CheckpointKey: Sendable {
    private let key: Curve25519.Signing.PrivateKey

    package init(random: (Int) -> [UInt8]) throws {
        try self.init(secret: SecretBytes(random(32)))
    }

    /// - Parameter secret: what `secret` gave, unsealed.
    package init(secret: SecretBytes) throws {
        key = try Curve25519.Signing.PrivateKey(rawRepresentation: secret.revealed)
    }

    /// 32 bytes, to be sealed.
    package var secret: SecretBytes { SecretBytes([UInt8](key.rawRepresentation)) }

    package var verifier: CheckpointVerifier { CheckpointVerifier(key.publicKey) }

    package func sign(_ head: ChainHead, at now: Date) throws -> Checkpoint {
        let milliseconds = Moment(now).milliseconds
        let signature = try key.signature(for: Checkpoint.signedBytes(head, milliseconds: milliseconds))
        return Checkpoint(
            epoch: head.epoch,
            position: head.position,
            hash: head.hash,
            milliseconds: milliseconds,
            keyID: verifier.keyID,
            signature: [UInt8](signature)
        )
    }
}

/// The public half: to be handed to whoever wants to verify elsewhere.
package struct CheckpointVerifier: Sendable {
    private let key: Curve25519.Signing.PublicKey
    /// The first eight bytes of the public key's SHA-256, in hex.
    package let keyID: String

    fileprivate init(_ key: Curve25519.Signing.PublicKey) {
        self.key = key
        keyID = SHA256.hash(data: key.rawRepresentation).prefix(8)
            .map { String(UInt16($0) | 0x100, radix: 16).dropFirst() }.joined()
    }

    package init(publicKey: [UInt8]) throws {
        self.init(try Curve25519.Signing.PublicKey(rawRepresentation: publicKey))
    }

    package var publicKey: [UInt8] { [UInt8](key.rawRepresentation) }

    package func isSigned(_ checkpoint: Checkpoint) -> Bool {
        let bytes = Checkpoint.signedBytes(checkpoint.head, milliseconds: checkpoint.milliseconds)
        return checkpoint.keyID == keyID && key.isValidSignature(checkpoint.signature, for: bytes)
    }
}
