import Countersign
import Foundation

/// The `PasswordHasher` of the server: Argon2id on threads of its own, each using up to the cost's memory (64 MiB).
package final class HashingPool: PasswordHasher {
    private let passwords: Argon2id
    private let codes: Argon2id
    private let threads: HashingThreads

    /// - Parameters:
    ///   - cost: of a password; `codeCost` of a backup code.
    ///   - threadCount: nil for one a core.
    ///   - waiting: known callers, and strangers of all networks, that may wait for a thread.
    package init(
        cost: Argon2id.Cost = .standard,
        codeCost: Argon2id.Cost = .standard,
        threadCount: Int? = nil,
        waiting: (known: Int, strangers: Int) = (128, 64)
    ) {
        passwords = Argon2id(cost: cost)
        codes = Argon2id(cost: codeCost)
        threads = HashingThreads(
            count: threadCount ?? ProcessInfo.processInfo.activeProcessorCount,
            limits: .init(known: waiting.known, strangers: waiting.strangers, strangersPerNetwork: 2)
        )
    }

    deinit {
        threads.stop()
    }

    package func hash(_ password: String, for caller: HashingCaller) async throws -> String {
        let secret = WipedText(normalising: password)
        return try await threads.run(for: caller) { [passwords] in
            try passwords.hash(secret)
        }
    }

    package func verify(
        _ password: String,
        against hash: String?,
        for caller: HashingCaller
    ) async throws -> PasswordCheck {
        let secret = WipedText(normalising: password)
        return try await threads.run(for: caller) { [passwords] in
            guard let hash else {
                // Nobody's hash: the time is spent, the answer is fixed.
                _ = try passwords.verify(secret, against: passwords.dummyHash)
                return .wrong
            }
            guard try passwords.verify(secret, against: hash) else { return .wrong }
            return passwords.needsRehash(hash) ? .rightButOutdated : .right
        }
    }

    package func hashBackupCodes(_ codes: [String], salt: [UInt8], for caller: HashingCaller) async throws -> [[UInt8]]
    {
        let secrets = codes.map(WipedText.init(normalising:))
        // One code after the other: a new set must not take all threads and queue places at once.
        var hashes: [[UInt8]] = []
        for secret in secrets {
            hashes.append(
                try await threads.run(for: caller) { [codes = self.codes] in
                    try codes.hash(secret, salt: salt)
                }
            )
        }
        return hashes
    }

    /// How many wait now, for metrics.
    package var waitingCount: Int { threads.waitingCount }
}
