import Foundation

/// What somebody who has the password can win by guessing short codes for a year, summed over all lanes of one account.
///
/// An upper bound in closed form: a bucket that is full, and all that comes back to it in a year, whatever its owner does.
/// A simulated year in the tests keeps it honest.
package struct YearlyOdds: Sendable, Equatable {
    /// One way of guessing.
    package struct Part: Sendable, Equatable {
        package let name: String
        /// Tries that a year permits.
        package let guesses: Double
        /// How many of the million codes (or of the million million pairs) one try would be accepted for.
        package let acceptedPerGuess: Double
        /// The odds that all these tries together win.
        package let odds: Double

        /// Guesses × accepted codes.
        package var weight: Double { guesses * acceptedPerGuess }
    }

    /// Single codes, lane by lane.
    package let lanes: [Part]
    /// Pairs of codes, near and up to an hour off, if tried as often as they are judged for a whole year.
    package let pairs: [Part]

    /// Guesses × accepted codes of all lanes: divided by a million, about the odds.
    package var weight: Double { lanes.reduce(0) { $0 + $1.weight } }

    package var odds: Double {
        let none = (lanes + pairs).reduce(1) { $0 * (1 - $1.odds) }
        return 1 - none
    }

    /// - Parameters:
    ///   - factors: confirmed authenticator apps of the account. A try that is compared with several takes as many tries
    ///     from the budget, so they add nothing to single codes; a pair is compared with all of them.
    ///   - appsWithoutFirstFactor: apps whose settings allow that, each with a lane of its own.
    ///   - knownBrowsers: cookies that were stolen, at worst all.
    ///   - acceptedSteps: time steps whose code is accepted at one moment.
    package static func of(
        factors: Int,
        appsWithoutFirstFactor: Int,
        knownBrowsers: Int = 10,
        common: GuessingLimits = .normal,
        digits: Int = 6,
        acceptedSteps: Int = 3
    ) -> YearlyOdds {
        let codes = pow(10, Double(digits))
        let accepted = Double(acceptedSteps)
        func lane(_ name: String, _ limits: GuessingLimits) -> Part {
            let guesses = Double(yearlyGuesses(under: limits))
            return Part(
                name: name,
                guesses: guesses,
                acceptedPerGuess: accepted,
                odds: chance(of: accepted / codes, in: guesses)
            )
        }
        func pair(_ name: String, perMinute: Double, steps: Int) -> Part {
            let guesses = perMinute * minutesInYear
            let accepted = Double(max(0, steps - 1) * factors)
            return Part(
                name: name,
                guesses: guesses,
                acceptedPerGuess: accepted,
                odds: chance(of: accepted / (codes * codes), in: guesses)
            )
        }
        return YearlyOdds(
            lanes: [lane(Lane.common.rawValue, common)]
                + (0..<max(0, knownBrowsers)).map { lane("known browser \($0 + 1)", .knownBrowser) }
                + (0..<max(0, appsWithoutFirstFactor)).map { lane("app without first factor \($0 + 1)", common) },
            pairs: [
                pair("pairs within two steps", perMinute: Double(PairState.perAccount.limit), steps: 5),
                pair("pairs within the hour", perMinute: Double(PairState.farPerAccount.limit), steps: 241),
            ]
        )
    }

    /// The most wrong codes that a lane permits in a year: its bucket, and what comes back.
    package static func yearlyGuesses(under limits: GuessingLimits) -> Int {
        guard let budget = limits.budget else { return .max }
        guard budget > 0, let refill = limits.refillMilliseconds else { return max(0, budget) }
        let back = minutesInYear * 60_000 / Double(refill)
        return back < 1e15 ? budget + Int(back) : .max
    }

    private static let minutesInYear = 365.0 * 24 * 60

    /// 1 − (1 − p)ⁿ, exact for small p.
    private static func chance(of single: Double, in tries: Double) -> Double {
        guard single < 1 else { return 1 }
        return -expm1(tries * log1p(-single))
    }
}
