import Foundation
import YubicoOTP

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
