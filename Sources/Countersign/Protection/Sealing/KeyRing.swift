import Crypto
import Foundation

/// All master keys of the moment, one of which seals; every one of them opens what it has sealed.
///
/// The keys that do the work are derived (HKDF, RFC 5869), one for each purpose, so that none is used for two.
package struct KeyRing: Sendable {
    private let keys: [String: Derived]
    /// The id of the key that seals; the database says which.
    package let currentID: String
    private let current: Derived

    /// What hashes are made for; a hash of one use is none of another.
    package enum HashUse: String, Sendable {
        case mailedCode = "mailed-code"
        case passwordThrottle = "password-throttle"
        case bypassCode = "bypass-code"
        case idempotency
    }

    package init(_ keys: [MasterKey], current id: String) throws(KeyRingFault) {
        var derived: [String: Derived] = [:]
        for key in keys {
            guard derived.updateValue(Derived(key), forKey: key.id) == nil else { throw .duplicate(key.id) }
        }
        guard let current = derived[id] else { throw .lacking(id) }
        self.keys = derived
        self.current = current
        currentID = id
    }

    /// The same keys with another one that seals.
    package func with(current id: String) throws(KeyRingFault) -> KeyRing {
        guard let current = keys[id] else { throw .lacking(id) }
        return KeyRing(keys: keys, current: current, currentID: id)
    }

    private init(keys: [String: Derived], current: Derived, currentID: String) {
        self.keys = keys
        self.current = current
        self.currentID = currentID
    }

    package var ids: [String] { keys.keys.sorted() }

    /// What the database keeps of a key, to know it again: 16 bytes derived from it, which give nothing away.
    package func checkValue(of id: String) -> [UInt8]? { keys[id]?.checkValue }

    /// Refuses to go on without a key that the database knows, or with another one under the same id.
    package func check(against known: [SealingKey]) throws(KeyRingFault) {
        for key in known {
            guard let own = keys[key.id] else { throw .lacking(key.id) }
            guard ConstantTime.areEqual(own.checkValue, key.checkValue) else { throw .different(key.id) }
        }
    }

    // MARK: Sealing

    /// - Parameter random: that many bytes from a cryptographic source, for the nonce.
    package func seal(
        _ plaintext: [UInt8],
        at place: SealedPlace,
        random: (Int) -> [UInt8]
    ) throws(SealingFault) -> [UInt8] {
        let associated = place.associatedData(keyID: currentID)
        let box = try SealedBytes.seal(plaintext, under: current.sealingKey(at: associated), associated, random)
        return SealedBytes(keyID: currentID, box: box).bytes
    }

    package func open(_ sealed: [UInt8], at place: SealedPlace) throws(SealingFault) -> [UInt8] {
        let value = try SealedBytes(sealed)
        guard let key = keys[value.keyID] else { throw .unknownKey(value.keyID) }
        let associated = place.associatedData(keyID: value.keyID)
        return try SealedBytes.open(value.box, under: key.sealingKey(at: associated), associated)
    }

    package func needsResealing(_ sealed: [UInt8]) throws(SealingFault) -> Bool {
        try SealedBytes(sealed).keyID != currentID
    }

    package func reseal(
        _ sealed: [UInt8],
        at place: SealedPlace,
        random: (Int) -> [UInt8]
    ) throws(SealingFault) -> [UInt8] {
        try seal(try open(sealed, at: place), at: place, random: random)
    }

    /// The id of the key that a value was sealed under.
    package static func keyID(of sealed: [UInt8]) throws(SealingFault) -> String {
        try SealedBytes(sealed).keyID
    }

    // MARK: Hashing

    /// A keyed hash of something short, such as six digits, which a plain hash would give away. It names its key.
    package func hash(of parts: [String], for use: HashUse) -> [UInt8] {
        SealedBytes(keyID: currentID, box: current.hash(parts, use)).bytes
    }

    /// Whether a hash was made of these parts, under whichever of the keys. In constant time.
    package func matches(_ hash: [UInt8], parts: [String], for use: HashUse) -> Bool {
        guard let value = try? SealedBytes(hash), let key = keys[value.keyID] else { return false }
        return ConstantTime.areEqual(value.box, key.hash(parts, use))
    }

    /// A keyed hash to look a row up by. Under the current key: after a rotation such rows begin anew.
    package func lookupHash(of parts: [String], for use: HashUse) -> String {
        Base64URL.encode(current.hash(parts, use))
    }
}

/// What is wrong with the keys at hand.
package enum KeyRingFault: Error, Sendable, Equatable, CustomStringConvertible {
    case duplicate(String)
    /// A key that is in use is not in the file.
    case lacking(String)
    /// The file has another key under an id that is in use.
    case different(String)

    package var description: String {
        switch self {
        case .duplicate(let id): "the master key file holds the key \(id) twice"
        case .lacking(let id): "the master key file lacks the key \(id), which this database uses"
        case .different(let id): "the key \(id) in the master key file is not the one that this database uses"
        }
    }
}

extension KeyRing {
    /// What one master key gives: a key a purpose.
    private struct Derived: Sendable {
        private let sealing: SymmetricKey
        private let hashing: SymmetricKey
        let checkValue: [UInt8]

        init(_ key: MasterKey) {
            let extracted = HKDF<SHA256>.extract(
                inputKeyMaterial: SymmetricKey(data: key.secret.revealed),
                salt: Data("countersign".utf8)
            )
            func expanded(_ purpose: String, _ count: Int) -> SymmetricKey {
                HKDF<SHA256>.expand(
                    pseudoRandomKey: extracted,
                    info: Data("countersign-key-1 \(purpose)".utf8),
                    outputByteCount: count
                )
            }
            sealing = expanded("sealing", 32)
            hashing = expanded("hashing", 32)
            checkValue = expanded("check", 16).withUnsafeBytes { Array($0) }
        }

        /// One key a place. A random nonce is safe for some 2³² values under one key (NIST SP 800-38D §8.3), which one
        /// key for all would pass within days under load; no single row is ever written that often.
        func sealingKey(at associated: [UInt8]) -> SymmetricKey {
            HKDF<SHA256>.expand(pseudoRandomKey: sealing, info: associated, outputByteCount: 32)
        }

        func hash(_ parts: [String], _ use: HashUse) -> [UInt8] {
            var fields = LengthPrefixed("countersign-hash-1")
            fields.append(use.rawValue)
            for part in parts { fields.append(part) }
            return Array(HMAC<SHA256>.authenticationCode(for: fields.bytes, using: hashing))
        }
    }
}
