import WebAuthn

/// What the operator has decided about passkeys. Defaults are those of the configuration.
package struct PasskeySettings: Sendable {
    /// The domain that credentials are bound to; nil for the host of the public URL.
    package var relyingPartyID: String?
    /// Further origins whose pages may ask for them, beside the public URL: scheme, host and perhaps a port.
    package var origins: Set<String> = []
    package var attestation = Attestation.none
    /// The certificates that attestation may lead to; without any, none is trusted.
    package var trustAnchors: TrustAnchors?
    /// Which models may be registered.
    package var authenticators = AuthenticatorFilter.all

    package enum Attestation: String, Sendable, CaseIterable {
        /// Not asked for, not looked at.
        case none
        /// Asked for, and a new key has to prove its model with it.
        case direct
    }

    package init() {}
}

extension PasskeySettings {
    /// Who asks for credentials: from configuration alone, never from a request.
    package func relyingParty(publicURL: String) -> RelyingParty {
        let id = relyingPartyID ?? Self.host(of: publicURL)
        let all = origins.union([publicURL])
        // Pages of the domain and below it are the same site; others have to be named by /.well-known/webauthn.
        let own = all.filter { Self.host(of: $0) == id || Self.host(of: $0).hasSuffix(".\(id)") }
        return RelyingParty(id: id, origins: own, relatedOrigins: all.subtracting(own))
    }

    /// Of an origin as `PublicURL` writes it.
    private static func host(of origin: String) -> String {
        let rest = origin.split(separator: "://", maxSplits: 1).last ?? ""
        guard !rest.hasPrefix("[") else { return String(rest.prefix { $0 != "]" }.dropFirst()) }
        return String(rest.prefix { $0 != ":" && $0 != "/" })
    }

    var policy: AttestationPolicy {
        switch attestation {
        case .none: .ignored
        // Without anchors nothing is trusted, and no key is registered.
        case .direct: (trustAnchors ?? (try? TrustAnchors([]))).map { .required($0) } ?? .ignored
        }
    }
}
