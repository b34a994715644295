/// All that staff can do in the console or by its means: a closed list, looking included. Their names stand in events.
package enum StaffAct: String, Sendable, Codable, CaseIterable {
    // Looking
    case seeOverview = "see_overview"
    case seeRequests = "see_requests"
    case seePolicy = "see_policy"
    case seeAuditLog = "see_audit_log"
    case seeDelivery = "see_delivery"
    case seeStaff = "see_staff"
    case seeSettings = "see_settings"
    case seeApps = "see_apps"
    case search
    case exportEvents = "export_events"
    case exportPeople = "export_people"

    // Looking at one person
    case openPerson = "open_person"
    case explain

    // Helping one person
    case suspend
    case endSuspension = "end_suspension"
    case issueBypassCode = "issue_bypass_code"
    case cancelBypassCode = "cancel_bypass_code"
    case clearWait = "clear_wait"
    case refillBudget = "refill_budget"
    case askToSetUpAgain = "ask_to_set_up_again"
    case removeFactor = "remove_factor"
    case signOutEverywhere = "sign_out_everywhere"
    case exempt
    case endExemption = "end_exemption"
    case freeze
    case unfreeze
    case remind

    // Deciding on requests
    case decideRecovery = "decide_recovery"
    case decideTurnOff = "decide_turn_off"
    /// The second pair of eyes on what somebody else of the staff asked for.
    case approve

    // Running the server
    case changeRole = "change_role"
    case disable
    case enable
    case deletePerson = "delete_person"
    case invite
    case changePolicy = "change_policy"
    case changeOrganisations = "change_organisations"
    case changeSettings = "change_settings"
    case changeApps = "change_apps"
    case sendTestMail = "send_test_mail"

    /// Whether it is done to one person, whose role then matters.
    package var concernsPerson: Bool {
        switch self {
        case .openPerson, .explain, .suspend, .endSuspension, .issueBypassCode, .cancelBypassCode, .clearWait,
            .refillBudget, .askToSetUpAgain, .removeFactor, .signOutEverywhere, .exempt, .endExemption, .freeze,
            .unfreeze, .remind, .decideRecovery, .decideTurnOff, .approve, .changeRole, .disable, .enable,
            .deletePerson:
            true
        case .seeOverview, .seeRequests, .seePolicy, .seeAuditLog, .seeDelivery, .seeStaff, .seeSettings, .seeApps,
            .search, .exportEvents, .exportPeople, .invite, .changePolicy, .changeOrganisations, .changeSettings,
            .changeApps, .sendTestMail:
            false
        }
    }

    /// Whether it only looks: nothing of the person changes by it.
    package var isLooking: Bool {
        switch self {
        case .seeOverview, .seeRequests, .seePolicy, .seeAuditLog, .seeDelivery, .seeStaff, .seeSettings, .seeApps,
            .search, .exportEvents, .exportPeople, .openPerson, .explain:
            true
        case .suspend, .endSuspension, .issueBypassCode, .cancelBypassCode, .clearWait, .refillBudget,
            .askToSetUpAgain, .removeFactor, .signOutEverywhere, .exempt, .endExemption, .freeze, .unfreeze, .remind,
            .decideRecovery, .decideTurnOff, .approve, .changeRole, .disable, .enable, .deletePerson, .invite,
            .changePolicy, .changeOrganisations, .changeSettings, .changeApps, .sendTestMail:
            false
        }
    }

    /// Whether it could take the last owner's power or way in, and with it everybody's way to change anything here.
    var mayEndOwnership: Bool {
        switch self {
        case .changeRole, .disable, .deletePerson, .freeze: true
        default: false
        }
    }
}
