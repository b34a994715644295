import Countersign
import CountersignStore
import CountersignTesting
import Foundation
import Testing

/// The list of people: each filter shows those it names and nobody else, and pages leave nobody out.
@Suite struct PeopleTests {
    private let now = Sample.moment(1000)

    private func query(
        _ prefix: String = "",
        _ filter: PeopleQuery.Filter? = nil,
        _ sort: PeopleQuery.Sort = .name,
        limit: Int = 50
    ) -> PeopleQuery {
        var query = PeopleQuery()
        query.prefix = prefix
        query.filter = filter
        query.sort = sort
        query.limit = limit
        return query
    }

    private func account(_ id: String, _ called: String) -> Account {
        Account(
            id: Account.ID(id),
            name: "\(id)@example.com",
            displayName: called,
            email: "\(id)@example.com",
            createdAt: Sample.moment()
        )
    }

    private func factor(_ id: String, of account: String, _ kind: String) -> Factor {
        Factor(
            id: Factor.ID(id),
            accountID: Account.ID(account),
            kind: Kind(rawValue: kind),
            label: "",
            sealedState: [1],
            createdAt: Sample.moment(5)
        )
    }

    /// Ann has nothing, Ben codes by e-mail, Cem an app, Dora two ways; Ben signed in first, then Dora.
    private func fill(_ store: SQLStore) async throws {
        try await store.mustCommit(
            .insertAccount(account("d1", "Ann Nguyen"), organisation: nil),
            .insertAccount(account("c2", "Ben Okafor"), organisation: nil),
            .insertAccount(account("b3", "Cem van Okafor"), organisation: nil),
            .insertAccount(account("a4", "dora Äberg"), organisation: nil),
            .insertFactor(factor("f1", of: "c2", "email")),
            .insertFactor(factor("f2", of: "b3", "totp")),
            .insertFactor(factor("f3", of: "a4", "passkey")),
            .insertFactor(factor("f4", of: "a4", "email")),
            .insertSession(Sample.session("s1", of: "c2", at: 1)),
            .insertSession(Sample.session("s2", of: "a4", at: 2))
        )
    }

    private func names(_ query: PeopleQuery, in store: SQLStore) async throws -> [String] {
        try await store.people(query, at: now).people.map(\.displayName)
    }

    @Test("everybody by name, with what protects them", arguments: TestedDatabase.allCases)
    func everybody(_ kind: TestedDatabase) async throws {
        try await kind.runStore { store in
            try await fill(store)
            let people = try await store.people(query(), at: now).people
            #expect(people.map(\.displayName) == ["Ann Nguyen", "Ben Okafor", "Cem van Okafor", "dora Äberg"])
            #expect(people.map { $0.kinds.map(\.rawValue) } == [[], ["email"], ["totp"], ["email", "passkey"]])
            #expect(people.map(\.factors) == [0, 1, 1, 2])
            #expect(people.map(\.lastSignInAt) == [nil, Sample.moment(1), nil, Sample.moment(2)])
            for person in people {
                #expect(try await store.lastSignIn(of: person.id) == person.lastSignInAt)
            }
            #expect(people.map(\.waitsUntil) == [nil, nil, nil, nil])
        }
    }

    @Test("each filter shows those it names", arguments: TestedDatabase.allCases)
    func filters(_ kind: TestedDatabase) async throws {
        try await kind.runStore { store in
            try await fill(store)
            #expect(try await names(query("", .unprotected), in: store) == ["Ann Nguyen"])
            #expect(
                try await names(query("", .protected), in: store) == ["Ben Okafor", "Cem van Okafor", "dora Äberg"]
            )
            #expect(
                try await names(query("", .protected, .lastSignIn), in: store)
                    == ["dora Äberg", "Ben Okafor", "Cem van Okafor"]
            )
            #expect(try await names(query("be", .protected), in: store) == ["Ben Okafor"])
            #expect(try await names(query("", .emailOnly), in: store) == ["Ben Okafor"])
            #expect(try await names(query("", .oneWay), in: store) == ["Ben Okafor", "Cem van Okafor"])
            #expect(try await names(query("", .passkey), in: store) == ["dora Äberg"])
            #expect(try await names(query("", .passkey, .lastSignIn), in: store) == ["dora Äberg"])
            #expect(try await names(query("do", .passkey), in: store) == ["dora Äberg"])
            #expect(try await names(query("be", .passkey), in: store) == [])
            #expect(try await names(query("", .neverSignedIn), in: store) == ["Ann Nguyen", "Cem van Okafor"])
            #expect(try await names(query("", .waiting), in: store) == [])
            #expect(
                try await names(query("", nil, .lastSignIn), in: store)
                    == ["dora Äberg", "Ben Okafor", "Ann Nguyen", "Cem van Okafor"]
            )
            #expect(try await names(query("", .oneWay, .lastSignIn), in: store) == ["Ben Okafor", "Cem van Okafor"])
            #expect(try await names(query("", .unprotected, .lastSignIn), in: store) == ["Ann Nguyen"])
            #expect(try await names(query("", .emailOnly, .lastSignIn), in: store) == ["Ben Okafor"])
            // What was removed shows at once.
            try await store.mustCommit(.removeFactor(Factor.ID("f2"), Account.ID("b3")))
            #expect(try await names(query("", .unprotected), in: store) == ["Ann Nguyen", "Cem van Okafor"])
            try await store.mustCommit(.removeAccount(Account.ID("d1")))
            #expect(try await names(query("", .unprotected), in: store) == ["Cem van Okafor"])
        }
    }

    @Test(
        "all staff come at once, with what protects them and when they were last here",
        arguments: TestedDatabase.allCases
    )
    func staff(_ kind: TestedDatabase) async throws {
        try await kind.runStore { store in
            try await fill(store)
            for (id, role) in [("s7", Role.owner), ("s8", .auditor), ("s9", .supporter)] {
                var one = account(id, id)
                one.role = role
                try await store.mustCommit(.insertAccount(one, organisation: nil))
            }
            try await store.mustCommit(
                .insertFactor(factor("f7", of: "s7", "totp")),
                .insertFactor(factor("f8", of: "s7", "passkey")),
                .insertSession(Sample.session("s3", of: "s7", at: 3)),
                .insertSession(Sample.session("s4", of: "s8", at: 9)),
                .endSession(Session.ID("s4"), Account.ID("s8"))
            )
            let staff = try await store.staffSummaries(at: now)
            #expect(staff.map(\.person.id.rawValue) == ["s7", "s8", "s9"])
            #expect(staff.map(\.person.role) == [.owner, .auditor, .supporter])
            #expect(staff[0].person.kinds.map(\.rawValue) == ["passkey", "totp"] && staff[1].person.kinds.isEmpty)
            // The second is signed out: then it is the sign-in that counts.
            #expect(staff.map(\.lastActiveAt) == [Sample.moment(4), Sample.moment(9), nil])
        }
    }

    @Test("people are found by name, a later word of it and address, each once", arguments: TestedDatabase.allCases)
    func search(_ kind: TestedDatabase) async throws {
        try await kind.runStore { store in
            try await fill(store)
            // In the order of what was found, which is the same word here.
            #expect(try await Set(names(query("OKA"), in: store)) == ["Ben Okafor", "Cem van Okafor"])
            #expect(try await names(query("van o"), in: store) == ["Cem van Okafor"])
            #expect(try await names(query("äb"), in: store) == ["dora Äberg"])
            #expect(try await names(query("c2@"), in: store) == ["Ben Okafor"])
            // "c" begins an address and another's name.
            #expect(try await Set(names(query("c"), in: store)) == ["Ben Okafor", "Cem van Okafor"])
            #expect(try await names(query("oka", .emailOnly), in: store) == ["Ben Okafor"])
            #expect(try await names(query("%"), in: store) == [])
            var renamed = account("b3", "Cem Yıldız")
            renamed.email = nil
            try await store.mustCommit(.saveAccount(renamed))
            #expect(try await names(query("oka"), in: store) == ["Ben Okafor"])
            #expect(try await names(query("cem y"), in: store) == ["Cem Yıldız"])
        }
    }

    @Test("whose second step is suspended is shown until that ends", arguments: TestedDatabase.allCases)
    func paused(_ kind: TestedDatabase) async throws {
        try await kind.runStore { store in
            try await fill(store)
            for (id, account, end) in [("m1", "b3", 1100), ("m2", "a4", 1200), ("m3", "c2", 1000)]
                as [(String, String, Int64)]
            {
                try await store.mustCommit(
                    .saveMeasure(
                        Measure(
                            id: Measure.ID(id),
                            accountID: Account.ID(account),
                            kind: .suspension,
                            begunAt: Sample.moment(900),
                            endsAt: Sample.moment(end),
                            actorName: "host",
                            sealedDetails: [1]
                        )
                    )
                )
            }
            // That of Ben has just ended.
            let first = try await store.people(query("", .paused, limit: 1), at: now)
            #expect(first.people.map(\.displayName) == ["dora Äberg"])
            #expect(first.people.map(\.pausedUntil) == [Sample.moment(1200)])
            var rest = query("", .paused)
            rest.after = try #require(first.next)
            #expect(try await names(rest, in: store) == ["Cem van Okafor"])
            #expect(try await names(query("oka", .paused), in: store) == ["Cem van Okafor"])
            #expect(try await store.people(query("", .paused), at: Sample.moment(1200)).people.isEmpty)
        }
    }

    @Test("who waits is shown until the wait is over", arguments: TestedDatabase.allCases)
    func waiting(_ kind: TestedDatabase) async throws {
        try await kind.runStore { store in
            try await fill(store)
            var lane = LaneState.fresh
            for _ in 0..<6 { lane = lane.afterFailure(at: now, under: .normal) }
            let state = String(decoding: try JSONEncoder().encode(lane), as: UTF8.self)
            try await store.mustCommit(
                .saveLane(Account.ID("c2"), lane: "common", state: state),
                // A known browser's wait is that browser's alone.
                .saveLane(Account.ID("d1"), lane: "browser:x", state: state)
            )
            let found = try await store.people(query("", .waiting), at: now)
            #expect(found.people.map(\.displayName) == ["Ben Okafor"])
            #expect(found.people.first?.waitsUntil == now.addingTimeInterval(60))
            #expect(try await names(query("ben", .waiting), in: store) == ["Ben Okafor"])
            #expect(try await store.people(query("", .waiting), at: now.addingTimeInterval(61)).people.isEmpty)
            #expect(try await store.people(query("ben"), at: now.addingTimeInterval(61)).people[0].waitsUntil == nil)
            try await store.mustCommit(.saveLane(Account.ID("c2"), lane: "common", state: nil))
            #expect(try await names(query("", .waiting), in: store) == [])
        }
    }

    @Test("pages follow each other and leave nobody out", arguments: TestedDatabase.allCases)
    func pages(_ kind: TestedDatabase) async throws {
        try await kind.runStore { store in
            // Two of each name, so that a page ends between them.
            let changes = (0..<23).map {
                Change.insertAccount(account("p\($0 + 10)", "Kim \($0 / 2)"), organisation: nil)
            }
            #expect(try await store.commit(Commit(changes: changes)) == .committed)
            for (prefix, sort) in [("", PeopleQuery.Sort.name), ("", .lastSignIn), ("kim", .name)] {
                var query = query(prefix, nil, sort, limit: 5)
                var seen: [Account.ID] = []
                while true {
                    let found = try await store.people(query, at: now)
                    #expect(found.people.count <= 5)
                    seen += found.people.map(\.id)
                    guard let next = found.next else { break }
                    query.after = next
                }
                #expect(seen.count == 23 && Set(seen).count == 23, "\(prefix) \(sort)")
            }
        }
    }

    @Test("accounts by id, and the staff", arguments: TestedDatabase.allCases)
    func byID(_ kind: TestedDatabase) async throws {
        try await kind.runStore { store in
            try await fill(store)
            var boss = account("e5", "Eve")
            boss.role = .owner
            try await store.mustCommit(.insertAccount(boss, organisation: nil))
            let wanted: Set<Account.ID> = [Account.ID("a4"), Account.ID("d1"), Account.ID("nobody")]
            #expect(Set(try await store.accounts(wanted).keys) == [Account.ID("a4"), Account.ID("d1")])
            #expect(try await store.accounts([]).isEmpty)
            #expect(try await store.staff().map(\.id) == [boss.id])
            #expect(try await store.refreshSummaries(limit: 10) == 0)
        }
    }

    @Test("people of before the list are in it, and soon with all that it says", arguments: TestedDatabase.allCases)
    func older(_ kind: TestedDatabase) async throws {
        try await kind.run { database in
            let console = try #require(Migration.all.firstIndex { $0.name == "console" })
            _ = try await Migrator(database, migrations: Array(Migration.all[..<console])).migrate(at: 1)
            try await database.write { connection in
                for statement: SQL in [
                    """
                    INSERT INTO account (id, revision, name, display_name, email, role, state, personal_key,
                        needs_new_backup_codes, created_at)
                    SELECT 'sam', 0, 'sam@example.com', 'Sam Okafor', 'sam@example.com', 'member', 'active',
                        (SELECT check_value FROM sealing_key), 0, 5
                    """,
                    "INSERT INTO search_term (account_id, term) SELECT 'sam', check_value FROM sealing_key",
                    """
                    INSERT INTO factor (id, account_id, kind, label, sealed_state, created_at, last_used_at)
                    SELECT 'f', 'sam', 'totp', '', check_value, 7, 9 FROM sealing_key
                    """,
                ] {
                    // A value of bytes that both databases write alike.
                    try connection.execute(
                        """
                        INSERT INTO sealing_key (id, check_value, added_at) VALUES ('k', $1, 0) ON CONFLICT DO NOTHING
                        """,
                        [.bytes(Array("sam@example.com".utf8))]
                    )
                    try connection.execute(statement)
                }
            }
            let store = try await SQLStore.migrated(database)
            #expect(try await names(query("", .oneWay), in: store) == ["Sam Okafor"])
            #expect(try await names(query("sam@"), in: store) == ["Sam Okafor"])
            #expect(try await names(query("okafor"), in: store) == [])
            #expect(try await store.refreshSummaries(limit: 10) == 1)
            #expect(try await store.refreshSummaries(limit: 10) == 0)
            #expect(try await names(query("okafor"), in: store) == ["Sam Okafor"])
            let sam = try #require(try await store.people(query(), at: now).people.first)
            #expect(sam.kinds.map(\.rawValue) == ["totp"])
            #expect(sam.lastSignInAt == Date(timeIntervalSince1970: 0.009))
        }
    }
}
