import Countersign
import Foundation

/// The second step as one person finds it at one door: which factor is asked for, what waits, what else gets in.
package struct SecondStepWays: Sendable {
    package let dossier: Dossier
    package let standing: SecondStep.Standing
    /// What gets in while short codes wait, in the words of the API.
    package let strong: [String]
    private let now: Date
    private let door: SecondStep.Door
    private let isForConsole: Bool
    /// The kinds that count here, best first.
    private let kinds: [KindPages]

    /// - Parameter isForConsole: backup codes are no way there.
    package init(
        _ dossier: Dossier,
        at door: SecondStep.Door,
        isForConsole: Bool = false,
        in world: Surroundings
    ) throws {
        now = world.now()
        self.door = door
        self.isForConsole = isForConsole
        // Proof again is for changes, which a weaker kind alone does not allow where there is a better.
        let isForChanges = if case .session = door { world.hasStrongerThanWeak(dossier, at: now) } else { false }
        kinds = KindPages.all.filter {
            $0.isAnswerable(under: world.settings) && (!isForChanges || $0.strength != .weaker)
        }
        self.dossier = dossier
        strong = world.strongWays(of: dossier)
        standing = try SecondStep.standing(of: dossier, at: door, now: now, in: world)
    }

    /// The one that a try is judged against: the one chosen, else the preferred one.
    ///
    /// - Parameter chosen: the field `factor` of a query.
    package func factor(chosen: String?, kind: Kind) -> Factor? {
        guard kinds.contains(where: { $0.kind == kind }) else { return nil }
        let factors = factors.filter { $0.kind == kind }
        return factors.first { $0.id.rawValue == chosen } ?? factors.first
    }

    /// The label to tell it apart by, where there are several.
    package func device(of factor: Factor) -> String? {
        factors.count > 1 && !factor.label.isEmpty ? factor.label : nil
    }

    /// All of them, best first.
    package var all: [Way] { rows(of: kinds) + [bypassCode, backupCode, twoCodes].compactMap(\.self) }

    /// Those that are open while single codes wait.
    package var others: [Way] {
        rows(of: kinds.filter { !waits($0) }) + [bypassCode, backupCode, twoCodes].compactMap(\.self)
    }

    /// For a sign-in alone: a session proves itself by what is its own.
    private var bypassCode: Way? {
        guard case .signIn = door, standing.mayTryBackupCode, let code = dossier.measure(.bypassCode, at: now),
            let until = code.endsAt
        else { return nil }
        return .bypassCode(until: until)
    }

    private var backupCode: Way? {
        guard !isForConsole, let set = dossier.backupCodes, set.left > 0, standing.mayTryBackupCode else { return nil }
        return .backupCode(left: set.left, of: set.codes.count)
    }

    private var twoCodes: Way? { factors.contains { $0.kind == .totp } ? .twoCodes : nil }

    /// The page of the wait; nil if codes are looked at.
    package func waitPage(for purpose: CodePurpose = .signIn) -> WaitPage? {
        let path = purpose.path(waitingSegment)
        return switch standing.decision {
        case .look: nil
        case .wait(let until):
            WaitPage(
                reason: .codes(count: standing.wrongInRow, fromApp: factors.contains { $0.kind == .totp }),
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
        WaitPage(
            reason: .codesSpent,
            until: nil,
            ways: others,
            tryAgainPath: purpose.path(waitingSegment),
            purpose: purpose
        )
    }

    /// The page of the kind that waits: the one asked for first, if it does.
    private var waitingSegment: String {
        let asked = factors.compactMap { factor in kinds.first { $0.kind == factor.kind } }
        return (asked.first(where: \.waits) ?? asked.first)?.segment ?? "methods"
    }

    private func rows(of kinds: [KindPages]) -> [Way] {
        kinds.flatMap { pages in
            factors.filter { $0.kind == pages.kind }.map { factor in
                .factor(
                    pages,
                    id: factor.id.rawValue,
                    label: factor.label,
                    lastUsedAt: factor.lastUsedAt,
                    pause: waits(pages) ? pause : nil
                )
            }
        }
    }

    /// Whether its answers wait while short codes do; a kind that then issues long ones does not.
    private func waits(_ pages: KindPages) -> Bool {
        pages.waits && !strong.contains(pages.kind.rawValue)
    }

    private var pause: Way.Pause? {
        switch standing.decision {
        case .look: nil
        case .wait(let until): .until(until)
        case .strongOnly: .spent
        }
    }

    /// The preferred one first.
    private var factors: [Factor] {
        let preferred = dossier.firstAskedID
        return dossier.factors.filter { $0.id == preferred } + dossier.factors.filter { $0.id != preferred }
    }
}
