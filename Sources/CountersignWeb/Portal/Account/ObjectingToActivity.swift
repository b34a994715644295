import Countersign
import Hummingbird

/// `/security/activity/{position}/not-me`: "This wasn’t me", said of one's own activity. Its button freezes the account.
enum ObjectingToActivity {
    /// Nil where there is nothing to object to: what others did has their name on it.
    static func path(to event: Event, at position: Int64, by account: Account.ID) -> String? {
        event.actor == .member(account) ? "/security/activity/\(position)/not-me" : nil
    }

    @Sendable
    static func show(_ person: SignedIn) async throws -> Response {
        let event = try await event(of: person)
        let personal = person.world.personal(of: event, account: person.account)
        return try person.page(
            NotMePage(event: EventRow(event, personal: personal, reader: person.account.id), isFromActivity: true)
        )
    }

    @Sendable
    static func freeze(_ person: SignedIn, _ form: Form) async throws -> Response {
        let event = try await event(of: person)
        try await NotMe(in: person.world).freeze(person.session, because: event, client: person.client)
        var carried = Carried()
        carried.reference = person.account.id.rawValue
        return Response.seeOther("/not-me/done").signedOut().carrying(carried)
    }

    /// Another account's event is as good as absent.
    private static func event(of person: SignedIn) async throws -> Event {
        guard let position = Int64(person.parameters["position"]), position < .max,
            let found = try await person.world.store
                .events(of: person.account.id, before: position + 1, limit: 1).first,
            found.position == position, path(to: found.event, at: position, by: person.account.id) != nil
        else { throw PageFault.notFound }
        return found.event
    }
}
