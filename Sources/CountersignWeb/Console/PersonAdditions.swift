import Countersign

/// What other parts of the console add to a person's page, each at its place.
struct PersonAdditions {
    /// Above everything: a pause that runs, an open request.
    var notices: [Box] = []
    /// Beside the name.
    var tags: [Tag] = []
    /// Under "Help this person", in this order.
    var actions: [PersonPage.Link] = []
    /// After what would happen at a sign-in, and why.
    var explanation: [Message] = []
    /// What may be done with one factor.
    var links: @Sendable (Factor) -> [PersonPage.Link] = { _ in [] }

    /// All that concerns this person, as far as this member of staff may see and do it.
    static func all(for dossier: Dossier, seenBy staff: FreshStaff) async throws -> PersonAdditions {
        try await support(for: dossier, seenBy: staff)
    }
}
