import Foundation

/// How things stand, counted at one moment: what the overview and the page of deliveries show. Kept as one row a week.
package struct Figures: Sendable, Equatable, Codable {
    package var accounts = 0
    /// With a second factor.
    package var protected = 0
    /// Accounts that have a factor of a kind, by the kind's name.
    package var byKind: [String: Int] = [:]
    package var emailOnly = 0
    /// Who will get nothing before they add a factor, but not yet; nil in counts of before this was counted.
    package var inGrace: Int?
    /// By the id of each organisation; nil in counts of before this was counted.
    package var organisations: [String: Organisation]?
    /// Of the setups finished in the last thirty days, in seconds.
    package var medianSetup: Int?
    /// Of the last seven days, by the kind of event: what people were told was wrong.
    package var refusals: [String: Int] = [:]
    package var drift = Drift()
    package var mail = Mail()
    /// What counting took, in milliseconds: it decides how often it is done.
    package var took = 0

    /// Clocks of authenticator apps, by a sample that goes on from hour to hour.
    package struct Drift: Sendable, Equatable, Codable {
        package var apps = 0
        package var ahead = 0
        package var behind = 0
        /// The account that the next sample begins after.
        package var cursor = ""

        package init() {}

        /// If most apps are out by the same, it is our own clock that is wrong: by their word it is behind or ahead.
        package var ours: Ours? {
            guard apps >= Self.fewest else { return nil }
            if ahead * 2 > apps { return .behind }
            if behind * 2 > apps { return .ahead }
            return nil
        }

        package enum Ours: String, Sendable {
            case ahead
            case behind
        }

        private static let fewest = 10
    }

    /// How the people of one organisation stand under its rules. Whoever is in several counts in each.
    package struct Organisation: Sendable, Equatable, Codable {
        package var people = 0
        /// Who have no second factor that counts.
        package var unprotected = 0
        /// Who will get nothing before they add a factor, but not yet.
        package var inGrace = 0
        /// How many have a factor of a kind, whether it counts or not, by the kind's name.
        package var having: [String: Int] = [:]

        package init() {}

        package init(_ effect: PolicyEffect) {
            people = effect.people
            unprotected = effect.unprotected
            inGrace = effect.stoppedInTheEnd - effect.stoppedNow
            having = Dictionary(uniqueKeysWithValues: effect.having.map { ($0.key.rawValue, $0.value) })
        }
    }

    /// Mails of the last seven days.
    package struct Mail: Sendable, Equatable, Codable {
        package var accepted = 0
        /// Still to be sent, or asked to wait.
        package var waiting = 0
        package var deferred = 0
        package var refused = 0
        package var expired = 0
        /// From asking to the mail server's word, in milliseconds.
        package var median: Int?
        package var slow: Int?
        package var troubled: [Domain] = []

        package init() {}

        package var all: Int { accepted + waiting + deferred + refused + expired }

        package struct Domain: Sendable, Equatable, Codable {
            package let name: String
            package let failed: Int
            package let all: Int

            package init(name: String, failed: Int, all: Int) {
                self.name = name
                self.failed = failed
                self.all = all
            }
        }
    }

    package init() {}
}

/// One week's row: the last count that was made in it.
package struct WeekOfFigures: Sendable, Equatable {
    /// Whole weeks since 1970.
    package let week: Int64
    package let takenAt: Date
    package let figures: Figures

    package init(week: Int64, takenAt: Date, figures: Figures) {
        self.week = week
        self.takenAt = takenAt
        self.figures = figures
    }

    package static func week(of date: Date) -> Int64 {
        Int64((date.timeIntervalSince1970 / length).rounded(.down))
    }

    package static let length: TimeInterval = 7 * 24 * 3600
}
