import Foundation

/// One act under way: what it is, on whom, and by whom.
struct ActUnderWay {
    let order: SupportOrder
    let dossier: Dossier
    let helper: SupportActs.Helper
    let approver: SupportActs.Helper?
    let now: Date
    let world: Surroundings

    var account: Account { dossier.account }

    // MARK: What lasts

    func suspend() throws -> (SupportActs.Done, [Change]) {
        let measure = try measure(.suspension, endsAt: end(after: order.length ?? 0))
        var data = ["until": seconds(measure.endsAt)]
        data["network"] = order.network
        if order.needsEmailCode { data["email_code"] = "true" }
        let changes: [Change] =
            [.saveMeasure(measure), .endSignIns(of: account.id)]
            + (try told(.suspensionBegun, data: data))
        return (SupportActs.Done(measure: measure), changes)
    }

    func endSuspension() async throws -> [Change] {
        guard let suspension = dossier.suspension(at: now) else { throw CeremonyFault.gone }
        return [.endMeasure(suspension.id, account.id)]
            + (try await world.endingSessions(letInBy: suspension, except: nil))
            + (try told(.suspensionEnded, data: ["how": "support"]))
    }

    func issueBypassCode() throws -> (SupportActs.Done, [Change]) {
        let code = BypassCodes.make(random: world.random)
        let measure = try measure(
            .bypassCode,
            endsAt: end(after: order.length ?? 0),
            code: BypassCodes.normalised(code)
        )
        var data = ["until": seconds(measure.endsAt), "set_up_again": order.thenSetUpAgain ? "true" : "false"]
        data["replaces"] = dossier.measure(.bypassCode, at: now)?.id.rawValue
        let changes: [Change] =
            [.saveMeasure(measure)] + (try told(.bypassCodeMade, data: data))
        return (SupportActs.Done(measure: measure, code: code), changes)
    }

    func exempt() throws -> (SupportActs.Done, [Change]) {
        let measure = try measure(.exemption, endsAt: order.until)
        let changes = [.saveMeasure(measure)] + (try told(.exemptionBegun, data: ["until": seconds(order.until)]))
        return (SupportActs.Done(measure: measure), changes)
    }

    func end(_ kind: Measure.Kind, _ event: Event.Kind) throws -> [Change] {
        guard let measure = dossier.measure(kind, at: now) else { throw CeremonyFault.gone }
        return [.endMeasure(measure.id, account.id)] + (try told(event))
    }

    // MARK: Ways in

    /// What the person has stays until the new one works; what is lost or stolen goes at once, with all it let in.
    func askToSetUpAgain() throws -> (SupportActs.Done, [Change]) {
        let measure = try measure(.setUpAgain, endsAt: nil)
        var changes: [Change] = [
            .saveMeasure(measure), .endSignIns(of: account.id),
            .endChallenges(of: account.id, for: .secondStep, .cancelled), .removeDrafts(of: account.id),
        ]
        if order.isLost { changes += try world.removingAllWays(of: dossier, by: helper.actor, from: nil, at: now) }
        if order.isLost || order.signsOut { changes.append(.endSessions(of: account.id, except: nil)) }
        changes += try told(
            .setUpAgainAsked,
            data: ["lost": order.isLost ? "true" : "false", "signed_out": order.signsOut ? "true" : "false"]
        )
        return (SupportActs.Done(measure: measure), changes)
    }

    func removeFactor() throws -> [Change] {
        guard let factor = dossier.factors.first(where: { $0.id == order.factorID }) else { throw CeremonyFault.gone }
        return try FactorActs(in: world).removing(factor, from: dossier, at: now)
            // Whoever has it may be in by it.
            + [.endSessions(of: account.id, except: nil)]
            + told(
                .factorRemoved,
                data: ["factor": factor.id.rawValue, "kind": factor.kind.rawValue],
                personal: ["label": factor.label],
                facts: ["factor_kind": factor.kind.rawValue, "factor_label": factor.label]
            )
    }

    /// With a reference: that person's own wish, which is granted by it.
    func turnOff() async throws -> [Change] {
        var changes = try FactorActs(in: world).removingAll(from: dossier) + told(.twoFactorTurnedOff)
        if let reference = order.reference {
            changes += try await SupportActs(in: world).granting(reference, of: account, by: helper, at: now)
        }
        return changes
    }

    // MARK: Waits, sessions, states

    func unlock(refilling isRefilling: Bool) throws -> [Change] {
        var guards = try world.guards(of: dossier)
        guards.unlock(refillingBudgets: isRefilling)
        return guards.changes(of: account.id)
            + (try told(.accountUnlocked, data: ["budget": isRefilling ? "true" : "false"]))
    }

    func signOut() throws -> [Change] {
        try world.endingEverything(of: dossier) + told(.signedOutEverywhere)
    }

    func setState(_ state: Account.State, _ event: Event.Kind) async throws -> [Change] {
        var account = account
        account.state = state
        var changes: [Change] = [.saveAccount(account)]
        if state != .active {
            // Two owners who close each other's account at once: one of them is refused.
            if account.role == .owner { changes.append(.demandOwner) }
            changes += try world.endingEverything(of: dossier)
            changes += try await world.endingWhatLetsIn(
                dossier,
                how: "support",
                by: helper.actor,
                from: helper.client,
                at: now
            )
            changes += [
                .removeDrafts(of: account.id), .endChallenges(of: account.id, for: .resetPassword, .cancelled),
                .endChallenges(of: account.id, for: .changeEmail, .cancelled),
            ]
        }
        return changes + (try told(event))
    }

    func approveRecovery() async throws -> [Change] {
        guard let reference = order.reference, let request = try await world.store.recovery(reference: reference),
            request.accountID == account.id, request.state == .waiting
        else { throw CeremonyFault.gone }
        var decided = request
        decided.waitUntil = nil
        var data = order.reason.data
        data["approved_by"] = approver?.actor.rawValue
        return try Recovery(in: world).approving(
            decided,
            account,
            reason: order.reason.text,
            by: helper.actor,
            data: data,
            at: now
        )
    }

    // MARK: Helpers

    private func measure(
        _ kind: Measure.Kind,
        endsAt end: Date?,
        code: String? = nil
    ) throws -> Measure {
        let id: Measure.ID = world.makeID()
        let details = Measure.Details(by: helper.name, reason: order.reason)
        return Measure(
            id: id,
            accountID: account.id,
            kind: kind,
            begunAt: now,
            endsAt: end,
            actorName: helper.actor.rawValue,
            terms: order.terms,
            codeHash: code.map { BypassCodes.hash($0, for: id, of: account.id, keys: world.keys.current) },
            sealedDetails: try world.workshop.seal(details, at: .measure(id, of: account.id))
        )
    }

    /// The event and the mail: what, by whom, why, and how to object.
    private func told(
        _ kind: Event.Kind,
        data: [String: String] = [:],
        personal: [String: String] = [:],
        facts: [String: String] = [:]
    ) throws -> [Change] {
        var data = data.merging(order.reason.data) { own, _ in own }
        data["approved_by"] = approver?.actor.rawValue
        var personal = personal.merging(order.reason.personal) { own, _ in own }
        if !helper.name.isEmpty { personal["by"] = helper.name }
        if let approver, !approver.name.isEmpty { personal["approver"] = approver.name }
        let event = try world.event(
            kind,
            about: account,
            by: helper.actor,
            from: helper.client,
            data: data,
            personal: personal,
            at: now
        )
        var facts = facts
        facts["act"] = order.act.rawValue
        facts["category"] = order.reason.category.rawValue
        facts["by"] = helper.name
        facts["expires"] = data["until"]
        facts["email_code"] = data["email_code"]
        facts["lost"] = data["lost"]
        // Not where the helper sits: the mail is the person's.
        return [event] + (try world.tell(account, .supportActed, from: nil, facts: facts, at: now))
    }

    /// A whole second, as it is told: nothing lasts longer than was said.
    private func end(after length: TimeInterval) -> Date {
        Date(timeIntervalSince1970: (now.timeIntervalSince1970 + length).rounded(.down))
    }

    private func seconds(_ date: Date?) -> String {
        date.map { String(Int64($0.timeIntervalSince1970)) } ?? ""
    }
}
