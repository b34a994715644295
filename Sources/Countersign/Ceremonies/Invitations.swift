import Foundation

/// Invitations by mail: a link that works once, for a week, and makes an account with the address confirmed.
///
/// Here they are sent and taken back; `Invitations+accepting` is what whoever has the link does.
package struct Invitations: Sendable {
    let world: Surroundings

    /// In seconds: a week.
    package static let lifetime: TimeInterval = 7 * 24 * 3600
    /// In seconds, how long one waits for its turn.
    private static let patience: TimeInterval = 2
    /// As many are listed.
    private static let most = 500

    package init(in world: Surroundings) {
        self.world = world
    }

    /// What is wrong with an invitation, or with what is typed to accept it.
    package enum Problem: Error, Sendable, Equatable {
        case email(NameFault)
        case displayName(NameFault)
        case password(PasswordProblem)
        /// The address is somebody's already.
        case hasAccount
        case unknownOrganisation
    }

    /// One that waits to be accepted.
    package struct Invitation: Sendable, Equatable, Identifiable {
        package let id: Challenge.ID
        package let email: String
        package let displayName: String
        package let role: Role
        package let organisation: Organisation.ID
        package let sentAt: Date
        package let expiresAt: Date

        package init(
            id: Challenge.ID,
            email: String,
            displayName: String,
            role: Role,
            organisation: Organisation.ID,
            sentAt: Date,
            expiresAt: Date
        ) {
            self.id = id
            self.email = email
            self.displayName = displayName
            self.role = role
            self.organisation = organisation
            self.sentAt = sentAt
            self.expiresAt = expiresAt
        }
    }

    /// What its challenge keeps, sealed.
    struct Payload: Codable, Sendable {
        let email: String
        let displayName: String
        let role: Role
        let organisation: Organisation.ID
        let language: String?
        /// An `Event.Actor`'s name.
        var invitedBy: String
    }

    /// Mails an invitation; an open one to the same address is replaced.
    ///
    /// - Throws: `Problems<Problem>`
    package func invite(
        email given: String,
        displayName: String = "",
        role: Role,
        organisation: Organisation.ID,
        language: String?,
        client: Client? = nil,
        actor: Event.Actor
    ) async throws -> Invitation {
        var problems = Problems<Problem>()
        let email = problems.reading(Problem.email, try EmailAddress(given))
        let name = problems.reading(Problem.displayName, try SignInName.cleanedLabel(displayName)) ?? ""
        if try await world.store.organisation(organisation) == nil { problems.append(.unknownOrganisation) }
        if let email, try await world.store.dossier(named: SignInIdentifier(email.text)) != nil {
            problems.append(.hasAccount)
        }
        guard let email, problems.isEmpty else { throw problems }
        let payload = Payload(
            email: email.text,
            displayName: name,
            role: role,
            organisation: organisation,
            language: language,
            invitedBy: actor.rawValue
        )
        return try await replacing(email) { earlier, turn in
            try await send(payload, replacing: earlier, .invitationMade, client, actor, turn)
        }
    }

    /// Two that invite one address at once take turns: whoever comes second replaces what the first has sent.
    private func replacing(
        _ email: EmailAddress,
        _ send: ([Challenge.ID], Change) async throws -> Invitation
    ) async throws -> Invitation {
        let identifier = SignInIdentifier(email.text)
        let key = "invitation:" + world.keys.current.lookupHash(of: [identifier.folded], for: .passwordThrottle)
        let begun = world.now()
        while true {
            let turn = Throttle(
                key: key,
                version: try await world.store.throttles([key])[key]?.version ?? 0,
                state: "{}",
                expiresAt: begun.addingTimeInterval(Self.lifetime)
            )
            let earlier = try await open().filter { SignInIdentifier($0.email) == identifier }
            do {
                return try await send(earlier.map(\.id), .saveThrottle(turn))
            } catch let fault as CeremonyFault where fault == .contended || fault == .gone {
                // Another was first, or one of the earlier was accepted or taken back meanwhile.
                if world.now().timeIntervalSince(begun) > Self.patience { throw CeremonyFault.contended }
            }
        }
    }

    /// Those that wait, newest first.
    package func open() async throws -> [Invitation] {
        let now = world.now()
        return try await world.store.openInvitations(limit: Self.most)
            .filter { now < $0.expiresAt }
            .map(invitation)
    }

    /// The same once more, with a new link; the earlier one ends.
    ///
    /// - Throws: `CeremonyFault.gone`
    package func sendAgain(_ id: Challenge.ID, client: Client? = nil, actor: Event.Actor) async throws -> Invitation {
        let challenge = try await waiting(id)
        var payload = try payload(of: challenge)
        payload.invitedBy = actor.rawValue
        return try await send(payload, replacing: [id], .invitationSentAgain, client, actor)
    }

    /// - Throws: `CeremonyFault.gone`
    package func revoke(_ id: Challenge.ID, client: Client? = nil, actor: Event.Actor) async throws {
        let challenge = try await waiting(id)
        let payload = try payload(of: challenge)
        try await world.commit([
            .endChallenge(id, .cancelled),
            try world.event(
                .invitationRevoked,
                about: nil,
                by: actor,
                from: client,
                data: data(id, payload),
                at: world.now()
            ),
        ])
    }

    // MARK: Parts

    private func waiting(_ id: Challenge.ID) async throws -> Challenge {
        guard let challenge = try await world.store.challenge(id), challenge.purpose == .invitation,
            challenge.ended == nil, world.now() < challenge.expiresAt
        else { throw CeremonyFault.gone }
        return challenge
    }

    private func send(
        _ payload: Payload,
        replacing earlier: [Challenge.ID],
        _ kind: Event.Kind,
        _ client: Client?,
        _ actor: Event.Actor,
        _ turn: Change? = nil
    ) async throws -> Invitation {
        let now = world.now()
        let mailed = try MailedChallenge(
            .invitation,
            account: nil,
            browser: nil,
            payload: payload,
            lifetime: Self.lifetime,
            at: now,
            in: world
        )
        let organisation = try await world.store.organisation(payload.organisation)
        var changes = (turn.map { [$0] } ?? []) + earlier.map { .endChallenge($0, .replaced) }
        changes.append(.insertChallenge(mailed.challenge))
        changes.append(
            try world.event(
                kind,
                about: nil,
                by: actor,
                from: client,
                data: data(mailed.challenge.id, payload),
                at: now
            )
        )
        changes.append(
            try world.mail(
                .invitation,
                to: payload.email,
                language: payload.language,
                account: nil,
                facts: [
                    "name": organisation?.name ?? world.settings.organisationName,
                    "link": "\(world.settings.publicURL)/invitation/\(mailed.link.text)",
                    "expires": String(Int64(mailed.challenge.expiresAt.timeIntervalSince1970)),
                ],
                at: now
            )
        )
        try await world.commit(changes)
        return try invitation(mailed.challenge)
    }

    func payload(of challenge: Challenge) throws -> Payload {
        try world.workshop.open(Payload.self, challenge.sealedPayload, at: .challenge(challenge.id, of: nil))
    }

    func invitation(_ challenge: Challenge) throws -> Invitation {
        let payload = try payload(of: challenge)
        return Invitation(
            id: challenge.id,
            email: payload.email,
            displayName: payload.displayName,
            role: payload.role,
            organisation: payload.organisation,
            sentAt: challenge.createdAt,
            expiresAt: challenge.expiresAt
        )
    }

    private func data(_ id: Challenge.ID, _ payload: Payload) -> [String: String] {
        ["invitation": id.rawValue, "role": payload.role.rawValue, "organisation": payload.organisation.rawValue]
    }
}
