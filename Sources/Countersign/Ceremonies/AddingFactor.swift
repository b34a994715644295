import Foundation

/// What is written when a factor begins to count.
struct AddingFactor: Sendable {
    let factor: Factor
    let replacing: Factor.ID?
    /// Whether the account's address was proved along with it.
    let provesAddress: Bool
    let codes: NewBackupCodes?
    let session: Session?
    /// The request that let somebody in who has lost all earlier factors: they go now.
    var recovery: RecoveryRequest?
    let client: Client?
    let actor: Event.Actor
    let world: Surroundings

    /// - Throws: `EnrolmentFault` where the account has this very factor already.
    func changes(to dossier: Dossier, at now: Date) async throws -> [Change] {
        try refuseSame(dossier)
        var account = dossier.account
        var changes: [Change] = [.insertFactor(factor)]
        let replaced = dossier.factors.first { $0.id == replacing }
        if let replaced {
            changes += [.removeFactor(replaced.id, account.id), .removeDevices(of: account.id, except: nil)]
        }
        if account.preferredFactorID == nil || account.preferredFactorID == replaced?.id {
            account.preferredFactorID = factor.id
        }
        if provesAddress, account.confirmedEmail == nil {
            changes += try confirmingAddress(of: &account, at: now)
        }
        if let recovery {
            changes += try recovering(by: recovery, dossier, &account, at: now)
        } else if dossier.hasOpenRecovery {
            // Whoever asked to get in without a second step would get round this one.
            changes += try await world.cancellingRecoveries(
                of: account,
                because: "factor added",
                by: actor,
                from: client,
                at: now
            )
        }
        changes += try endingMeasures(dossier, &account, at: now)
        // A set made now is none of before a restore.
        if codes != nil { account.needsNewBackupCodes = false }
        if account != dossier.account { changes.append(.saveAccount(account)) }
        // Whoever confirmed the factor has just proved it; a weak kind takes no better proof away.
        if let session, world.methods.of(factor.kind)?.weakProof == nil || !world.hasStrongProof(session) {
            let amr = world.methods.of(factor.kind)?.weakProof.map { [$0, "mfa"] } ?? ["mfa"]
            changes.append(.saveProof(session.id, session.proof.renewed(by: amr, of: factor.kind, at: now)))
        }
        // Whoever was half-way in without this factor begins again, and so does who is in by the password alone. A
        // browser that was known by the password alone has not earned tries of its own.
        changes.append(.endSignIns(of: account.id))
        if world.counting(dossier, at: now).isEmpty {
            changes.append(.endSessions(of: account.id, except: session?.id))
            changes += try world.forgettingBrowsers(of: dossier)
        }
        var data = ["factor": factor.id.rawValue, "kind": factor.kind.rawValue]
        if let replaced { data["replaces"] = replaced.id.rawValue }
        changes.append(
            try world.event(
                replaced == nil ? .factorAdded : .factorMoved,
                about: account,
                by: actor,
                from: client,
                data: data,
                personal: ["label": factor.label],
                at: now
            )
        )
        changes += try world.tell(
            account,
            replaced == nil ? .factorAdded : .factorMoved,
            from: client,
            facts: [
                "factor_kind": factor.kind.rawValue, "factor_label": factor.label, "factor": factor.id.rawValue,
            ],
            at: now
        )
        if let codes { changes += try codes.changes(for: account, from: client, by: actor, at: now, in: world) }
        return changes
    }

    /// Each would take the same code once, so that it counted twice.
    private func refuseSame(_ dossier: Dossier) throws {
        let others = dossier.factors.filter { $0.kind == factor.kind && $0.id != replacing }
        guard try world.methods.of(factor.kind)?.isAmong(factor, others, world.workshop) == true else { return }
        throw EnrolmentFault(field: "secret", problem: "is that of a factor which the account has", isOfState: true)
    }

    /// A new factor is what support's measures were for: the second step is asked for again, and what was to be set up
    /// anew is.
    private func endingMeasures(_ dossier: Dossier, _ account: inout Account, at now: Date) throws -> [Change] {
        var changes: [Change] = []
        if let suspension = dossier.suspension(at: now) {
            changes.append(.endMeasure(suspension.id, account.id))
            changes.append(
                try world.event(
                    .suspensionEnded,
                    about: account,
                    by: actor,
                    from: client,
                    data: ["how": "new_factor"],
                    at: now
                )
            )
            changes += try world.tell(account, .suspensionEnded, from: client, facts: ["how": "new_factor"], at: now)
        }
        guard let again = dossier.measure(.setUpAgain, at: now) else { return changes }
        changes.append(.endMeasure(again.id, account.id))
        changes.append(try world.event(.setUpAgainDone, about: account, by: actor, from: client, at: now))
        // What was there when it was asked for has done its time. A recovery has removed it already.
        guard recovery == nil else { return changes }
        for old in dossier.factors where old.createdAt <= again.begunAt && old.id != replacing {
            changes += try world.losing(old, of: account, by: actor, from: client, at: now)
        }
        if !dossier.factors.contains(where: { $0.id == account.preferredFactorID && $0.createdAt > again.begunAt }) {
            account.preferredFactorID = factor.id
        }
        return changes + [.endSessions(of: account.id, except: session?.id)]
    }

    /// From now on it is a name to sign in with; `.taken` if somebody else has proved it before.
    private func confirmingAddress(of account: inout Account, at now: Date) throws -> [Change] {
        let before = account
        account.emailConfirmedAt = now
        return account.identifierChanges(since: before)
            + [try world.event(.emailConfirmed, about: account, by: actor, from: client, at: now)]
    }

    /// The way back in is at its end: what was lost is worth nothing any more, wherever it is.
    private func recovering(
        by request: RecoveryRequest,
        _ dossier: Dossier,
        _ account: inout Account,
        at now: Date
    ) throws -> [Change] {
        account.preferredFactorID = factor.id
        var done = request
        done.state = .done
        var changes: [Change] = []
        for lost in dossier.factors where lost.id != replacing {
            changes += try world.losing(lost, of: account, by: actor, from: client, at: now)
        }
        changes += [
            .removeDevices(of: account.id, except: nil),
            .endSessions(of: account.id, except: session?.id), .saveRecovery(done),
        ]
        if let session { changes.append(.leaveRecovery(session.id)) }
        changes += try world.forgettingBrowsers(of: dossier)
        changes.append(
            try world.event(
                .recoveryDone,
                about: account,
                by: actor,
                from: client,
                data: ["reference": request.reference],
                at: now
            )
        )
        return changes + (try world.tell(account, .recoveryDone, from: client, at: now))
    }
}
