import Countersign
import Foundation
import Synchronization

/// Whether the server can serve, asked of the store at most once a second however many ask.
final class Readiness: Sendable {
    enum State: Sendable {
        case ready
        case withoutDatabase
        /// The key that seals is not in its file: another node switched to it.
        case withoutKey
        /// It was asked to end, and takes nothing new.
        case ending
    }

    private static let lifetime: TimeInterval = 1

    private let last = Mutex<(state: State, at: Date)?>(nil)
    private let hasEnded = Atomic(false)

    func end() {
        hasEnded.store(true, ordering: .relaxed)
    }

    func state(in world: Surroundings) async -> State {
        if hasEnded.load(ordering: .relaxed) { return .ending }
        let now = world.now()
        if let last = last.withLock({ $0 }), abs(now.timeIntervalSince(last.at)) < Self.lifetime { return last.state }
        let state = await look(in: world)
        last.withLock { $0 = (state, now) }
        return state
    }

    private func look(in world: Surroundings) async -> State {
        do {
            try await world.store.check()
            let key = try await world.store.fact(ServerKeys.currentFact).map { String(decoding: $0, as: UTF8.self) }
            return key.map { world.keys.current.ids.contains($0) } ?? true ? .ready : .withoutKey
        } catch {
            return .withoutDatabase
        }
    }
}
