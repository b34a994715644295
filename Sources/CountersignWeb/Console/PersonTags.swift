import Countersign
import Foundation

/// How a person stands, in a few words each.
enum PersonTags {
    static func of(_ person: PersonSummary, at now: Date) -> [Tag] {
        ofStaff(person, at: now) + role(person.role)
    }

    /// Where the role stands beside it.
    static func ofStaff(_ person: PersonSummary, at now: Date) -> [Tag] {
        [protection(isOn: person.factors > 0)] + paused(person.pausedUntil, at: now)
            + left(until: person.pausedUntil, at: now) + waiting(person.waitsUntil, at: now) + state(person.state)
    }

    static func of(_ dossier: Dossier, in world: Surroundings) throws -> [Tag] {
        let now = world.now()
        let until = try world.guards(of: dossier).waitEnd(in: .common, at: now)
        return [protection(isOn: !dossier.factors.isEmpty)] + waiting(until, at: now) + state(dossier.account.state)
            + role(dossier.account.role)
    }

    private static func protection(isOn: Bool) -> Tag {
        isOn ? Tag(Message("console.state.on"), .ok) : Tag(Message("console.state.off"), .warn)
    }

    private static func waiting(_ until: Date?, at now: Date) -> [Tag] {
        until.map { [Tag(Message("console.state.waiting", ["time": .end($0, seenAt: now, withZone: true)]), .bad)] }
            ?? []
    }

    private static func paused(_ until: Date?, at now: Date) -> [Tag] {
        until.map { [Tag(Message("console.state.paused", ["time": .end($0, seenAt: now)]), .warn)] } ?? []
    }

    /// How long a pause lasts still, in whole minutes.
    private static func left(until: Date?, at now: Date) -> [Tag] {
        until.map { until in
            let minutes = max(1, Int((until.timeIntervalSince(now) / 60).rounded(.up)))
            return [Tag(Message("console.state.left", ["duration": .duration(seconds: minutes * 60)]), .warn)]
        } ?? []
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
