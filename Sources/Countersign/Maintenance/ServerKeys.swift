import Foundation

/// The server's keys at its start: which ones the database uses, and which of them seals.
package enum ServerKeys {
    /// Which key seals: its id, written once while the database is empty, switched only by rotation.
    package static let currentFact = "keys.current"
    /// The id of the key that the first start makes.
    package static let firstID = "k1"

    /// Opens the key ring of a master key file against what the database knows.
    ///
    /// - Parameter fileKeys: nil if there is no file; then one may be made, while the database is empty.
    /// - Throws: `KeyRingFault` if the file lacks a key in use or holds another under its name.
    package static func open(
        _ fileKeys: [MasterKey]?,
        store: any Store,
        now: Date,
        random: (Int) -> [UInt8],
        writing: ([MasterKey]) throws -> Void
    ) async throws -> KeyRing {
        let known = try await store.sealingKeys()
        let keys: [MasterKey]
        if let fileKeys {
            keys = fileKeys
        } else {
            // Never a new key for old data: it would open nothing, and hide that the right one is missing.
            if let lost = known.first { throw KeyRingFault.lacking(lost.id) }
            keys = [try MasterKey.make(id: firstID, random: random)]
            try writing(keys)
        }
        guard let first = keys.first else { throw KeyRingFault.lacking(firstID) }
        let stored = try await store.fact(currentFact).map { String(decoding: $0, as: UTF8.self) }
        var ring = try KeyRing(keys, current: stored ?? first.id)
        try ring.check(against: known)
        if stored == nil {
            _ = try await store.setFact(currentFact, to: Array(ring.currentID.utf8), expected: nil)
            // Another node may have been first with another key; then the file must hold that one.
            let agreed = try await store.fact(currentFact).map { String(decoding: $0, as: UTF8.self) }
            if let agreed, agreed != ring.currentID { ring = try KeyRing(keys, current: agreed) }
        }
        try await register(ring, in: store, at: now)
        // Nodes that start together on an empty database make a key each, of one name: the first one's note stays, and
        // what any other key sealed would be lost.
        try ring.check(against: try await store.sealingKeys())
        return ring
    }

    /// Notes the check value of the sealing key, so that a file that lacks it is known at once.
    static func register(_ ring: KeyRing, in store: any Store, at now: Date) async throws {
        let known = try await store.sealingKeys()
        guard !known.contains(where: { $0.id == ring.currentID }),
            let value = ring.checkValue(of: ring.currentID)
        else { return }
        let key = SealingKey(id: ring.currentID, checkValue: value, addedAt: now)
        _ = try await store.commit(Commit(changes: [.addSealingKey(key)]))
    }
}
