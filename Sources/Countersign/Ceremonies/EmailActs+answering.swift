import Foundation

extension EmailActs {
    /// A code from one of the mails, in the browser that asked. Any of the last ones sent to that address is right.
    ///
    /// - Throws: `ChallengeProblem`; `.unknown` if nothing waits for that address.
    package func confirm(
        _ session: Session,
        _ side: Side,
        code: String,
        browser: Token,
        client: Client
    ) async throws
        -> Outcome
    {
        let halves = try await open(of: session.accountID).filter { $0.payload.side == side }
        let live = halves.map(\.challenge).filter { $0.ended == nil }
        guard let latest = live.first else {
            throw halves.isEmpty ? ChallengeProblem.unknown : ChallengeProblem.ended(.exhausted)
        }
        for earlier in live.dropFirst() where isRight(code, for: earlier, in: browser) {
            return try await agree(earlier, client: client)
        }
        let (challenge, problem) = try await world.judgeMailedCode(
            code,
            of: latest.id,
            purpose: .changeEmail,
            browser: browser
        )
        if case .ended(.exhausted) = problem {
            // One budget of tries for all that were sent.
            for earlier in live.dropFirst() {
                _ = try await world.store.commit(Commit(changes: [.endChallenge(earlier.id, .exhausted)]))
            }
        }
        if let problem { throw problem }
        guard let challenge else { throw ChallengeProblem.unknown }
        return try await agree(challenge, client: client)
    }

    /// What a link from either mail is about, and whether it was pressed before; opening it only shows.
    ///
    /// - Throws: `ChallengeProblem`
    package func linked(_ link: Token) async throws -> (challenge: Challenge, newEmail: String, agreed: Bool) {
        guard let challenge = try await world.store.challenge(linkHash: link.hash), challenge.purpose == .changeEmail
        else { throw ChallengeProblem.unknown }
        if let problem = world.problem(with: challenge) { throw problem }
        let payload = try payload(of: challenge)
        return (challenge, payload.newEmail, payload.agreed)
    }

    /// The button of a mailed link, in any browser.
    ///
    /// - Throws: `ChallengeProblem`, `CeremonyFault.closed`
    package func confirm(link: Token, client: Client) async throws -> Outcome {
        try await agree(try await linked(link).challenge, client: client)
    }

    private func isRight(_ text: String, for challenge: Challenge, in browser: Token) -> Bool {
        guard let code = TypedCode.digits(in: text), let hash = challenge.codeHash,
            let bound = challenge.browserHash, ConstantTime.areEqual(bound, browser.hash)
        else { return false }
        return world.keys.current.matches(hash, parts: [challenge.id.rawValue, code], for: .mailedCode)
    }

    private func agree(_ challenge: Challenge, client: Client) async throws -> Outcome {
        guard let id = challenge.accountID else { throw ChallengeProblem.unknown }
        var mine = challenge
        var payload = try payload(of: challenge)
        payload.agreed = true
        mine.sealedPayload = try world.workshop.seal(payload, at: .challenge(challenge.id, of: id))
        let agreed = mine
        let asked = payload
        do {
            return try await world.decide(about: id) { dossier, now in
                guard dossier.account.state == .active else { throw CeremonyFault.closed }
                let others = try await open(of: id).filter { $0.payload.side != asked.side }
                // An address confirmed meanwhile was never asked, and another change may have been begun.
                guard asked.hasOld == (dossier.account.confirmedEmail != nil),
                    others.allSatisfy({ $0.payload.newEmail == asked.newEmail })
                else { throw ChallengeProblem.ended(.replaced) }
                if asked.hasOld, !others.contains(where: \.payload.agreed) {
                    return Decision(.waitingForOther, [.saveChallenge(agreed)])
                }
                return try finish(asked, challenge, dossier, client, now)
            }
        } catch CeremonyFault.taken {
            return .taken
        } catch CeremonyFault.gone {
            // Pressed twice: the other press was first.
            throw ChallengeProblem.ended(.used)
        }
    }

    private func finish(
        _ asked: Payload,
        _ challenge: Challenge,
        _ dossier: Dossier,
        _ client: Client,
        _ now: Date
    ) throws -> Decision<Outcome> {
        Decision(
            .changed,
            [.endChallenge(challenge.id, .used)]
                + (try changing(to: asked.newEmail, dossier.account, client: client, at: now))
        )
    }

    /// The address is another from now on; whoever reads the mail there has been shown to.
    ///
    /// - Parameter isUndone: then the address before was never the owner's, and is told nothing.
    func changing(
        to email: String,
        _ before: Account,
        isUndone: Bool = false,
        client: Client,
        at now: Date
    ) throws -> [Change] {
        var account = before
        let old = account.confirmedEmail
        // Who signs in with the address goes on doing so with the new one.
        if SignInIdentifier(account.name) == old.map(SignInIdentifier.init) || account.name.contains("@") {
            account.name = email
        }
        account.email = email
        account.emailConfirmedAt = now
        var changes: [Change] = [
            .saveAccount(account), .endChallenges(of: account.id, for: .changeEmail, .used),
        ]
        changes += account.identifierChanges(since: before)
        changes.append(.endChallenges(of: account.id, for: .resetPassword, .cancelled))
        changes.append(
            try world.event(
                .emailChanged,
                about: account,
                by: .member(account.id),
                from: client,
                personal: ["email": old ?? "", "new_email": email],
                at: now
            )
        )
        let facts = ["old_email": old.flatMap { try? EmailAddress($0).masked } ?? ""]
        changes += try world.tell(account, .emailChanged, from: client, facts: facts, at: now)
        // The old address is told too: it is the one whose owner may not know.
        if let old, !isUndone {
            let undoable = facts.merging(["undo_email": old]) { $1 }
            changes += try world.tell(before, .emailChanged, from: client, facts: undoable, at: now)
        }
        return changes
    }
}
