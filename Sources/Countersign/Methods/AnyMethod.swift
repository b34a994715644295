import Foundation

/// A method whose own types are closed in: it takes and gives sealed bytes. Each kind is opened once, in `Methods`.
package struct AnyMethod: Sendable {
    package let kind: Kind
    /// Whether a text has the shape of this kind's answers.
    package let recognises: @Sendable (Given) -> Bool
    /// Begins an enrolment: the sealed draft, and what to show of it.
    package let beginEnrolment:
        @Sendable (EnrolmentRequest, Factor.ID, Account.ID, Workshop) throws -> (
            sealedDraft: [UInt8], shown: [String: String]
        )
    package let shown: @Sendable (Draft, EnrolmentRequest, Workshop) throws -> [String: String]
    /// The factor of a draft that needs no proof: an import. Nil where a kind cannot be imported.
    package let imported: @Sendable (Draft, Date, Workshop) throws -> Factor?
    /// Nil if the answer is not of this kind's shape.
    package let finishEnrolment: @Sendable (Draft, Given, Date, Workshop) throws -> SealedEnrolmentVerdict?
    /// Nil if the answer is not of this kind's shape.
    package let finishChallenge: @Sendable (Given, [Factor], Date, Workshop) throws -> SealedVerdict?
    /// Rewrites a factor's state after a restore, so that nothing used before it counts again; nil if nothing changes.
    package let afterRestore: @Sendable (Factor, Date, Workshop) throws -> Factor?

    package enum SealedEnrolmentVerdict: Sendable {
        case accepted(Factor)
        case rejected(Rejection)
    }

    package enum SealedVerdict: Sendable {
        case accepted(Factor, amr: [String])
        case rejected(Rejection, changed: [Factor], lookedAt: Int)
    }

    package init<M: Method>(
        _ method: M,
        afterRestore: @escaping @Sendable (inout M.State, Date) -> Bool = { _, _ in false }
    ) {
        kind = M.kind
        recognises = { method.answer(from: $0) != nil }
        beginEnrolment = { request, id, account, workshop in
            let draft = try method.beginEnrolment(request, random: workshop.random)
            return (
                try workshop.seal(draft, at: .draft(id, of: account)),
                method.shown(draft, for: request)
            )
        }
        shown = { draft, request, workshop in
            try method.shown(workshop.open(M.Draft.self, draft), for: request)
        }
        imported = { draft, now, workshop in
            guard let state = method.imported(try workshop.open(M.Draft.self, draft)) else { return nil }
            return try workshop.factor(of: draft, state: state, handle: M.handle(of: state), confirmedAt: now)
        }
        finishEnrolment = { draft, given, now, workshop in
            guard let answer = method.answer(from: given) else { return nil }
            switch method.finishEnrolment(try workshop.open(M.Draft.self, draft), with: answer, at: now) {
            case .rejected(let rejection): return .rejected(rejection)
            case .accepted(let state):
                return .accepted(
                    try workshop.factor(of: draft, state: state, handle: M.handle(of: state), confirmedAt: now)
                )
            }
        }
        finishChallenge = { given, factors, now, workshop in
            guard let answer = method.answer(from: given) else { return nil }
            let open = try factors.map { OpenFactor(id: $0.id, state: try workshop.open(M.State.self, $0)) }
            func sealed(_ factor: OpenFactor<M.State>, usedAt: Date?) throws -> Factor? {
                guard var kept = factors.first(where: { $0.id == factor.id }) else { return nil }
                kept.sealedState = try workshop.seal(factor.state, at: .factor(kept.id, of: kept.accountID))
                if let usedAt { kept.lastUsedAt = usedAt }
                return kept
            }
            switch method.finishChallenge(nil, with: answer, on: open, at: now) {
            case .accepted(let factor, let amr):
                guard let kept = try sealed(factor, usedAt: now) else {
                    return .rejected(Rejection(.noFactor), changed: [], lookedAt: 0)
                }
                return .accepted(kept, amr: amr)
            case .rejected(let rejection, let changed, let lookedAt):
                return .rejected(
                    rejection,
                    changed: try changed.compactMap { try sealed($0, usedAt: nil) },
                    lookedAt: lookedAt
                )
            }
        }
        self.afterRestore = { factor, now, workshop in
            var state = try workshop.open(M.State.self, factor)
            guard afterRestore(&state, now) else { return nil }
            var kept = factor
            kept.sealedState = try workshop.seal(state, at: .factor(kept.id, of: kept.accountID))
            return kept
        }
    }
}

/// Every kind that this server knows, in the order in which screens offer them.
package struct Methods: Sendable {
    package let all: [AnyMethod]

    package init(_ all: [AnyMethod]) {
        self.all = all
    }

    package func of(_ kind: Kind) -> AnyMethod? {
        all.first { $0.kind == kind }
    }

    /// The one visible list: a new kind is a line here.
    package static let standard = Methods([
        AnyMethod(TOTPMethod()) { state, now in
            state.moveMark(past: now)
            return true
        }
    ])
}
