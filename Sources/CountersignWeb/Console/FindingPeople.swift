import Countersign
import Foundation
import Hummingbird

/// `/admin/people`: finds people, shows who is missing something, and reminds them.
enum FindingPeople {
    @Sendable
    static func show(_ staff: Staff) async throws -> Response {
        try staff.demand(.search)
        let list = PeopleList(staff.visitor.query)
        var found = try await staff.world.store.people(list.query, at: staff.world.now())
        if !list.search.isEmpty {
            if found.people.isEmpty, let one = try await exactly(list.search, staff) {
                found = PeopleFound(people: [one], next: nil)
            }
            if list.after == nil { try await Looking(staff).searched(found: found.people.count) }
        }
        let mayRemind = Authority.allows(.remind, by: staff.role, to: .member).isAllowed
        return try staff.page(
            PeoplePage(
                list: list,
                people: found.people,
                next: found.next,
                mayRemind: mayRemind && found.people.contains { $0.mayBeReminded },
                mayExport: staff.may(.exportPeople),
                flash: staff.flash
            )
        )
    }

    /// By an id, or by the reference of a request: what people quote.
    private static func exactly(_ text: String, _ staff: Staff) async throws -> PersonSummary? {
        let store = staff.world.store
        var id = Account.ID(text.lowercased())
        if let request = try await store.recovery(reference: text.uppercased()) { id = request.accountID }
        guard let dossier = try await store.dossier(of: id) else { return nil }
        var query = PeopleQuery()
        query.prefix = dossier.account.name
        return try await store.people(query, at: staff.world.now()).people.first { $0.id == id }
    }

    /// `POST /admin/people/remind`
    @Sendable
    static func remind(_ staff: FreshStaff, _ form: Form) async throws -> Response {
        let chosen = form.fields.keys.filter { $0.hasPrefix(PeoplePage.choice) }.sorted()
            .map { Account.ID(String($0.dropFirst(PeoplePage.choice.count))) }
        let asked = staff.visitor.returnPath(in: form)?.text ?? ""
        let back = asked.hasPrefix(PeopleList.path) ? asked : PeopleList.path
        guard !chosen.isEmpty else { return Response.seeOther(back).telling(Flash.nobodyChosen) }
        let sent = try await Reminding(in: staff.world).remind(chosen, by: staff.account, from: staff.client)
        return Response.seeOther(back).telling(sent > 0 ? Flash.reminded : Flash.nobodyReminded)
    }
}

extension PersonSummary {
    /// What staff read a person as.
    var calledName: String { displayName.isEmpty ? email ?? name : displayName }

    /// Whether a mail that asks for a second factor makes sense.
    var mayBeReminded: Bool { factors == 0 && email != nil && state == .active && role == .member }
}

extension Account {
    /// What staff read a person as.
    var calledName: String { displayName.isEmpty ? shownName : displayName }
}
