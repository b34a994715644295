import Foundation

/// The list of people, and the figures over all of them.
package protocol PeopleStore: Sendable {
    /// A page of the list of people.
    func people(_ query: PeopleQuery, at now: Date) async throws -> PeopleFound
    /// When somebody last signed in; nil if they never did.
    func lastSignIn(of account: Account.ID) async throws -> Date?
    /// Everybody with a role, by id.
    func staffSummaries(at now: Date) async throws -> [StaffSummary]
    /// How many wait after wrong codes.
    func countOfWaiting(at now: Date) async throws -> Int
    /// Brings lines of the list of people up to date that an older version left behind.
    /// - Returns: how many; 0 once there are none.
    func refreshSummaries(limit: Int) async throws -> Int

    // Figures; each is counted over everything, so not while somebody waits.

    /// How many accounts have factors of exactly these kinds.
    func countPeople() async throws -> [(kinds: [Kind], count: Int)]
    /// How many accounts there were, and how many of them were protected, as far as what is there still tells.
    func standing(at date: Date) async throws -> (accounts: Int, protected: Int)
    /// Sealed events of each kind.
    func countEvents(of kinds: [Event.Kind], since date: Date) async throws -> [Event.Kind: Int]
    func mailFigures(since date: Date) async throws -> Figures.Mail
    /// Weeks from that one on, oldest first.
    func figures(since week: Int64) async throws -> [WeekOfFigures]
    /// Inserts or replaces, by week.
    func saveFigures(_ week: WeekOfFigures) async throws
}
