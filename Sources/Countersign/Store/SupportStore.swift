import Foundation

/// What support has lifted, given or asked, and what waits for a second person.
package protocol SupportStore: Sendable {
    /// Measures of a kind that still count at a moment, those that end first first; after one of them.
    func liveMeasures(_ kind: Measure.Kind, at now: Date, after: Measure?, limit: Int) async throws -> [Measure]
    func countOfLiveMeasures(_ kind: Measure.Kind, at now: Date) async throws -> Int
    /// Measures that have run out and are still there.
    func endedMeasures(at now: Date, limit: Int) async throws -> [Measure]
    func supportRequest(reference: String) async throws -> SupportRequest?
    /// Newest first.
    func supportRequests(of account: Account.ID) async throws -> [SupportRequest]
    /// Those that wait, or are approved and not carried out, and have not run out; oldest first.
    func openSupportRequests(_ kind: SupportRequest.Kind, at now: Date, limit: Int) async throws -> [SupportRequest]
    /// Those that nobody decided in time, and that do not say so yet.
    func runOutSupportRequests(at now: Date, limit: Int) async throws -> [SupportRequest]
    /// Those that were decided or ran out, newest first.
    func closedSupportRequests(_ kind: SupportRequest.Kind, limit: Int) async throws -> [SupportRequest]
    /// The requests that wait for staff, those to get in among them.
    ///
    /// - Parameters:
    ///   - roles: of those that are about people with such a role.
    ///   - asker: and whatever this actor asked for.
    func countOpenRequests(at now: Date, about roles: Set<Role>, orBy asker: String) async throws -> OpenRequests
}
