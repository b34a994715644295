import Countersign
import Foundation
import Synchronization
import YubicoOTP

/// A YubiKey in somebody's hand: types another code at each touch.
package final class TestYubiKey: Sendable {
    package let publicID: PublicID
    package let secrets: KeySecrets
    private let counters: Mutex<Counters>

    package init(_ publicID: String = "vvcccccccccb", seed: UInt8 = 1, session: UInt16 = 1) throws {
        self.publicID = try PublicID(publicID)
        secrets = try KeySecrets(
            privateID: [UInt8](repeating: seed, count: 6),
            aesKey: [UInt8](repeating: seed &+ 1, count: 16)
        )
        counters = Mutex(Counters(session: session, use: 0))
    }

    /// What it types.
    package func touch() -> String {
        let now = counters.withLock { counters in
            defer { counters = Counters(session: counters.session, use: counters.use &+ 1) }
            return counters
        }
        return code(at: now)
    }

    /// Pulled out and plugged in again.
    package func replug() {
        counters.withLock { $0 = Counters(session: $0.session + 1, use: 0) }
    }

    package func code(at counters: Counters) -> String {
        let touch = Touch(
            counters: counters,
            timestamp: UInt32(counters.use) * 100,
            random: UInt16(counters.use) &* 257 ^ counters.session
        )
        return secrets.otp(for: touch, publicID: publicID).text
    }

    package var newKey: YubiKeyActs.NewKey { YubiKeyActs.NewKey(publicID: publicID, secrets: secrets) }
}

/// What the keyboard makes of the keys that a YubiKey presses.
package func typed(_ modhex: String, on layout: KeyboardLayout, shifted: Bool = false) -> String {
    let keys = Array(shifted ? layout.shifted : layout.plain)
    let letters = Array(Modhex.alphabet)
    return String(modhex.compactMap { letter in letters.firstIndex(of: letter).map { keys[$0] } })
}

extension World {
    /// A key whose secrets this server has, set up for an account.
    package func yubiKey(for member: TestMember, _ publicID: String = "vvcccccccccb") async throws -> TestYubiKey {
        let key = try TestYubiKey(publicID)
        try await YubiKeyActs(in: surroundings).add([key.newKey], actor: .host)
        _ = try await Enrolment(in: surroundings).importConfirmed(
            kind: .yubikey,
            label: "",
            parameters: ["public_id": publicID],
            for: member.id,
            actor: .host
        )
        return key
    }
}

extension Settings {
    /// Where YubiKeys can be set up.
    package static var withYubiKeys: Settings {
        var settings = Settings()
        settings.validatesYubiKeys = true
        return settings
    }
}
