import Foundation

/// Switches to another master key and seals everything anew, while the server runs.
///
/// Add the key to the file on every node, reload them (SIGHUP), rotate, drop the old key; then the file may lack it.
package struct RotateKeys: Sendable {
    let world: Surroundings

    package init(in world: Surroundings) {
        self.world = world
    }

    package enum Problem: Error, Sendable, Equatable, CustomStringConvertible {
        /// The master key file holds no such key.
        case unknownKey(String)
        case otherRotation
        /// The database knows no such key.
        case notInUse(String)
        /// The key seals.
        case sealing(String)
        /// Something is still sealed under it.
        case needed(String)

        package var description: String {
            switch self {
            case .unknownKey(let id): "the master key file holds no key \(id); add it on every node first"
            case .otherRotation: "another rotation changed the key meanwhile; run it again"
            case .notInUse(let id): "the database uses no key \(id)"
            case .sealing(let id): "the key \(id) seals; rotate to another one first"
            case .needed(let id):
                "the key \(id) is still needed; run keys rotate, and wait until codes mailed before have run out"
            }
        }
    }

    package struct Progress: Sendable {
        package let column: SealedColumn
        package let resealed: Int
    }

    private static let page = 200

    /// From here on everything new is sealed under `id`.
    package func `switch`(to id: String, ring: KeyRing) async throws -> KeyRing {
        guard ring.ids.contains(id) else { throw Problem.unknownKey(id) }
        let before = try await world.store.fact(ServerKeys.currentFact)
        let switched = try ring.with(current: id)
        try await ServerKeys.register(switched, in: world.store, at: world.now())
        guard try await world.store.setFact(ServerKeys.currentFact, to: Array(id.utf8), expected: before) else {
            throw Problem.otherRotation
        }
        world.keys.replace(with: switched)
        try await world.commit([
            try world.event(.keysRotated, about: nil, by: .host, data: ["key": id], at: world.now())
        ])
        return switched
    }

    /// Seals every value anew that is under another key. May be stopped and begun again at any time.
    ///
    /// A value that changes meanwhile was written under the new key by whoever changed it.
    package func resealAll(progress: (Progress) -> Void) async throws -> Int {
        var total = 0
        for column in SealedColumn.allCases {
            var resealed = 0
            while true {
                let ring = world.keys.current
                let page = try await world.store.sealedValues(of: column, notUnder: ring.currentID, limit: Self.page)
                if page.isEmpty { break }
                var moved = 0
                for value in page {
                    let place = SealedPlace(column: column, row: value.row, account: value.account)
                    let sealed = try ring.reseal(value.sealed, at: place, random: world.random)
                    if try await world.store.replaceSealedValue(value, with: sealed) { moved += 1 }
                }
                resealed += moved
                progress(Progress(column: column, resealed: resealed))
                // Nothing moved: every value of the page changed under us, which cannot go on for long.
                if moved == 0 { await Task.yield() }
            }
            total += resealed
        }
        return total
    }

    /// Forgets a key that nothing is sealed under, so that servers start without it.
    package func drop(_ id: String) async throws {
        guard try await world.store.sealingKeys().contains(where: { $0.id == id }) else { throw Problem.notInUse(id) }
        guard try await world.store.fact(ServerKeys.currentFact) != Array(id.utf8) else { throw Problem.sealing(id) }
        let now = world.now()
        let event = try world.event(.keyDropped, about: nil, by: .host, data: ["key": id], at: now)
        switch try await world.store.commit(Commit(changes: [.removeSealingKey(id, at: now), event])) {
        case .committed: return
        case .gone: throw Problem.notInUse(id)
        case .stale, .taken: throw Problem.needed(id)
        }
    }

    /// Whether anything is sealed under another key.
    package func remaining(notUnder id: String) async throws -> Bool {
        for column in SealedColumn.allCases
        where try await !world.store.sealedValues(of: column, notUnder: id, limit: 1).isEmpty {
            return true
        }
        return false
    }
}
