/// All that decides about one account, as of one moment.
package struct Dossier: Sendable {
    package var account: Account
    /// Oldest first.
    package var factors: [Factor]
    package var backupCodes: BackupCodeSet?
    /// The account's guard, one JSON text a lane.
    package var lanes: [String: String]
    /// Somebody asks to get in without the second step, or may; see `RecoveryRequest`.
    package var hasOpenRecovery: Bool
    /// Where it belongs, oldest first; nil where no organisation asks for anything, so that nobody need know.
    package var memberships: [Membership]?
    /// What support has lifted, given or asked; some may have run out.
    package var measures: [Measure]
    /// As a door sees it: it has factors, and none of them counts there.
    package var hasNoCountingFactor = false

    package init(
        account: Account,
        factors: [Factor],
        backupCodes: BackupCodeSet?,
        lanes: [String: String],
        hasOpenRecovery: Bool = false,
        memberships: [Membership]? = nil,
        measures: [Measure] = []
    ) {
        self.account = account
        self.factors = factors
        self.backupCodes = backupCodes
        self.lanes = lanes
        self.hasOpenRecovery = hasOpenRecovery
        self.memberships = memberships
        self.measures = measures
    }
}
