import Foundation

/// What would happen if a person signed in now, and why: what staff read before they help.
///
/// Asks only: nothing is counted by looking.
package struct SignInForecast: Sendable, Equatable {
    package enum Step: Sendable, Equatable {
        /// Nobody signs in to this account.
        case closed(Account.State)
        /// There is no password to sign in with.
        case noPassword
        case password
        /// A passkey signs in by itself.
        case passkeyAlone
        /// The password alone is enough.
        case noSecondStep
        /// A second factor must be set up before anything else.
        case mustSetUp
        /// Then one of these is asked for, the first of them at first.
        case secondStep([Kind])
        /// Single codes are not looked at before then, after that many wrong ones.
        case waiting(until: Date, wrong: Int)
        /// The tries are used up: only strong ways get in.
        case strongOnly
        /// What gets in while codes wait: words of the API.
        case stillIn([String])
        /// That many backup codes get in instead.
        case backupCodes(Int)
        /// On that many browsers the second step is skipped.
        case remembered(Int)
    }

    package let steps: [Step]

    package init(of dossier: Dossier, remembered: Int, in world: Surroundings) throws {
        let account = dossier.account
        guard account.state == .active else {
            steps = [.closed(account.state)]
            return
        }
        var steps: [Step] = [account.passwordHash == nil ? .noPassword : .password]
        let now = world.now()
        let isStopped = world.stop(of: dossier, at: now).map { $0.at <= now } ?? false
        let seen = world.atDoor(dossier, signingIn: true, at: now)
        if seen.factors.contains(where: { $0.kind == .passkey }) { steps.append(.passkeyAlone) }
        if seen.factors.isEmpty {
            if !isStopped { steps.append(.noSecondStep) }
        } else {
            steps += try Self.secondStep(of: seen, remembered: remembered, in: world)
        }
        if isStopped { steps.append(.mustSetUp) }
        self.steps = steps
    }

    private static func secondStep(of dossier: Dossier, remembered: Int, in world: Surroundings) throws -> [Step] {
        let preferred = dossier.account.preferredFactorID
        let factors = dossier.factors.filter { $0.id == preferred } + dossier.factors.filter { $0.id != preferred }
        var kinds: [Kind] = []
        for factor in factors where !kinds.contains(factor.kind) { kinds.append(factor.kind) }
        var steps: [Step] = [.secondStep(kinds)]
        var guards = try world.guards(of: dossier)
        switch guards.decide(in: .common, at: world.now()) {
        case .look: break
        case .wait(let until):
            steps.append(.waiting(until: until, wrong: guards.state(of: .common).wrongInRow))
            steps.append(.stillIn(world.strongWays(of: dossier)))
        case .strongOnly(_):
            steps.append(.strongOnly)
            steps.append(.stillIn(world.strongWays(of: dossier)))
        }
        if let left = dossier.backupCodes?.left, left > 0 { steps.append(.backupCodes(left)) }
        if remembered > 0 { steps.append(.remembered(remembered)) }
        return steps
    }
}
