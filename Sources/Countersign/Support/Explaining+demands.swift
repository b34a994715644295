import Foundation

/// What an explanation says of policy: what is demanded and what does not count, each with the rule that says so.
extension Explaining {
    /// - Returns: also whether a factor is to be added before anything else.
    func demands(on dossier: Dossier, at now: Date) -> (steps: [Explanation.Step], mustSetUp: Bool) {
        if dossier.measures.contains(where: { $0.kind == .setUpAgain }) {
            return ([Explanation.Step(.setUpAgain)], true)
        }
        if let exemption = dossier.measure(.exemption, at: now) {
            return ([Explanation.Step(.exempt, until: exemption.endsAt)] + uncounted(of: dossier, at: now), false)
        }
        let begun = world.policy(for: dossier).demands.filter { $0.from <= now }
        let stop = world.stop(of: dossier, at: now)
        var steps: [Explanation.Step] = []
        if let demand = begun.first(where: { $0.want == .factor }) {
            steps.append(Explanation.Step(.required, rule(.factor, of: demand.source).facts))
        }
        if let demand = begun.first(where: { $0.want == .phishingResistant }) {
            steps.append(Explanation.Step(.passkeyRequired, rule(.phishingResistant, of: demand.source).facts))
        }
        if begun.isEmpty, stop == nil { steps.append(Explanation.Step(.notRequired)) }
        steps += uncounted(of: dossier, at: now)
        if let stop { steps.append(step(for: stop, at: now)) }
        return (steps, stop.map { $0.at <= now } ?? false)
    }

    /// The kinds that they have in vain.
    private func uncounted(of dossier: Dossier, at now: Date) -> [Explanation.Step] {
        let policy = world.policy(for: dossier)
        let counting = Set(world.counting(dossier, at: now).map(\.kind))
        let passkeys = policy.demands.first { $0.want == .phishingResistant && $0.from <= now }
        var told: Set<Kind> = []
        return dossier.factors.compactMap { factor in
            let kind = factor.kind
            guard !counting.contains(kind), told.insert(kind).inserted else { return nil }
            let rule: Explanation.Rule? =
                if let end = policy.end(of: kind), end.value <= now {
                    endingRule(of: kind, by: end.source)
                } else {
                    passkeys.map { self.rule(.phishingResistant, of: $0.source) }
                }
            return Explanation.Step(
                .notCounted,
                ["kind": kind.rawValue].merging(rule?.facts ?? [:]) { kind, _ in kind }
            )
        }
    }

    private func step(for stop: Stop, at now: Date) -> Explanation.Step {
        let reason =
            switch stop.reason {
            case .noFactor: "no_factor"
            case .ended: "ended"
            case .notPhishingResistant: "not_phishing_resistant"
            }
        let rule =
            switch stop.rule {
            case .demand(let want): self.rule(want, of: stop.source)
            case .end(let kind): endingRule(of: kind, by: stop.source)
            }
        let facts = rule.facts.merging(["reason": reason]) { $1 }
        return stop.at <= now
            ? Explanation.Step(.setUpNow, facts) : Explanation.Step(.setUpFrom, facts, until: stop.at)
    }

    // MARK: Rules by name

    private func rule(_ want: Demand.Want, of source: PolicySource) -> Explanation.Rule {
        switch want {
        case .factor: named("second_factor", configured: "second-factor", source)
        case .phishingResistant: named("phishing_resistant_roles", configured: "", source)
        }
    }

    private func endingRule(of kind: Kind, by source: PolicySource) -> Explanation.Rule {
        named("kinds.\(kind.rawValue)", configured: "\(kind.rawValue)-codes", source)
    }

    private func named(_ rule: String, configured: String, _ source: PolicySource) -> Explanation.Rule {
        switch source {
        case .standard, .configuration:
            Explanation.Rule(name: configured, source: "configuration", organisation: nil)
        case .organisation(let id):
            Explanation.Rule(name: rule, source: world.name(of: source), organisation: id)
        }
    }
}
