import Countersign
import CountersignStore
import CountersignTesting
import Foundation
import Testing

/// Lists of the audit log: every filter, alone and with others, shows exactly what a walk over everything would.
@Suite struct EventListTests {
    private static let kinds: [Event.Kind] = [
        .signInSucceeded, .secondStepFailed, .passwordWrong, .factorAdded, .accountUnlocked, .personOpened,
    ]
    private static let actors: [Event.Actor] = [
        .visitor, .host, .system, .member(Account.ID("a0")), .member(Account.ID("boss")),
        .app(App.ID("shop"), key: APIKey.ID("k")),
    ]

    /// 240 events, one a minute, of all mixtures; the last three are not sealed.
    private func fill(_ store: SQLStore) async throws -> [StoredEvent] {
        let events: [Event] = (1...240).map { (number: Int) -> Event in
            let account: Account.ID? = number % 5 == 0 ? nil : Account.ID("a\(number % 4)")
            return Event(
                id: Event.ID(String(1000 + number)),
                at: Sample.moment(Int64(number) * 60),
                kind: Self.kinds[number % 6],
                accountID: account,
                actor: Self.actors[(number / 6) % 6]
            )
        }
        let changes = events.map { Change.append($0) }
        #expect(try await store.commit(Commit(changes: changes)) == .committed)
        let sealed: [SealedPosition] = events.dropLast(3).enumerated().map { index, event in
            SealedPosition(eventID: event.id, position: Int64(index + 1), hash: [1])
        }
        let head = ChainHead(epoch: 1, position: Int64(sealed.count), hash: [1])
        #expect(try await store.seal(sealed, from: nil, to: head, checkpoint: nil))
        return zip(events, sealed).map { StoredEvent(event: $0, position: $1.position, hash: [1]) }
    }

    private static let queries: [EventQuery] = {
        var queries: [EventQuery] = []
        let choices: [Set<Event.Kind>?] = [
            nil, [.signInSucceeded], [.signInSucceeded, .passwordWrong], Set(Event.Kind.allCases), [.alarmRaised],
        ]
        let accounts: [Account.ID?] = [nil, Account.ID("a1"), Account.ID("nobody")]
        let doers: [Event.Actor?] = [nil, .host, .member(Account.ID("boss")), .visitor]
        let spans: [(from: Int64, to: Int64)?] = [nil, (3600, 7200), (1_000_000, 2_000_000), (-50, -10)]
        for kinds in choices {
            for account in accounts {
                for actor in doers {
                    for days in spans {
                        var query = EventQuery()
                        query.kinds = kinds
                        query.accountID = account
                        query.actor = actor
                        query.since = days.map { Sample.moment($0.from) }
                        query.until = days.map { Sample.moment($0.to) }
                        query.limit = 7
                        queries.append(query)
                    }
                }
            }
        }
        return queries
    }()

    @Test("every mixture of filters shows what a walk would, page by page", arguments: TestedDatabase.allCases)
    func mixtures(_ kind: TestedDatabase) async throws {
        try await kind.runStore { store in
            let all = try await fill(store)
            for query in Self.queries {
                let wanted = all.reversed().filter { query.shows($0.event) }.compactMap(\.position)
                var query = query
                var shown: [Int64] = []
                for _ in 0..<60 {
                    let found = try await store.events(query)
                    #expect(found.events.count <= 7)
                    shown += found.events.compactMap(\.position)
                    guard let next = found.next else { break }
                    query.before = next
                }
                #expect(shown == wanted, "\(query)")
            }
        }
    }

    @Test("an empty log has nothing to show", arguments: TestedDatabase.allCases)
    func empty(_ kind: TestedDatabase) async throws {
        try await kind.runStore { store in
            for query in Self.queries.prefix(20) {
                let found = try await store.events(query)
                #expect(found.events.isEmpty && found.next == nil)
            }
        }
    }
}
