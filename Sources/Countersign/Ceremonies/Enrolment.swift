import Foundation

/// Adding a factor: begun, then confirmed by proof that it works. Nothing is on before that.
package struct Enrolment: Sendable {
    let world: Surroundings

    /// Wrong answers that one draft takes; they count here and not on the account.
    package static let tries = 20
    /// Drafts that an account may have at once; the oldest gives way.
    private static let mostDrafts = 5

    package init(in world: Surroundings) {
        self.world = world
    }

    package struct Begun: Sendable {
        package let draft: Draft
        /// What the method shows of it: for TOTP `secret` and `uri`.
        package let shown: [String: String]
    }

    package enum Outcome: Sendable {
        /// - Parameters:
        ///   - backupCodes: made along with the first factor, to be shown now; nil if the account has a set.
        case confirmed(Factor, backupCodes: [String]?)
        case rejected(Rejection, triesLeft: Int)
        /// Too many wrong answers, too late, or finished elsewhere: begin again.
        case draftEnded
        /// The answer has not the shape of this kind's answers.
        case unrecognised
    }

    /// The request as the method sees it: names that stand in the person's app.
    package func request(for account: Account, parameters: [String: String] = [:]) -> EnrolmentRequest {
        EnrolmentRequest(
            issuer: world.settings.organisationName,
            accountName: account.shownName,
            parameters: parameters
        )
    }

    /// The unfinished enrolment of a kind that the account has already, so that a reload shows the same secret.
    package func resumed(kind: Kind, for account: Account, replacing: Factor.ID? = nil) async throws -> Begun? {
        let now = world.now()
        guard let method = world.methods.of(kind),
            let draft = try await world.store.drafts(of: account.id).first(where: {
                $0.kind == kind && $0.replaces == replacing && $0.expiresAt > now && $0.wrongAnswers < Self.tries
            })
        else { return nil }
        return Begun(draft: draft, shown: try method.shown(draft, request(for: account), world.workshop))
    }

    /// - Throws: `EnrolmentFault` for parameters that the kind cannot take, `CeremonyFault.closed`.
    package func begin(
        kind: Kind,
        label: String,
        parameters: [String: String] = [:],
        replacing: Factor.ID? = nil,
        for account: Account.ID
    ) async throws -> Begun {
        guard let method = world.methods.of(kind) else {
            throw EnrolmentFault(field: "kind", problem: "is not offered here; use \(world.methods.names)")
        }
        let old = try await world.store.drafts(of: account)
        return try await world.decide(about: account) { dossier, now in
            guard dossier.account.state == .active else { throw CeremonyFault.closed }
            if let replacing, !dossier.factors.contains(where: { $0.id == replacing && $0.kind == kind }) {
                throw CeremonyFault.gone
            }
            let id: Factor.ID = world.makeID()
            let request = request(for: dossier.account, parameters: parameters)
            let (sealed, shown) = try method.beginEnrolment(request, id, account, world.workshop)
            let draft = Draft(
                id: id,
                accountID: account,
                kind: kind,
                label: label,
                sealedState: sealed,
                replaces: replacing,
                createdAt: now,
                expiresAt: now.addingTimeInterval(world.settings.enrolmentLifetime)
            )
            let given = old.dropFirst(Self.mostDrafts - 1).map { Change.consumeDraft($0.id) }
            return Decision(Begun(draft: draft, shown: shown), [.saveDraft(draft)] + given)
        }
    }

    /// Confirms a draft by an answer. On success the factor counts from this moment, and one that it replaces stops.
    ///
    /// - Parameter session: where new backup codes can be read until they are saved; nil over the API.
    package func finish(
        _ draftID: Factor.ID,
        of account: Account.ID,
        given: Given,
        label: String? = nil,
        session: Session?,
        client: Client?,
        actor: Event.Actor
    ) async throws -> Outcome {
        let codes = try await NewBackupCodes.prepareIfNone(for: account, session: session, in: world)
        return try await world.decide(about: account) { dossier, now in
            guard dossier.account.state == .active else { throw CeremonyFault.closed }
            guard var draft = try await world.store.draft(draftID), draft.accountID == account,
                draft.expiresAt > now, draft.wrongAnswers < Self.tries, let method = world.methods.of(draft.kind)
            else { return Decision(.draftEnded) }
            if let label { draft.label = label }
            switch try method.finishEnrolment(draft, given, now, world.workshop) {
            case nil:
                return Decision(.unrecognised)
            case .rejected(let rejection):
                draft.wrongAnswers += 1
                return Decision(
                    .rejected(rejection, triesLeft: Self.tries - draft.wrongAnswers),
                    [.saveDraft(draft)]
                )
            case .accepted(let factor):
                let adding = Adding(
                    factor: factor,
                    replacing: draft.replaces,
                    codes: dossier.backupCodes == nil ? codes : nil,
                    client: client,
                    actor: actor,
                    world: world
                )
                return Decision(
                    .confirmed(factor, backupCodes: dossier.backupCodes == nil ? codes?.shown : nil),
                    [.consumeDraft(draftID)] + (try adding.changes(to: dossier, at: now))
                )
            }
        }
    }

    /// Adds a factor that another system confirmed before, without proof: only for keys with the scope `import`, and the host.
    package func importConfirmed(
        kind: Kind,
        label: String,
        parameters: [String: String],
        for account: Account.ID,
        actor: Event.Actor
    ) async throws -> Factor {
        guard let method = world.methods.of(kind) else {
            throw EnrolmentFault(field: "kind", problem: "is not offered here; use \(world.methods.names)")
        }
        guard parameters["secret"] != nil else {
            throw EnrolmentFault(field: "secret", problem: "is needed to import a confirmed factor")
        }
        return try await world.decide(about: account) { dossier, now in
            let id: Factor.ID = world.makeID()
            let request = request(for: dossier.account, parameters: parameters)
            let (sealed, _) = try method.beginEnrolment(request, id, account, world.workshop)
            let draft = Draft(
                id: id,
                accountID: account,
                kind: kind,
                label: label,
                sealedState: sealed,
                createdAt: now,
                expiresAt: now
            )
            guard let factor = try method.imported(draft, now, world.workshop) else {
                throw EnrolmentFault(field: "confirmed", problem: "cannot be true for \(kind): it needs its own proof")
            }
            let adding = Adding(factor: factor, replacing: nil, codes: nil, client: nil, actor: actor, world: world)
            return Decision(factor, try adding.changes(to: dossier, at: now))
        }
    }
}

/// What is written when a factor begins to count.
private struct Adding {
    let factor: Factor
    let replacing: Factor.ID?
    let codes: NewBackupCodes?
    let client: Client?
    let actor: Event.Actor
    let world: Surroundings

    func changes(to dossier: Dossier, at now: Date) throws -> [Change] {
        var account = dossier.account
        var changes: [Change] = [.insertFactor(factor)]
        let replaced = dossier.factors.first { $0.id == replacing }
        if let replaced { changes.append(.removeFactor(replaced.id, account.id)) }
        if account.preferredFactorID == nil || account.preferredFactorID == replaced?.id {
            account.preferredFactorID = factor.id
            changes.append(.saveAccount(account))
        }
        // Whoever was half-way in without this factor begins again.
        changes.append(.endSignIns(of: account.id))
        var data = ["factor": factor.id.rawValue, "kind": factor.kind.rawValue]
        if let replaced { data["replaces"] = replaced.id.rawValue }
        changes.append(
            try world.event(
                replaced == nil ? .factorAdded : .factorMoved,
                about: account,
                by: actor,
                from: client,
                data: data,
                personal: ["label": factor.label],
                at: now
            )
        )
        changes += try world.tell(
            account,
            replaced == nil ? .factorAdded : .factorMoved,
            from: client,
            facts: ["factor_kind": factor.kind.rawValue, "factor_label": factor.label],
            at: now
        )
        if let codes { changes += try codes.changes(for: account, from: client, by: actor, at: now, in: world) }
        return changes
    }
}

extension Methods {
    /// For messages: `totp`, `email`, …
    var names: String { all.map(\.kind.rawValue).joined(separator: ", ") }
}
