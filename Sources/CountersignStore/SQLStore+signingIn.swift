import Countersign
import Foundation

extension SQLStore {
    package func session(tokenHash: [UInt8]) async throws -> (session: Session, dossier: Dossier)? {
        let memberships = needsMemberships
        return try await database.read { connection in
            guard let session = try Sessions.session(tokenHash: tokenHash, in: connection),
                let dossier = try Self.dossier(of: session.accountID, memberships, in: connection)
            else { return nil }
            return (session, dossier)
        }
    }

    package func sessions(of account: Account.ID) async throws -> [Session] {
        try await database.read { try Sessions.sessions(of: account, in: $0) }
    }

    package func signIn(tokenHash: [UInt8]) async throws -> (signIn: SignInUnderWay, dossier: Dossier)? {
        let memberships = needsMemberships
        return try await database.read { connection in
            guard let signIn = try SignIns.signIn(tokenHash: tokenHash, in: connection),
                let dossier = try Self.dossier(of: signIn.accountID, memberships, in: connection)
            else { return nil }
            return (signIn, dossier)
        }
    }

    package func knownBrowser(tokenHash: [UInt8]) async throws -> KnownBrowser? {
        try await database.read { try KnownBrowsers.browser(tokenHash: tokenHash, in: $0) }
    }

    package func recovery(reference: String) async throws -> RecoveryRequest? {
        try await database.read { try Recoveries.request(reference: reference, in: $0) }
    }

    package func recoveries(of account: Account.ID) async throws -> [RecoveryRequest] {
        try await database.read { try Recoveries.requests(of: account, in: $0) }
    }

    package func dueRecoveries(at now: Date, limit: Int) async throws -> [RecoveryRequest] {
        try await database.read { try Recoveries.due(at: now, limit: limit, in: $0) }
    }

    package func waitingRecoveries(at now: Date, limit: Int) async throws -> [RecoveryRequest] {
        try await database.readLong { try Recoveries.waiting(at: now, limit: limit, in: $0) }
    }

    package func decidedRecoveries(limit: Int) async throws -> [RecoveryRequest] {
        try await database.readLong { try Recoveries.decided(limit: limit, in: $0) }
    }

    package func device(_ id: RememberedDevice.ID) async throws -> RememberedDevice? {
        try await database.read { try Devices.device(id, in: $0) }
    }

    package func devices(of account: Account.ID) async throws -> [RememberedDevice] {
        try await database.read { try Devices.devices(of: account, in: $0) }
    }

    package func knownBrowsers(of account: Account.ID) async throws -> [KnownBrowser] {
        try await database.read { try KnownBrowsers.browsers(of: account, in: $0) }
    }

    package func throttles(_ keys: [String]) async throws -> [String: Throttle] {
        try await database.read { try Guards.throttles(keys, in: $0) }
    }

    package func draft(_ id: Factor.ID) async throws -> Draft? {
        try await database.read { try Drafts.draft(id, in: $0) }
    }

    package func drafts(of account: Account.ID) async throws -> [Draft] {
        try await database.read { try Drafts.drafts(of: account, in: $0) }
    }

    package func challenge(_ id: Challenge.ID) async throws -> Challenge? {
        try await database.read { try Challenges.challenge(id, in: $0) }
    }

    package func challenge(linkHash: [UInt8]) async throws -> Challenge? {
        try await database.read { try Challenges.challenge(linkHash: linkHash, in: $0) }
    }

    package func openInvitations(limit: Int) async throws -> [Challenge] {
        try await database.readLong { try Challenges.openInvitations(limit: limit, in: $0) }
    }

    package func challenges(
        of account: Account.ID,
        for purpose: Challenge.Purpose
    ) async throws -> [Challenge] {
        try await database.read { try Challenges.challenges(of: account, for: purpose, in: $0) }
    }
}
