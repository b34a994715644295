import Foundation

extension SupportActs {
    /// What is written for an act that is permitted and agreed to.
    ///
    /// - Parameter approver: whoever agreed to it, where that was asked for.
    func changes(
        for order: SupportOrder,
        on dossier: Dossier,
        by helper: Helper,
        approvedBy approver: Helper? = nil,
        at now: Date
    ) async throws -> (Done, [Change]) {
        let act = ActUnderWay(
            order: order,
            dossier: dossier,
            helper: helper,
            approver: approver,
            now: now,
            world: world
        )
        // Whatever support does, a browser that skipped the second step asks for it again.
        let ending: [Change] = [.removeDevices(of: dossier.account.id, except: nil)]
        let (done, changes): (Done, [Change]) =
            switch order.act {
            case .suspend: try act.suspend()
            case .endSuspension: (Done(), try await act.endSuspension())
            case .issueBypassCode: try act.issueBypassCode()
            case .cancelBypassCode: (Done(), try act.end(.bypassCode, .bypassCodeCancelled))
            case .clearWait: (Done(), try act.unlock(refilling: false))
            case .refillBudget: (Done(), try act.unlock(refilling: true))
            case .askToSetUpAgain: try act.askToSetUpAgain()
            case .removeFactor: (Done(), try act.removeFactor())
            case .signOutEverywhere: (Done(), try act.signOut())
            case .exempt: try act.exempt()
            case .endExemption: (Done(), try act.end(.exemption, .exemptionEnded))
            case .freeze: (Done(), try await act.setState(.frozen, .accountFrozen))
            case .unfreeze: (Done(), try await act.setState(.active, .accountUnfrozen))
            case .disable: (Done(), try await act.setState(.disabled, .accountDisabled))
            case .enable: (Done(), try await act.setState(.active, .accountEnabled))
            case .decideRecovery: (Done(), try await act.approveRecovery())
            case .decideTurnOff: (Done(), try await act.turnOff())
            default: throw CeremonyFault.gone
            }
        return (done, changes + ending)
    }
}
