/// Who of the staff may do what, and to whom. The only place that says so: console, API and command line ask here.
///
/// It denies by default: a role may do what its list names and nothing else, and what concerns a person also asks whose
/// account it is. The command line on the host is not staff; it may do all, so that an owner can always be let back in.
package enum Authority {
    package enum Answer: Sendable, Equatable {
        case allowed
        case refused(Refusal)

        package var isAllowed: Bool { self == .allowed }
    }

    /// Why not. The raw words are for the catalogues.
    package enum Refusal: String, Error, Sendable, CaseIterable {
        /// Members have nothing to do here.
        case notStaff = "not_staff"
        /// Another role does this.
        case notYourRole = "not_your_role"
        /// Nobody acts on themselves here.
        case yourself
        /// The other's role gives as much power, or more.
        case morePower = "more_power"
        /// Without one nobody could change anything here any more.
        case lastOwner = "last_owner"
        /// Something that is done to a person, and no person.
        case nobodyNamed = "nobody_named"
        /// Who asked for something does not agree to it too.
        case ownRequest = "own_request"
    }

    /// - Parameters:
    ///   - target: the role of the person that it is done to; nil where it concerns nobody.
    ///   - isLastOwner: whether the person is the only owner that can still sign in.
    package static func allows(
        _ act: StaffAct,
        by role: Role,
        to target: Role? = nil,
        isSelf: Bool = false,
        isLastOwner: Bool = false
    ) -> Answer {
        guard role != .member else { return .refused(.notStaff) }
        guard acts(of: role).contains(act) else { return .refused(.notYourRole) }
        guard act.concernsPerson else { return .allowed }
        guard let target else { return .refused(.nobodyNamed) }
        // What is shown of oneself here, one's own pages show too.
        if isSelf { return act.isLooking ? .allowed : .refused(.yourself) }
        guard reaches(role, target, looking: act.isLooking) else { return .refused(.morePower) }
        if isLastOwner, target == .owner, act.mayEndOwnership { return .refused(.lastOwner) }
        return .allowed
    }

    /// Throws why not.
    package static func check(
        _ act: StaffAct,
        by role: Role,
        to target: Role? = nil,
        isSelf: Bool = false,
        isLastOwner: Bool = false
    ) throws(Refusal) {
        switch allows(act, by: role, to: target, isSelf: isSelf, isLastOwner: isLastOwner) {
        case .allowed: return
        case .refused(let refusal): throw refusal
        }
    }

    /// What the role may do to somebody, or at all; whose account it is comes beside it.
    package static func acts(of role: Role) -> Set<StaffAct> {
        switch role {
        case .member: []
        case .auditor: looking
        case .approver: desk.union([.approve])
        case .supporter: desk.union(helping).union([.approve, .decideRecovery, .decideTurnOff, .seeDelivery])
        case .owner: Set(StaffAct.allCases)
        }
    }

    /// Owners reach everybody and auditors see everybody. Everyone else reaches members only: an equal is no less
    /// powerful, and who may pass as another supporter may do all that supporters may.
    private static func reaches(_ role: Role, _ target: Role, looking isLooking: Bool) -> Bool {
        switch role {
        case .owner: true
        case .auditor: isLooking
        case .supporter, .approver: target == .member
        case .member: false
        }
    }

    private static let looking = Set(StaffAct.allCases.filter(\.isLooking))
    /// What whoever helps, or checks who helps, has before them.
    private static let desk: Set<StaffAct> = [
        .seeOverview, .seeRequests, .seePolicy, .search, .openPerson, .explain,
    ]
    private static let helping: Set<StaffAct> = [
        .suspend, .endSuspension, .issueBypassCode, .cancelBypassCode, .clearWait, .refillBudget, .askToSetUpAgain,
        .removeFactor, .signOutEverywhere, .exempt, .endExemption, .freeze, .unfreeze, .remind,
    ]
}
