import Countersign
import YubicoOTP

/// What stands in a field that a YubiKey types into, before any of it is judged.
package enum TypedYubiKeyCode: Sendable {
    case slip(YubiKeyProblem)
    case answer(Given)

    /// - Parameter factors: those it may be of; nil while one is set up.
    package init(_ text: String, of factors: [Factor]?) {
        if text.allSatisfy(\.isWhitespace) {
            self = .slip(.missing)
            return
        }
        let readings = OTP.readings(of: text)
        if readings.isEmpty {
            self = .slip(.shape)
        } else if let factors, !readings.contains(where: { Self.isTyped($0, by: factors) }) {
            // It stands in front of every code, so no validator has to be asked.
            self = .slip(.otherKey)
        } else {
            self = .answer(.text(text))
        }
    }

    /// Whether a text is what a YubiKey types, in whatever keyboard layout.
    static func looksLikeOne(_ text: String) -> Bool {
        !OTP.readings(of: text).isEmpty
    }

    private static func isTyped(_ otp: OTP, by factors: [Factor]) -> Bool {
        factors.contains { $0.kind == .yubikey && $0.handle == otp.publicID.text }
    }
}

extension YubiKeyProblem {
    /// The words for a rejection.
    package init(_ rejection: Rejection) {
        switch rejection.reason {
        case .wrongCode, .expired, .challengeEnded, .noFactor: self = .wrong
        case .alreadyUsed: self = .used
        case .unavailable: self = .unavailable
        case .locked: self = .tooSoon
        }
    }
}

extension Dossier {
    var hasYubiKey: Bool { factors.contains { $0.kind == .yubikey } }
}
