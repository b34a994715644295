import Synchronization

/// What pages asked of their values and words: tests look whether anything was asked for in vain, and whether anything
/// is never asked for. The server hands none in.
package final class RenderTrace: Sendable {
    private let missing = Mutex<Set<String>>([])
    private let keys = Mutex<Set<String>>([])

    package init() {}

    /// Names that are not there, blanks that were not filled.
    package var misses: Set<String> { missing.withLock { $0 } }

    /// Keys of the catalogue that were said.
    package var saidKeys: Set<String> { keys.withLock { $0 } }

    func miss(_ name: String) {
        _ = missing.withLock { $0.insert(name) }
    }

    func say(_ key: String) {
        _ = keys.withLock { $0.insert(key) }
    }
}
