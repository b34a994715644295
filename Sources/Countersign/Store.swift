import Foundation
import YubicoOTP

/// Everything that is kept. `CountersignStore` meets it over SQLite and PostgreSQL; one contract suite holds for both.
///
/// Rules load values, decide, and hand back a `Commit`. Nothing else writes what decides about an account.
/// Every function throws `StoreFailure` when the database cannot answer.
package protocol Store: Sendable {
    // MARK: Writing

    /// Writes all changes in one transaction, or none.
    ///
    /// With `commit.account` its first statement raises that account's revision if it is still the one expected;
    /// otherwise nothing is written and the answer is `.stale`. It returns only once the commit is durable.
    func commit(_ commit: Commit) async throws -> CommitOutcome

    // MARK: Accounts, each with all that decides about it, in one snapshot

    func dossier(of account: Account.ID) async throws -> Dossier?
    /// By a folded sign-in identifier (a name or a confirmed address); see `SignInIdentifier`.
    func dossier(named identifier: SignInIdentifier) async throws -> Dossier?
    /// Of the one account that has the factor with this handle.
    func dossier(of kind: Kind, handle: String) async throws -> Dossier?
    func account(externalID: String, of app: App.ID) async throws -> Account?
    /// Accounts by folded name or address prefix ("" for all), ordered by id, after `after`.
    func accounts(prefix: String, after: Account.ID?, limit: Int) async throws -> [Account]
    func owners() async throws -> [Account]
    /// Those whose deletion is due, and those that are to be told that it is due by `soon`; the longest due first.
    func accountsLeaving(dueBy now: Date, toTellBy soon: Date, limit: Int) async throws -> [Account.ID]
    /// All that are to be deleted some day, ordered by id, after `after`.
    func accountsLeaving(after: Account.ID?, limit: Int) async throws -> [Account.ID]
    /// All with a role above `member`, by id.
    func staff() async throws -> [Account]
    /// Those of them that are there.
    func accounts(_ ids: Set<Account.ID>) async throws -> [Account.ID: Account]
    /// A page of the list of people.
    func people(_ query: PeopleQuery, at now: Date) async throws -> PeopleFound
    /// How many wait after wrong codes.
    func countOfWaiting(at now: Date) async throws -> Int
    /// Brings lines of the list of people up to date that an older version left behind.
    /// - Returns: how many; 0 once there are none.
    func refreshSummaries(limit: Int) async throws -> Int
    func isMember(_ account: Account.ID, of organisation: Organisation.ID) async throws -> Bool
    /// The oldest first.
    func organisations() async throws -> [Organisation]
    func organisation(_ id: Organisation.ID) async throws -> Organisation?
    /// Whether dossiers are to say where accounts belong. They do until told otherwise.
    func loadMemberships(_ areNeeded: Bool)
    /// The oldest first.
    func memberships(of account: Account.ID) async throws -> [Membership]
    /// Ordered by id, after `after`.
    func members(
        of organisation: Organisation.ID,
        after: Account.ID?,
        limit: Int
    ) async throws -> [(account: Account, joinedAt: Date)]
    func countOfMembers(of organisation: Organisation.ID) async throws -> Int
    /// All people of an organisation, in groups of those who are alike in what policy looks at.
    func groups(_ question: PeopleQuestion) async throws -> [PeopleGroup]
    /// Those of some of these groups, by id, after `after`.
    func people(
        in groups: [PeopleGroup],
        of question: PeopleQuestion,
        after: Account.ID?,
        limit: Int
    ) async throws -> [Account]
    /// Of every organisation that ever saved one.
    func policiesInForce() async throws -> [PolicyVersion]
    func policy(of organisation: Organisation.ID, version: Int64) async throws -> PolicyVersion?
    /// Newest first, before a version.
    func policyHistory(of organisation: Organisation.ID, before: Int64?, limit: Int) async throws -> [PolicyVersion]
    /// How many accounts there are; cheap only on small databases.
    func countOfAccounts() async throws -> Int

    // MARK: Signing in

    func session(tokenHash: [UInt8]) async throws -> (session: Session, dossier: Dossier)?
    /// Newest first.
    func sessions(of account: Account.ID) async throws -> [Session]
    func signIn(tokenHash: [UInt8]) async throws -> (signIn: SignInUnderWay, dossier: Dossier)?
    func knownBrowser(tokenHash: [UInt8]) async throws -> KnownBrowser?
    /// Least recently used first.
    func knownBrowsers(of account: Account.ID) async throws -> [KnownBrowser]
    func device(_ id: RememberedDevice.ID) async throws -> RememberedDevice?
    /// Oldest first.
    func devices(of account: Account.ID) async throws -> [RememberedDevice]
    func recovery(reference: String) async throws -> RecoveryRequest?
    /// Newest first.
    func recoveries(of account: Account.ID) async throws -> [RecoveryRequest]
    /// Those that wait or may be used, oldest first.
    func openRecoveries(limit: Int) async throws -> [RecoveryRequest]
    /// Those of them that have run out, whose wait is over, or half of it and that was not told; oldest first.
    func dueRecoveries(at now: Date, limit: Int) async throws -> [RecoveryRequest]
    func throttles(_ keys: [String]) async throws -> [String: Throttle]

    // MARK: Support

    /// Measures of a kind that still count at a moment, those that end first first; after one of them.
    func liveMeasures(_ kind: Measure.Kind, at now: Date, after: Measure?, limit: Int) async throws -> [Measure]
    func countOfLiveMeasures(_ kind: Measure.Kind, at now: Date) async throws -> Int
    /// Measures that have run out and are still there.
    func endedMeasures(at now: Date, limit: Int) async throws -> [Measure]
    func supportRequest(reference: String) async throws -> SupportRequest?
    /// Newest first.
    func supportRequests(of account: Account.ID) async throws -> [SupportRequest]
    /// Those that wait, or are approved and not carried out, oldest first.
    func openSupportRequests(limit: Int) async throws -> [SupportRequest]
    /// Those that were decided or ran out, newest first.
    func closedSupportRequests(limit: Int) async throws -> [SupportRequest]

    // MARK: Enrolments, challenges

    func draft(_ id: Factor.ID) async throws -> Draft?
    /// Newest first.
    func drafts(of account: Account.ID) async throws -> [Draft]
    func challenge(_ id: Challenge.ID) async throws -> Challenge?
    func challenge(linkHash: [UInt8]) async throws -> Challenge?
    func challenges(of account: Account.ID, for purpose: Challenge.Purpose) async throws -> [Challenge]
    /// Invitations that have not ended, newest first; those past their time too.
    func openInvitations(limit: Int) async throws -> [Challenge]

    // MARK: Apps

    func apiKey(hash: [UInt8]) async throws -> (key: APIKey, app: App)?
    func apps() async throws -> [App]
    func app(_ id: App.ID) async throws -> App?
    func apiKeys() async throws -> [APIKey]

    /// Claims an idempotency key for this caller, in one statement: `.new` to exactly one of all who ask.
    /// An expired answer counts as absent. `running` older than `staleAfter` seconds is handed out anew.
    func claimAnswer(_ key: AnswerKey, bodyHash: [UInt8], now: Date, lifetime: TimeInterval) async throws -> AnswerClaim
    /// Gives up a claim whose call came to nothing (a 5xx), so that a repeat is a new call.
    func releaseAnswer(_ key: AnswerKey) async throws

    // MARK: YubiKeys whose codes are judged here, and who asks about them

    func yubiKey(_ id: PublicID) async throws -> YubiKey?
    /// By public id, after `after` ("" for the first).
    func yubiKeys(after: String, limit: Int) async throws -> [YubiKey]
    func validationClient(_ number: Int64) async throws -> ValidationClient?
    /// By number, revoked ones too.
    func validationClients() async throws -> [ValidationClient]

    // MARK: Events

    /// Sealed events of one account, newest first, before `before` (a position; nil for the newest), with those
    /// not yet sealed first of all.
    func events(of account: Account.ID, before: Int64?, limit: Int) async throws -> [StoredEvent]
    /// Sealed events after a position, in order.
    func events(after position: Int64, limit: Int) async throws -> [StoredEvent]
    /// A page of the sealed events that a query shows, newest first.
    func events(_ query: EventQuery) async throws -> EventsFound
    /// Events that have no position yet, oldest id first.
    func unsealedEvents(limit: Int) async throws -> [StoredEvent]
    func chainHead() async throws -> ChainHead?
    /// Gives the events their positions and moves the head, if the head is still `expected`: so two nodes cannot both.
    /// - Returns: false if the head had moved; then nothing was written.
    func seal(
        _ sealed: [SealedPosition],
        from expected: ChainHead?,
        to head: ChainHead,
        checkpoint: String?
    ) async throws -> Bool
    /// Signed checkpoints as text lines, in order of position, after a position.
    func checkpoints(after position: Int64, limit: Int) async throws -> [(position: Int64, line: String)]
    /// The position of the last checkpoint that was stored at or before a moment and still has events before it; nil if none.
    func lastCheckpoint(before moment: Date) async throws -> Int64?
    /// Removes events up to a position that has a checkpoint, at most `limit` in this step, oldest first. The checkpoint stays.
    /// - Returns: how many went.
    func removeEvents(through position: Int64, limit: Int) async throws -> Int
    /// Accounts created before `createdBefore` whose second step failed at or after `since`.
    func countOfFailingAccounts(since: Date, createdBefore: Date) async throws -> Int

    // MARK: Mail

    /// Takes up to `limit` mails that are due, in one statement, for this caller alone until `until`.
    func leaseMail(now: Date, until: Date, limit: Int) async throws -> [OutboxMail]
    /// Records what came of one and ends its lease.
    func saveMail(_ mail: OutboxMail) async throws
    func mail(_ id: OutboxMail.ID) async throws -> OutboxMail?
    /// By state, for metrics and `doctor`.
    func countsOfMail() async throws -> [OutboxMail.State: Int]

    // MARK: Figures; each is counted over everything, so not while somebody waits

    /// How many accounts have factors of exactly these kinds.
    func countPeople() async throws -> [(kinds: [Kind], count: Int)]
    /// How many accounts there were, and how many of them were protected, as far as what is there still tells.
    func standing(at date: Date) async throws -> (accounts: Int, protected: Int)
    /// Sealed events of each kind.
    func countEvents(of kinds: [Event.Kind], since date: Date) async throws -> [Event.Kind: Int]
    func mailFigures(since date: Date) async throws -> Figures.Mail
    /// Weeks from that one on, oldest first.
    func figures(since week: Int64) async throws -> [WeekOfFigures]
    /// Inserts or replaces, by week.
    func saveFigures(_ week: WeekOfFigures) async throws

    // MARK: Keys and facts of the server

    /// The keys that the database has seen, with what they encrypt to; never the keys themselves.
    func sealingKeys() async throws -> [SealingKey]
    /// One of the server's own facts: which key seals, the alarm, … Those whose name begins with `sealed.` hold sealed
    /// values and are among `sealedValues(of: .fact)`.
    func fact(_ name: String) async throws -> [UInt8]?
    /// Sets a fact if it is still `expected` (nil: absent). - Returns: whether it was.
    func setFact(_ name: String, to value: [UInt8]?, expected: [UInt8]?) async throws -> Bool
    /// A page of sealed values of one column whose key is not `keyID`, for rotation.
    func sealedValues(of column: SealedColumn, notUnder keyID: String, limit: Int) async throws -> [SealedValue]
    /// Replaces one sealed value if it is unchanged. - Returns: whether it was.
    func replaceSealedValue(_ value: SealedValue, with sealed: [UInt8]) async throws -> Bool

    // MARK: Housekeeping

    /// Removes what has run out (sessions, sign-ins, devices, drafts, challenges, answers, throttles, finished mail), in a small step.
    /// - Returns: how many rows were removed; call again while it is not 0.
    func removeExpired(now: Date, limit: Int) async throws -> Int
    /// Writes a consistent copy of the database to a file that must not exist. SQLite only; others throw `.unsupported`.
    func backup(to path: String) async throws
    /// What restoring an older state asks for, in one transaction: ends sessions, sign-ins, known browsers, remembered devices, challenges, drafts
    /// and stored answers, marks every account as needing new backup codes. TOTP marks are moved by the rules.
    func endEverythingAfterRestore() async throws
    /// All accounts that have factors, page by page, for the rules that touch every one.
    func accountsWithFactors(after: Account.ID?, limit: Int) async throws -> [Account.ID]
    /// Whether the database answers and can be written; cheap.
    func check() async throws
    /// Operations and durable commits since the start, for metrics.
    var commitCounts: (operations: Int, commits: Int) { get }
}

/// What is written together. The account, if named, must still be at the revision that the decision was made on.
package struct Commit: Sendable {
    package var account: (id: Account.ID, revision: Int64)?
    package var changes: [Change]

    package init(account: (id: Account.ID, revision: Int64)? = nil, changes: [Change]) {
        self.account = account
        self.changes = changes
    }
}

package enum CommitOutcome: Sendable, Equatable {
    /// Durable.
    case committed
    /// The account (or a throttle) was changed by somebody else meanwhile: load and decide again.
    case stale
    /// Something that the commit consumes was consumed before: it counts once.
    case gone
    /// A sign-in identifier, an external id or a handle belongs to another account.
    case taken
}

/// One write. Those that say so are conditional; if the condition fails, nothing of the commit is written.
package enum Change: Sendable {
    // Accounts
    case insertAccount(Account, organisation: Organisation.ID?)
    /// Writes every column but id, revision and createdAt.
    case saveAccount(Account)
    /// With all that belongs to it, apart from its events.
    case removeAccount(Account.ID)
    /// Conditional: `.gone` unless there is an active owner, after what was written before it in the commit. Of two
    /// commits at once that each take one of two owners' role, one is refused.
    case demandOwner
    /// Conditional: `.taken` if it belongs to another account.
    case claim(SignInIdentifier, Account.ID)
    case release(SignInIdentifier, Account.ID)
    case insertOrganisation(Organisation)
    /// Its name. Conditional: `.gone` if there is none.
    case saveOrganisation(Organisation)
    /// Conditional: `.stale` unless the one before it is in force.
    case savePolicy(PolicyVersion)
    /// Conditional: `.gone` if it was sent before.
    case noteReminder(Account.ID, of: Date, daysBefore: Int, at: Date)
    /// Nothing happens to who belongs there already.
    case join(Membership)
    /// Conditional: `.gone` if the account does not belong there.
    case leave(Organisation.ID, Account.ID)

    // Factors and codes
    case insertFactor(Factor)
    case saveFactor(Factor)
    case removeFactor(Factor.ID, Account.ID)
    /// Inserts or replaces, by id.
    case saveDraft(Draft)
    /// Conditional: `.gone` if it is no longer there.
    case consumeDraft(Factor.ID)
    case removeDrafts(of: Account.ID)
    /// The account's one set; an earlier one is deleted with its codes.
    case saveBackupCodes(BackupCodeSet)
    case removeBackupCodes(Account.ID)
    /// One row of the account's guard: a lane, or the pair throttle. Nil removes it. The JSON is the rules' own.
    case saveLane(Account.ID, lane: String, state: String?)

    // Signing in
    case insertSession(Session)
    case saveProof(Session.ID, Proof)
    case touchSession(Session.ID, at: Date)
    case endSession(Session.ID, Account.ID)
    /// All of the account's but one.
    case endSessions(of: Account.ID, except: Session.ID?)
    case insertSignIn(SignInUnderWay)
    case saveSignIn(SignInUnderWay)
    /// Conditional: `.gone` if it was consumed before.
    case consumeSignIn(SignInUnderWay.ID)
    case endSignIns(of: Account.ID)
    case insertKnownBrowser(KnownBrowser)
    case touchKnownBrowser(KnownBrowser.ID, at: Date)
    case removeKnownBrowser(KnownBrowser.ID)
    case removeKnownBrowsers(of: Account.ID)
    case insertDevice(RememberedDevice)
    /// Tokens, times and client. Conditional: `.stale` if it is no longer there.
    case saveDevice(RememberedDevice)
    case removeDevice(RememberedDevice.ID, Account.ID)
    /// All of the account's but one.
    case removeDevices(of: Account.ID, except: RememberedDevice.ID?)
    /// Conditional on its version: `.stale` if another was first.
    case saveThrottle(Throttle)

    // Challenges
    case insertChallenge(Challenge)
    /// Payload and count of wrong answers, if it has not ended; else `.gone`.
    case saveChallenge(Challenge)
    /// Conditional: `.gone` if it has ended.
    case endChallenge(Challenge.ID, Challenge.Ending)
    /// All of one purpose of an account that have not ended.
    case endChallenges(of: Account.ID, for: Challenge.Purpose, Challenge.Ending)

    // Recovery
    case insertRecovery(RecoveryRequest)
    /// State, details and times. Conditional: `.stale` if it is no longer there.
    case saveRecovery(RecoveryRequest)
    /// Those that a request let in.
    case endRecoverySessions(of: Account.ID)
    /// The session may do what any other may.
    case leaveRecovery(Session.ID)

    // Support
    /// The account's one measure of its kind; an earlier one goes.
    case saveMeasure(Measure)
    /// Conditional: `.gone` if it is no longer there.
    case endMeasure(Measure.ID, Account.ID)
    case insertSupportRequest(SupportRequest)
    /// State, details and times. Conditional: `.stale` if it is no longer there.
    case saveSupportRequest(SupportRequest)

    // Apps
    case insertApp(App)
    case insertAPIKey(APIKey)
    /// Conditional: `.gone` if it was revoked before.
    case revokeAPIKey(APIKey.ID, at: Date)
    /// The answer to a claimed call, in the transaction of what it answers for, so that a lost answer is no lost code.
    case saveAnswer(AnswerKey, StoredAnswer)

    // YubiKeys whose codes are judged here, and who asks about them
    /// Conditional: `.taken` if there is one of this public id.
    case insertYubiKey(YubiKey)
    /// Conditional: `.gone` unless it is enabled and the counters are greater than every pair before.
    case useYubiKey(PublicID, Counters, nonce: String?, at: Date)
    /// Conditional: `.gone` if it is not there.
    case enableYubiKey(PublicID, Bool)
    case removeYubiKey(PublicID)
    /// Conditional: `.taken` if there is one of this number.
    case insertValidationClient(ValidationClient)
    /// Conditional: `.gone` if it was revoked before.
    case revokeValidationClient(Int64, at: Date)

    // What every change brings with it
    case append(Event)
    case enqueue(OutboxMail)
    /// Conditional: `.stale` unless it is still `expected` (nil: absent).
    case saveFact(String, to: [UInt8], expected: [UInt8]?)
    case addSealingKey(SealingKey)
    /// Conditional: `.stale` while it seals, or anything is sealed under it; `.gone` if it is not known.
    case removeSealingKey(String, at: Date)
}

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

/// The count of one source of password tries. Guarded by its own version: 0 means that there is no row yet.
package struct Throttle: Sendable, Equatable {
    /// Keyed hashes of name and network, so that the table tells nothing.
    package let key: String
    package var version: Int64
    /// The rules' own JSON.
    package var state: String
    package var expiresAt: Date

    package init(key: String, version: Int64, state: String, expiresAt: Date) {
        self.key = key
        self.version = version
        self.state = state
        self.expiresAt = expiresAt
    }
}

/// Whose call it was: the caller (an API key's id) and the key it sent, hashed together.
package struct AnswerKey: Sendable, Hashable {
    package let hash: [UInt8]

    package init(hash: [UInt8]) {
        self.hash = hash
    }
}

/// What was answered to a call with an idempotency key.
package struct StoredAnswer: Sendable, Equatable {
    package let status: Int
    package let sealedBody: [UInt8]

    package init(status: Int, sealedBody: [UInt8]) {
        self.status = status
        self.sealedBody = sealedBody
    }
}

package enum AnswerClaim: Sendable, Equatable {
    /// This call is the one to be made.
    case new
    /// The first call still runs.
    case running
    case done(StoredAnswer)
    /// The key was used for another body.
    case otherBody
}

/// An event as it is kept, with its place in the chain once it has one.
package struct StoredEvent: Sendable {
    package let event: Event
    package var position: Int64?
    package var hash: [UInt8]?

    package init(event: Event, position: Int64? = nil, hash: [UInt8]? = nil) {
        self.event = event
        self.position = position
        self.hash = hash
    }
}

package struct SealedPosition: Sendable {
    package let eventID: Event.ID
    package let position: Int64
    package let hash: [UInt8]

    package init(eventID: Event.ID, position: Int64, hash: [UInt8]) {
        self.eventID = eventID
        self.position = position
        self.hash = hash
    }
}

/// The last sealed event: where the chain goes on.
package struct ChainHead: Sendable, Equatable {
    package let epoch: Int64
    package let position: Int64
    package let hash: [UInt8]

    package init(epoch: Int64, position: Int64, hash: [UInt8]) {
        self.epoch = epoch
        self.position = position
        self.hash = hash
    }
}

/// What the database knows of a key in the master key file: its id and a check value, never the key.
package struct SealingKey: Sendable, Equatable {
    package let id: String
    package let checkValue: [UInt8]
    package let addedAt: Date

    package init(id: String, checkValue: [UInt8], addedAt: Date) {
        self.id = id
        self.checkValue = checkValue
        self.addedAt = addedAt
    }
}

/// Every place that holds sealed values, for rotation. The key's id is kept beside or at the start of each value.
package enum SealedColumn: String, Sendable, CaseIterable {
    case accountPersonalKey = "account.personal_key"
    case factorState = "factor.sealed_state"
    case draftState = "draft.sealed_state"
    case backupCodesShown = "backup_code_set.sealed_codes"
    case challengePayload = "challenge.sealed_payload"
    case outboxNotice = "outbox.sealed_notice"
    case answerBody = "answer.sealed_body"
    case recoveryDetails = "recovery_request.sealed_details"
    case measureDetails = "measure.sealed_details"
    case supportRequestDetails = "support_request.sealed_details"
    case fact = "fact.value"
    case yubiKeySecrets = "yubikey.sealed_secrets"
    case validationClientKey = "validation_client.sealed_key"
}

package struct SealedValue: Sendable, Equatable {
    package let column: SealedColumn
    /// The row's own id as used in its associated data.
    package let row: String
    /// Empty where the row has no account.
    package let account: String
    package let sealed: [UInt8]

    package init(column: SealedColumn, row: String, account: String, sealed: [UInt8]) {
        self.column = column
        self.row = row
        self.account = account
        self.sealed = sealed
    }
}

/// The database could not do what was asked. The edge answers 503, or 500 where the data itself is at fault.
package enum StoreFailure: Error, Sendable, Equatable {
    /// Full disk, lost connection, locked file: refuse, and try again later. Nothing is known to be written.
    case unavailable(String)
    /// A value that cannot be stored, such as a text with NUL; the caller's fault.
    case unstorable(String)
    /// What was read is not what was written.
    case corrupt(String)
    /// A newer schema, another server on the same file, an unknown kind of database: stops the start.
    case refused(String)
    case unsupported(String)
}
