import Foundation

/// Staff ask several people at once to set up their second step again, for one reason. Each is decided, written and told
/// alone, as if it had been asked from that person's page.
package struct AskingSeveral: Sendable {
    let world: Surroundings

    /// A page of the list of people.
    package static let most = 50

    package init(in world: Surroundings) {
        self.world = world
    }

    /// What an order would do, person by person.
    package struct Sorted: Sendable, Equatable {
        package var asked: [Account] = []
        /// Somebody else has to agree first.
        package var waiting: [Account] = []
        /// Who has nothing to set up again, was asked already, or has as much power.
        package var leftOut: [Account] = []

        package init() {}

        package var changesSomething: Bool { !asked.isEmpty || !waiting.isEmpty }
    }

    /// What came of it.
    package struct Outcome: Sendable, Equatable {
        package var asked = 0
        package var waiting = 0
        package var leftOut = 0

        package init(asked: Int = 0, waiting: Int = 0, leftOut: Int = 0) {
            self.asked = asked
            self.waiting = waiting
            self.leftOut = leftOut
        }
    }

    /// Who would be asked at once and who later. Whoever is not there any more is not spoken of.
    package func sort(_ people: [Account.ID], by staff: Account) async throws -> Sorted {
        var sorted = Sorted()
        for id in people {
            guard let dossier = try await world.store.dossier(of: id) else { continue }
            switch try await standing(of: dossier, before: staff) {
            case .leftOut: sorted.leftOut.append(dossier.account)
            case .asked: sorted.asked.append(dossier.account)
            case .waiting: sorted.waiting.append(dossier.account)
            }
        }
        return sorted
    }

    /// - Parameter order: to set up again; sent twice, it asks nobody twice.
    package func carryOut(
        _ order: SupportOrder,
        on people: [Account.ID],
        by staff: Account,
        as helper: SupportActs.Helper
    ) async throws -> Outcome {
        var outcome = Outcome()
        for id in people {
            guard let dossier = try await world.store.dossier(of: id),
                try await standing(of: dossier, before: staff) != .leftOut
            else {
                outcome.leftOut += 1
                continue
            }
            do {
                switch try await SupportActs(in: world).carryOut(order, on: id, by: helper) {
                case .done: outcome.asked += 1
                case .waiting: outcome.waiting += 1
                }
            } catch is Authority.Refusal {
                outcome.leftOut += 1
            } catch is Problems<SupportOrder.Problem> {
                outcome.leftOut += 1
            } catch CeremonyFault.unknownAccount {
                outcome.leftOut += 1
            }
        }
        return outcome
    }

    private enum Standing {
        case asked
        case waiting
        case leftOut
    }

    private func standing(of dossier: Dossier, before staff: Account) async throws -> Standing {
        let act = StaffAct.askToSetUpAgain
        let account = dossier.account
        let answer = Authority.allows(act, by: staff.role, to: account.role, isSelf: account.id == staff.id)
        guard answer.isAllowed, SupportOrder.changesSomething(act, for: dossier, at: world.now()) else {
            return .leftOut
        }
        guard world.supportLimits(for: dossier).needSecond(act, for: account.role) else { return .asked }
        return try await waitsAlready(account.id) ? .leftOut : .waiting
    }

    /// Whether somebody of the staff asked for the same, and nobody has answered yet.
    private func waitsAlready(_ id: Account.ID) async throws -> Bool {
        let now = world.now()
        let acts = SupportActs(in: world)
        return try await world.store.supportRequests(of: id).contains { request in
            try request.kind == .approval && request.state.isOpen && now < request.expiresAt
                && acts.details(of: request).order.act == .askToSetUpAgain
        }
    }
}
