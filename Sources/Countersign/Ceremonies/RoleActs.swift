import Foundation

/// Giving people a role and taking it back.
package struct RoleActs: Sendable {
    let world: Surroundings

    package init(in world: Surroundings) {
        self.world = world
    }

    /// The account's sessions end, so that nobody goes on with what they may no longer do; somebody is always left who
    /// can change it back.
    ///
    /// - Parameter staff: who does it; nil for the host, which may do all but leave nobody.
    /// - Throws: `Authority.Refusal`, `CeremonyFault`
    package func change(
        _ account: Account.ID,
        to role: Role,
        by staff: Account?,
        reason: String = "",
        client: Client? = nil,
        actor: Event.Actor
    ) async throws {
        let owners = try await world.store.owners().filter { $0.state == .active }
        let isLastOwner = owners.count == 1 && owners.first?.id == account && role != .owner
        do {
            try await world.decide(about: account) { dossier, now in
                var changed = dossier.account
                guard changed.role != role else { return Decision(()) }
                if let staff {
                    try Authority.check(
                        .changeRole,
                        by: staff.role,
                        to: changed.role,
                        isSelf: staff.id == account,
                        isLastOwner: isLastOwner
                    )
                } else if isLastOwner {
                    throw Authority.Refusal.lastOwner
                }
                let data = ["from": changed.role.rawValue, "to": role.rawValue]
                // It may name the person, and goes with what the log knows of them.
                let personal = reason.isEmpty ? [:] : ["reason": String(reason.prefix(500))]
                let takesOwner = changed.role == .owner
                changed.role = role
                var changes: [Change] = [.saveAccount(changed), .endSessions(of: account, except: nil)]
                // Two owners who take each other's role at once: one of them is refused.
                if takesOwner { changes.append(.demandOwner) }
                changes.append(
                    try world.event(
                        .roleChanged,
                        about: changed,
                        by: actor,
                        from: client,
                        data: data,
                        personal: personal,
                        at: now
                    )
                )
                changes += try world.tell(changed, .roleChanged, from: client, facts: ["role": role.rawValue], at: now)
                return Decision((), changes)
            }
        } catch CeremonyFault.gone {
            throw Authority.Refusal.lastOwner
        }
    }
}
