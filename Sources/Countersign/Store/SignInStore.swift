import Foundation

/// Signing in, sessions, browsers, the way back in, drafts and challenges.
package protocol SignInStore: Sendable {
    func session(tokenHash: [UInt8]) async throws -> (session: Session, dossier: Dossier)?
    /// Newest first.
    func sessions(of account: Account.ID) async throws -> [Session]
    func signIn(tokenHash: [UInt8]) async throws -> (signIn: SignInUnderWay, dossier: Dossier)?
    func knownBrowser(tokenHash: [UInt8]) async throws -> KnownBrowser?
    /// Least recently used first.
    func knownBrowsers(of account: Account.ID) async throws -> [KnownBrowser]
    func device(_ id: RememberedDevice.ID) async throws -> RememberedDevice?
    /// Oldest first.
    func devices(of account: Account.ID) async throws -> [RememberedDevice]
    func recovery(reference: String) async throws -> RecoveryRequest?
    /// Newest first.
    func recoveries(of account: Account.ID) async throws -> [RecoveryRequest]
    /// Those that wait for staff, or for their time, and have not run out; oldest first.
    func waitingRecoveries(at now: Date, limit: Int) async throws -> [RecoveryRequest]
    /// Those that were decided or ran out, newest first.
    func decidedRecoveries(limit: Int) async throws -> [RecoveryRequest]
    /// Those that are open and have run out, whose wait is over, or half of it and that was not told; oldest first.
    func dueRecoveries(at now: Date, limit: Int) async throws -> [RecoveryRequest]
    func throttles(_ keys: [String]) async throws -> [String: Throttle]

    func draft(_ id: Factor.ID) async throws -> Draft?
    /// Newest first.
    func drafts(of account: Account.ID) async throws -> [Draft]
    func challenge(_ id: Challenge.ID) async throws -> Challenge?
    func challenge(linkHash: [UInt8]) async throws -> Challenge?
    func challenges(of account: Account.ID, for purpose: Challenge.Purpose) async throws -> [Challenge]
    /// Invitations that have not ended, newest first; those past their time too.
    func openInvitations(limit: Int) async throws -> [Challenge]
}
