import Foundation

/// The one-time link of the first start: whoever opens it makes the first owner. It ends when there is an owner.
package struct FirstOwner: Sendable {
    let world: Surroundings

    package init(in world: Surroundings) {
        self.world = world
    }

    package typealias Problem = JoiningProblem

    private static let fact = "organisation.first"

    /// Makes what an empty database lacks: the first organisation. Safe to call from several nodes at once.
    package func prepareOrganisation() async throws {
        guard try await world.store.organisations().isEmpty else { return }
        let id = world.makeID(of: Organisation.self)
        guard try await world.store.setFact(Self.fact, to: Array(id.rawValue.utf8), expected: nil) else { return }
        let organisation = Organisation(id: id, name: world.settings.organisationName, createdAt: world.now())
        try await world.commit([.insertOrganisation(organisation)])
    }

    /// A new link while there is no owner; nil once there is one.
    package func makeLink() async throws -> String? {
        guard try await world.store.owners().isEmpty else { return nil }
        let now = world.now()
        let mailed = try MailedChallenge(
            .firstOwner,
            account: nil,
            browser: nil,
            payload: [String](),
            lifetime: world.settings.firstOwnerLinkLifetime,
            at: now,
            in: world
        )
        try await world.commit([
            .insertChallenge(mailed.challenge),
            try world.event(.firstOwnerLinkMade, about: nil, by: .host, at: now),
        ])
        return "\(world.settings.publicURL)/first-owner/\(mailed.link.text)"
    }

    /// - Throws: `ChallengeProblem`
    package func check(_ link: Token) async throws -> Challenge {
        guard let challenge = try await world.store.challenge(linkHash: link.hash), challenge.purpose == .firstOwner
        else { throw ChallengeProblem.unknown }
        if let problem = world.problem(with: challenge) { throw problem }
        guard try await world.store.owners().isEmpty else { throw ChallengeProblem.ended(.used) }
        return challenge
    }

    /// The link came from the host, so the address it is used with is taken as its owner's.
    ///
    /// - Throws: `ChallengeProblem`, `Problems<Problem>`, `HashingBusy`, `CeremonyFault.taken` for somebody's address.
    package func make(
        link: Token,
        email given: String,
        displayName: String,
        password: String,
        language: String?,
        client: Client
    ) async throws -> (account: Account, session: SessionGrant) {
        let challenge = try await check(link)
        let (email, name) = try world.checkJoining(email: given, displayName: displayName, password: password)
        let hash = try await world.hash(chosen: password, for: .known)
        let now = world.now()
        let new = try NewAccount(
            name: email.text,
            displayName: name,
            email: email,
            emailIsConfirmed: true,
            passwordHash: hash,
            role: .owner,
            language: language,
            organisation: try await world.store.organisations().first?.id,
            at: now,
            in: world
        )
        let grant = SessionGrant(byMaker: new.account, client: client, at: now, in: world)
        let event = try world.event(
            .firstOwnerMade,
            about: new.account,
            by: .member(new.account.id),
            from: client,
            personal: ["name": new.account.name],
            at: now
        )
        do {
            try await world.commit(
                [.endChallenge(challenge.id, .used)] + new.changes + [.insertSession(grant.session), event]
            )
        } catch CeremonyFault.gone {
            throw ChallengeProblem.ended(.used)
        }
        return (new.account, grant)
    }
}
