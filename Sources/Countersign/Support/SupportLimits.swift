import Foundation

/// How far support may go for one account. Policy sets them; these are the widest.
package struct SupportLimits: Sendable, Equatable {
    package var longestBypass: TimeInterval = 24 * 3600
    package var longestSuspension: TimeInterval = 7 * 24 * 3600
    package var secondApprover = SecondApprover.never

    package init() {}

    package typealias SecondApprover = Policy.SecondApprover

    /// Longer suspensions are long.
    package static let longSuspension: TimeInterval = 4 * 3600
    /// What the screen offers first.
    package static let offeredSuspension: TimeInterval = 4 * 3600
    package static let usualSuspension: TimeInterval = 24 * 3600
    package static let usualBypass: TimeInterval = 3600

    /// Whether somebody else must agree. Only to what opens a door: closing one never waits.
    ///
    /// - Parameter length: of a suspension.
    package func needSecond(_ act: StaffAct, for target: Role, length: TimeInterval? = nil) -> Bool {
        guard act.opensDoor else { return false }
        // Two owners for an owner, whatever policy says.
        if target == .owner { return true }
        return switch secondApprover {
        case .never: false
        case .staff: target > .member
        case .long: target > .member || act == .suspend && (length ?? 0) > Self.longSuspension
        case .always: true
        }
    }
}

extension StaffAct {
    /// Whether it lets somebody in who could not get in by themselves.
    package var opensDoor: Bool {
        switch self {
        case .suspend, .issueBypassCode, .askToSetUpAgain, .removeFactor, .exempt, .unfreeze, .decideRecovery,
            .decideTurnOff:
            true
        default: false
        }
    }
}

extension Surroundings {
    /// The limits for one account: those of its policy, and never wider than the configuration's.
    package func supportLimits(for dossier: Dossier) -> SupportLimits {
        let policy = policy(for: dossier)
        var limits = settings.support
        limits.longestBypass = min(limits.longestBypass, policy.longestBypass.value)
        limits.longestSuspension = min(limits.longestSuspension, policy.longestSuspension.value)
        limits.secondApprover = max(limits.secondApprover, policy.secondApprover.value)
        return limits
    }
}
