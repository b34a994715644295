import Foundation
import WebAuthn

extension Kind {
    package static let passkey = Kind(rawValue: "passkey")
}

/// Passkeys and security keys (WebAuthn Level 3).
package struct PasskeyMethod: Method {
    package static let kind = Kind.passkey
    package static let isAlwaysStrong = true
    package static let preparesAnswers = false
    /// The browser binds each answer to the site that asked.
    package static let isPhishingResistant = true
    /// An assertion with the user verified is two factors.
    package static let signsInAlone = true

    /// What is shown of a draft and of a challenge.
    package enum Shown {
        /// WebAuthn's `PublicKeyCredentialCreationOptionsJSON` or `PublicKeyCredentialRequestOptionsJSON`.
        package static let options = "options"
    }

    let relyingParty: RelyingParty
    private let policy: PasskeySettings
    let lifetime: TimeInterval

    private static let challengeLength = 32
    private static let userHandleLength = 64

    package init(_ settings: Settings) {
        policy = settings.passkeys
        relyingParty = settings.passkeys.relyingParty(publicURL: settings.publicURL)
        lifetime = settings.passkeyChallengeLifetime
    }

    package static func handle(of state: PasskeyState) -> String? { Base64URL.encode(state.record.id) }

    package static func name(of state: PasskeyState) -> String? { KnownAuthenticators.name(of: state.record.aaguid) }

    package func answer(from given: Given) -> PasskeyAnswer? {
        guard case .credential(let text) = given else { return nil }
        let json = Array(text.utf8)
        if let response = try? AuthenticationResponse(json: json) { return .authentication(response) }
        if let response = try? RegistrationResponse(json: json) { return .registration(response) }
        return nil
    }

    package func handle(in answer: PasskeyAnswer) -> String? {
        switch answer {
        case .authentication(let response): Base64URL.encode(response.id)
        case .registration: nil
        }
    }

    // MARK: Enrolment

    package func beginEnrolment(
        _ request: EnrolmentRequest,
        beside factors: [OpenFactor<PasskeyState>],
        with tools: MethodTools
    ) throws -> Begun<PasskeyDraft> {
        for field in request.parameters.keys.sorted() {
            throw EnrolmentFault(field: field, problem: "is nothing that a passkey has")
        }
        let excluded = factors.map {
            PasskeyDraft.Excluded(id: $0.state.record.id, transports: $0.state.record.transports)
        }
        let options = CreationOptions(
            rp: .init(id: relyingParty.id, name: request.issuer),
            user: .init(
                // One for all passkeys of an account, so that an authenticator shows one account.
                id: factors.first?.state.userHandle ?? tools.random(Self.userHandleLength),
                name: request.accountName,
                displayName: request.accountName
            ),
            challenge: Self.challenge(tools),
            timeout: Int(lifetime * 1000),
            excludeCredentials: excluded.map(\.descriptor),
            attestation: (tools.passkeys ?? policy).attestation == .direct ? .direct : .none
        )
        return Begun(try draft(of: options, excluding: excluded, at: tools.now))
    }

    /// Another challenge for the same enrolment: each is answered once, and in five minutes.
    package func repeatEnrolment(_ draft: PasskeyDraft, with tools: MethodTools) throws -> Begun<PasskeyDraft>? {
        let renewed = draft.renewed(with: Self.challenge(tools), until: end(from: tools.now))
        return Begun(renewed, shown: [Shown.options: renewed.options])
    }

    package func shown(_ draft: PasskeyDraft, for request: EnrolmentRequest) -> [String: String] {
        [Shown.options: draft.options]
    }

    package func finishEnrolment(
        _ draft: PasskeyDraft,
        with answer: PasskeyAnswer,
        using tools: MethodTools
    ) -> EnrolmentVerdict<PasskeyState, PasskeyDraft> {
        guard case .registration(let response) = answer else { return .rejected(Rejection(.wrongCode)) }
        guard tools.now < draft.expiresAt else { return .rejected(Rejection(.expired)) }
        let requirements = RegistrationRequirements(
            challenge: draft.challenge,
            attestation: (tools.passkeys ?? policy).policy,
            authenticators: (tools.passkeys ?? policy).authenticators
        )
        do {
            let record = try relyingParty.register(response, for: requirements, at: tools.now)
            // A browser that passed over `excludeCredentials`.
            guard !draft.excluded.contains(where: { $0.id == record.id }) else {
                return .rejected(Rejection(.alreadyUsed))
            }
            return .accepted(
                PasskeyState(
                    record: record,
                    userHandle: draft.userHandle,
                    isDiscoverable: response.isDiscoverable
                )
            )
        } catch {
            return .rejected(Rejection(.wrongCode, hint: error.hint))
        }
    }

    private func draft(
        of options: CreationOptions,
        excluding excluded: [PasskeyDraft.Excluded],
        at now: Date
    ) throws -> PasskeyDraft {
        PasskeyDraft(
            challenge: options.challenge,
            userHandle: options.user.id,
            options: try Self.json(options),
            expiresAt: end(from: now),
            excluded: excluded
        )
    }

    private func end(from now: Date) -> Date { now.addingTimeInterval(lifetime) }

    static func json(_ options: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(options), as: UTF8.self)
    }

    static func challenge(_ tools: MethodTools) -> [UInt8] { tools.random(challengeLength) }
}

/// What a browser's `navigator.credentials` gave, read and not yet believed.
package enum PasskeyAnswer: Sendable {
    case registration(RegistrationResponse)
    case authentication(AuthenticationResponse)
}
