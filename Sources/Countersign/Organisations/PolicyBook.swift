import Foundation
import Synchronization

/// The policies in force as this node knows them: read again at least every second, and at once after a save here.
package final class PolicyBook: Sendable {
    private struct Contents {
        var organisations: [Organisation.ID: Organisation] = [:]
        var policies: [Organisation.ID: Policy] = [:]
    }

    private let contents = Mutex(Contents())

    package init() {}

    /// Whether no organisation asks for anything: then nobody need know who belongs to which.
    package var isPlain: Bool { contents.withLock { $0.policies.isEmpty } }

    /// - Returns: nil for one that is not known, or asks for nothing.
    package func policy(of organisation: Organisation.ID) -> Policy? {
        contents.withLock { $0.policies[organisation] }
    }

    package func organisation(_ id: Organisation.ID) -> Organisation? {
        contents.withLock { $0.organisations[id] }
    }

    /// All that are known, the oldest first.
    package var organisations: [Organisation] {
        contents.withLock { Array($0.organisations.values) }.sorted { $0.id.rawValue < $1.id.rawValue }
    }

    /// The policies that ask for something.
    package var policies: [Organisation.ID: Policy] { contents.withLock { $0.policies } }

    /// Reads what has changed.
    package func refresh(from store: any Store) async throws {
        let now = try await store.organisations()
        let known = contents.withLock { $0.organisations }
        guard known.count != now.count || now.contains(where: { known[$0.id] != $0 }) else { return }
        let versions = try await store.policiesInForce()
        let policies = Dictionary(uniqueKeysWithValues: versions.map { ($0.organisationID, $0.policy) })
            .filter { $0.value != Policy() }
        // First who belongs where, then the rules that ask for it: no account is judged by rules without its places.
        store.loadMemberships(!policies.isEmpty)
        contents.withLock { contents in
            contents.organisations = Dictionary(uniqueKeysWithValues: now.map { ($0.id, $0) })
            contents.policies = policies
        }
    }
}
