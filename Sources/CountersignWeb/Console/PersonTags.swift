import Countersign
import Foundation

/// How a person stands, in a few words each.
enum PersonTags {
    static func of(_ person: PersonSummary, at now: Date) -> [Tag] {
        [protection(isOn: person.factors > 0)] + paused(person.pausedUntil, at: now) + waiting(person.waitsUntil)
            + state(person.state) + role(person.role)
    }

    static func of(_ dossier: Dossier, in world: Surroundings) throws -> [Tag] {
        let until = try world.guards(of: dossier).waitEnd(in: .common, at: world.now())
        return [protection(isOn: !dossier.factors.isEmpty)] + waiting(until) + state(dossier.account.state)
            + role(dossier.account.role)
    }

    /// By the account alone, which does not say how it is protected.
    static func of(_ account: Account) -> [Tag] {
        state(account.state) + role(account.role)
    }

    private static func protection(isOn: Bool) -> Tag {
        isOn ? Tag(Message("console.state.on"), .ok) : Tag(Message("console.state.off"), .warn)
    }

    private static func waiting(_ until: Date?) -> [Tag] {
        until.map { [Tag(Message("console.state.waiting", ["time": .time($0)]), .bad)] } ?? []
    }

    private static func paused(_ until: Date?, at now: Date) -> [Tag] {
        until.map { [Tag(Message("console.state.paused", ["time": .end($0, seenAt: now)]), .warn)] } ?? []
    }

    private static func state(_ state: Account.State) -> [Tag] {
        switch state {
        case .active: []
        case .frozen: [Tag(Message("console.state.frozen"), .bad)]
        case .disabled: [Tag(Message("console.state.disabled"), .bad)]
        }
    }

    private static func role(_ role: Role) -> [Tag] {
        role > .member ? [Tag(Message("roles.\(role.rawValue)"), .info)] : []
    }
}
