import Synchronization

/// Counts words from any thread.
final class Tally: Sendable {
    private let counts = Mutex<[String: Int]>([:])

    func add(_ word: String) {
        counts.withLock { $0[word, default: 0] += 1 }
    }

    func count(of word: String) -> Int {
        counts.withLock { $0[word] ?? 0 }
    }

    var total: Int {
        counts.withLock { $0.values.reduce(0, +) }
    }
}
