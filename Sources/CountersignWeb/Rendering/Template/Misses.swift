import Synchronization

/// Collects the names that a template or a page asked for in vain. Only tests hand one in.
package final class Misses: Sendable {
    private let found = Mutex<Set<String>>([])

    package init() {}

    package var names: [String] {
        found.withLock { $0.sorted() }
    }

    func note(_ name: String) {
        _ = found.withLock { $0.insert(name) }
    }
}
