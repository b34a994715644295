import Crypto

/// Who asks for credentials: fixed by configuration, never taken from a request (WebAuthn Level 3 §4, §13.4.9).
package struct RelyingParty: Sendable, Equatable {
    /// A domain. Credentials are bound to it for good.
    package let id: String
    /// Where ceremonies may run, to the letter: scheme, host and port, no path.
    package let origins: Set<String>
    /// Other sites that share the credentials (WebAuthn Level 3 §5.11, `/.well-known/webauthn`).
    package let relatedOrigins: Set<String>
    package let embedding: Embedding

    /// Whether ceremonies may run in a frame on another site's page.
    package enum Embedding: Sendable, Equatable {
        case refused
        /// Under pages of these origins. Browsers that do not name the page around the frame are let through.
        case allowed(under: Set<String>)
    }

    package init(
        id: String,
        origins: Set<String>,
        relatedOrigins: Set<String> = [],
        embedding: Embedding = .refused
    ) {
        self.id = id
        self.origins = origins
        self.relatedOrigins = relatedOrigins
        self.embedding = embedding
    }

    package var idHash: [UInt8] { Array(SHA256.hash(data: Array(id.utf8))) }

    func allows(origin: String) -> Bool {
        // Byte by byte: Swift's == would take two spellings of one accented letter for the same.
        origins.union(relatedOrigins).contains { $0.utf8.elementsEqual(origin.utf8) }
    }
}

/// What the relying party wants to know of the person at the authenticator (WebAuthn Level 3 §5.8.6).
package enum UserVerification: String, Sendable, Codable {
    case required
    case preferred
    case discouraged
}
