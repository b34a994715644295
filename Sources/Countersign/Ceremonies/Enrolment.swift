import Foundation

/// Adding a factor: begun, then confirmed by proof that it works. Nothing is on before that.
///
/// Here is what both halves share; `Enrolment+beginning`, `Enrolment+finishing` and `Enrolment+importing` have the acts.
package struct Enrolment: Sendable {
    let world: Surroundings

    /// Wrong answers that one draft takes; they count here and not on the account.
    package static let tries = 20

    package init(in world: Surroundings) {
        self.world = world
    }

    /// An enrolment that waits for its answer.
    package struct Begun: Sendable {
        package let draft: Draft
        /// What the method shows of it: for TOTP `secret` and `uri`.
        package let shown: [String: String]
        /// An earlier one has run out: what the person took over from it works no more.
        package var isRenewed = false
        /// What was mailed just now, if something was.
        package var mail: CodeMail?
    }

    /// What an answer led to.
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

    /// - Throws: `EnrolmentFault` for a kind that is not of this server.
    func method(of kind: Kind) throws -> AnyMethod {
        guard let method = world.methods.of(kind) else {
            throw EnrolmentFault(field: "kind", problem: "is not offered here; use \(world.methods.names)")
        }
        return method
    }

    /// A draft that still takes answers, and its method; nil if it has ended, or is another account's or browser's.
    func openDraft(
        _ id: Factor.ID,
        of account: Account.ID,
        in browser: [UInt8]?,
        at now: Date
    ) async throws -> (draft: Draft, method: AnyMethod)? {
        guard let draft = try await world.store.draft(id), draft.accountID == account,
            draft.browserHash == browser, draft.takesAnswers(at: now), let method = world.methods.of(draft.kind)
        else { return nil }
        return (draft, method)
    }

    /// With what policy asks of new passkeys.
    func tools(for draft: Factor.ID, of dossier: Dossier, at now: Date) -> MethodTools {
        var tools = world.tools(for: draft, of: dossier.account, at: now)
        if !world.policies.isPlain { tools.passkeys = world.policy(for: dossier).passkeys }
        return tools
    }

    // MARK: What may not be added

    /// Of kinds that an account has at most once.
    func has(_ method: AnyMethod, _ dossier: Dossier) -> Bool {
        method.isOnePerAccount && dossier.factors.contains { $0.kind == method.kind }
    }

    /// - Throws: `EnrolmentFault` where an account has at most one of a kind, and this one has it.
    func refuseAnother(_ method: AnyMethod, beside dossier: Dossier) throws {
        if has(method, dossier) {
            let problem = "is on already; an account has \(method.kind) once"
            throw EnrolmentFault(field: "kind", problem: problem, isOfState: true)
        }
    }

    /// - Throws: `EnrolmentFault` where policy has ended the kind, or offers none.
    package func refuseEnded(_ kind: Kind, of dossier: Dossier) throws {
        try refuseEnded(try method(of: kind), of: dossier, at: world.now())
    }

    /// - Throws: `EnrolmentFault` where policy has ended the kind, or offers none.
    func refuseEnded(_ method: AnyMethod, of dossier: Dossier, at now: Date) throws {
        let policy = world.policy(for: dossier)
        guard policy.allows(method.kind, at: now), policy.isOffered || !dossier.factors.isEmpty else {
            let problem = "is not allowed by the policy of the account's organisation"
            throw EnrolmentFault(field: "kind", problem: problem, isOfState: true)
        }
    }
}

extension Draft {
    /// Whether it can still be confirmed.
    func takesAnswers(at now: Date) -> Bool { expiresAt > now && wrongAnswers < Enrolment.tries }

    /// Wrong answers that it takes before it ends, 0 to `Enrolment.tries`.
    package var triesLeft: Int { max(0, Enrolment.tries - wrongAnswers) }
}

extension Surroundings {
    /// An event of a draft: which one, of which kind.
    func event(
        _ kind: Event.Kind,
        of draft: Draft,
        _ account: Account,
        by actor: Event.Actor,
        from client: Client?,
        at now: Date
    ) throws -> Change {
        try event(
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

extension Enrolment {
    /// It ends unfinished: what was shown of it confirms nothing any more.
    ///
    /// - Throws: `CeremonyFault.gone` if the account has none of this id.
    package func cancel(_ id: Factor.ID, of account: Account.ID, actor: Event.Actor) async throws {
        try await world.decide(about: account) { dossier, now in
            try world.refuseAbovePower(dossier.account, for: actor)
            guard let draft = try await world.store.draft(id), draft.accountID == account else {
                throw CeremonyFault.gone
            }
            let event = try world.event(.enrolmentCancelled, of: draft, dossier.account, by: actor, from: nil, at: now)
            return Decision((), [.consumeDraft(id), event])
        }
    }
}
