import Countersign

/// The state of an account in a few words each.
enum PersonTags {
    static func of(_ account: Account) -> [Tag] {
        var tags: [Tag] = []
        switch account.state {
        case .active: break
        case .frozen: tags.append(Tag(Message("console.state.frozen"), .bad))
        case .disabled: tags.append(Tag(Message("console.state.disabled"), .bad))
        }
        if account.role > .member { tags.append(Tag(Message("roles.\(account.role.rawValue)"), .info)) }
        return tags
    }

    static func of(_ dossier: Dossier, in world: Surroundings) throws -> [Tag] {
        var tags = [
            dossier.factors.isEmpty
                ? Tag(Message("console.state.off"), .warn) : Tag(Message("console.state.on"), .ok)
        ]
        if let until = try world.guards(of: dossier).waitEnd(in: .common, at: world.now()) {
            tags.append(Tag(Message("console.state.waiting", ["time": .time(until)]), .bad))
        }
        return tags + of(dossier.account)
    }
}
