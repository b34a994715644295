import Foundation

/// Beginning an enrolment, or going on with one: what is to be set up is shown, and waits as a draft to be confirmed.
extension Enrolment {
    /// The unfinished enrolment of a kind that this browser has begun, so that a reload shows the same secret. No other
    /// one is shown it: whoever had the password would know what is to guard the account from them.
    package func resumed(
        kind: Kind,
        for dossier: Dossier,
        replacing: Factor.ID? = nil,
        browser: [UInt8]?
    ) async throws -> Begun? {
        guard let method = world.methods.of(kind) else { return nil }
        let all = try await world.store.drafts(of: dossier.account.id)
        let drafts = EarlierDrafts(all, of: kind, replacing, in: browser)
        return try unfinished(method, among: drafts, for: dossier, at: world.now())
    }

    /// Goes on with the unfinished enrolment of a kind, or begins one: a reload and a second tab show the same secret.
    ///
    /// - Throws: as `begin` does.
    package func open(
        kind: Kind,
        label: String = "",
        replacing: Factor.ID? = nil,
        for account: Account.ID,
        browser: [UInt8]?,
        client: Client?,
        actor: Event.Actor
    ) async throws -> Begun {
        let method = try method(of: kind)
        let order = Order(
            method: method,
            label: label,
            replacing: replacing,
            browser: browser,
            client: client,
            actor: actor
        )
        return try await world.decide(about: account) { dossier, now in
            // Read in here: two tabs that open at once must not begin one each.
            let drafts = EarlierDrafts(try await world.store.drafts(of: account), of: kind, replacing, in: browser)
            if let begun = try unfinished(method, among: drafts, for: dossier, at: now) { return Decision(begun) }
            return try await begin(order, beside: drafts, for: dossier, at: now)
        }
    }

    /// Begins one, whatever else is unfinished.
    ///
    /// - Parameters:
    ///   - browser: the hash of the token of the one that goes on with it; nil for an app, whose drafts are of none.
    ///   - storing: for a call with an idempotency key: what is stored along with the draft, made of the outcome.
    /// - Throws: `EnrolmentFault` for parameters that the kind cannot take, `TooManyMails`, `CeremonyFault.closed`,
    ///   `CeremonyFault.gone` if there is no such factor to replace.
    package func begin(
        kind: Kind,
        label: String,
        parameters: [String: String] = [:],
        replacing: Factor.ID? = nil,
        for account: Account.ID,
        browser: [UInt8]? = nil,
        client: Client?,
        actor: Event.Actor,
        storing: @Sendable (Begun, Date) throws -> [Change] = { _, _ in [] }
    ) async throws -> Begun {
        let order = Order(
            method: try method(of: kind),
            label: label,
            parameters: parameters,
            replacing: replacing,
            browser: browser,
            client: client,
            actor: actor
        )
        return try await world.decide(about: account) { dossier, now in
            // Read in here: of many that begin at once each sees the one before.
            let drafts = EarlierDrafts(try await world.store.drafts(of: account), of: kind, replacing, in: browser)
            var decision = try await begin(order, beside: drafts, for: dossier, at: now)
            decision.changes += try storing(decision.outcome, now)
            return decision
        }
    }

    /// The same enrolment once more, with one more mail.
    ///
    /// - Throws: `TooManyMails`, `CeremonyFault.gone` if the draft has ended or its kind sends nothing.
    package func sendAgain(
        _ draftID: Factor.ID,
        of account: Account.ID,
        browser: [UInt8]?,
        client: Client?
    ) async throws -> Begun {
        try await world.decide(about: account) { dossier, now in
            guard dossier.account.state == .active else { throw CeremonyFault.closed }
            guard case (var draft, let method)? = try await openDraft(draftID, of: account, in: browser, at: now),
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

    // MARK: Parts

    /// What is to be set up, and who asks.
    private struct Order: Sendable {
        let method: AnyMethod
        let label: String
        var parameters: [String: String] = [:]
        let replacing: Factor.ID?
        let browser: [UInt8]?
        let client: Client?
        let actor: Event.Actor
    }

    private func unfinished(
        _ method: AnyMethod,
        among drafts: EarlierDrafts,
        for dossier: Dossier,
        at now: Date
    ) throws -> Begun? {
        guard let draft = drafts.open(at: now) else { return nil }
        return Begun(
            draft: draft,
            shown: try method.shown(draft, request(for: dossier.account), world.workshop),
            isRenewed: drafts.haveRunOut(for: dossier, at: now)
        )
    }

    private func begin(
        _ order: Order,
        beside drafts: EarlierDrafts,
        for dossier: Dossier,
        at now: Date
    ) async throws -> Decision<Begun> {
        let (method, account) = (order.method, dossier.account)
        guard account.state == .active else { throw CeremonyFault.closed }
        let ofKind = dossier.factors.filter { $0.kind == method.kind }
        if let replacing = order.replacing, !ofKind.contains(where: { $0.id == replacing }) {
            throw CeremonyFault.gone
        }
        try refuseAnother(method, beside: dossier)
        try refuseEnded(method, of: dossier, at: now)
        let id: Factor.ID = world.makeID()
        let begun = try method.beginEnrolment(
            request(for: account, parameters: order.parameters),
            id,
            account.id,
            ofKind,
            tools(for: id, of: dossier, at: now),
            world.workshop
        )
        let draft = Draft(
            id: id,
            accountID: account.id,
            kind: method.kind,
            label: order.label,
            sealedState: begun.kept,
            replaces: order.replacing,
            browserHash: order.browser,
            createdAt: now,
            expiresAt: now.addingTimeInterval(world.settings.enrolmentLifetime)
        )
        var changes: [Change] = [.saveDraft(draft)] + drafts.givingWay.map { .consumeDraft($0.id) }
        changes += try world.mailing(begun.mail, .enrolmentCode, to: dossier, from: order.client, at: now)
        try await world.noteSending(begun.mail, to: account, client: order.client)
        changes.append(
            try world.event(.enrolmentBegun, of: draft, account, by: order.actor, from: order.client, at: now)
        )
        let isRenewed = drafts.haveRunOut(for: dossier, at: now)
        return Decision(Begun(draft: draft, shown: begun.shown, isRenewed: isRenewed, mail: begun.mail), changes)
    }
}

/// The drafts that an account has before one more is begun, newest first, and which of them are of the same thing: of
/// one kind, in place of one factor or of none. Only those of the browser can be gone on with.
private struct EarlierDrafts: Sendable {
    /// Drafts that a browser may have at once; the oldest gives way.
    private static let most = 5
    /// And of all others together: whoever takes a new cookie for each is not kept for ever.
    private static let mostOfOthers = 45

    private let own: [Draft]
    private let others: [Draft]
    private let same: [Draft]
    private let kind: Kind
    private let browser: [UInt8]?

    init(_ all: [Draft], of kind: Kind, _ replacing: Factor.ID?, in browser: [UInt8]?) {
        self.kind = kind
        self.browser = browser
        own = all.filter { $0.browserHash == browser }
        others = all.filter { $0.browserHash != browser }
        same = all.filter { $0.kind == kind && $0.replaces == replacing }
    }

    /// What can be gone on with.
    func open(at now: Date) -> Draft? { same.first { $0.browserHash == browser && $0.takesAnswers(at: now) } }

    /// Whether an earlier setup can be gone on with no more and none came to its end since: its entry may still be in the
    /// person's app.
    func haveRunOut(for dossier: Dossier, at now: Date) -> Bool {
        let lastDone = dossier.factors.filter { $0.kind == kind }.map(\.createdAt).max() ?? .distantPast
        return same.contains { ($0.expiresAt <= now || $0.browserHash != browser) && $0.createdAt > lastDone }
    }

    /// What there is no room for beside one more.
    var givingWay: ArraySlice<Draft> { own.dropFirst(Self.most - 1) + others.dropFirst(Self.mostOfOthers) }
}
