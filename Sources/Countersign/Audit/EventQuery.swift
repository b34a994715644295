import Foundation

/// Which sealed events a list shows, the newest first, and from where on.
package struct EventQuery: Sendable, Equatable {
    package var since: Date?
    /// Not any more.
    package var until: Date?
    /// Nil for all.
    package var kinds: Set<Event.Kind>?
    package var accountID: Account.ID?
    package var actor: Event.Actor?
    /// A position; what `EventsFound.next` said.
    package var before: Int64?
    package var limit = 50

    package init() {}

    package func shows(_ event: Event) -> Bool {
        if let since, event.at < since { return false }
        if let until, event.at >= until { return false }
        if let kinds, event.kind.map({ !kinds.contains($0) }) ?? true { return false }
        if let accountID, event.accountID != accountID { return false }
        if let actor, event.actor != actor { return false }
        return true
    }
}

/// A page of events, and the position to go on before if there may be more.
package struct EventsFound: Sendable {
    package let events: [StoredEvent]
    package let next: Int64?

    package init(events: [StoredEvent], next: Int64?) {
        self.events = events
        self.next = next
    }
}
