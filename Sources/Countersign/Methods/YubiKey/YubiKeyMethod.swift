import YubicoOTP

extension Kind {
    package static let yubikey = Kind(rawValue: "yubikey")
}

/// Codes that a YubiKey types when it is touched (Yubico OTP).
package struct YubiKeyMethod: Method {
    package typealias Challenge = NoChallenge

    package static let kind = Kind.yubikey
    // 128 bits under a key that nobody else has.
    package static let isAlwaysStrong = true
    package static let importNeeds: String? = "public_id"

    package let isOffered: Bool

    /// - Parameter isOffered: whether there is a validator to ask.
    package init(isOffered: Bool) {
        self.isOffered = isOffered
    }

    package static func handle(of state: YubiKeyState) -> String? { state.publicID.text }

    package func answer(from given: Given) -> YubiKeyAnswer? {
        guard case .text(let text) = given else { return nil }
        let readings = OTP.readings(of: text)
        return readings.isEmpty ? nil : YubiKeyAnswer(readings: readings)
    }

    /// Asks the validator, but only about a code that can be one of these factors': whoever types other codes learns
    /// nothing of them here and spends none.
    package func prepare(
        _ answer: YubiKeyAnswer,
        for factors: [OpenFactor<YubiKeyState>]?,
        in world: Surroundings
    ) async throws -> YubiKeyAnswer {
        var prepared = answer
        let candidates = answer.readings.filter { reading in
            // Without a public id there is nothing to know the key by.
            guard let factors else { return !reading.publicID.text.isEmpty }
            return factors.contains { $0.state.publicID == reading.publicID }
        }
        prepared.outcome = candidates.isEmpty ? .otherKey : .wrong
        for otp in candidates {
            switch try await world.yubico.verdict(on: otp) {
            case .accepted(let counters):
                prepared.outcome = .accepted(otp, counters)
                return prepared
            case .alreadyUsed: prepared.outcome = .alreadyUsed
            case .wrong: break
            case .unavailable:
                prepared.outcome = .unavailable
                return prepared
            }
        }
        return prepared
    }

    // Its validator has spent it: to refuse it now, for the wrong ones of somebody else, would waste the touch.
    package func isProved(_ answer: YubiKeyAnswer) -> Bool {
        if case .accepted = answer.outcome { true } else { false }
    }

    package func beginEnrolment(
        _ request: EnrolmentRequest,
        beside factors: [OpenFactor<YubiKeyState>],
        with tools: MethodTools
    ) throws -> Begun<YubiKeyDraft> {
        let draft = try YubiKeyDraft(parameters: request.parameters)
        guard isOffered else {
            let problem = "cannot be yubikey: this server has no yubikey-validation"
            throw EnrolmentFault(field: "kind", problem: problem, isOfState: true)
        }
        return Begun(draft)
    }

    package func imported(_ draft: YubiKeyDraft) -> YubiKeyState? {
        draft.publicID.map(YubiKeyState.init)
    }

    package func finishEnrolment(
        _ draft: YubiKeyDraft,
        with answer: YubiKeyAnswer,
        using tools: MethodTools
    ) -> EnrolmentVerdict<YubiKeyState, YubiKeyDraft> {
        guard case .accepted(let otp, let counters) = answer.outcome else { return .rejected(answer.rejection) }
        guard draft.publicID == nil || draft.publicID == otp.publicID else { return .rejected(Rejection(.wrongCode)) }
        var state = YubiKeyState(publicID: otp.publicID)
        return state.take(otp, counters: counters) ? .accepted(state) : .rejected(Rejection(.alreadyUsed))
    }

    package func finishChallenge(
        _ challenge: NoChallenge?,
        with answer: YubiKeyAnswer,
        on factors: [OpenFactor<YubiKeyState>],
        using tools: MethodTools
    ) -> Verdict<YubiKeyState, NoChallenge> {
        guard case .accepted(let otp, let counters) = answer.outcome else {
            return .rejected(answer.rejection, lookedAt: answer.outcome == .otherKey ? 0 : 1)
        }
        guard var factor = factors.first(where: { $0.state.publicID == otp.publicID }) else {
            return .rejected(Rejection(.wrongCode), lookedAt: 0)
        }
        guard factor.state.take(otp, counters: counters) else {
            return .rejected(Rejection(.alreadyUsed), lookedAt: 1)
        }
        // And not `hwk` of RFC 8176, which some take for proof against phishing: this code can be typed anywhere.
        return .accepted(factor, amr: ["otp"])
    }
}

/// A code as it was typed, and what its validator said.
package struct YubiKeyAnswer: Sendable {
    /// What the key may have meant, the likeliest first.
    let readings: [OTP]
    fileprivate(set) var outcome: Outcome?

    enum Outcome: Sendable, Equatable {
        case accepted(OTP, Counters?)
        case wrong
        /// Of none of these factors: nobody was asked.
        case otherKey
        case alreadyUsed
        case unavailable
    }

    fileprivate init(readings: [OTP]) {
        self.readings = readings
    }

    fileprivate var rejection: Rejection {
        switch outcome {
        case .wrong, .otherKey, .accepted: Rejection(.wrongCode)
        case .alreadyUsed: Rejection(.alreadyUsed)
        // Nil: nobody has asked.
        case .unavailable, nil: Rejection(.unavailable)
        }
    }
}
