import Foundation

/// What would happen if this person signed in now, and why: facts in the order in which signing in comes to them.
package struct Explanation: Sendable, Equatable {
    package let outcome: Outcome
    package let steps: [Step]

    package init(outcome: Outcome, steps: [Step]) {
        self.outcome = outcome
        self.steps = steps
    }

    package enum Outcome: String, Sendable, CaseIterable {
        /// Nobody signs in to it.
        case refused
        /// No password will be right: there is none. A passkey may still sign in alone.
        case noPassword = "no_password"
        /// The password alone signs in.
        case passwordOnly = "password_only"
        /// A new factor is set up before anything else.
        case setUp = "set_up"
        case secondStep = "second_step"
        /// The second step cannot be taken now: every way waits, or there is none that still works.
        case stuck
    }

    package struct Step: Sendable, Equatable {
        package let name: Name
        /// Texts that the words need: a kind, a label, a count, a network, a name.
        package let facts: [String: String]
        package let until: Date?

        package init(_ name: Name, _ facts: [String: String] = [:], until: Date? = nil) {
            self.name = name
            self.facts = facts
            self.until = until
        }
    }

    /// A closed list; the words are in the catalogues (`explain.<raw>`).
    package enum Name: String, Sendable, CaseIterable {
        case active
        case frozen
        case disabled
        case passwordSet = "password_set"
        case passwordNone = "password_none"
        /// facts: `network`, or `browser` for one that is known
        case passwordWaits = "password_waits"
        /// facts: `by`, `category`; `network` where it is bound to one
        case suspended
        case suspendedWithCode = "suspended_with_code"
        case noFactor = "no_factor"
        /// A factor is demanded. facts: whose rule, see `Rule`
        case required
        /// One that no false page can ask for is demanded. facts: whose rule
        case passkeyRequired = "passkey_required"
        case notRequired = "not_required"
        /// A kind that they have and that does not count. facts: `kind`, whose rule
        case notCounted = "not_counted"
        /// A factor is to be added before anything else. facts: `reason` (see `Stop.Reason`), whose rule decided
        case setUpNow = "set_up_now"
        /// The same from a moment on; until then they may put it off.
        case setUpFrom = "set_up_from"
        case exempt
        case setUpAgain = "set_up_again"
        /// facts: `count`
        case remembered
        /// The way that is asked for first, and the others. facts: `kind`, `label`
        case askedFirst = "asked_first"
        case alsoWorks = "also_works"
        /// facts: `kind`, `label`
        case waits
        /// Too many wrong codes for now and long: only strong proofs get in.
        case spent
        /// facts: `count`
        case wrongInRow = "wrong_in_row"
        /// facts: `count`, `total`
        case backupCodes = "backup_codes"
        case noBackupCodes = "no_backup_codes"
        /// What gets in while codes wait. facts: `ways`, words of the API
        case stillIn = "still_in"
        /// A passkey signs in by itself.
        case passkeyAlone = "passkey_alone"
        case bypassCode = "bypass_code"
        /// Another browser has a count of its own. facts: `count`
        case browserWaits = "browser_waits"
        /// facts: `reference`, `state`
        case recoveryOpen = "recovery_open"
        /// The alarm: fewer tries for unknown browsers.
        case strict
    }

    /// Which rule a fact comes from: `rule` as the API and the configuration call it, `source` for whose it is.
    struct Rule {
        let name: String
        /// The organisation's name, or `configuration`.
        let source: String
        /// Its id; nil for the configuration.
        let organisation: Organisation.ID?

        var facts: [String: String] {
            var facts = ["rule": name, "source": source]
            facts["organisation"] = organisation?.rawValue
            return facts
        }
    }
}
