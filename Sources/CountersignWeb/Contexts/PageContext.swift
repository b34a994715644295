// Who is asking, as types. A handler takes the one it needs and cannot be called without: each can only be made in its own
// file, by proving what it says.

/// What a page's handler is given.
package protocol PageContext: Sendable {
    var visitor: Visitor { get }

    /// - Throws: `Detour`, to what the visitor needs first.
    static func established(by visitor: Visitor) async throws -> Self
}

/// Sends the visitor to another page first: sign in, confirm, set up.
package struct Detour: Error, Sendable, Equatable {
    package let path: String

    package init(to path: String) {
        self.path = path
    }

    /// Whether the person only has to prove themselves again.
    var isForProof: Bool { path == "/security/confirm" || path.hasPrefix("/security/confirm?") }
}
