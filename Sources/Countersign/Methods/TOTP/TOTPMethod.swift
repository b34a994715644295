import Foundation
import OneTimePassword

extension Kind {
    package static let totp = Kind(rawValue: "totp")
}

/// Codes of an authenticator app (RFC 6238).
package struct TOTPMethod: Method {
    package typealias Challenge = NoChallenge

    package static let kind = Kind.totp
    package static let preparesAnswers = false
    package static let importNeeds: String? = "secret"

    /// What is shown of a draft: the keys of `shown(_:for:)`.
    package enum Shown {
        package static let secret = "secret"
        package static let uri = "uri"
    }

    package init() {}

    /// By the secret alone: codes of other lengths or periods would only look different.
    package static func isSame(_ state: TOTPState, as other: TOTPState) -> Bool {
        state.key.secret == other.key.secret
    }

    package func answer(from given: Given) -> TOTPAnswer? {
        switch given {
        case .text(let text):
            TypedCode.digits(in: text).map(TOTPAnswer.code)
        case .pair(let first, let second, let withinTheHour):
            if let first = TypedCode.digits(in: first), let second = TypedCode.digits(in: second) {
                .pair(first, second, withinTheHour: withinTheHour)
            } else {
                nil
            }
        case .credential: nil
        }
    }

    package func beginEnrolment(
        _ request: EnrolmentRequest,
        beside factors: [OpenFactor<TOTPState>],
        with tools: MethodTools
    ) throws -> Begun<TOTPDraft> {
        Begun(try TOTPDraft(parameters: request.parameters, random: tools.random))
    }

    package func shown(_ draft: TOTPDraft, for request: EnrolmentRequest) -> [String: String] {
        [
            Shown.secret: draft.key.secret.base32,
            Shown.uri: KeyURI(totp: draft.key, issuer: request.issuer, account: request.accountName).text,
        ]
    }

    package func imported(_ draft: TOTPDraft) -> TOTPState? {
        TOTPState(key: draft.key, mark: .min, isHardwareToken: draft.isHardwareToken)
    }

    package func finishEnrolment(
        _ draft: TOTPDraft,
        with answer: TOTPAnswer,
        using tools: MethodTools
    ) -> EnrolmentVerdict<TOTPState, TOTPDraft> {
        var state = TOTPState(key: draft.key, mark: .min, isHardwareToken: draft.isHardwareToken)
        let verdict: TOTPState.Verdict
        switch answer {
        case .code(let code): verdict = state.judge(code, at: tools.now)
        case .pair(let first, let second, _): verdict = state.judge(first, second, at: tools.now, withinTheHour: false)
        }
        switch verdict {
        case .accepted: return .accepted(state)
        // The key is the person's own and nothing is guarded yet, so the clock's error is told at once.
        case .rejected(.clock(let offset)), .rejected(.otherTime(let offset)):
            return .rejected(Rejection(.wrongCode, hint: .clockIsOff(seconds: offset.seconds(of: draft.key))))
        case .rejected(let why): return .rejected(why.rejection(of: draft.key))
        }
    }

    package func finishChallenge(
        _ challenge: NoChallenge?,
        with answer: TOTPAnswer,
        on factors: [OpenFactor<TOTPState>],
        using tools: MethodTools
    ) -> Verdict<TOTPState, NoChallenge> {
        var changed: [OpenFactor<TOTPState>] = []
        var best: (rejection: TOTPState.Why, key: TOTP)?
        for var factor in factors {
            let before = factor.state
            let verdict: TOTPState.Verdict
            switch answer {
            case .code(let code): verdict = factor.state.judge(code, at: tools.now)
            case .pair(let first, let second, let withinTheHour):
                verdict = factor.state.judge(first, second, at: tools.now, withinTheHour: withinTheHour)
            }
            if factor.state != before { changed.append(factor) }
            switch verdict {
            case .accepted:
                // What the factors before this one took it for does not matter: it was the owner.
                return .accepted(factor, amr: ["otp"])
            case .rejected(let why):
                if best == nil || why.tellsMore(than: best?.rejection) { best = (why, factor.state.key) }
            }
        }
        guard let best else { return .rejected(Rejection(.noFactor), lookedAt: 0) }
        return .rejected(best.rejection.rejection(of: best.key), changed: changed, lookedAt: factors.count)
    }
}

/// What was typed, cleaned: digits only.
package enum TOTPAnswer: Sendable, Equatable {
    case code(String)
    /// Two consecutive codes: within two steps of the learnt drift, or up to an hour off.
    case pair(String, String, withinTheHour: Bool)
}
