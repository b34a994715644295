import Foundation

/// The way back in for who has lost every second factor: asked for in a sign-in whose password was right, confirmed by a
/// mailed code, decided by staff, or by a wait where policy allows that.
///
/// `Recovery+asking` is the person's part, `Recovery+deciding` what becomes of a request.
package struct Recovery: Sendable {
    let world: Surroundings

    package init(in world: Surroundings) {
        self.world = world
    }

    // Times are in seconds.

    /// How long staff have.
    static let staffTime: TimeInterval = 14 * 24 * 3600
    /// How long an approval may be used.
    static let approvalTime: TimeInterval = 3 * 24 * 3600
    /// How long the person has to set up a new factor once let in.
    static let sessionTime: TimeInterval = 3600
    /// A password that was reset by mail is no second channel beside that mailbox.
    static let resetAge: TimeInterval = 7 * 24 * 3600
    /// Characters that each of the person's two answers may have.
    static let longestText = 500
    /// Requests that one look at the clock takes at a time.
    static let step = 100

    /// What is wrong with what the person wrote, or why it cannot be sent.
    package enum Problem: Error, Sendable, Equatable {
        case reasonMissing
        case reasonTooLong
        case contactTooLong
        /// Nothing can be mailed to the account.
        case noAddress
    }

    /// How long until the wait alone lets this person in; nil if it does not: never for who has power over others, nor
    /// with a password that the mailbox gave.
    func wait(for dossier: Dossier, at now: Date) -> TimeInterval? {
        let wait = world.policy(for: dossier).recoveryWait.value
        guard wait > 0, dossier.account.role == .member else { return nil }
        guard let reset = dossier.account.passwordResetAt else { return wait }
        return now.timeIntervalSince(reset) >= Self.resetAge ? wait : nil
    }

    /// When the wait lets in who asked; nil where staff decide. What held when it was asked for must hold still.
    package func waitEnd(of request: RecoveryRequest, _ dossier: Dossier, at now: Date) -> Date? {
        wait(for: dossier, at: now) == nil ? nil : request.waitUntil
    }

    /// The request as it stands for whoever asked: what it waits for, and whether it still lets in. Nil once the
    /// account is gone.
    package func standing(of request: RecoveryRequest) async throws -> Standing? {
        guard let dossier = try await world.store.dossier(of: request.accountID) else { return nil }
        let waitUntil = waitEnd(of: request, dossier, at: world.now())
        return Standing(
            waitUntil: waitUntil,
            isOvertaken: request.state == .approved && request.waitUntil != nil && waitUntil == nil
        )
    }

    package struct Standing: Sendable {
        /// Nil where staff decide.
        package let waitUntil: Date?
        /// What the wait approved no longer lets in: the password was reset since, or policy has changed.
        package let isOvertaken: Bool
    }

    /// What the person said, and what was said to them.
    package func details(of request: RecoveryRequest) throws -> RecoveryRequest.Details {
        try world.workshop.open(
            RecoveryRequest.Details.self,
            request.sealedDetails,
            at: .recovery(request.id, of: request.accountID)
        )
    }
}
