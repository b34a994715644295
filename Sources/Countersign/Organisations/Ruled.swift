import Foundation

/// What a rule comes to, and who decided it.
package struct Ruled<Value: Sendable>: Sendable {
    package let value: Value
    package let source: PolicySource

    package init(_ value: Value, by source: PolicySource) {
        self.value = value
        self.source = source
    }

    package func map<Other>(_ change: (Value) -> Other) -> Ruled<Other> {
        Ruled<Other>(change(value), by: source)
    }
}

extension Ruled: Equatable where Value: Equatable {}

/// Where a rule comes from.
package enum PolicySource: Sendable, Hashable {
    /// Nobody said anything.
    case standard
    case configuration
    case organisation(Organisation.ID)
}

/// What the configuration holds against every policy, or says where policies are silent.
package struct PolicyFloor: Sendable {
    package var secondFactor: SecondFactorPolicy
    package var forbidden: Set<Kind>
    package var rememberedDeviceDays: Int
    package var backupCodeCount: Int
    package var recoveryWait: TimeInterval
    package var passkeys: PasskeySettings

    package init(_ settings: Settings) {
        secondFactor = settings.secondFactor
        forbidden = settings.emailCodes == .forbidden ? [.email] : []
        rememberedDeviceDays = settings.rememberedDeviceDays
        backupCodeCount = settings.backupCodeCount
        recoveryWait = settings.recoveryWait
        passkeys = settings.passkeys
    }

    var demand: Ruled<Policy.Requirement> { Ruled(.required, by: .configuration) }
}

/// Something that an account must have, from a moment on.
package struct Demand: Sendable, Equatable {
    package enum Want: Sendable, Hashable {
        case factor
        /// One that no false page can ask for: a passkey or security key.
        case phishingResistant
    }

    package let want: Want
    package let from: Date
    package let source: PolicySource

    package init(_ want: Want, from: Date, by source: PolicySource) {
        self.want = want
        self.from = from
        self.source = source
    }
}

/// The moment from which somebody gets nothing of their account before they add a factor.
package struct Stop: Sendable, Equatable {
    package enum Reason: Sendable, Equatable {
        case noFactor
        /// What they have does not count any more by then.
        case ended(Set<Kind>)
        /// What they have is no passkey.
        case notPhishingResistant
    }

    /// The rule that decided.
    package enum Rule: Sendable, Equatable {
        case demand(Demand.Want)
        case end(Kind)
    }

    package let at: Date
    package let reason: Reason
    package let rule: Rule
    package let source: PolicySource

    package init(at: Date, reason: Reason, rule: Rule, source: PolicySource) {
        self.at = at
        self.reason = reason
        self.rule = rule
        self.source = source
    }
}

extension EffectivePolicy {
    /// When somebody with factors of these kinds is stopped: `now` if they are already, nil if never as things stand.
    ///
    /// - Parameters:
    ///   - strong: the kinds that no false page can ask for.
    ///   - exemptUntil: no demand holds before.
    package func stop(
        having kinds: Set<Kind>,
        strong: Set<Kind>,
        exemptUntil: Date? = nil,
        at now: Date
    ) -> Stop? {
        let demands = demands
        guard !demands.isEmpty else { return nil }
        let begins = max(now, exemptUntil ?? now)
        let ends = kinds.compactMap { end(of: $0)?.value }
        // What an account meets changes at these moments only.
        let moments = ([begins] + demands.map(\.from) + ends).filter { $0 >= begins }.sorted()
        for moment in moments {
            let counting = kinds.filter { allows($0, at: moment) }
            for demand in demands where demand.from <= moment {
                switch demand.want {
                case .factor where counting.isEmpty:
                    let reason: Stop.Reason = kinds.isEmpty ? .noFactor : .ended(kinds)
                    // Of a kind that ended, whoever ended it decided.
                    let ended = kinds.compactMap { kind in end(of: kind).map { (kind: kind, by: $0) } }
                        .max { $0.by.value < $1.by.value }
                    if let ended, ended.by.value > demand.from {
                        return Stop(at: moment, reason: reason, rule: .end(ended.kind), source: ended.by.source)
                    }
                    return Stop(at: moment, reason: reason, rule: .demand(.factor), source: demand.source)
                case .phishingResistant where counting.isDisjoint(with: strong):
                    let reason: Stop.Reason = kinds.isEmpty ? .noFactor : .notPhishingResistant
                    return Stop(at: moment, reason: reason, rule: .demand(demand.want), source: demand.source)
                case .factor, .phishingResistant:
                    break
                }
            }
        }
        return nil
    }
}
