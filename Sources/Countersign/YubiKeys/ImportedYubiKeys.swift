import Foundation
import YubicoOTP

/// The validator of our own: judges codes with the secrets of imported keys.
package struct ImportedYubiKeys: YubicoValidator {
    private let store: any Store
    private let keys: KeyRingBox
    private let now: @Sendable () -> Date

    package init(store: any Store, keys: KeyRingBox, now: @escaping @Sendable () -> Date) {
        self.store = store
        self.keys = keys
        self.now = now
    }

    init(in world: Surroundings) {
        self.init(store: world.store, keys: world.keys, now: world.now)
    }

    /// What came of one code.
    package enum Check: Sendable, Equatable {
        case accepted(Touch)
        /// No such key was imported, or it was switched off.
        case unknownKey
        case wrong
        /// - Parameter sameRequest: the very request that the code was accepted for, sent again.
        case alreadyUsed(sameRequest: Bool)

        var verdict: YubicoVerdict {
            switch self {
            case .accepted(let touch): .accepted(touch.counters)
            case .unknownKey, .wrong: .wrong
            case .alreadyUsed: .alreadyUsed
            }
        }
    }

    package func verdict(on otp: OTP) async throws -> YubicoVerdict {
        try await check(otp).verdict
    }

    /// Accepts a code only by raising the key's counters, in one statement: of two that bring the same, one is first.
    ///
    /// - Parameters:
    ///   - nonce: of the request, if there was one.
    ///   - accepting: what else is written if it is accepted, in the same transaction.
    func check(
        _ otp: OTP,
        nonce: Nonce? = nil,
        accepting: (Date) throws -> [Change] = { _ in [] }
    ) async throws -> Check {
        guard let key = try await store.yubiKey(otp.publicID), key.isEnabled else { return .unknownKey }
        let secrets = try secrets(of: key)
        guard let touch = try? secrets.touch(in: otp) else { return .wrong }
        let moment = now()
        if key.isBehind(touch) {
            let use = Change.useYubiKey(key.publicID, touch.counters, nonce: nonce?.text, at: moment)
            if try await store.commit(Commit(changes: [use] + accepting(moment))) == .committed {
                return .accepted(touch)
            }
        }
        // Somebody was first, perhaps just now: what is kept says with which request.
        let last = try await store.yubiKey(otp.publicID)
        let isSame = nonce != nil && last?.lastNonce == nonce?.text && last?.counters == touch.counters
        return .alreadyUsed(sameRequest: isSame)
    }

    private func secrets(of key: YubiKey) throws -> KeySecrets {
        let bytes = try keys.current.open(key.sealedSecrets, at: .yubiKey(key.publicID))
        return try JSONDecoder().decode(YubiKeySecrets.self, from: Data(bytes)).secrets
    }
}

extension YubiKey {
    fileprivate func isBehind(_ touch: Touch) -> Bool {
        counters.map { $0 < touch.counters } ?? true
    }
}
