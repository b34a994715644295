import YubicoOTP

/// Says whether a YubiKey's code is good, and spends it. Asked outside any transaction.
package protocol YubicoValidator: Sendable {
    func verdict(on otp: OTP) async throws -> YubicoVerdict
}

/// What a validator says of a code.
package enum YubicoVerdict: Sendable, Equatable {
    /// - Parameter counters: of the key at that touch, if the validator tells.
    case accepted(Counters?)
    /// No key that it knows makes such a code.
    case wrong
    /// It, or a later one of the same key, was shown before.
    case alreadyUsed
    /// It does not answer, or not in a way that can be believed.
    case unavailable
}

/// Where the operator has set up no validator.
package struct NoYubicoValidator: YubicoValidator {
    package init() {}

    package func verdict(on otp: OTP) async throws -> YubicoVerdict { .unavailable }
}

/// Judges the codes of imported keys here, and asks another validator about all others.
package struct ImportedKeysFirst: YubicoValidator {
    private let imported: ImportedYubiKeys
    private let other: any YubicoValidator

    package init(_ imported: ImportedYubiKeys, else other: any YubicoValidator) {
        self.imported = imported
        self.other = other
    }

    package func verdict(on otp: OTP) async throws -> YubicoVerdict {
        switch try await imported.check(otp) {
        case .unknownKey: try await other.verdict(on: otp)
        case let check: check.verdict
        }
    }
}
