/// The signature algorithms of credentials, by their numbers in the COSE registry (WebAuthn Level 3 §5.8.5).
package enum COSEAlgorithm: Int64, Sendable, Codable, CaseIterable {
    case eddsa = -8
    case es256 = -7
    case es384 = -35
    case rs256 = -257

    /// What is offered, the best first. Authenticators take the first that they can.
    package static let preferred: [COSEAlgorithm] = [.eddsa, .es256, .es384, .rs256]

    package var name: String {
        switch self {
        case .eddsa: "EdDSA"
        case .es256: "ES256"
        case .es384: "ES384"
        case .rs256: "RS256"
        }
    }
}
