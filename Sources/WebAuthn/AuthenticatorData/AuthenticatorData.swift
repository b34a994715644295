/// What the authenticator says and signs (WebAuthn Level 3 §6.1), read to its last byte.
package struct AuthenticatorData: Sendable, Equatable {
    package let relyingPartyIDHash: [UInt8]
    package let flags: Flags
    package let signCount: UInt32
    package let attestedCredential: AttestedCredential?
    /// Extension outputs, by name; nil where the authenticator sent none.
    package let extensions: CBORMap?
    /// As they came: what the signature is over.
    package let bytes: [UInt8]

    package static let longestInBytes = 16_384
    package static let longestCredentialIDInBytes = 1_023

    /// WebAuthn Level 3 §6.1, the bits of the flags byte. Bits 1 and 5 are reserved and ignored.
    package struct Flags: OptionSet, Sendable, Equatable {
        package let rawValue: UInt8

        package init(rawValue: UInt8) {
            self.rawValue = rawValue
        }

        /// UP: somebody was there.
        package static let userPresent = Flags(rawValue: 1 << 0)
        /// UV: by PIN or body it was the right one.
        package static let userVerified = Flags(rawValue: 1 << 2)
        /// BE: the credential may be copied between devices.
        package static let backupEligible = Flags(rawValue: 1 << 3)
        /// BS: it has been.
        package static let backedUp = Flags(rawValue: 1 << 4)
        /// AT: a credential is attached.
        package static let attestedCredential = Flags(rawValue: 1 << 6)
        /// ED: extension outputs are attached.
        package static let extensions = Flags(rawValue: 1 << 7)
    }

    /// WebAuthn Level 3 §6.5.2.
    package struct AttestedCredential: Sendable, Equatable {
        package let aaguid: AAGUID
        package let credentialID: [UInt8]
        package let publicKey: COSEKey
    }

    package init(_ bytes: [UInt8]) throws(Flaw) {
        guard bytes.count <= Self.longestInBytes else { throw .tooLong }
        var reader = ByteReader(bytes)
        guard let hash = reader.take(32), let flags = reader.uint8(), let count = reader.uint32() else {
            throw .cutShort
        }
        relyingPartyIDHash = Array(hash)
        self.flags = Flags(rawValue: flags)
        signCount = count
        attestedCredential =
            self.flags.contains(.attestedCredential) ? try Self.attestedCredential(from: &reader) : nil
        extensions = self.flags.contains(.extensions) ? try Self.extensions(from: &reader) : nil
        guard reader.isAtEnd else { throw .trailingBytes(at: reader.offset) }
        self.bytes = bytes
    }

    private static func attestedCredential(from reader: inout ByteReader) throws(Flaw) -> AttestedCredential {
        guard let model = reader.take(16), let aaguid = AAGUID(model), let length = reader.uint16() else {
            throw .cutShort
        }
        // WebAuthn Level 3 §7.1: "Verify that the credentialId is ≤ 1023 bytes."
        guard (1...longestCredentialIDInBytes) ~= Int(length) else { throw .credentialIDLength(Int(length)) }
        guard let credentialID = reader.take(Int(length)) else { throw .cutShort }
        let (item, keyBytes) = try item(from: &reader, limits: .authenticator) { .key(.cbor($0)) }
        let key: COSEKey
        do {
            key = try COSEKey(item, bytes: keyBytes)
        } catch {
            throw .key(error)
        }
        return AttestedCredential(aaguid: aaguid, credentialID: Array(credentialID), publicKey: key)
    }

    private static func extensions(from reader: inout ByteReader) throws(Flaw) -> CBORMap {
        let (item, _) = try item(from: &reader, limits: .browser) { .extensions($0) }
        guard let map = item.members, map.entries.allSatisfy({ $0.key.string != nil }) else {
            throw .extensionsNotNamed
        }
        return map
    }

    /// The next CBOR item and the bytes it takes.
    private static func item(
        from reader: inout ByteReader,
        limits: CBORDecoder.Limits,
        flaw: (CBORError) -> Flaw
    ) throws(Flaw) -> (CBOR, [UInt8]) {
        var rest = reader
        let bytes = Array(rest.take(rest.remaining) ?? [])
        do {
            let (item, count) = try CBORDecoder.decodeFirst(of: bytes, limits: limits)
            return (item, Array(reader.take(count) ?? []))
        } catch {
            throw flaw(CBORError(error.flaw, at: error.offset + reader.offset))
        }
    }

    /// Why authenticator data is refused. Offsets are counted from its first byte.
    package enum Flaw: Error, Sendable, Equatable, CustomStringConvertible {
        case tooLong
        case cutShort
        case trailingBytes(at: Int)
        case credentialIDLength(Int)
        case key(COSEKey.Flaw)
        case extensions(CBORError)
        case extensionsNotNamed

        package var description: String {
            switch self {
            case .tooLong: "the authenticator data is too long"
            case .cutShort: "the authenticator data ends too early"
            case .trailingBytes(let offset): "the authenticator data has bytes that belong to nothing, from \(offset)"
            case .credentialIDLength(let length): "a credential id of \(length) bytes"
            case .key(let flaw): flaw.description
            case .extensions(let error): "the extension outputs are no \(error)"
            case .extensionsNotNamed: "the extension outputs are not a map of names"
            }
        }
    }
}
