import WebAuthn

extension Surroundings {
    /// What password managers are told of an account: which passkeys work here, by their names for it. Nil if it has none.
    package func acceptedPasskeys(
        of dossier: Dossier
    ) throws -> (relyingParty: String, user: String, credentials: [String])? {
        let states = try dossier.factors.filter { $0.kind == .passkey }
            .map { try workshop.opened($0, as: PasskeyState.self).state }
        guard let first = states.first else { return nil }
        let party = settings.passkeys.relyingParty(publicURL: settings.publicURL)
        return (party.id, Base64URL.encode(first.userHandle), states.map { Base64URL.encode($0.record.id) })
    }
}
