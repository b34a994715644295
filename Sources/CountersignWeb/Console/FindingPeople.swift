import Countersign
import Foundation
import Hummingbird

/// `/admin/people`: finds people by the beginning of their name or address.
enum FindingPeople {
    private static let mostShown = 50

    @Sendable
    static func show(_ staff: Staff) async throws -> Response {
        let query = staff.visitor.query["q"].trimmingCharacters(in: .whitespacesAndNewlines)
        let accounts = try await staff.world.store.accounts(prefix: query, after: nil, limit: mostShown)
        if !query.isEmpty { try await Looking(staff).searched(found: accounts.count) }
        return try staff.page(
            PeoplePage(
                query: query,
                people: accounts.map { account in
                    PeoplePage.Row(
                        id: account.id.rawValue,
                        name: account.calledName,
                        email: account.email ?? "",
                        tags: PersonTags.of(account)
                    )
                }
            )
        )
    }
}

extension Account {
    /// What staff read a person as.
    var calledName: String { displayName.isEmpty ? shownName : displayName }
}
