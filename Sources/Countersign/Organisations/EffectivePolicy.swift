import Foundation
import WebAuthn

/// What holds for one account: of the configuration and the policies of all its organisations, the strictest in each
/// rule. Every answer says which of them decided.
package struct EffectivePolicy: Sendable {
    /// One organisation's say.
    package struct Say: Sendable {
        package let organisation: Organisation.ID
        package let policy: Policy
        /// What grace counts from.
        package let joinedAt: Date

        package init(organisation: Organisation.ID, policy: Policy, joinedAt: Date) {
            self.organisation = organisation
            self.policy = policy
            self.joinedAt = joinedAt
        }
    }

    package let floor: PolicyFloor
    package let says: [Say]
    package let role: Role

    package init(floor: PolicyFloor, says: [Say] = [], role: Role) {
        self.floor = floor
        self.says = says
        self.role = role
    }

    // MARK: Who must have one

    package var secondFactor: Ruled<Policy.Requirement> {
        let own: Ruled<Policy.Requirement>? = strictest(\.secondFactor, by: >)
        guard floor.secondFactor == .required else { return own ?? Ruled(.optional, by: .standard) }
        return own?.value == .required ? own ?? floor.demand : floor.demand
    }

    /// What has to be met, each from its own moment on.
    package var demands: [Demand] {
        var demands: [Demand] = []
        if floor.secondFactor == .required {
            demands.append(Demand(.factor, from: .distantPast, by: .configuration))
        }
        for say in says {
            let source = PolicySource.organisation(say.organisation)
            if say.policy.secondFactor.covers(role) {
                demands.append(Demand(.factor, from: say.start, by: source))
            }
            if say.policy.phishingResistantRoles.contains(role) {
                demands.append(Demand(.phishingResistant, from: say.start, by: source))
            }
        }
        return demands.sorted { $0.from < $1.from }
    }

    /// Whether a factor is required at a moment, whatever the account has.
    package func isRequired(at now: Date) -> Ruled<Bool> {
        demands.first { $0.from <= now }.map { Ruled(true, by: $0.source) } ?? Ruled(false, by: .standard)
    }

    package func demandsPhishingResistant(at now: Date) -> Bool {
        demands.contains { $0.want == .phishingResistant && $0.from <= now }
    }

    /// Whether one is offered to people who have none.
    package var isOffered: Bool { secondFactor.value != .off || demands.contains { $0.want == .phishingResistant } }

    // MARK: Kinds

    /// From when on a kind does not count; nil if it has no end.
    package func end(of kind: Kind) -> Ruled<Date>? {
        if floor.forbidden.contains(kind) { return Ruled(Policy.neverAllowed, by: .configuration) }
        return strictest({ $0.kindsEnd[kind] }, by: <)
    }

    package func allows(_ kind: Kind, at now: Date) -> Bool {
        end(of: kind).map { now < $0.value } ?? true
    }

    // MARK: What members may do

    package var turningOff: Ruled<Policy.TurningOff> {
        strictest(\.turningOff, by: >) ?? Ruled(.people, by: .standard)
    }

    package var rememberedDeviceDays: Ruled<Int> {
        strictest(\.rememberedDeviceDays, by: <, or: floor.rememberedDeviceDays)
    }

    /// Fewer codes are fewer that somebody can find.
    package var backupCodeCount: Ruled<Int> {
        strictest(\.backupCodeCount, by: <) ?? Ruled(floor.backupCodeCount, by: .configuration)
    }

    package var codesInSubjects: Ruled<Bool> {
        strictest({ $0.codesInSubjects ? nil : false }, by: { _, _ in false }) ?? Ruled(true, by: .standard)
    }

    /// After how long a request to get in lets a member in by itself; 0: never.
    ///
    /// The configuration's wait holds where no organisation says one, and is the shortest that any may say.
    package var recoveryWait: Ruled<TimeInterval> {
        let hours = strictest(\.recoveryWaitHours) { $1 != 0 && ($0 == 0 || $0 > $1) }
        guard let hours else { return Ruled(floor.recoveryWait, by: .configuration) }
        let wait = TimeInterval(hours.value) * 3600
        return wait == 0 || wait >= floor.recoveryWait
            ? hours.map { _ in wait } : Ruled(floor.recoveryWait, by: .configuration)
    }

    // MARK: What staff may do

    package var longestBypass: Ruled<TimeInterval> {
        let minutes = strictest(\.longestBypassMinutes, by: <) ?? Ruled(Policy().longestBypassMinutes, by: .standard)
        return minutes.map { TimeInterval($0) * 60 }
    }

    package var longestSuspension: Ruled<TimeInterval> {
        let hours = strictest(\.longestSuspensionHours, by: <) ?? Ruled(Policy().longestSuspensionHours, by: .standard)
        return hours.map { TimeInterval($0) * 3600 }
    }

    package var secondApprover: Ruled<Policy.SecondApprover> {
        strictest(\.secondApprover, by: >) ?? Ruled(.never, by: .standard)
    }

    // MARK: Passkeys

    /// What a new passkey has to prove: everything that anybody asks for.
    package var passkeys: PasskeySettings {
        var settings = floor.passkeys
        for policy in says.map(\.policy) {
            if policy.attestation == .direct { settings.attestation = .direct }
            if let allowed = policy.allowedModels {
                settings.authenticators.allowed = settings.authenticators.allowed?.intersection(allowed) ?? allowed
            }
            settings.authenticators.denied.formUnion(policy.deniedModels)
        }
        return settings
    }

    // MARK: Of several, the strictest

    /// Nil if no organisation says anything. Of equals the first decides.
    private func strictest<Value>(
        _ rule: (Policy) -> Value?,
        by isStricter: (Value, Value) -> Bool
    ) -> Ruled<Value>? {
        var found: Ruled<Value>?
        for say in says {
            guard let value = rule(say.policy) else { continue }
            if let best = found, !isStricter(value, best.value) { continue }
            found = Ruled(value, by: .organisation(say.organisation))
        }
        return found
    }

    private func strictest<Value>(
        _ rule: (Policy) -> Value?,
        by isStricter: (Value, Value) -> Bool,
        or floor: Value
    ) -> Ruled<Value> {
        guard let own = strictest(rule, by: isStricter), isStricter(own.value, floor) else {
            return Ruled(floor, by: .configuration)
        }
        return own
    }
}

extension EffectivePolicy.Say {
    /// From when its demands hold for who joined then.
    package var start: Date {
        let from = policy.requiredFrom ?? .distantPast
        guard policy.graceDays > 0 else { return from }
        return max(from, joinedAt.addingTimeInterval(TimeInterval(policy.graceDays) * 24 * 3600))
    }
}

extension Policy.Requirement {
    func covers(_ role: Role) -> Bool {
        switch self {
        case .off, .optional: false
        case .staff: role > .member
        case .required: true
        }
    }
}
