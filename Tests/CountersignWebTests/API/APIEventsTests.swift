import Countersign
import CountersignTesting
import Foundation
import Testing

@Suite("The audit log is read by position")
struct APIEventsTests {
    @Test("page by page, in order, nothing twice and nothing missed", arguments: storyDatabases)
    func pages(database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let app = try await world.app()
            for number in 0..<15 { _ = try await app.post("/accounts", ["name": "a\(number)"]) }
            let reader = try await world.app("reader", scopes: [.events], reach: .all)
            #expect(try await reader.get("/events")["events"]?.list == [])
            try await world.sealEvents()
            var positions: [Int] = []
            var after = 0
            while true {
                let page = try await reader.get("/events?after=\(after)&limit=4")
                let events = try #require(page["events"]?.list)
                #expect(events.count <= 4)
                if events.isEmpty { break }
                positions += events.compactMap { $0["position"]?.number }
                after = try #require(page["next_after"]?.number)
            }
            #expect(positions == Array(1...positions.count))
            #expect(positions.count >= 15 + 4)
            // Later events come behind.
            _ = try await app.post("/accounts", ["name": "late"])
            try await world.sealEvents()
            let late = try await reader.get("/events?after=\(after)")
            #expect(late["events"]?.list?.first?["kind"] == "account.created")
            #expect(late["events"]?.list?.first?["personal"]?["name"] == "late")
            #expect(late["events"]?.list?.first?["data"]?["role"] == "member")
            #expect(late["events"]?.list?.first?["at"] == "2026-10-02T09:00:00Z")
        }
    }

    @Test("a key for its own accounts sees nothing of others, and gets past them")
    func reach() async throws {
        try await World.run { world in
            let mine = try await world.app("mine", scopes: [.accounts, .events])
            let other = try await world.app("other", scopes: [.accounts])
            for number in 0..<30 { _ = try await other.post("/accounts", ["name": "o\(number)"]) }
            let id = try await mine.post("/accounts", ["name": "m"])["id"]
            for number in 30..<60 { _ = try await other.post("/accounts", ["name": "o\(number)"]) }
            try await world.sealEvents()
            let page = try await mine.get("/events?limit=5")
            let events = try #require(page["events"]?.list)
            #expect(events.count == 1)
            #expect(events.first?["account_id"] == id)
            #expect(events.first?["personal"]?["name"] == "m")
            let after = try #require(page["next_after"]?.number)
            #expect(after > 60)
            let next = try await mine.get("/events?after=\(after)")
            #expect(next["events"]?.list == [])
            #expect(next["next_after"] == .number(after))
        }
    }

    @Test("what was erased with an account is not told")
    func erased() async throws {
        try await World.run { world in
            let app = try await world.app(scopes: [.accounts, .events], reach: .all)
            let id = try #require(try await app.post("/accounts", ["name": "ada"])["id"]?.text)
            #expect(try await app.delete("/accounts/\(id)").status == 204)
            try await world.sealEvents()
            let answer = try await app.get("/events")
            let created = answer["events"]?.list?.first { $0["kind"] == "account.created" }
            #expect(created?["personal"] == [:])
            #expect(!String(decoding: answer.body, as: UTF8.self).contains("ada\""))
        }
    }

    @Test(
        "odd queries are refused by name",
        arguments: [
            "after=x", "after=-1", "after=99999999999999999999", "after=1&after=2", "after=%00", "after=%ff", "limit=0",
            "limit=1001", "limit=1e9", "limit=", "after=+1", "before=1",
        ]
    )
    func oddQueries(query: String) async throws {
        try await World.run { world in
            let reader = try await world.app("reader", scopes: [.events], reach: .all)
            let answer = try await reader.get("/events?\(query)")
            #expect(answer.status == 400)
            #expect(answer["type"] == "/api/v1/problems/bad-parameter")
        }
    }
}
