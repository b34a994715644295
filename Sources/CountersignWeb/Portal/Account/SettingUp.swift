import Countersign
import Hummingbird

/// The way to a second factor: why, and which.
enum SettingUp {
    /// `/setup`
    @Sendable
    static func explain(_ person: MustEnrol) async throws -> Response {
        let response = try person.page(SetupPage(isRecovery: person.session.recoveryID != nil))
        guard let wanted = person.visitor.returnPath() else { return response }
        var carried = person.carried
        carried.destination = wanted
        return response.carrying(carried)
    }

    /// `/setup/choose`
    @Sendable
    static func choose(_ person: MustEnrol) async throws -> Response {
        try person.page(ChoosePage(kinds: KindPages.offered(in: person.world), isFirst: true, backPath: "/setup"))
    }

    /// `/security/two-factor/new`
    @Sendable
    static func chooseAnother(_ person: SignedIn) async throws -> Response {
        try person.page(
            ChoosePage(
                kinds: KindPages.offered(in: person.world),
                isFirst: person.dossier.factors.isEmpty,
                backPath: "/security"
            )
        )
    }
}

extension KindPages {
    /// The kinds that may be added here.
    static func offered(in world: Surroundings) -> [KindPages] {
        all.filter { world.methods.of($0.kind)?.isOffered == true }
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
