import Countersign
import Foundation
import Hummingbird

/// `/security`: what protects the account, what is missing, and how to change it.
enum SecurityOverview {
    /// As far back as it is looked where an app was last used, and for the events shown.
    private static let eventsLookedAt = 60
    private static let eventsShown = 5

    @Sendable
    static func show(_ person: SignedIn) async throws -> Response {
        let account = person.account
        let events = try await person.world.store.events(of: account.id, before: nil, limit: eventsLookedAt)
        let history = AccountHistory(events, of: account, in: person.world)
        return try person.page(
            SecurityPage(
                lifted: try lifted(from: person),
                factors: try factors(of: person, history),
                choices: person.dossier.factors.isEmpty ? KindPages.offered(to: person.dossier, in: person.world) : [],
                onSince: onSince(person.dossier),
                backupCodes: person.dossier.backupCodes.map { row(of: $0, person) },
                needsNewBackupCodes: person.dossier.needsNewBackupCodes,
                email: account.email,
                isEmailConfirmed: account.confirmedEmail != nil,
                name: account.displayName,
                passwordChangedAt: account.passwordChangedAt,
                sessions: try await SessionActs(in: person.world).all(of: account.id).count,
                events: history.rows.prefix(eventsShown).map(\.row),
                mayOffer: offer(to: person),
                goesAt: account.deletion?.dueAt,
                askedToGetIn: try await CancellingRecovery.open(of: person)?.askedAt,
                flash: person.flash,
                signal: try person.world.acceptedPasskeys(of: person.dossier).map {
                    .accepted(relyingParty: $0.relyingParty, user: $0.user, credentials: $0.credentials)
                },
                deadline: person.world.stop(of: person.dossier, at: person.world.now()).map {
                    SecurityPage.Deadline(at: $0.at, organisation: person.world.name(of: $0.source))
                }
            )
        )
    }

    /// A second way for who has one, else a passkey; nothing to who said "Not now" lately.
    private static func offer(to person: SignedIn) -> SecurityPage.Offer? {
        let offers = Offers(in: person.world)
        let now = person.world.now()
        guard !person.dossier.factors.isEmpty, !offers.isResting(person.account, at: now) else { return nil }
        if person.dossier.factors.count == 1 { return .second }
        return offers.isDue(person.dossier, at: now) ? .passkey : nil
    }

    private static func lifted(from person: SignedIn) throws -> SecurityPage.Lifted? {
        let now = person.world.now()
        if let suspension = person.dossier.suspension(at: now), let until = suspension.endsAt {
            let details = try person.world.details(of: suspension)
            return .suspended(
                until: until,
                by: details.by,
                category: details.reason.category.rawValue,
                needsEmailCode: suspension.terms.needsEmailCode,
                network: suspension.terms.network
            )
        }
        return person.dossier.measure(.exemption, at: now)?.endsAt.map { .exempt(until: $0) }
    }

    /// "Turn back on now".
    @Sendable
    static func turnBackOn(_ person: SignedIn, _ form: Form) async throws -> Response {
        do {
            try await SupportActs(in: person.world).turnBackOn(person.session, client: person.client)
        } catch CeremonyFault.gone {
            // It ended by itself meanwhile, which is what was wanted.
        }
        return Response.seeOther("/security").telling(.turnedBackOn)
    }

    /// The one that is asked for first stands first.
    private static func factors(of person: SignedIn, _ history: AccountHistory) throws -> [SecurityPage.FactorRow] {
        let preferred = person.account.preferredFactorID
        let factors = person.dossier.factors
        let policy = person.world.policy(for: person.dossier)
        return try (factors.filter { $0.id == preferred } + factors.filter { $0.id != preferred }).compactMap {
            factor in
            try KindPages.of(factor.kind).map { kind in
                SecurityPage.FactorRow(
                    kind: kind,
                    id: factor.id.rawValue,
                    label: factor.label,
                    addedAt: factor.createdAt,
                    lastUsedAt: factor.lastUsedAt,
                    lastUsedIn: history.browser(lastUsing: factor),
                    isPreferred: factor.id == preferred,
                    driftSeconds: factor.kind == .totp ? try person.world.drift(of: factor) : 0,
                    endsAt: policy.end(of: factor.kind)?.value
                )
            }
        }
    }

    private static func row(of set: BackupCodeSet, _ person: SignedIn) -> SecurityPage.BackupRow {
        let unsaved = set.showing.flatMap { showing -> SecurityPage.BackupRow.Unsaved? in
            guard showing.until > person.world.now() else { return nil }
            return showing.sessionID == person.session.id ? .readable(until: showing.until) : .elsewhere
        }
        return SecurityPage.BackupRow(
            left: set.left,
            total: set.codes.count,
            madeAt: set.createdAt,
            unsaved: unsaved
        )
    }

    /// The set of codes came with the first factor, and stays when that moves to another phone.
    private static func onSince(_ dossier: Dossier) -> Date? {
        guard let first = dossier.factors.map(\.createdAt).min() else { return nil }
        return min(first, dossier.backupCodes?.createdAt ?? first)
    }
}

/// What happened to an account lately, as its owner reads it.
struct AccountHistory {
    /// Newest first, without what only says more of another event.
    let rows: [(event: StoredEvent, row: EventRow)]
    private let uses: [(factor: String, browser: Browser)]

    init(_ events: [StoredEvent], of account: Account, in world: Surroundings) {
        var rows: [(StoredEvent, EventRow)] = []
        var uses: [(String, Browser)] = []
        for stored in events {
            let event = stored.event
            let personal = world.personal(of: event, account: account)
            if event.kind?.activity != nil {
                let path = stored.position.flatMap { ObjectingToActivity.path(to: event, at: $0, by: account.id) }
                rows.append((stored, EventRow(event, personal: personal, reader: account.id, notMePath: path)))
            }
            if event.kind == .secondStepAccepted || event.kind == .pairAccepted,
                let factor = event.data["factor"], let agent = personal["user_agent"]
            {
                uses.append((factor, Browser(userAgent: agent)))
            }
        }
        self.rows = rows
        self.uses = uses
    }

    /// Nil if that was longer ago than was looked.
    func browser(lastUsing factor: Factor) -> Browser? {
        uses.first { $0.factor == factor.id.rawValue }?.browser
    }
}
