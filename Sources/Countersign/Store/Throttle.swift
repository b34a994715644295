import Foundation

/// The count of one source of password tries. Guarded by its own version: 0 means that there is no row yet.
package struct Throttle: Sendable, Equatable {
    /// Keyed hashes of name and network, so that the table tells nothing.
    package let key: String
    package var version: Int64
    /// The rules' own JSON.
    package var state: String
    package var expiresAt: Date

    package init(key: String, version: Int64, state: String, expiresAt: Date) {
        self.key = key
        self.version = version
        self.state = state
        self.expiresAt = expiresAt
    }
}
