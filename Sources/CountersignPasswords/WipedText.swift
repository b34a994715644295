import CSodium
import Foundation

/// A password or code on its way to be hashed: in memory of its own that is wiped when the last holder lets go.
///
/// The `String` that it came from cannot be wiped; this at least adds no second copy that stays behind.
package final class WipedText: @unchecked Sendable, CustomStringConvertible, CustomReflectable {
    // Written in init only, read-only from then on, so it may be shared between threads.
    private let storage: UnsafeMutablePointer<CChar>
    private let count: Int

    /// The UTF-8 of the text in NFC, so that the same password typed on another system is the same bytes.
    package init(normalising text: String) {
        let bytes = text.precomposedStringWithCanonicalMapping.utf8
        count = bytes.count
        // One byte more than needed: there is always an address to hand to C.
        storage = .allocate(capacity: count + 1)
        storage.initialize(repeating: 0, count: count + 1)
        for (index, byte) in bytes.enumerated() {
            storage[index] = CChar(bitPattern: byte)
        }
    }

    deinit {
        sodium_memzero(storage, count + 1)
        storage.deallocate()
    }

    func withCharacters<Result>(_ body: (UnsafePointer<CChar>, UInt64) -> Result) -> Result {
        body(storage, UInt64(count))
    }

    package var description: String { "•••" }

    package var customMirror: Mirror { Mirror(self, children: []) }
}
