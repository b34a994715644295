import Countersign
import Foundation

/// What staff only looked at is an event too: it is durable before anything is shown.
struct Looking {
    private let staff: any StaffContext
    /// Going back to a person within that time is the same visit.
    private static let oneVisit: TimeInterval = 600

    init(_ staff: any StaffContext) {
        self.staff = staff
    }

    /// What was searched for may be anybody's name, so it is not said.
    func searched(found: Int) async throws {
        try await note(.peopleSearched, about: nil, data: ["found": String(found)])
    }

    func exported(_ kind: Event.Kind, _ facts: [String: String]) async throws {
        try await note(kind, about: nil, data: facts)
    }

    /// - Parameter events: the person's latest, newest first.
    func opened(_ person: Account, events: [StoredEvent]) async throws {
        let now = staff.world.now()
        let isSameVisit = events.contains { stored in
            stored.event.kind == .personOpened && stored.event.actor == staff.actor
                && now.timeIntervalSince(stored.event.at) < Self.oneVisit
        }
        if !isSameVisit { try await note(.personOpened, about: person) }
    }

    private func note(_ kind: Event.Kind, about person: Account?, data: [String: String] = [:]) async throws {
        let world = staff.world
        try await world.commit([
            try world.event(kind, about: person, by: staff.actor, from: staff.client, data: data, at: world.now())
        ])
    }
}
