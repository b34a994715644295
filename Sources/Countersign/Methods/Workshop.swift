import Foundation

/// What a sealed value needs to be opened and made: the keys of the moment and fresh randomness.
package struct Workshop: Sendable {
    let keys: KeyRing
    let random: @Sendable (Int) -> [UInt8]

    package init(keys: KeyRing, random: @escaping @Sendable (Int) -> [UInt8]) {
        self.keys = keys
        self.random = random
    }

    package func seal(_ bytes: [UInt8], at place: SealedPlace) throws -> [UInt8] {
        try keys.seal(bytes, at: place, random: random)
    }

    package func open(_ sealed: [UInt8], at place: SealedPlace) throws -> [UInt8] {
        try keys.open(sealed, at: place)
    }

    package func seal(_ value: some Encodable, at place: SealedPlace) throws -> [UInt8] {
        try seal((value as? any Compact)?.compactBytes ?? [UInt8](JSONEncoder().encode(value)), at: place)
    }

    package func open<Value: Decodable>(_ type: Value.Type, _ sealed: [UInt8], at place: SealedPlace) throws -> Value {
        let bytes = try open(sealed, at: place)
        if let compact = Value.self as? any Compact.Type, let value = try compact.init(compactBytes: bytes) as? Value {
            return value
        }
        return try JSONDecoder().decode(Value.self, from: Data(bytes))
    }

    func open<Value: Decodable>(_ type: Value.Type, _ draft: Draft) throws -> Value {
        try open(type, draft.sealedState, at: .draft(draft.id, of: draft.accountID))
    }

    func open<Value: Decodable>(_ type: Value.Type, _ factor: Factor) throws -> Value {
        try open(type, factor.sealedState, at: .factor(factor.id, of: factor.accountID))
    }

    func open<Value: Decodable>(_ type: Value.Type, _ challenge: Challenge) throws -> Value {
        try open(type, challenge.sealedPayload, at: .challenge(challenge.id, of: challenge.accountID))
    }

    func opened<State: Decodable & Sendable>(_ factor: Factor, as type: State.Type) throws -> OpenFactor<State> {
        OpenFactor(id: factor.id, state: try open(type, factor))
    }

    func factor(of draft: Draft, state: some Encodable, handle: String?, confirmedAt now: Date) throws -> Factor {
        Factor(
            id: draft.id,
            accountID: draft.accountID,
            kind: draft.kind,
            label: draft.label,
            handle: handle,
            sealedState: try seal(state, at: .factor(draft.id, of: draft.accountID)),
            createdAt: now
        )
    }
}

extension Surroundings {
    package var workshop: Workshop { Workshop(keys: keys.current, random: random) }

    /// What a method works with, for one draft or challenge of an account.
    func tools<Subject>(for subject: Identifier<Subject>, of account: Account?, at now: Date) -> MethodTools {
        MethodTools(
            now: now,
            random: random,
            email: account?.email,
            confirmedEmail: account?.confirmedEmail,
            keys: keys.current,
            subject: subject.rawValue,
            mailID: { makeID() }
        )
    }
}
