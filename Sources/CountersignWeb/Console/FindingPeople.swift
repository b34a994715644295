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
        let reminded = found.people.filter { $0.mayBeReminded(by: staff.account) }.map(\.id)
        let asked = found.people.filter { $0.mayBeAskedAgain(by: staff.account) }.map(\.id)
        return try staff.page(
            PeoplePage(
                list: list,
                people: found.people,
                next: found.next,
                choosable: Set(reminded + asked),
                mayRemind: !reminded.isEmpty,
                mayAskAgain: !asked.isEmpty,
                mayExport: staff.may(.exportPeople),
                notice: staff.flash?.box ?? staff.visitor.cookies[.flash].flatMap { AskedSeveral($0)?.box }
            )
        )
    }

    /// By an id, or by the reference of a request: what people quote.
    private static func exactly(_ text: String, _ staff: Staff) async throws -> PersonSummary? {
        let store = staff.world.store
        var id = Account.ID(text.lowercased())
        if let request = try await ListedRequests.find(text.uppercased(), in: staff.world) { id = request.account.id }
        guard let dossier = try await store.dossier(of: id) else { return nil }
        var query = PeopleQuery()
        query.prefix = dossier.account.name
        return try await store.people(query, at: staff.world.now()).people.first { $0.id == id }
    }

    /// `POST /admin/people/remind`
    @Sendable
    static func remind(_ staff: FreshStaff, _ form: Form) async throws -> Response {
        let chosen = PeoplePage.chosen(in: form)
        let back = PeopleList.path(backFrom: form, staff.visitor)
        guard !chosen.isEmpty else { return Response.seeOther(back).telling(Flash.nobodyChosen) }
        let sent = try await Reminding(in: staff.world).remind(chosen, by: staff.account, from: staff.client)
        return Response.seeOther(back).telling(sent > 0 ? Flash.reminded : Flash.nobodyReminded)
    }
}

extension PersonSummary {
    /// What staff read a person as.
    var calledName: String { displayName.isEmpty ? email ?? name : displayName }

    /// Whether a mail that asks for a second factor makes sense.
    func mayBeReminded(by staff: Account) -> Bool {
        factors == 0 && email != nil && state == .active && role == .member
            && Authority.allows(.remind, by: staff.role, to: role, isSelf: id == staff.id).isAllowed
    }

    /// Whether there is something to set up again.
    func mayBeAskedAgain(by staff: Account) -> Bool {
        factors > 0 && state == .active
            && Authority.allows(.askToSetUpAgain, by: staff.role, to: role, isSelf: id == staff.id).isAllowed
    }
}

extension Account {
    /// What staff read a person as.
    var calledName: String { displayName.isEmpty ? shownName : displayName }
}
