import Countersign
import Hummingbird

/// The way to a second factor: why, and which.
enum SettingUp {
    /// `/setup`
    @Sendable
    static func explain(_ person: MustEnrol) async throws -> Response {
        let response = try person.page(page(for: person))
        guard let wanted = person.visitor.returnPath() else { return response }
        var carried = person.carried
        carried.destination = wanted
        return response.carrying(carried)
    }

    /// "Remind me next time", as long as there is time.
    @Sendable
    static func later(_ person: MustEnrol, _ form: Form) async throws -> Response {
        guard let stop = person.stop, stop.at > person.world.now() else { return .seeOther("/setup") }
        return Response.seeOther(person.afterSetup).endingSetup(person)
    }

    private static func page(for person: MustEnrol) -> SetupPage {
        if person.dossier.mustSetUpAgain(person.session) { return SetupPage(reason: .again) }
        guard let stop = person.stop else { return SetupPage(reason: .recovery) }
        let now = person.world.now()
        let reason: SetupPage.Reason =
            switch stop.reason {
            case .noFactor:
                person.world.policy(for: person.dossier).secondFactor.value == .staff ? .staff : .everyone
            case .ended(let kinds): .ended(KindPages.all.filter { kinds.contains($0.kind) })
            case .notPhishingResistant: .passkey
            }
        return SetupPage(
            reason: reason,
            organisation: person.world.name(of: stop.source),
            grace: stop.at > now ? SetupPage.Grace(until: stop.at, now: now) : nil
        )
    }

    /// `/setup/choose`
    @Sendable
    static func choose(_ person: MustEnrol) async throws -> Response {
        var kinds = KindPages.offered(to: person.dossier, in: person.world)
        if person.stop?.reason == .notPhishingResistant {
            kinds.removeAll { !person.world.methods.phishingResistant.contains($0.kind) }
        }
        return try person.page(ChoosePage(kinds: kinds, isFirst: true, backPath: "/setup", flash: person.flash))
    }

    /// `/security/two-factor/new`
    @Sendable
    static func chooseAnother(_ person: SignedIn) async throws -> Response {
        try person.page(
            ChoosePage(
                kinds: KindPages.offered(to: person.dossier, in: person.world),
                isFirst: person.dossier.factors.isEmpty,
                backPath: "/security",
                flash: person.flash
            )
        )
    }
}

extension KindPages {
    /// The kinds that this account may add now.
    static func offered(to dossier: Dossier, in world: Surroundings) -> [KindPages] {
        let offered = world.offered(to: dossier, at: world.now()).map(\.kind)
        return all.filter { offered.contains($0.kind) }
    }
}

extension SessionContext {
    /// Where a setup leads in the end: to the page that was asked for before it, if any.
    var afterSetup: String { carried.destination?.text ?? "/security" }
}

extension Response {
    /// The end of a setup: what was asked for before it is forgotten.
    func endingSetup(_ person: some SessionContext) -> Response {
        var carried = person.carried
        guard carried.destination != nil else { return self }
        carried.destination = nil
        return carrying(carried)
    }
}
