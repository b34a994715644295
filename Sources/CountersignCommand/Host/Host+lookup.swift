import Countersign

extension Host {
    /// An account by its id, its name or its confirmed address.
    func dossier(of text: String) async throws -> Dossier {
        // The id first: it is ours to give, a name is anybody's to choose.
        if let found = try await world.store.dossier(of: Account.ID(text)) { return found }
        if let found = try await world.store.dossier(named: SignInIdentifier(text)) { return found }
        throw CommandFailure("there is no account \(Quoted.text(text))")
    }

    func app(_ text: String) async throws -> App {
        let apps = try await world.store.apps()
        if let found = apps.first(where: { $0.id.rawValue == text }) { return found }
        let named = apps.filter { $0.label == text }
        guard let found = named.first else { throw CommandFailure("there is no app \(Quoted.text(text))") }
        guard named.count == 1 else {
            throw CommandFailure("several apps are called \(Quoted.text(text)); give the id of one")
        }
        return found
    }
}
