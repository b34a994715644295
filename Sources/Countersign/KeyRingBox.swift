import Synchronization

/// The key ring of the moment, for all who ask at once: an operator may add keys and switch while the server runs.
package final class KeyRingBox: Sendable {
    private let ring: Mutex<KeyRing>

    package init(_ ring: KeyRing) {
        self.ring = Mutex(ring)
    }

    package var current: KeyRing { ring.withLock { $0 } }

    package func replace(with ring: KeyRing) {
        self.ring.withLock { $0 = ring }
    }
}
