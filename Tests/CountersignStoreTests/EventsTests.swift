import Countersign
import CountersignStore
import CountersignTesting
import Testing

/// The audit log: events as they were written, their places given once, and runs removed from the beginning only.
@Suite struct EventsTests {
    private let sam = Account.ID("sam")

    private func positions(_ range: ClosedRange<Int64>) -> [SealedPosition] {
        range.map {
            SealedPosition(eventID: Event.ID(Self.name($0)), position: $0, hash: [UInt8(truncatingIfNeeded: $0)])
        }
    }

    private func head(_ position: Int64, epoch: Int64 = 1) -> ChainHead {
        ChainHead(epoch: epoch, position: position, hash: [UInt8(truncatingIfNeeded: position)])
    }

    private static func name(_ number: Int64) -> String {
        String(1000 + number)
    }

    /// Events 1 to `count`, one a second.
    private func write(_ count: Int64, to store: SQLStore) async throws {
        let changes = (1...count).map {
            Change.append(Sample.event(Self.name($0), of: $0 % 2 == 0 ? "sam" : nil, at: $0))
        }
        #expect(try await store.commit(Commit(changes: changes)) == .committed)
    }

    @Test("an event comes back as it was written", arguments: TestedDatabase.allCases)
    func roundTrip(_ kind: TestedDatabase) async throws {
        try await kind.runStore { store in
            let event = Sample.event("e", of: "sam")
            let other = Sample.event("f", of: nil)
            try await store.mustCommit(.append(other), .append(event))
            let stored = try await store.unsealedEvents(limit: 10)
            #expect(stored.map(\.event) == [event, other])
            #expect(stored.map(\.position) == [nil, nil])
            #expect(stored.map(\.hash) == [nil, nil])
            #expect(try await store.unsealedEvents(limit: 1).map(\.event) == [event])
        }
    }

    @Test("events get their places, and the head moves with them", arguments: TestedDatabase.allCases)
    func seal(_ kind: TestedDatabase) async throws {
        try await kind.runStore { store in
            // More than fit into one statement, and some over.
            try await write(257, to: store)
            #expect(try await store.chainHead() == nil)
            #expect(try await store.seal(positions(1...250), from: nil, to: head(250), checkpoint: "one"))
            #expect(try await store.chainHead() == head(250))
            #expect(try await store.unsealedEvents(limit: 10).count == 7)
            #expect(try await store.seal(positions(251...257), from: head(250), to: head(257), checkpoint: nil))
            let sealed = try await store.events(after: 248, limit: 4)
            #expect(sealed.map(\.position) == [249, 250, 251, 252])
            #expect(sealed.map(\.event.id.rawValue) == ["1249", "1250", "1251", "1252"])
            #expect(sealed.map(\.hash) == [[249], [250], [251], [252]])
            #expect(try await store.events(after: 257, limit: 4).isEmpty)
            let checkpoints = try await store.checkpoints(after: 0, limit: 10)
            #expect(checkpoints.map(\.position) == [250])
            #expect(checkpoints.map(\.line) == ["one"])
            #expect(try await store.checkpoints(after: 250, limit: 10).isEmpty)
        }
    }

    @Test("sealing from another head writes nothing", arguments: TestedDatabase.allCases)
    func otherHead(_ kind: TestedDatabase) async throws {
        try await kind.runStore { store in
            try await write(4, to: store)
            #expect(try await !store.seal(positions(1...2), from: head(5), to: head(2), checkpoint: nil))
            #expect(try await store.seal(positions(1...2), from: nil, to: head(2), checkpoint: nil))
            #expect(try await !store.seal(positions(3...4), from: nil, to: head(4), checkpoint: "x"))
            #expect(try await !store.seal(positions(3...4), from: head(2, epoch: 2), to: head(4), checkpoint: "x"))
            let forged = ChainHead(epoch: 1, position: 2, hash: [9])
            #expect(try await !store.seal(positions(3...4), from: forged, to: head(4), checkpoint: "x"))
            #expect(try await store.chainHead() == head(2))
            #expect(try await store.unsealedEvents(limit: 10).count == 2)
            #expect(try await store.checkpoints(after: 0, limit: 10).isEmpty)
        }
    }

    @Test(
        "an event that has a place gets no other, and nothing of that sealing stays",
        arguments: TestedDatabase.allCases
    )
    func sealedTwice(_ kind: TestedDatabase) async throws {
        try await kind.runStore { store in
            try await write(3, to: store)
            #expect(try await store.seal(positions(1...2), from: nil, to: head(2), checkpoint: nil))
            let wrong = [
                SealedPosition(eventID: Event.ID("1003"), position: 3, hash: [3]),
                SealedPosition(eventID: Event.ID("1001"), position: 4, hash: [4]),
            ]
            await #expect(throws: StoreFailure.self) {
                try await store.seal(wrong, from: head(2), to: head(4), checkpoint: nil)
            }
            #expect(try await store.chainHead() == head(2))
            #expect(try await store.unsealedEvents(limit: 10).count == 1)
        }
    }

    @Test("of two nodes that seal at once, one does", arguments: TestedDatabase.allCases)
    func sealRace(_ kind: TestedDatabase) async throws {
        try await kind.runStore { store in
            try await write(20, to: store)
            let winners = try await withThrowingTaskGroup(of: Bool.self) { group in
                for _ in 0..<10 {
                    group.addTask { try await store.seal(positions(1...20), from: nil, to: head(20), checkpoint: "c") }
                }
                return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            #expect(winners == 1)
            #expect(try await store.events(after: 0, limit: 100).count == 20)
        }
    }

    @Test("an account's events are paged from the newest, unsealed ones first", arguments: TestedDatabase.allCases)
    func ofAccount(_ kind: TestedDatabase) async throws {
        try await kind.runStore { store in
            try await write(12, to: store)
            #expect(try await store.seal(positions(1...8), from: nil, to: head(8), checkpoint: nil))
            func page(before: Int64?, limit: Int) async throws -> [String] {
                try await store.events(of: sam, before: before, limit: limit).map(\.event.id.rawValue)
            }
            #expect(try await page(before: nil, limit: 3) == ["1012", "1010", "1008"])
            #expect(try await page(before: 8, limit: 2) == ["1006", "1004"])
            #expect(try await page(before: 4, limit: 10) == ["1002"])
            #expect(try await page(before: nil, limit: 1) == ["1012"])
            #expect(try await store.events(of: Account.ID("kim"), before: nil, limit: 10).isEmpty)
        }
    }

    @Test("old runs are removed up to their checkpoint, step by step", arguments: TestedDatabase.allCases)
    func remove(_ kind: TestedDatabase) async throws {
        try await kind.runStore { store in
            try await write(10, to: store)
            #expect(try await store.seal(positions(1...3), from: nil, to: head(3), checkpoint: "three"))
            #expect(try await store.seal(positions(4...6), from: head(3), to: head(6), checkpoint: "six"))
            #expect(try await store.seal(positions(7...8), from: head(6), to: head(8), checkpoint: "eight"))
            func last(_ second: Int64) async throws -> Int64? {
                try await store.lastCheckpoint(before: Sample.moment(second))
            }
            #expect(try await last(2) == nil)
            #expect(try await last(3) == 3)
            #expect(try await last(7) == 6)
            #expect(try await last(100) == 8)
            #expect(try await store.removeEvents(through: 6, limit: 4) == 4)
            #expect(try await store.events(after: 0, limit: 100).map(\.position) == [5, 6, 7, 8])
            #expect(try await store.removeEvents(through: 6, limit: 4) == 2)
            #expect(try await store.removeEvents(through: 6, limit: 4) == 0)
            #expect(try await store.events(after: 0, limit: 100).map(\.position) == [7, 8])
            // The checkpoint that stands for what is gone stays; those before it say nothing more.
            #expect(try await store.checkpoints(after: 0, limit: 10).map(\.line) == ["six", "eight"])
            #expect(try await last(7) == nil)
            #expect(try await last(8) == 8)
            #expect(try await store.unsealedEvents(limit: 10).count == 2)
            #expect(try await store.chainHead() == head(8))
        }
    }

    @Test("accounts whose second step failed count once each, by time and age", arguments: TestedDatabase.allCases)
    func countOfFailingAccounts(_ kind: TestedDatabase) async throws {
        try await kind.runStore { store in
            for id in ["a", "b", "c"] {
                try await store.mustCommit(.insertAccount(Sample.account(id), organisation: nil))
            }
            let young = Account(id: Account.ID("y"), name: "y", createdAt: Sample.moment(50))
            let failed = Event.Kind.secondStepFailed.rawValue
            try await store.mustCommit(
                .insertAccount(young, organisation: nil),
                .append(Sample.event("1", of: "a", kind: failed, at: 10)),
                .append(Sample.event("2", of: "a", kind: failed, at: 11)),
                .append(Sample.event("3", of: "b", kind: failed, at: 9)),
                .append(Sample.event("4", of: "c", kind: "other", at: 12)),
                .append(Sample.event("5", of: "y", kind: failed, at: 60)),
                .append(Sample.event("6", of: nil, kind: failed, at: 60)),
                .append(Sample.event("7", of: "gone", kind: failed, at: 60))
            )
            func count(since: Int64, before: Int64) async throws -> Int {
                try await store.countOfFailingAccounts(
                    since: Sample.moment(since),
                    createdBefore: Sample.moment(before)
                )
            }
            #expect(try await count(since: 10, before: 1) == 1)
            #expect(try await count(since: 9, before: 1) == 2)
            #expect(try await count(since: 9, before: 0) == 0)
            #expect(try await count(since: 9, before: 51) == 3)
        }
    }
}
