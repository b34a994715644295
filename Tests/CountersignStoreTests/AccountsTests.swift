import Countersign
import CountersignStore
import CountersignTesting
import Testing

/// Accounts: every field comes back, they are found by what they should be, and go with what belongs to them.
@Suite struct AccountsTests {
    private let sam = Account.ID("sam")

    @Test("every field of an account comes back", arguments: TestedDatabase.allCases)
    func allFields(_ kind: TestedDatabase) async throws {
        try await kind.runStore { store in
            let full = Sample.fullAccount("a1", app: App.ID("shop"))
            let plain = Sample.account("a2")
            try await store.mustCommit(
                .insertApp(Sample.app("shop")),
                .insertAccount(full, organisation: nil),
                .insertAccount(plain, organisation: nil)
            )
            #expect(try await store.dossier(of: full.id)?.account == full)
            #expect(try await store.dossier(of: plain.id)?.account == plain)
            #expect(try await store.dossier(of: sam) == nil)
            #expect(try await store.account(externalID: "ext-1", of: App.ID("shop")) == full)
            #expect(try await store.account(externalID: "ext-1", of: App.ID("other")) == nil)
            #expect(try await store.countOfAccounts() == 2)
        }
    }

    @Test("saving writes every field but id, revision and creation", arguments: TestedDatabase.allCases)
    func save(_ kind: TestedDatabase) async throws {
        try await kind.runStore { store in
            var account = Sample.account("sam")
            let full = Sample.fullAccount("sam", app: App.ID("shop"))
            try await store.mustCommit(.insertApp(Sample.app("shop")), .insertAccount(account, organisation: nil))
            try await store.mustCommit(.saveAccount(full))
            account = try #require(try await store.dossier(of: sam)?.account)
            #expect(account.createdAt == Sample.moment())
            #expect(account.name == full.name)
            #expect(account.displayName == full.displayName)
            #expect(account.email == full.email)
            #expect(account.emailConfirmedAt == full.emailConfirmedAt)
            #expect(account.passwordHash == full.passwordHash)
            #expect(account.passwordChangedAt == full.passwordChangedAt)
            #expect(account.passwordResetAt == full.passwordResetAt)
            #expect(account.role == full.role)
            #expect(account.state == full.state)
            #expect(account.appID == full.appID)
            #expect(account.externalID == full.externalID)
            #expect(account.preferredFactorID == full.preferredFactorID)
            #expect(account.language == full.language)
            #expect(account.personalKey == full.personalKey)
            #expect(account.needsNewBackupCodes)
            #expect(account.guessingToldAt == full.guessingToldAt)
            #expect(account.offeredAt == full.offeredAt)
            #expect(account.deletion == full.deletion)
            #expect(account.revision == 0)
        }
    }

    @Test("accounts that are leaving are found when something is due", arguments: TestedDatabase.allCases)
    func leaving(_ kind: TestedDatabase) async throws {
        try await kind.runStore { store in
            func leaving(_ id: String, _ second: Int64, isReminded: Bool = false) -> Change {
                var account = Sample.account(id)
                account.deletion = PlannedDeletion(
                    askedAt: Sample.moment(),
                    dueAt: Sample.moment(second),
                    isReminded: isReminded
                )
                return .insertAccount(account, organisation: nil)
            }
            try await store.mustCommit(
                .insertAccount(Sample.account("stays"), organisation: nil),
                leaving("late", 300),
                leaving("soon", 200),
                leaving("told", 190, isReminded: true),
                leaving("due", 100, isReminded: true),
                leaving("over", 50)
            )
            func found(_ now: Int64, _ soon: Int64, limit: Int = 10) async throws -> [String] {
                try await store.accountsLeaving(
                    dueBy: Sample.moment(now),
                    toTellBy: Sample.moment(soon),
                    limit: limit
                ).map(\.rawValue)
            }
            #expect(try await found(100, 200) == ["over", "due", "soon"])
            #expect(try await found(100, 200, limit: 2) == ["over", "due"])
            #expect(try await found(99, 99) == ["over"])
            #expect(try await found(300, 300) == ["over", "due", "told", "soon", "late"])
            #expect(try await store.accountsLeaving(after: nil, limit: 2).map(\.rawValue) == ["due", "late"])
            #expect(
                try await store.accountsLeaving(after: Account.ID("late"), limit: 9).map(\.rawValue)
                    == ["over", "soon", "told"]
            )
            // Who stays after all is found no more.
            try await store.mustCommit(.saveAccount(Sample.account("due")))
            #expect(try await found(100, 100) == ["over"])
        }
    }

    @Test(
        "an identifier signs in to the account that claimed it, however it is spelled",
        arguments: TestedDatabase.allCases
    )
    func identifiers(_ kind: TestedDatabase) async throws {
        try await kind.runStore { store in
            let kim = Account.ID("kim")
            try await store.mustCommit(
                .insertAccount(Sample.account("sam"), organisation: nil),
                .insertAccount(Sample.account("kim"), organisation: nil),
                .claim(SignInIdentifier("Straße"), sam)
            )
            #expect(try await store.dossier(named: SignInIdentifier("STRASSE"))?.account.id == sam)
            #expect(try await store.dossier(named: SignInIdentifier("sam")) == nil)
            // Again by its owner: nothing to do. By another: taken.
            try await store.mustCommit(.claim(SignInIdentifier("strasse"), sam))
            let taken = try await store.commit(Commit(changes: [.claim(SignInIdentifier("strasse"), kim)]))
            #expect(taken == .taken)
            // Only its owner releases it.
            try await store.mustCommit(.release(SignInIdentifier("strasse"), kim))
            #expect(try await store.dossier(named: SignInIdentifier("strasse"))?.account.id == sam)
            try await store.mustCommit(
                .release(SignInIdentifier("strasse"), sam),
                .claim(SignInIdentifier("strasse"), kim)
            )
            #expect(try await store.dossier(named: SignInIdentifier("strasse"))?.account.id == kim)
        }
    }

    @Test("an external id belongs to one account of an app", arguments: TestedDatabase.allCases)
    func externalID(_ kind: TestedDatabase) async throws {
        try await kind.runStore { store in
            func account(_ id: String, _ app: String?, _ external: String?) -> Account {
                Account(
                    id: Account.ID(id),
                    name: id,
                    appID: app.map { App.ID($0) },
                    externalID: external,
                    createdAt: Sample.moment()
                )
            }
            try await store.mustCommit(
                .insertApp(Sample.app("a")),
                .insertApp(Sample.app("b")),
                .insertAccount(account("1", "a", "x"), organisation: nil),
                .insertAccount(account("2", "b", "x"), organisation: nil),
                .insertAccount(account("3", "a", nil), organisation: nil),
                .insertAccount(account("4", "a", nil), organisation: nil)
            )
            let inserted = try await store.commit(
                Commit(changes: [.insertAccount(account("5", "a", "x"), organisation: nil)])
            )
            #expect(inserted == .taken)
            let saved = try await store.commit(Commit(changes: [.saveAccount(account("3", "a", "x"))]))
            #expect(saved == .taken)
            #expect(try await store.countOfAccounts() == 4)
        }
    }

    @Test("accounts are listed by prefix of name or address, page by page", arguments: TestedDatabase.allCases)
    func prefix(_ kind: TestedDatabase) async throws {
        try await kind.runStore { store in
            let people: [(String, String, String?)] = [
                ("1", "Anna", "zoe@example.com"), ("2", "annabel", nil), ("3", "Ann%", "ann@example.com"),
                ("4", "bob", "Annika@example.com"), ("5", "ånna", nil), ("6", "an_", nil), ("7", "ｱ", nil),
            ]
            for (id, name, email) in people {
                let account = Account(id: Account.ID(id), name: name, email: email, createdAt: Sample.moment())
                try await store.mustCommit(.insertAccount(account, organisation: nil))
            }
            func found(_ prefix: String, after: String? = nil, limit: Int = 10) async throws -> [String] {
                try await store.accounts(prefix: prefix, after: after.map { Account.ID($0) }, limit: limit)
                    .map(\.id.rawValue)
            }
            #expect(try await found("") == ["1", "2", "3", "4", "5", "6", "7"])
            #expect(try await found("ann") == ["1", "2", "3", "4"])
            #expect(try await found("ANN") == ["1", "2", "3", "4"])
            #expect(try await found("ann", limit: 2) == ["1", "2"])
            #expect(try await found("ann", after: "2", limit: 2) == ["3", "4"])
            #expect(try await found("ann", after: "4") == [])
            #expect(try await found("ann%") == ["3"])
            #expect(try await found("an_") == ["6"])
            #expect(try await found("zoe@") == ["1"])
            #expect(try await found("Å") == ["5"])
            #expect(try await found("ｱ") == ["7"])
            #expect(try await found("", after: "5", limit: 1) == ["6"])
            // A name that was given up finds nobody.
            try await store.mustCommit(
                .saveAccount(Account(id: Account.ID("2"), name: "carla", createdAt: Sample.moment()))
            )
            #expect(try await found("ann") == ["1", "3", "4"])
            #expect(try await found("car") == ["2"])
        }
    }

    @Test("owners are found, and nobody else with them", arguments: TestedDatabase.allCases)
    func owners(_ kind: TestedDatabase) async throws {
        try await kind.runStore { store in
            for (number, role) in (Role.allCases + [.owner]).enumerated() {
                let account = Account(
                    id: Account.ID("\(number)"),
                    name: "\(number)",
                    role: role,
                    createdAt: Sample.moment()
                )
                try await store.mustCommit(.insertAccount(account, organisation: nil))
            }
            #expect(try await store.owners().map(\.id.rawValue) == ["4", "5"])
        }
    }

    @Test("an account joins the organisation that it is made in", arguments: TestedDatabase.allCases)
    func membership(_ kind: TestedDatabase) async throws {
        try await kind.runStore { store in
            let first = Organisation(id: Organisation.ID("1"), name: "First", createdAt: Sample.moment())
            let second = Organisation(id: Organisation.ID("2"), name: "Second", createdAt: Sample.moment(1))
            try await store.mustCommit(
                .insertOrganisation(second),
                .insertOrganisation(first),
                .insertAccount(Sample.account("sam"), organisation: second.id)
            )
            #expect(try await store.organisations() == [first, second])
            #expect(try await store.isMember(sam, of: second.id))
            #expect(try await !store.isMember(sam, of: first.id))
            #expect(try await !store.isMember(Account.ID("kim"), of: second.id))
        }
    }

    @Test(
        "a removed account takes along all that is its own, but not its events and mail",
        arguments: TestedDatabase.allCases
    )
    func remove(_ kind: TestedDatabase) async throws {
        try await kind.runStore { store in
            let organisation = Organisation(id: Organisation.ID("o"), name: "O", createdAt: Sample.moment())
            func changes(for id: String) -> [Change] {
                [
                    .insertAccount(Sample.account(id), organisation: organisation.id),
                    .claim(SignInIdentifier(id), Account.ID(id)),
                    .insertFactor(Sample.factor("f\(id)", of: id)), .saveDraft(Sample.draft("d\(id)", of: id)),
                    .saveBackupCodes(Sample.codes("c\(id)", of: id)),
                    .saveLane(Account.ID(id), lane: "open", state: "x"),
                    .insertSession(Sample.session("s\(id)", of: id)), .insertSignIn(Sample.signIn("i\(id)", of: id)),
                    .insertKnownBrowser(Sample.browser("b\(id)", of: id)),
                    .insertChallenge(Sample.challenge("h\(id)", of: id)), .append(Sample.event("e\(id)", of: id)),
                    .enqueue(Sample.mail("m\(id)", of: id)),
                ]
            }
            try await store.mustCommit(.insertOrganisation(organisation))
            for id in ["sam", "kim"] {
                #expect(try await store.commit(Commit(changes: changes(for: id))) == .committed)
            }
            try await store.mustCommit(.append(Sample.event("gone", of: "sam")), .removeAccount(sam), account: (sam, 0))
            #expect(try await store.dossier(of: sam) == nil)
            #expect(try await store.dossier(named: SignInIdentifier("sam")) == nil)
            #expect(try await store.accounts(prefix: "sam", after: nil, limit: 10).isEmpty)
            #expect(try await !store.isMember(sam, of: organisation.id))
            #expect(try await store.session(tokenHash: Array("token ssam".utf8)) == nil)
            #expect(try await store.signIn(tokenHash: Array("token isam".utf8)) == nil)
            #expect(try await store.knownBrowser(tokenHash: Array("token bsam".utf8)) == nil)
            #expect(try await store.drafts(of: sam).isEmpty)
            #expect(try await store.challenge(Challenge.ID("hsam")) == nil)
            #expect(try await store.accountsWithFactors(after: nil, limit: 10) == [Account.ID("kim")])
            #expect(try await store.unsealedEvents(limit: 10).map(\.event.id.rawValue) == ["ekim", "esam", "gone"])
            #expect(try await store.mail(OutboxMail.ID("msam")) != nil)
            let kim = try #require(try await store.dossier(named: SignInIdentifier("kim")))
            #expect(kim.factors.count == 1)
            #expect(kim.backupCodes?.left == 5)
            // Nothing is left that would stand in the way of the same person again.
            #expect(try await store.commit(Commit(changes: Array(changes(for: "sam").dropLast(2)))) == .committed)
        }
    }
}
