import Countersign

extension SQLStore {
    package func commit(_ commit: Commit) async throws -> CommitOutcome {
        do {
            try await database.write { connection in
                if let account = commit.account {
                    try Accounts.raiseRevision(of: account.id, from: account.revision, in: connection)
                }
                for change in commit.changes { try change.write(in: connection) }
            }
            if commit.changes.contains(where: \.isMail) { mailWasWritten() }
            return .committed
        } catch let refusal as Refusal {
            return refusal.outcome
        } catch let failure as ConstraintFailure {
            return try Self.outcome(of: failure)
        }
    }

    /// Conditions that the schema itself holds.
    private static func outcome(of failure: ConstraintFailure) throws -> CommitOutcome {
        switch (failure.rule, failure.columns) {
        case (.unique, "account.app_id, account.external_id"), (.unique, "factor.kind, factor.handle"),
            (.unique, "yubikey.public_id"), (.unique, "validation_client.id"),
            (.unique, "recovery_request.reference"), (.unique, "support_request.reference"):
            .taken
        // The account, app or organisation that the row belongs to was removed meanwhile.
        case (.foreignKey, _): .gone
        case (.unique, _), (.check, _): throw StoreFailure.corrupt("a change breaks the schema: \(failure)")
        }
    }
}

extension Change {
    fileprivate var isMail: Bool {
        if case .enqueue = self { true } else { false }
    }

    fileprivate func write(in connection: any Connection) throws {
        switch self {
        case .insertAccount(let account, let organisation):
            try Accounts.insert(account, organisation: organisation, in: connection)
        case .saveAccount(let account): try Accounts.save(account, in: connection)
        case .removeAccount(let id): try Accounts.remove(id, in: connection)
        case .demandOwner: try Accounts.demandOwner(in: connection)
        case .claim(let identifier, let id): try Accounts.claim(identifier, for: id, in: connection)
        case .release(let identifier, let id): try Accounts.release(identifier, of: id, in: connection)
        case .insertOrganisation(let organisation): try Organisations.insert(organisation, in: connection)
        case .saveOrganisation(let organisation): try Organisations.save(organisation, in: connection)
        case .savePolicy(let version): try Policies.save(version, in: connection)
        case .noteReminder(let account, let stop, let days, let date):
            try Policies.noteReminder(of: account, stop: stop, days: days, at: date, in: connection)
        case .join(let membership): try Organisations.join(membership, in: connection)
        case .leave(let organisation, let account): try Organisations.leave(organisation, account, in: connection)

        case .insertFactor(let factor): try Factors.insert(factor, in: connection)
        case .saveFactor(let factor): try Factors.save(factor, in: connection)
        case .removeFactor(let id, let account): try Factors.remove(id, of: account, in: connection)
        case .saveDraft(let draft): try Drafts.save(draft, in: connection)
        case .consumeDraft(let id): try Drafts.consume(id, in: connection)
        case .removeDrafts(let account): try Drafts.removeAll(of: account, in: connection)
        case .saveBackupCodes(let set): try BackupCodes.save(set, in: connection)
        case .removeBackupCodes(let account): try BackupCodes.remove(of: account, in: connection)
        case .saveLane(let account, let lane, let state):
            try Guards.save(lane: lane, state: state, of: account, in: connection)

        case .insertSession(let session): try Sessions.insert(session, in: connection)
        case .saveProof(let id, let proof): try Sessions.save(proof, of: id, in: connection)
        case .touchSession(let id, let date): try Sessions.touch(id, at: date, in: connection)
        case .endSession(let id, let account): try Sessions.end(id, of: account, in: connection)
        case .endSessions(let account, let kept): try Sessions.endAll(of: account, except: kept, in: connection)
        case .insertSignIn(let signIn): try SignIns.insert(signIn, in: connection)
        case .saveSignIn(let signIn): try SignIns.save(signIn, in: connection)
        case .consumeSignIn(let id): try SignIns.consume(id, in: connection)
        case .endSignIns(let account): try SignIns.endAll(of: account, in: connection)
        case .insertKnownBrowser(let browser): try KnownBrowsers.insert(browser, in: connection)
        case .touchKnownBrowser(let id, let date): try KnownBrowsers.touch(id, at: date, in: connection)
        case .removeKnownBrowser(let id): try KnownBrowsers.remove(id, in: connection)
        case .removeKnownBrowsers(let account): try KnownBrowsers.removeAll(of: account, in: connection)
        case .insertDevice(let device): try Devices.insert(device, in: connection)
        case .saveDevice(let device): try Devices.save(device, in: connection)
        case .removeDevice(let id, let account): try Devices.remove(id, of: account, in: connection)
        case .removeDevices(let account, let kept):
            try Devices.removeAll(of: account, except: kept, in: connection)
        case .saveThrottle(let throttle): try Guards.save(throttle, in: connection)

        case .insertChallenge(let challenge): try Challenges.insert(challenge, in: connection)
        case .saveChallenge(let challenge): try Challenges.save(challenge, in: connection)
        case .endChallenge(let id, let ending): try Challenges.end(id, ending, in: connection)
        case .endChallenges(let account, let purpose, let ending):
            try Challenges.endAll(of: account, for: purpose, ending, in: connection)

        case .insertRecovery(let request): try Recoveries.insert(request, in: connection)
        case .saveRecovery(let request): try Recoveries.save(request, in: connection)
        case .endRecoverySessions(let account): try Recoveries.endSessions(of: account, in: connection)
        case .leaveRecovery(let session): try Recoveries.leave(session, in: connection)

        case .saveMeasure(let measure): try Measures.save(measure, in: connection)
        case .endMeasure(let id, let account): try Measures.end(id, of: account, in: connection)
        case .insertSupportRequest(let request): try SupportRequests.insert(request, in: connection)
        case .saveSupportRequest(let request): try SupportRequests.save(request, in: connection)

        case .insertApp(let app): try Apps.insert(app, in: connection)
        case .insertAPIKey(let key): try APIKeys.insert(key, in: connection)
        case .revokeAPIKey(let id, let date): try APIKeys.revoke(id, at: date, in: connection)
        case .saveAnswer(let key, let answer): try Answers.save(answer, for: key, in: connection)

        case .insertYubiKey(let key): try YubiKeys.insert(key, in: connection)
        case .useYubiKey(let id, let counters, let nonce, let date):
            try YubiKeys.use(id, counters, nonce: nonce, at: date, in: connection)
        case .enableYubiKey(let id, let isEnabled): try YubiKeys.enable(id, isEnabled, in: connection)
        case .removeYubiKey(let id): try YubiKeys.remove(id, in: connection)
        case .insertValidationClient(let client): try ValidationClients.insert(client, in: connection)
        case .revokeValidationClient(let number, let date):
            try ValidationClients.revoke(number, at: date, in: connection)

        case .append(let event): try Events.insert(event, in: connection)
        case .enqueue(let mail): try Outbox.insert(mail, in: connection)
        case .saveFact(let name, let value, let expected):
            guard try Facts.set(name, to: value, expected: expected, in: connection) else { throw Refusal(.stale) }
        case .addSealingKey(let key): try Facts.add(key, in: connection)
        case .removeSealingKey(let id, let date): try Facts.removeKey(id, at: date, in: connection)
        }
    }
}
