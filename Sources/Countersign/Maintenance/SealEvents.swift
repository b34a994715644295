import Foundation

/// Gives events their places in the chain and signs checkpoints. Several nodes may run it; the chain head lets one win.
package actor SealEvents {
    private let world: Surroundings
    private var key: CheckpointKey?

    /// The signing key, sealed.
    package static let keyFact = "sealed.checkpoint_key"
    /// Whoever commits meanwhile waits for a page to be written.
    private static let page = 250

    package init(in world: Surroundings) {
        self.world = world
    }

    /// Seals what there is, up to a page. - Returns: the events in order, and the checkpoint's line for the log.
    package func step() async throws -> (events: [StoredEvent], checkpoint: String?) {
        // The head first: whoever seals between the two looks moves it, and then nothing is written here.
        let before = try await world.store.chainHead()
        let rows = try await world.store.unsealedEvents(limit: Self.page)
        guard !rows.isEmpty else { return ([], nil) }
        let key = try await signingKey()
        guard let (sealed, head) = Chain.extend(before, with: rows.map(\.event)) else { return ([], nil) }
        let checkpoint = try key.sign(head, at: world.now()).line
        guard try await world.store.seal(sealed, from: before, to: head, checkpoint: checkpoint) else {
            // Another node was first; its events have their places now.
            return ([], nil)
        }
        let places = Dictionary(sealed.map { ($0.eventID, $0) }) { first, _ in first }
        let events = rows.compactMap { row in
            places[row.event.id].map { StoredEvent(event: row.event, position: $0.position, hash: $0.hash) }
        }
        return (events.sorted { ($0.position ?? 0) < ($1.position ?? 0) }, checkpoint)
    }

    /// Seals until nothing is left.
    package func finish() async throws {
        while try await !step().events.isEmpty {}
    }

    /// The key that signs, opened; nil while nothing was ever sealed. What verifies must come from it: a public key that
    /// stands in the clear could be replaced by whoever rewrites the log.
    package static func storedKey(in world: Surroundings) async throws -> CheckpointKey? {
        guard let sealed = try await world.store.fact(keyFact) else { return nil }
        return try CheckpointKey(secret: SecretBytes(world.workshop.open(sealed, at: .fact(keyFact))))
    }

    private func signingKey() async throws -> CheckpointKey {
        if let key { return key }
        if try await world.store.fact(Self.keyFact) == nil {
            let made = try CheckpointKey(random: world.random)
            let sealed = try world.workshop.seal(made.secret.revealed, at: .fact(Self.keyFact))
            // Of two nodes one wins, and both sign with its key.
            _ = try await world.store.setFact(Self.keyFact, to: sealed, expected: nil)
        }
        guard let stored = try await Self.storedKey(in: world) else {
            throw StoreFailure.corrupt("the checkpoint key is missing")
        }
        key = stored
        return stored
    }
}

/// Walks the whole chain of a database, in constant memory.
package struct VerifyEvents: Sendable {
    let world: Surroundings

    private static let page = 1000

    package init(in world: Surroundings) {
        self.world = world
    }

    /// - Parameters:
    ///   - outside: checkpoints from logs, which show a cut tail.
    ///   - progress: called with the position reached.
    package func run(outside: [Checkpoint], progress: (Int64) -> Void) async throws -> ChainReport {
        let store = world.store
        let keys = try await SealEvents.storedKey(in: world).map { [$0.verifier] } ?? []
        let headBefore = try await store.chainHead()
        var verifier = ChainVerifier(verifiers: keys, storedHead: headBefore, outside: outside)
        var position: Int64 = 0
        var checkpointPosition: Int64 = 0
        var waiting: [(position: Int64, line: String)] = []
        while !verifier.isDone {
            let page = try await store.events(after: position, limit: Self.page)
            guard let last = page.last?.position else { break }
            while waiting.last.map({ $0.position <= last }) ?? true {
                let more = try await store.checkpoints(after: checkpointPosition, limit: Self.page)
                guard let lastCheckpoint = more.last else { break }
                checkpointPosition = lastCheckpoint.position
                waiting += more
            }
            let now = waiting.prefix { $0.position <= last }
            verifier.take(page, checkpoints: now.compactMap { Checkpoint(in: $0.line) })
            waiting.removeFirst(now.count)
            position = last
            progress(position)
        }
        return verifier.finish(
            checkpoints: waiting.compactMap { Checkpoint(in: $0.line) },
            headNow: try await store.chainHead()
        )
    }
}
