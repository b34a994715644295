import Foundation

/// Finds out what would happen, and changes nothing by it.
package struct Explaining: Sendable {
    let world: Surroundings

    /// As far back as it is looked for where the person tries from.
    private static let eventsLookedAt = 40

    package init(in world: Surroundings) {
        self.world = world
    }

    package func explain(_ dossier: Dossier) async throws -> Explanation {
        let now = world.now()
        let account = dossier.account
        guard account.state == .active else {
            let name: Explanation.Name = account.state == .frozen ? .frozen : .disabled
            return Explanation(outcome: .refused, steps: [Explanation.Step(name)])
        }
        var steps = [Explanation.Step(.active)]
        steps += try await passwordSteps(of: account, at: now)
        if dossier.factors.contains(where: { world.methods.of($0.kind)?.signsInAlone == true }) {
            steps.append(Explanation.Step(.passkeyAlone))
        }
        let demand = demands(on: dossier, at: now)
        let recoveries = try await world.store.recoveries(of: account.id).filter(\.state.isOpen)
        let open = recoveries.map {
            Explanation.Step(
                .recoveryOpen,
                ["reference": $0.reference, "state": $0.state.rawValue],
                until: $0.waitUntil
            )
        }
        if dossier.factors.isEmpty {
            steps.append(Explanation.Step(.noFactor))
            steps += demand.steps
            let outcome: Explanation.Outcome = demand.mustSetUp ? .setUp : .passwordOnly
            return Explanation(outcome: settled(outcome, account), steps: steps + open)
        }
        if let suspension = dossier.suspension(at: now) {
            let details = try world.details(of: suspension)
            var facts = ["by": details.by, "category": details.reason.category.rawValue]
            facts["network"] = suspension.terms.network
            let name: Explanation.Name = suspension.terms.needsEmailCode ? .suspendedWithCode : .suspended
            steps.append(Explanation.Step(name, facts, until: suspension.endsAt))
            if !suspension.terms.needsEmailCode, suspension.terms.network == nil {
                steps += demand.mustSetUp ? demand.steps : demand.steps.filter { $0.name == .setUpFrom }
                let outcome: Explanation.Outcome = demand.mustSetUp ? .setUp : .passwordOnly
                return Explanation(outcome: settled(outcome, account), steps: steps + open)
            }
        }
        let second = try await secondSteps(of: dossier, at: now)
        steps += second.steps + demand.steps + open
        let outcome: Explanation.Outcome = second.isOpen ? (demand.mustSetUp ? .setUp : .secondStep) : .stuck
        return Explanation(outcome: settled(outcome, account), steps: steps)
    }

    /// Without a password nobody comes as far as a second step.
    private func settled(_ outcome: Explanation.Outcome, _ account: Account) -> Explanation.Outcome {
        account.passwordHash == nil ? .noPassword : outcome
    }

    // MARK: The first step

    /// Waits are by name and network, under keyed hashes: those of the places that the person was last seen at are known.
    private func passwordSteps(of account: Account, at now: Date) async throws -> [Explanation.Step] {
        guard account.passwordHash != nil else { return [Explanation.Step(.passwordNone)] }
        var steps = [Explanation.Step(.passwordSet)]
        let keys = world.keys.current
        var places: [String: String] = [:]
        for stored in try await world.store.events(of: account.id, before: nil, limit: Self.eventsLookedAt) {
            guard let address = world.personal(of: stored.event, account: account)["address"],
                let network = Network(address)
            else { continue }
            for identifier in account.identifiers {
                places[PasswordThrottle.key(for: identifier, from: network, keys: keys)] = network.description
            }
        }
        for browser in try await world.store.knownBrowsers(of: account.id) {
            for identifier in account.identifiers {
                places[PasswordThrottle.key(for: identifier, from: browser.id, keys: keys)] = ""
            }
        }
        let rows = try await world.store.throttles(Array(places.keys))
        var waits: [String: Date] = [:]
        for (key, place) in places {
            guard let row = rows[key],
                let until = try ThrottleJSON.read(PasswordThrottle.self, row.state, else: PasswordThrottle())
                    .reanchored(at: now).wait(at: now)
            else { continue }
            waits[place] = max(waits[place] ?? until, until)
        }
        steps += waits.sorted { $0.key < $1.key }.map { place, until in
            Explanation.Step(.passwordWaits, place.isEmpty ? ["browser": "known"] : ["network": place], until: until)
        }
        return steps
    }

    // MARK: The second step

    private func secondSteps(
        of dossier: Dossier,
        at now: Date
    ) async throws -> (steps: [Explanation.Step], isOpen: Bool) {
        let asked = world.atDoor(dossier, signingIn: true, at: now)
        let standing = try world.standing(asked, at: now, from: nil)
        var guards = try world.guards(of: dossier)
        let decision = guards.decide(in: .common, at: now)
        let strong = Set(world.strongWays(of: standing))
        var steps: [Explanation.Step] = []
        var isOpen = false
        let devices = try await world.store.devices(of: dossier.account.id).filter {
            $0.appID == nil && world.counts($0, of: dossier, at: now)
        }
        if !devices.isEmpty { steps.append(Explanation.Step(.remembered, ["count": String(devices.count)])) }
        if world.alarm.isRaised { steps.append(Explanation.Step(.strict)) }
        let wrong = guards.state(of: .common).wrongInRow
        if wrong > 0 { steps.append(Explanation.Step(.wrongInRow, ["count": String(wrong)])) }
        var isFirst = true
        for factor in standing.factors.sorted(by: { $0.id == standing.firstAskedID && $1.id != standing.firstAskedID })
        {
            let facts = ["kind": factor.kind.rawValue, "label": factor.label]
            if strong.contains(factor.kind.rawValue) || decision.looks {
                steps.append(Explanation.Step(isFirst ? .askedFirst : .alsoWorks, facts))
                isOpen = true
            } else if case .wait(let until) = decision {
                steps.append(Explanation.Step(.waits, facts, until: until))
            } else if case .strongOnly(let until) = decision {
                steps.append(Explanation.Step(.spent, facts, until: until))
            }
            isFirst = false
        }
        if strong.contains("pair") { isOpen = true }
        if !decision.looks {
            let ways = world.strongWays(of: standing)
            steps.append(Explanation.Step(.stillIn, ["ways": ways.joined(separator: " ")]))
        }
        let set = dossier.backupCodes
        let hasCodes = (set?.left ?? 0) > 0 && guards.mayTryBackupCode(in: .common)
        steps.append(
            hasCodes
                ? Explanation.Step(
                    .backupCodes,
                    ["count": String(set?.left ?? 0), "total": String(set?.codes.count ?? 0)]
                ) : Explanation.Step(.noBackupCodes)
        )
        if let bypass = dossier.measure(.bypassCode, at: now) {
            steps.append(Explanation.Step(.bypassCode, until: bypass.endsAt))
            isOpen = true
        }
        let waiting = try await world.store.knownBrowsers(of: dossier.account.id).filter {
            guards.waitEnd(in: .browser($0.id), at: now) != nil
        }
        if !waiting.isEmpty { steps.append(Explanation.Step(.browserWaits, ["count": String(waiting.count)])) }
        return (steps, isOpen || hasCodes)
    }
}

extension GuessingDecision {
    fileprivate var looks: Bool { if case .look = self { true } else { false } }
}
