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
        /// An earlier one has run out: what the person took over from it works no more.
        package var isRenewed = false
        /// What was mailed just now, if something was.
        package var mail: CodeMail?
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
    package func resumed(kind: Kind, for dossier: Dossier, replacing: Factor.ID? = nil) async throws -> Begun? {
        let drafts = try await world.store.drafts(of: dossier.account.id)
        return try unfinished(kind, replacing, among: drafts, for: dossier, at: world.now())
    }

    /// Goes on with the unfinished enrolment of a kind, or begins one: a reload and a second tab show the same secret.
    package func open(
        kind: Kind,
        label: String = "",
        replacing: Factor.ID? = nil,
        for account: Account.ID,
        client: Client?,
        actor: Event.Actor
    ) async throws -> Begun {
        let method = try method(of: kind)
        return try await world.decide(about: account) { dossier, now in
            // Read in here: two tabs that open at once must not begin one each.
            let drafts = try await world.store.drafts(of: account)
            if let begun = try unfinished(kind, replacing, among: drafts, for: dossier, at: now) {
                return Decision(begun)
            }
            var decision = try begin(method, label, [:], replacing, client, drafts: drafts, dossier: dossier, at: now)
            try await world.noteSending(decision.outcome.mail, to: dossier.account, client: client)
            let draft = decision.outcome.draft
            decision.changes.append(try event(.enrolmentBegun, draft, dossier.account, actor, client, now))
            return decision
        }
    }

    /// - Parameter storing: for a call with an idempotency key: what is stored along with the draft, made of the outcome.
    /// - Throws: `EnrolmentFault` for parameters that the kind cannot take, `CeremonyFault.closed`.
    package func begin(
        kind: Kind,
        label: String,
        parameters: [String: String] = [:],
        replacing: Factor.ID? = nil,
        for account: Account.ID,
        client: Client?,
        actor: Event.Actor,
        storing: @Sendable (Begun, Date) throws -> [Change] = { _, _ in [] }
    ) async throws -> Begun {
        let method = try method(of: kind)
        let drafts = try await world.store.drafts(of: account)
        return try await world.decide(about: account) { dossier, now in
            var decision = try begin(
                method,
                label,
                parameters,
                replacing,
                client,
                drafts: drafts,
                dossier: dossier,
                at: now
            )
            try await world.noteSending(decision.outcome.mail, to: dossier.account, client: client)
            let draft = decision.outcome.draft
            decision.changes.append(try event(.enrolmentBegun, draft, dossier.account, actor, client, now))
            decision.changes += try storing(decision.outcome, now)
            return decision
        }
    }

    /// The same enrolment once more, with one more mail.
    ///
    /// - Throws: `TooManyMails`, `CeremonyFault.gone` if the draft has ended or its kind sends nothing.
    package func sendAgain(_ draftID: Factor.ID, of account: Account.ID, client: Client?) async throws -> Begun {
        try await world.decide(about: account) { dossier, now in
            guard dossier.account.state == .active else { throw CeremonyFault.closed }
            guard var draft = try await world.store.draft(draftID), draft.accountID == account,
                draft.expiresAt > now, draft.wrongAnswers < Self.tries, let method = world.methods.of(draft.kind),
                let begun = try method.repeatEnrolment(
                    draft,
                    world.tools(for: draftID, of: dossier.account, at: now),
                    world.workshop
                )
            else { throw CeremonyFault.gone }
            draft.sealedState = begun.kept
            let mail = try world.mailing(begun.mail, .enrolmentCode, to: dossier, from: client, at: now)
            try await world.noteSending(begun.mail, to: dossier.account, client: client)
            return Decision(
                Begun(draft: draft, shown: begun.shown, mail: begun.mail),
                [.saveDraft(draft)] + mail
            )
        }
    }

    /// Confirms a draft by an answer. On success the factor counts from this moment, and one that it replaces stops.
    ///
    /// - Parameters:
    ///   - label: what to call it; nil for what was said when it was begun.
    ///   - fallback: if that is empty and the method knows nothing better.
    ///   - session: where new backup codes can be read until they are saved; nil over the API.
    ///   - storing: for a call with an idempotency key: what is stored along with the verdict.
    package func finish(
        _ draftID: Factor.ID,
        of account: Account.ID,
        given: Given,
        label: String? = nil,
        orElse fallback: String = "",
        session: Session?,
        client: Client?,
        actor: Event.Actor,
        storing: @Sendable (Outcome, Date) throws -> [Change] = { _, _ in [] }
    ) async throws -> Outcome {
        let codes = try await NewBackupCodes.prepareIfNone(for: account, session: session, in: world)
        let answer = try await prepared(given, for: draftID, of: account)
        do {
            return try await finish(
                draftID,
                of: account,
                answer,
                label,
                fallback,
                codes,
                session,
                client,
                actor,
                storing
            )
        } catch CeremonyFault.taken {
            // The same passkey, on this account or another; its page says so.
            guard case .credential = given else { throw CeremonyFault.taken }
            let draft = try await world.store.draft(draftID)
            return .rejected(Rejection(.alreadyUsed), triesLeft: Self.tries - (draft?.wrongAnswers ?? 0))
        }
    }

    private func finish(
        _ draftID: Factor.ID,
        of account: Account.ID,
        _ answer: PreparedAnswer?,
        _ label: String?,
        _ fallback: String,
        _ codes: NewBackupCodes?,
        _ session: Session?,
        _ client: Client?,
        _ actor: Event.Actor,
        _ storing: @Sendable (Outcome, Date) throws -> [Change]
    ) async throws -> Outcome {
        try await world.decide(about: account) { dossier, now in
            guard dossier.account.state == .active else { throw CeremonyFault.closed }
            try world.refuseAbovePower(dossier.account, for: actor)
            guard var draft = try await world.store.draft(draftID), draft.accountID == account,
                draft.expiresAt > now, draft.wrongAnswers < Self.tries, let method = world.methods.of(draft.kind),
                !has(method, dossier), world.policy(for: dossier).allows(draft.kind, at: now)
            else { return Decision(.draftEnded) }
            if let label { draft.label = label }
            guard let answer,
                let verdict = try method.finishEnrolment(
                    draft,
                    answer,
                    tools(for: draft.id, of: dossier, at: now),
                    world.workshop
                )
            else { return Decision(.unrecognised) }
            switch verdict {
            case .rejected(let rejection, let changed):
                // Nothing was looked at where nobody could look.
                if rejection.reason == .unavailable {
                    return Decision(.rejected(rejection, triesLeft: Self.tries - draft.wrongAnswers))
                }
                draft = changed
                draft.wrongAnswers += 1
                let triesLeft = Self.tries - draft.wrongAnswers
                let outcome: Outcome = .rejected(rejection, triesLeft: triesLeft)
                var changes: [Change] = [.saveDraft(draft)]
                if triesLeft == 0 {
                    changes.append(try event(.enrolmentFailed, draft, dossier.account, actor, client, now))
                }
                return Decision(outcome, changes + (try storing(outcome, now)))
            case .accepted(var factor):
                if factor.label.isEmpty { factor.label = fallback }
                let recovery = try await world.recovery(of: session, at: now)
                let isNewSet =
                    recovery != nil || dossier.backupCodes == nil || dossier.measure(.setUpAgain, at: now) != nil
                let adding = AddingFactor(
                    factor: factor,
                    replacing: draft.replaces,
                    provesAddress: method.provesAddress,
                    codes: isNewSet ? codes : nil,
                    session: session,
                    recovery: recovery,
                    client: client,
                    actor: actor,
                    world: world
                )
                let outcome: Outcome = .confirmed(factor, backupCodes: isNewSet ? codes?.shown : nil)
                var changes: [Change] = [.consumeDraft(draftID)]
                changes += try adding.changes(to: dossier, at: now)
                changes += try storing(outcome, now)
                return Decision(outcome, changes)
            }
        }
    }

    /// The answer with its slow part done; nil if it has not the shape of the draft's kind, or there is no such draft.
    private func prepared(
        _ given: Given,
        for draftID: Factor.ID,
        of account: Account.ID
    ) async throws -> PreparedAnswer? {
        guard let draft = try await world.store.draft(draftID), draft.accountID == account,
            draft.expiresAt > world.now(), draft.wrongAnswers < Self.tries, let method = world.methods.of(draft.kind),
            let answer = method.answer(given)
        else { return nil }
        return try await method.prepare(answer, nil, world)
    }

    /// - Throws: `EnrolmentFault` where an account has at most one of a kind, and this one has it.
    func refuseAnother(_ method: AnyMethod, beside dossier: Dossier) throws {
        if has(method, dossier) {
            let problem = "is on already; an account has \(method.kind) once"
            throw EnrolmentFault(field: "kind", problem: problem, isOfState: true)
        }
    }

    /// - Throws: `EnrolmentFault` where policy has ended the kind, or offers none.
    func refuseEnded(_ method: AnyMethod, of dossier: Dossier, at now: Date) throws {
        let policy = world.policy(for: dossier)
        guard policy.allows(method.kind, at: now), policy.isOffered || !dossier.factors.isEmpty else {
            let problem = "is not allowed by the policy of the account's organisation"
            throw EnrolmentFault(field: "kind", problem: problem, isOfState: true)
        }
    }

    /// With what policy asks of new passkeys.
    private func tools(for draft: Factor.ID, of dossier: Dossier, at now: Date) -> MethodTools {
        var tools = world.tools(for: draft, of: dossier.account, at: now)
        if !world.policies.isPlain { tools.passkeys = world.policy(for: dossier).passkeys }
        return tools
    }

    /// Of kinds that an account has at most once.
    private func has(_ method: AnyMethod, _ dossier: Dossier) -> Bool {
        method.isOnePerAccount && dossier.factors.contains { $0.kind == method.kind }
    }

    func method(of kind: Kind) throws -> AnyMethod {
        guard let method = world.methods.of(kind) else {
            throw EnrolmentFault(field: "kind", problem: "is not offered here; use \(world.methods.names)")
        }
        return method
    }

    private func unfinished(
        _ kind: Kind,
        _ replacing: Factor.ID?,
        among drafts: [Draft],
        for dossier: Dossier,
        at now: Date
    ) throws -> Begun? {
        guard let method = world.methods.of(kind),
            let draft = drafts.first(where: {
                $0.kind == kind && $0.replaces == replacing && $0.expiresAt > now && $0.wrongAnswers < Self.tries
            })
        else { return nil }
        return Begun(
            draft: draft,
            shown: try method.shown(draft, request(for: dossier.account), world.workshop),
            isRenewed: hasRunOut(kind, replacing, among: drafts, for: dossier, at: now)
        )
    }

    /// Whether an earlier setup ran out and none came to its end since: its entry may still be in the person's app.
    private func hasRunOut(
        _ kind: Kind,
        _ replacing: Factor.ID?,
        among drafts: [Draft],
        for dossier: Dossier,
        at now: Date
    ) -> Bool {
        let lastDone = dossier.factors.filter { $0.kind == kind }.map(\.createdAt).max() ?? .distantPast
        return drafts.contains {
            $0.kind == kind && $0.replaces == replacing && $0.expiresAt <= now && $0.createdAt > lastDone
        }
    }

    private func begin(
        _ method: AnyMethod,
        _ label: String,
        _ parameters: [String: String],
        _ replacing: Factor.ID?,
        _ client: Client?,
        drafts: [Draft],
        dossier: Dossier,
        at now: Date
    ) throws -> Decision<Begun> {
        let account = dossier.account
        guard account.state == .active else { throw CeremonyFault.closed }
        if let replacing, !dossier.factors.contains(where: { $0.id == replacing && $0.kind == method.kind }) {
            throw CeremonyFault.gone
        }
        try refuseAnother(method, beside: dossier)
        try refuseEnded(method, of: dossier, at: now)
        let id: Factor.ID = world.makeID()
        let request = request(for: account, parameters: parameters)
        let begun = try method.beginEnrolment(
            request,
            id,
            account.id,
            dossier.factors.filter { $0.kind == method.kind },
            tools(for: id, of: dossier, at: now),
            world.workshop
        )
        let draft = Draft(
            id: id,
            accountID: account.id,
            kind: method.kind,
            label: label,
            sealedState: begun.kept,
            replaces: replacing,
            createdAt: now,
            expiresAt: now.addingTimeInterval(world.settings.enrolmentLifetime)
        )
        let isRenewed = hasRunOut(method.kind, replacing, among: drafts, for: dossier, at: now)
        let givingWay = drafts.dropFirst(Self.mostDrafts - 1).map { Change.consumeDraft($0.id) }
        let mail = try world.mailing(begun.mail, .enrolmentCode, to: dossier, from: client, at: now)
        return Decision(
            Begun(draft: draft, shown: begun.shown, isRenewed: isRenewed, mail: begun.mail),
            [.saveDraft(draft)] + givingWay + mail
        )
    }

    private func event(
        _ kind: Event.Kind,
        _ draft: Draft,
        _ account: Account,
        _ actor: Event.Actor,
        _ client: Client?,
        _ now: Date
    ) throws -> Change {
        try world.event(
            kind,
            about: account,
            by: actor,
            from: client,
            data: ["factor": draft.id.rawValue, "kind": draft.kind.rawValue],
            at: now
        )
    }
}

extension Methods {
    /// For messages: `totp`, `email`, …
    var names: String { all.map(\.kind.rawValue).joined(separator: ", ") }
}
