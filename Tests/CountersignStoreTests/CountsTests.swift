import Countersign
import CountersignStore
import CountersignTesting
import Foundation
import Testing

/// Figures: what is counted over everything, and the weeks that keep it.
@Suite struct CountsTests {
    @Test("mails are counted by state, timed, and troubled domains named", arguments: TestedDatabase.allCases)
    func mail(_ kind: TestedDatabase) async throws {
        try await kind.runStore { store in
            #expect(try await store.mailFigures(since: Sample.moment()) == Figures.Mail())
            func mail(
                _ id: String,
                _ state: OutboxMail.State,
                _ domain: String,
                took: Int64? = nil,
                at: Int64 = 10
            ) -> Change {
                .enqueue(
                    OutboxMail(
                        id: OutboxMail.ID(id),
                        accountID: nil,
                        kind: .factorAdded,
                        sealedNotice: [],
                        state: state,
                        dueAt: Sample.moment(),
                        expiresAt: Sample.moment(1000),
                        createdAt: Sample.moment(at),
                        domain: domain,
                        finishedAt: took.map { Sample.moment(at + $0) }
                    )
                )
            }
            try await store.mustCommit(
                mail("a", .accepted, "a.example", took: 1),
                mail("b", .accepted, "a.example", took: 2),
                mail("c", .accepted, "b.example", took: 60),
                mail("d", .refused, "b.example", took: 1),
                mail("e", .deferred, "c.example"),
                mail("f", .queued, "a.example"),
                mail("g", .expired, "c.example"),
                mail("old", .refused, "a.example", at: -10)
            )
            let figures = try await store.mailFigures(since: Sample.moment())
            #expect(figures.accepted == 3)
            #expect(figures.refused == 1)
            #expect(figures.deferred == 1)
            #expect(figures.waiting == 1)
            #expect(figures.expired == 1)
            #expect(figures.median == 2000)
            #expect(figures.slow == 60_000)
            #expect(
                figures.troubled == [
                    .init(name: "c.example", failed: 2, all: 2), .init(name: "b.example", failed: 1, all: 2),
                ]
            )
            let sent = try #require(try await store.mail(OutboxMail.ID("c")))
            #expect(sent.domain == "b.example" && sent.finishedAt == Sample.moment(70))
        }
    }

    @Test("when a mail ended is kept with its end", arguments: TestedDatabase.allCases)
    func finished(_ kind: TestedDatabase) async throws {
        try await kind.runStore { store in
            try await store.mustCommit(.enqueue(Sample.mail("m")))
            var mail = try #require(try await store.mail(OutboxMail.ID("m")))
            mail.state = .accepted
            mail.finishedAt = Sample.moment(3)
            try await store.saveMail(mail)
            #expect(try await store.mail(OutboxMail.ID("m"))?.finishedAt == Sample.moment(3))
        }
    }

    @Test("people by their kinds, now and as far back as is known", arguments: TestedDatabase.allCases)
    func people(_ kind: TestedDatabase) async throws {
        try await kind.runStore { store in
            for id in ["a", "b", "c"] {
                try await store.mustCommit(.insertAccount(Sample.account(id), organisation: nil))
            }
            try await store.mustCommit(.insertFactor(Sample.factor("f", of: "a", at: 100)))
            let counts = Dictionary(
                uniqueKeysWithValues: try await store.countPeople().map { ($0.kinds.map(\.rawValue), $0.count) }
            )
            #expect(counts == [[]: 2, ["totp"]: 1])
            let after = try await store.standing(at: Sample.moment(101))
            #expect(after.accounts == 3 && after.protected == 1)
            let between = try await store.standing(at: Sample.moment(50))
            #expect(between.accounts == 3 && between.protected == 0)
            let before = try await store.standing(at: Sample.moment(-1))
            #expect(before.accounts == 0 && before.protected == 0)
        }
    }

    @Test("a week's row is written again, and read from the week asked for", arguments: TestedDatabase.allCases)
    func weeks(_ kind: TestedDatabase) async throws {
        try await kind.runStore { store in
            var figures = Figures()
            figures.byKind = ["totp": 3]
            for week in [5, 6, 7, 7] as [Int64] {
                figures.accounts += 1
                try await store.saveFigures(
                    WeekOfFigures(week: week, takenAt: Sample.moment(week), figures: figures)
                )
            }
            let weeks = try await store.figures(since: 6)
            #expect(weeks.map(\.week) == [6, 7])
            #expect(weeks.map(\.figures.accounts) == [2, 4])
            #expect(weeks.last?.figures == figures)
        }
    }
}
