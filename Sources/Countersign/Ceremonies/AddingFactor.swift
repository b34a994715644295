import Foundation

/// What is written when a factor begins to count.
struct AddingFactor: Sendable {
    let factor: Factor
    let replacing: Factor.ID?
    /// Whether the account's address was proved along with it.
    let provesAddress: Bool
    let codes: NewBackupCodes?
    let session: Session?
    let client: Client?
    let actor: Event.Actor
    let world: Surroundings

    func changes(to dossier: Dossier, at now: Date) throws -> [Change] {
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
        // A set made now is none of before a restore.
        if codes != nil { account.needsNewBackupCodes = false }
        if account != dossier.account { changes.append(.saveAccount(account)) }
        // Whoever confirmed the factor has just proved it.
        if let session { changes.append(.saveProof(session.id, session.proof.renewed(by: ["mfa"], at: now))) }
        // Whoever was half-way in without this factor begins again.
        changes.append(.endSignIns(of: account.id))
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
            facts: ["factor_kind": factor.kind.rawValue, "factor_label": factor.label],
            at: now
        )
        if let codes { changes += try codes.changes(for: account, from: client, by: actor, at: now, in: world) }
        return changes
    }

    /// From now on it is a name to sign in with; `.taken` if somebody else has proved it before.
    private func confirmingAddress(of account: inout Account, at now: Date) throws -> [Change] {
        let before = account.identifiers
        account.emailConfirmedAt = now
        return account.identifiers.subtracting(before).map { .claim($0, account.id) }
            + [try world.event(.emailConfirmed, about: account, by: actor, from: client, at: now)]
    }
}
