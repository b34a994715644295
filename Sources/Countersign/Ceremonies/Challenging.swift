import Foundation

/// Issuing what a second step is answered to: a code by mail, a passkey's challenge. Bound to one door, see
/// `SecondStep.Door.binding`.
package struct Challenging: Sendable {
    let world: Surroundings

    package init(in world: Surroundings) {
        self.world = world
    }

    /// A challenge, and what whoever is to answer it gets of it.
    package struct Issued: Sendable {
        package let challenge: Challenge
        /// What the method shows of it, by the field names of the API.
        package let shown: [String: String]
        /// What was mailed, if something was.
        package let mail: CodeMail?
    }

    /// Why nothing was issued.
    package enum Fault: Error, Sendable, Equatable {
        /// The account has no factor of this kind, or the kind issues nothing.
        case nothingToIssue
        /// What was to be continued has ended.
        case ended
    }

    /// Passkeys' questions that wait at one door of an account, each a row: the oldest give way.
    private static let mostWaiting = 10

    /// - Parameters:
    ///   - continued: a challenge that still waits: one more mail with another code for it. Its earlier codes stay valid.
    ///   - storing: for a call with an idempotency key: what is stored along with it.
    /// - Throws: `Fault`, `TooManyMails`, `CeremonyFault`
    package func begin(
        _ kind: Kind,
        for account: Account.ID,
        at door: SecondStep.Door,
        continuing continued: Challenge.ID? = nil,
        client: Client?,
        storing: @Sendable (Issued, Date) throws -> [Change] = { _, _ in [] }
    ) async throws -> Issued {
        guard let method = world.methods.of(kind) else { throw Fault.nothingToIssue }
        return try await world.decide(about: account) { dossier, now in
            guard dossier.account.state == .active else { throw CeremonyFault.closed }
            let dossier = try world.standing(
                world.atDoor(dossier, signingIn: door.isOfSignIn, at: now),
                at: now,
                from: client
            )
            let factors = dossier.factors.filter { $0.kind == kind }
            let earlier = try await continued.asyncMap { try await waiting($0, kind, door, at: now) }
            let id = earlier?.id ?? world.makeID()
            let request = ChallengeRequest(
                codesArePaused: try codesArePaused(for: dossier, at: door, now),
                isOnlyKind: factors.count == dossier.factors.count,
                isAfterAnotherFactor: door.isAfterAnotherFactor,
                endsBy: door.endsBy
            )
            guard !factors.isEmpty,
                let begun = try method.beginChallenge(
                    factors,
                    earlier,
                    id,
                    request,
                    world.tools(for: id, of: dossier.account, at: now),
                    world.workshop
                )
            else { throw Fault.nothingToIssue }
            let end = begun.mail?.expiresAt ?? now.addingTimeInterval(world.settings.passkeyChallengeLifetime)
            var challenge =
                earlier
                ?? Challenge(
                    id: id,
                    purpose: .secondStep,
                    kind: kind,
                    boundTo: door.binding,
                    accountID: account,
                    sealedPayload: begun.kept,
                    createdAt: now,
                    expiresAt: end
                )
            challenge.sealedPayload = begun.kept
            challenge.expiresAt = end
            let issued = Issued(challenge: challenge, shown: begun.shown, mail: begun.mail)
            var changes: [Change] = [earlier == nil ? .insertChallenge(challenge) : .saveChallenge(challenge)]
            if earlier == nil, begun.mail == nil {
                changes += try await world.store.challenges(of: account, for: .secondStep)
                    .filter { $0.kind == kind && $0.boundTo == door.binding && $0.ended == nil && now < $0.expiresAt }
                    .dropFirst(Self.mostWaiting - 1).map { Change.endChallenge($0.id, .replaced) }
            }
            changes += try world.mailing(begun.mail, .secondStepCode, to: dossier, from: client, at: now)
            if begun.mail != nil, case .signIn(let signIn) = door { changes += signIn.prolonging(to: end) }
            return Decision(issued, changes + (try storing(issued, now)))
        }
    }

    /// What was last issued at a door for a kind, whatever became of it since.
    package func last(_ kind: Kind, for account: Account.ID, at door: SecondStep.Door) async throws -> Challenge? {
        try await world.store.challenges(of: account, for: .secondStep)
            .first { $0.kind == kind && $0.boundTo == door.binding }
    }

    private func waiting(
        _ id: Challenge.ID,
        _ kind: Kind,
        _ door: SecondStep.Door,
        at now: Date
    ) async throws -> Challenge {
        guard let challenge = try await world.store.challenge(id), challenge.kind == kind,
            challenge.boundTo == door.binding, challenge.ended == nil
        else { throw Fault.ended }
        return challenge
    }

    private func codesArePaused(for dossier: Dossier, at door: SecondStep.Door, _ now: Date) throws -> Bool {
        switch try SecondStep.standing(of: dossier, at: door, now: now, in: world).decision {
        case .look: false
        case .wait, .strongOnly: true
        }
    }
}

extension SecondStep.Door {
    /// Whether it is known here, by us, that another factor was proved. An app only says so, and only when it verifies.
    fileprivate var isAfterAnotherFactor: Bool {
        switch self {
        case .signIn, .session: true
        case .app, .appWithoutFirstFactor: false
        }
    }

    /// A code that outlives the sign-in it is for would be a promise that nobody keeps.
    fileprivate var endsBy: Date? {
        guard case .signIn(let signIn) = self else { return nil }
        return signIn.lastMoment
    }
}

extension SignInUnderWay {
    /// How long a sign-in may take at most, with all the codes that were mailed in it.
    private static let longest: TimeInterval = 1800

    var lastMoment: Date { createdAt.addingTimeInterval(Self.longest) }

    /// It lasts as long as its newest code, at most half an hour.
    func prolonging(to end: Date) -> [Change] {
        var prolonged = self
        prolonged.expiresAt = min(end, lastMoment)
        return prolonged.expiresAt > expiresAt ? [.saveSignIn(prolonged)] : []
    }
}

extension Surroundings {
    /// Mails a code that a method made, if it made one, within what an account may be sent in an hour.
    ///
    /// - Throws: `TooManyMails`
    func mailing(
        _ code: CodeMail?,
        _ kind: Notice.Kind,
        to dossier: Dossier,
        from client: Client?,
        at now: Date
    ) throws -> [Change] {
        guard let code else { return [] }
        return try countingMailedCode(for: dossier, at: now)
            + send(code, kind, to: dossier, from: client, at: now)
    }

    /// One more of the codes that an account may be sent in an hour.
    ///
    /// - Throws: `TooManyMails`
    func countingMailedCode(for dossier: Dossier, at now: Date) throws -> [Change] {
        var guards = try guards(of: dossier)
        if let until = guards.mailWait(at: now) {
            throw TooManyMails(until: until, .address(sent: SecondStepGuards.mailedCodesRate.limit))
        }
        guards.recordMailedCode(at: now)
        return guards.changes(of: dossier.account.id)
    }
}

extension Optional {
    func asyncMap<Result>(_ transform: (Wrapped) async throws -> Result) async rethrows -> Result? {
        switch self {
        case .some(let value): try await transform(value)
        case .none: nil
        }
    }
}
