import Foundation

/// Gives events their places in the chain and signs checkpoints. Several nodes may run it; the chain head lets one win.
package actor SealEvents {
    private let world: Surroundings
    private var key: CheckpointKey?

    /// The signing key, sealed.
    package static let keyFact = "sealed.checkpoint_key"
    /// Its public half, for `audit verify`.
    package static let publicKeyFact = "checkpoint.public_key"
    private static let page = 2000

    package init(in world: Surroundings) {
        self.world = world
    }

    /// Seals what there is, up to a page. - Returns: how many events, and the checkpoint's line for the log.
    package func step() async throws -> (sealed: Int, checkpoint: String?) {
        let rows = try await world.store.unsealedEvents(limit: Self.page)
        guard !rows.isEmpty else { return (0, nil) }
        let key = try await signingKey()
        let before = try await world.store.chainHead()
        guard let (sealed, head) = Chain.extend(before, with: rows.map(\.event)) else { return (0, nil) }
        let checkpoint = try key.sign(head, at: world.now()).line
        guard try await world.store.seal(sealed, from: before, to: head, checkpoint: checkpoint) else {
            // Another node was first; its events have their places now.
            return (0, nil)
        }
        return (sealed.count, checkpoint)
    }

    /// Seals until nothing is left.
    package func finish() async throws {
        while try await step().sealed > 0 {}
    }

    private func signingKey() async throws -> CheckpointKey {
        if let key { return key }
        let place = SealedPlace.fact(Self.keyFact)
        if try await world.store.fact(Self.keyFact) == nil {
            let made = try CheckpointKey(random: world.random)
            let sealed = try world.workshop.seal(made.secret.revealed, at: place)
            if try await world.store.setFact(Self.keyFact, to: sealed, expected: nil) {
                _ = try await world.store.setFact(Self.publicKeyFact, to: made.verifier.publicKey, expected: nil)
            }
        }
        guard let sealed = try await world.store.fact(Self.keyFact) else {
            throw StoreFailure.corrupt("the checkpoint key is missing")
        }
        let opened = try CheckpointKey(secret: SecretBytes(world.workshop.open(sealed, at: place)))
        // A crash between the two facts leaves only the first.
        _ = try await world.store.setFact(Self.publicKeyFact, to: opened.verifier.publicKey, expected: nil)
        key = opened
        return opened
    }
}

/// Walks the whole chain of a database, in constant memory.
package struct VerifyEvents: Sendable {
    let store: any Store

    private static let page = 1000

    package init(store: any Store) {
        self.store = store
    }

    /// - Parameters:
    ///   - outside: checkpoints from logs, which show a cut tail.
    ///   - progress: called with the position reached.
    package func run(outside: [Checkpoint], progress: (Int64) -> Void) async throws -> ChainReport {
        let keys = try await store.fact(SealEvents.publicKeyFact).map { [try CheckpointVerifier(publicKey: $0)] } ?? []
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
