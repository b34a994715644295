import Countersign
import Foundation

/// The second step as one person finds it at one door: which factor is asked for, what waits, what else gets in.
package struct SecondStepWays: Sendable {
    package let dossier: Dossier
    package let standing: SecondStep.Standing
    private let now: Date

    package init(_ dossier: Dossier, at door: SecondStep.Door, in world: Surroundings) throws {
        now = world.now()
        self.dossier = dossier
        standing = try SecondStep.standing(of: dossier, at: door, now: now, in: world)
    }

    /// The one that a try is judged against: the one chosen, else the preferred one.
    ///
    /// - Parameter chosen: the field `factor` of a query.
    package func factor(chosen: String?, kind: Kind) -> Factor? {
        let factors = factors.filter { $0.kind == kind }
        return factors.first { $0.id.rawValue == chosen } ?? factors.first
    }

    /// The label to tell it apart by, where there are several.
    package func device(of factor: Factor) -> String? {
        factors.count > 1 && !factor.label.isEmpty ? factor.label : nil
    }

    /// All of them, best first.
    package var all: [Way] { apps + others }

    /// Those that are open while single codes wait.
    package var others: [Way] {
        var ways: [Way] = []
        if let set = dossier.backupCodes, set.left > 0, standing.mayTryBackupCode {
            ways.append(.backupCode(left: set.left, of: set.codes.count))
        }
        if factors.contains(where: { $0.kind == .totp }) { ways.append(.twoCodes) }
        return ways
    }

    /// The page of the wait; nil if codes are looked at.
    package func waitPage(for purpose: CodePurpose = .signIn) -> WaitPage? {
        let path = purpose.path("app")
        return switch standing.decision {
        case .look: nil
        case .wait(let until):
            WaitPage(
                reason: .codes(count: standing.wrongInRow),
                until: until,
                ways: others,
                tryAgainPath: path,
                purpose: purpose
            )
        case .strongOnly(let until):
            WaitPage(reason: .codesSpent, until: until, ways: others, tryAgainPath: path, purpose: purpose)
        }
    }

    /// Not one backup code more is looked at.
    package func spentPage(for purpose: CodePurpose = .signIn) -> WaitPage {
        WaitPage(reason: .codesSpent, until: nil, ways: others, tryAgainPath: purpose.path("app"), purpose: purpose)
    }

    private var apps: [Way] {
        factors.filter { $0.kind == .totp }.map { factor in
            let label = factor.label.isEmpty ? nil : factor.label
            return switch standing.decision {
            case .look:
                .app(factorID: factor.id.rawValue, device: label, lastUsedAt: factor.lastUsedAt, pausedUntil: nil)
            case .wait(let until):
                .app(factorID: factor.id.rawValue, device: label, lastUsedAt: factor.lastUsedAt, pausedUntil: until)
            case .strongOnly:
                .appSpent(device: label)
            }
        }
    }

    /// The preferred one first.
    private var factors: [Factor] {
        let preferred = dossier.account.preferredFactorID
        return dossier.factors.filter { $0.id == preferred } + dossier.factors.filter { $0.id != preferred }
    }
}
