import Countersign
import CountersignStore
import CountersignTesting
import Testing
import YubicoOTP

/// Mail, keys, facts, sealed values and what is cleaned away.
@Suite struct KeepingTests {
    private let sam = Account.ID("sam")

    // MARK: Mail

    @Test("due mail is leased to one of many, and again once its lease has run out", arguments: TestedDatabase.allCases)
    func lease(_ kind: TestedDatabase) async throws {
        try await kind.runStore { store in
            for number in 0..<20 as Range<Int64> {
                try await store.mustCommit(.enqueue(Sample.mail("\(10 + number)", due: number)))
            }
            func take(at second: Int64, limit: Int = 4) async throws -> [OutboxMail] {
                try await store.leaseMail(now: Sample.moment(second), until: Sample.moment(second + 60), limit: limit)
            }
            #expect(try await take(at: 2).map(\.id.rawValue) == ["10", "11", "12"])
            let taken = try await withThrowingTaskGroup(of: [OutboxMail].self) { group in
                for _ in 0..<8 { group.addTask { try await take(at: 18) } }
                return try await group.reduce(into: [OutboxMail]()) { $0 += $1 }
            }
            #expect(Set(taken.map(\.id)).count == taken.count, "a mail was handed out twice")
            // Another's lease may have come between; what is left is found by the next one who looks.
            let rest = try await take(at: 18, limit: 100)
            #expect(taken.count + rest.count == 16)
            #expect(try await take(at: 61, limit: 100).map(\.id.rawValue) == ["29"])
            #expect(try await take(at: 62, limit: 100).map(\.id.rawValue) == ["10", "11", "12"])
        }
    }

    @Test("whoever waits for mail hears of each commit that wrote one", arguments: TestedDatabase.allCases)
    func tellsOfMail(_ kind: TestedDatabase) async throws {
        try await kind.runStore { store in
            let rings = Tally()
            store.whenMailIsWritten { rings.add("ring") }
            try await store.mustCommit(.enqueue(Sample.mail("m")), .enqueue(Sample.mail("n")))
            #expect(rings.total == 1)
            try await store.mustCommit(.insertApp(Sample.app("a")))
            #expect(rings.total == 1)
            let refused = Commit(changes: [.enqueue(Sample.mail("o")), .consumeDraft(.init("x"))])
            #expect(try await store.commit(refused) == .gone)
            #expect(rings.total == 1)
        }
    }

    @Test("what came of a mail ends its lease", arguments: TestedDatabase.allCases)
    func saveMail(_ kind: TestedDatabase) async throws {
        try await kind.runStore { store in
            try await store.mustCommit(.enqueue(Sample.mail("m", of: "sam")), .enqueue(Sample.mail("n")))
            let now = Sample.moment(1)
            var mail = try #require(try await store.leaseMail(now: now, until: Sample.moment(60), limit: 1).first)
            #expect(mail == Sample.mail("m", of: "sam"))
            mail.state = .deferred
            mail.attempts = 3
            mail.dueAt = Sample.moment(30)
            mail.reply = "451 later"
            try await store.saveMail(mail)
            #expect(try await store.mail(mail.id) == mail)
            #expect(try await store.leaseMail(now: now, until: Sample.moment(60), limit: 9).map(\.id.rawValue) == ["n"])
            let later = try await store.leaseMail(now: Sample.moment(30), until: Sample.moment(90), limit: 9)
            #expect(later == [mail])
            mail.state = .accepted
            mail.sealedNotice = []
            try await store.saveMail(mail)
            #expect(try await store.leaseMail(now: Sample.moment(500), until: Sample.moment(600), limit: 9).count == 1)
            #expect(try await store.countsOfMail() == [.accepted: 1, .queued: 1])
            #expect(try await store.mail(OutboxMail.ID("none")) == nil)
        }
    }

    @Test("the latest mails to one account come newest first, and nobody else’s", arguments: TestedDatabase.allCases)
    func mailsOfAccount(_ kind: TestedDatabase) async throws {
        try await kind.runStore { store in
            for name in ["m1", "m3", "m2"] {
                try await store.mustCommit(
                    .enqueue(Sample.mail(name, of: "sam")),
                    .enqueue(Sample.mail(name + "k", of: "kim"))
                )
            }
            try await store.mustCommit(.enqueue(Sample.mail("none")))
            // Written in the same moment: then by id.
            #expect(try await store.mails(to: sam, limit: 10).map(\.id.rawValue) == ["m3", "m2", "m1"])
            #expect(try await store.mails(to: sam, limit: 2).count == 2)
            #expect(try await store.mails(to: Account.ID("lee"), limit: 10).isEmpty)
        }
    }

    // MARK: Keys and facts

    @Test("a fact is set by whom expected it as it was", arguments: TestedDatabase.allCases)
    func facts(_ kind: TestedDatabase) async throws {
        try await kind.runStore { store in
            func set(_ value: [UInt8]?, _ expected: [UInt8]?) async throws -> Bool {
                try await store.setFact("f", to: value, expected: expected)
            }
            let before = try await store.fact("f")
            #expect(before == nil)
            #expect(try await set(nil, nil))
            #expect(try await !set([1], [0]))
            #expect(try await set([1], nil))
            #expect(try await !set([2], nil))
            #expect(try await !set(nil, nil))
            #expect(try await !set([2], []))
            #expect(try await store.fact("f") == [1])
            #expect(try await set([], [1]))
            #expect(try await store.fact("f") == [])
            #expect(try await !set(nil, [1]))
            #expect(try await set(nil, []))
            #expect(try await store.fact("f") == nil)
        }
    }

    @Test("a sealing key is noted once", arguments: TestedDatabase.allCases)
    func sealingKeys(_ kind: TestedDatabase) async throws {
        try await kind.runStore { store in
            let first = SealingKey(id: "k1", checkValue: [1], addedAt: Sample.moment())
            let second = SealingKey(id: "k2", checkValue: [2], addedAt: Sample.moment(1))
            try await store.mustCommit(.addSealingKey(second), .addSealingKey(first))
            try await store.mustCommit(.addSealingKey(SealingKey(id: "k1", checkValue: [9], addedAt: Sample.moment(5))))
            #expect(try await store.sealingKeys() == [first, second])
        }
    }

    @Test(
        "a key is dropped only when it neither seals nor anything is sealed under it",
        arguments: TestedDatabase.allCases
    )
    func dropsKey(_ kind: TestedDatabase) async throws {
        try await kind.runStore { store in
            for id in ["k1", "k2"] {
                try await store.mustCommit(
                    .addSealingKey(SealingKey(id: id, checkValue: [1], addedAt: Sample.moment()))
                )
            }
            func drop(_ id: String, at second: Int64 = 0) async throws -> CommitOutcome {
                try await store.commit(Commit(changes: [.removeSealingKey(id, at: Sample.moment(second))]))
            }
            #expect(try await store.setFact(ServerKeys.currentFact, to: Array("k2".utf8), expected: nil))
            try await writeSealedValues(Self.sealed("k1"), to: store)
            #expect(try await drop("k3") == .gone)
            #expect(try await drop("k2") == .stale)
            for column in SealedColumn.allCases {
                #expect(try await drop("k1") == .stale, "\(column) is not looked at")
                let values = try await store.sealedValues(of: column, notUnder: "k2", limit: 10)
                for value in values { #expect(try await store.replaceSealedValue(value, with: Self.sealed("k2"))) }
            }
            // A mailed code is known by a hash under the key, until it runs out.
            let mailed = Sample.challenge("mailed", of: nil, codeHash: Self.sealed("k1"))
            try await store.mustCommit(.insertChallenge(mailed))
            #expect(try await drop("k1", at: 99) == .stale)
            // So is a code that support made.
            let code = Self.sealed("k1")
            let bypass = Self.measure("b", .bypassCode, until: 150, codeHash: code, sealed: Self.sealed("k2"))
            try await store.mustCommit(.saveMeasure(bypass))
            #expect(try await drop("k1", at: 149) == .stale)
            #expect(try await drop("k1", at: 150) == .committed)
            #expect(try await store.sealingKeys().map(\.id) == ["k2"])
            #expect(try await drop("k1") == .gone)
        }
    }

    @Test(
        "of nodes that make a key each at once, one goes on and the others refuse",
        arguments: TestedDatabase.allCases
    )
    func firstKeys(_ kind: TestedDatabase) async throws {
        try await kind.runStore { store in
            let outcomes = await withTaskGroup(of: Bool.self) { group in
                for node in 0..<4 {
                    group.addTask {
                        do {
                            _ = try await ServerKeys.open(
                                nil,
                                store: store,
                                now: Sample.moment(0),
                                random: { [UInt8](repeating: UInt8(node + 1), count: $0) },
                                writing: { _ in }
                            )
                            return true
                        } catch {
                            return !(error is KeyRingFault)
                        }
                    }
                }
                return await group.reduce(into: [Bool]()) { $0.append($1) }
            }
            #expect(outcomes.count { $0 } == 1, "\(outcomes)")
        }
    }

    @Test("every sealed column is paged and replaced", arguments: TestedDatabase.allCases)
    func sealedValues(_ kind: TestedDatabase) async throws {
        let old = Self.sealed("k1")
        try await kind.runStore { store in
            try await writeSealedValues(old, to: store)
            let expected: [SealedColumn: (row: String, account: String)] = [
                .accountPersonalKey: ("sam", "sam"), .factorState: ("f", "sam"), .draftState: ("d", "sam"),
                .backupCodesShown: ("c", "sam"), .challengePayload: ("h", ""), .outboxNotice: ("m", "sam"),
                .answerBody: ("00ff10", ""), .fact: ("sealed.key", ""), .yubiKeySecrets: ("cccccccccccb", ""),
                .validationClientKey: ("12", ""),
                .recoveryDetails: ("r", "sam"), .measureDetails: ("p", "sam"), .supportRequestDetails: ("q", "sam"),
            ]
            for column in SealedColumn.allCases {
                let place = try #require(expected[column])
                let value = SealedValue(column: column, row: place.row, account: place.account, sealed: old)
                #expect(try await store.sealedValues(of: column, notUnder: "k1", limit: 10) == [], "\(column)")
                #expect(try await store.sealedValues(of: column, notUnder: "k2", limit: 10) == [value])
                // Found again, as long as nothing replaced it.
                #expect(try await store.sealedValues(of: column, notUnder: "k2", limit: 10) == [value])
                let other = SealedValue(column: column, row: place.row, account: place.account, sealed: [1])
                #expect(try await !store.replaceSealedValue(other, with: Self.sealed("k2")))
                #expect(try await store.replaceSealedValue(value, with: Self.sealed("k2")))
                #expect(try await !store.replaceSealedValue(value, with: Self.sealed("k3")))
                #expect(try await store.sealedValues(of: column, notUnder: "k2", limit: 10) == [])
                #expect(try await store.sealedValues(of: column, notUnder: "k1", limit: 10).count == 1)
            }
        }
    }

    /// The form of a sealed value: a version, the length of its key's id, the id, the rest.
    private static func sealed(_ key: String, _ rest: [UInt8] = [7, 7]) -> [UInt8] {
        [1, UInt8(key.utf8.count)] + Array(key.utf8) + rest
    }

    private static func measure(
        _ id: String,
        _ kind: Measure.Kind,
        until second: Int64?,
        codeHash: [UInt8]? = nil,
        sealed: [UInt8]
    ) -> Measure {
        Measure(
            id: Measure.ID(id),
            accountID: Account.ID("sam"),
            kind: kind,
            begunAt: Sample.moment(),
            endsAt: second.map { Sample.moment($0) },
            actorName: "host",
            codeHash: codeHash,
            sealedDetails: sealed
        )
    }

    private func writeSealedValues(_ sealed: [UInt8], to store: SQLStore) async throws {
        var account = Sample.account("sam")
        account.personalKey = sealed
        var factor = Sample.factor("f", of: "sam")
        factor.sealedState = sealed
        var draft = Sample.draft("d", of: "sam")
        draft.sealedState = sealed
        var codes = Sample.codes("c", of: "sam")
        codes.showing = BackupCodeSet.Showing(
            sessionID: Session.ID("s"),
            until: Sample.moment(60),
            sealedCodes: sealed
        )
        var challenge = Sample.challenge("h", of: nil)
        challenge.sealedPayload = sealed
        var mail = Sample.mail("m", of: "sam")
        mail.sealedNotice = sealed
        var sent = Sample.mail("sent")
        sent.sealedNotice = []
        let key = AnswerKey(hash: [0, 255, 16])
        let now = Sample.moment()
        #expect(try await store.claimAnswer(key, bodyHash: [], now: now, lifetime: 60) == .new)
        #expect(try await store.claimAnswer(AnswerKey(hash: [1]), bodyHash: [], now: now, lifetime: 60) == .new)
        try await store.mustCommit(
            .insertAccount(account, organisation: nil),
            // Without a personal key: nothing to seal anew.
            .insertAccount(Sample.account("bare"), organisation: nil),
            .insertFactor(factor),
            .saveDraft(draft),
            .saveBackupCodes(codes),
            .insertChallenge(challenge),
            .insertRecovery(Sample.recovery("r", of: "sam", sealed: sealed)),
            .enqueue(mail),
            .enqueue(sent),
            .saveAnswer(key, StoredAnswer(status: 200, sealedBody: sealed)),
            .insertYubiKey(
                YubiKey(publicID: try PublicID("cccccccccccb"), sealedSecrets: sealed, createdAt: Sample.moment())
            ),
            .insertValidationClient(
                ValidationClient(
                    number: 12,
                    label: "",
                    sealedKey: sealed,
                    mayAskUnsigned: false,
                    createdAt: Sample.moment()
                )
            )
        )
        try await store.mustCommit(
            .saveMeasure(Self.measure("p", .exemption, until: nil, sealed: sealed)),
            .insertSupportRequest(
                SupportRequest(
                    id: SupportRequest.ID("q"),
                    reference: "CS-QQQQ",
                    accountID: Account.ID("sam"),
                    kind: .turnOff,
                    askedBy: "member:sam",
                    askedAt: Sample.moment(),
                    expiresAt: Sample.moment(100),
                    sealedDetails: sealed
                )
            )
        )
        #expect(try await store.setFact("sealed.key", to: sealed, expected: nil))
        #expect(try await store.setFact("sealing", to: [1, 2, 3], expected: nil))
        #expect(try await store.setFact("sealed", to: [1, 2, 3], expected: nil))
    }

    @Test("a rotation meets every value, also one that was written behind it", arguments: TestedDatabase.allCases)
    func rotation(_ kind: TestedDatabase) async throws {
        try await kind.runStore { store in
            try await store.mustCommit(.insertAccount(Sample.account("sam"), organisation: nil))
            func write(_ id: String, _ key: String) async throws {
                var factor = Sample.factor(id, of: "sam")
                factor.sealedState = Self.sealed(key, Array(id.utf8))
                try await store.mustCommit(.insertFactor(factor))
            }
            for number in 10..<35 { try await write("\(number)", ["k1", "k10", "a"][number % 3]) }
            try await write("01", "k2")
            var seen: [String] = []
            var pages = 0
            while true {
                let page = try await store.sealedValues(of: .factorState, notUnder: "k2", limit: 10)
                if page.isEmpty { break }
                pages += 1
                if pages == 2 { try await write("00", "k1") }
                for value in page {
                    let rest = Array(value.row.utf8)
                    #expect(try await store.replaceSealedValue(value, with: Self.sealed("k2", rest)))
                    seen.append(value.row)
                }
            }
            #expect(seen.sorted() == ["00"] + (10..<35).map { "\($0)" })
            #expect(pages == 4)
        }
    }

    // MARK: Housekeeping

    @Test("what has run out goes in small steps, and nothing else", arguments: TestedDatabase.allCases)
    func removeExpired(_ kind: TestedDatabase) async throws {
        try await kind.runStore { store in
            let day: Int64 = 86400
            try await store.mustCommit(.insertAccount(Sample.account("sam"), organisation: nil))
            var final = Sample.mail("final")
            final.state = .accepted
            // Those that begin at 0 run out at 100, those that begin at 1000 at 1100.
            for (name, start) in [("old", 0), ("new", 1000)] as [(String, Int64)] {
                try await store.mustCommit(
                    .insertSession(Sample.session(name, of: "sam", at: start)),
                    .insertSignIn(Sample.signIn(name, of: "sam", at: start)),
                    .saveDraft(Sample.draft(name, of: "sam", at: start)),
                    .insertChallenge(Sample.challenge(name, of: "sam", at: start)),
                    .saveThrottle(Throttle(key: name, version: 0, state: "", expiresAt: Sample.moment(start + 100)))
                )
                let claim = try await store.claimAnswer(
                    AnswerKey(hash: Array(name.utf8)),
                    bodyHash: [],
                    now: Sample.moment(start),
                    lifetime: 100
                )
                #expect(claim == .new)
            }
            try await store.mustCommit(
                .enqueue(final),
                .enqueue(Sample.mail("waiting")),
                .insertKnownBrowser(Sample.browser("b", of: "sam")),
                .saveBackupCodes(Sample.codes("c", of: "sam")),
                .append(Sample.event("e", of: "sam"))
            )
            #expect(try await store.removeExpired(now: Sample.moment(59), limit: 100) == 0)
            // At 60 the shown codes, at 100 the four of the beginning.
            #expect(try await store.removeExpired(now: Sample.moment(60), limit: 100) == 1)
            let codes = try #require(try await store.dossier(of: sam)?.backupCodes)
            #expect(codes.showing == nil && codes.left == 5)
            #expect(try await store.removeExpired(now: Sample.moment(100), limit: 3) == 3)
            #expect(try await store.removeExpired(now: Sample.moment(100), limit: 3) == 1)
            #expect(try await store.removeExpired(now: Sample.moment(100), limit: 3) == 0)
            #expect(try await store.sessions(of: sam).map(\.id.rawValue) == ["new"])
            #expect(try await store.throttles(["old", "new"]).keys.sorted() == ["new"])
            #expect(try await store.signIn(tokenHash: Array("token old".utf8)) == nil)
            #expect(try await store.signIn(tokenHash: Array("token new".utf8)) != nil)
            // A link or a setup that has run out is still told as such for a week.
            #expect(try await store.drafts(of: sam).count == 2)
            #expect(try await store.challenges(of: sam, for: .resetPassword).count == 2)
            let week = Sample.moment(7 * day + 100)
            #expect(try await store.removeExpired(now: week, limit: 100) == 7)
            #expect(try await store.challenges(of: sam, for: .resetPassword).map(\.id.rawValue) == ["new"])
            #expect(try await store.drafts(of: sam).map(\.id.rawValue) == ["new"])
            #expect(try await store.mail(final.id) == nil)
            #expect(try await store.mail(OutboxMail.ID("waiting")) != nil)
            #expect(try await store.knownBrowsers(of: sam).count == 1)
            #expect(try await store.unsealedEvents(limit: 10).count == 1)
        }
    }

    @Test("after a restore nothing that was open is open", arguments: TestedDatabase.allCases)
    func restore(_ kind: TestedDatabase) async throws {
        try await kind.runStore { store in
            try await store.mustCommit(
                .insertAccount(Sample.account("sam"), organisation: nil),
                .insertFactor(Sample.factor("f", of: "sam")),
                .saveBackupCodes(Sample.codes("c", of: "sam")),
                .saveLane(sam, lane: "open", state: "x"),
                .insertSession(Sample.session("s", of: "sam")),
                .insertSignIn(Sample.signIn("i", of: "sam")),
                .insertKnownBrowser(Sample.browser("b", of: "sam")),
                .insertChallenge(Sample.challenge("h", of: "sam")),
                .saveDraft(Sample.draft("d", of: "sam")),
                .append(Sample.event("e", of: "sam"))
            )
            let key = AnswerKey(hash: [1])
            #expect(try await store.claimAnswer(key, bodyHash: [], now: Sample.moment(), lifetime: 60) == .new)
            try await store.endEverythingAfterRestore()
            #expect(try await store.sessions(of: sam).isEmpty)
            #expect(try await store.signIn(tokenHash: Array("token i".utf8)) == nil)
            #expect(try await store.knownBrowsers(of: sam).isEmpty)
            #expect(try await store.challenge(Challenge.ID("h")) == nil)
            #expect(try await store.drafts(of: sam).isEmpty)
            #expect(try await store.claimAnswer(key, bodyHash: [], now: Sample.moment(), lifetime: 60) == .new)
            let dossier = try #require(try await store.dossier(of: sam))
            #expect(dossier.account.needsNewBackupCodes)
            #expect(dossier.account.revision == 1)
            #expect(dossier.factors.count == 1)
            #expect(dossier.lanes == ["open": "x"])
            #expect(try await store.unsealedEvents(limit: 10).count == 1)
        }
    }

    @Test("a check succeeds while the database can be written, and only then", arguments: TestedDatabase.allCases)
    func check(_ kind: TestedDatabase) async throws {
        let faults = Faults()
        try await kind.runStore(faults: faults) { store in
            try await store.check()
            faults.strike(.fullDisk)
            await #expect(throws: StoreFailure.self) { try await store.check() }
            faults.heal()
            try await store.check()
        }
    }

    @Test("a backup holds what was committed; PostgreSQL has its own way", arguments: TestedDatabase.allCases)
    func backup(_ kind: TestedDatabase) async throws {
        try await kind.runStore { store in
            try await store.mustCommit(.insertAccount(Sample.account("sam"), organisation: nil))
            let place = try await DatabasePlace(.sqliteOnDisk)
            let path = try #require(place.path)
            if kind == .postgreSQL {
                await #expect(throws: StoreFailure.self) { try await store.backup(to: path) }
            } else {
                try await store.backup(to: path)
                let copy = SQLStore(try SQLiteDatabase(path: path, as: .tool))
                #expect(try await copy.dossier(of: sam) != nil)
            }
            try await place.remove()
        }
    }
}
