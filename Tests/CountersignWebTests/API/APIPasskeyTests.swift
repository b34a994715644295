import Countersign
import CountersignTesting
import Foundation
import Testing

@Suite("An app asks for passkeys")
struct APIPasskeyTests {
    private func json(_ text: String) throws -> WorldJSON { try TestPasskey.read(text) }

    private func text(_ json: WorldJSON?) throws -> String {
        String(decoding: try (json ?? .null).data, as: UTF8.self)
    }

    @Test("a passkey is enrolled, asked for, and its answer counts once", arguments: storyDatabases)
    func story(database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let app = try await world.app()
            let id = try #require(try await app.post("/accounts", ["name": "ada"])["id"]?.text)
            let begun = try await app.post("/accounts/\(id)/factors", ["kind": "passkey", "label": "Ada’s laptop"])
            #expect(begun.status == 201)
            #expect(begun.json.names == ["id", "kind", "label", "confirmed", "expires_at", "options"])
            let factor = try #require(begun["id"]?.text)
            var passkey = TestPasskey()
            let registration = try passkey.register(try text(begun["options"]))
            let confirmed = try await app.post(
                "/accounts/\(id)/factors/\(factor)/confirm",
                ["passkey": try json(registration)]
            )
            #expect(confirmed["outcome"] == "accepted")
            #expect(confirmed["factor"]?["kind"] == "passkey")
            #expect(confirmed["factor"]?["label"] == "Ada’s laptop")

            let challenge = try await app.post("/accounts/\(id)/challenges", ["kind": "passkey"])
            #expect(challenge.status == 201)
            #expect(challenge.json.names == ["id", "expires_at", "options"])
            let answer = try json(try passkey.sign(try text(challenge["options"])))
            let body: WorldJSON = ["account": "ada", "first_factor": true, "passkey": answer]
            let accepted = try await app.post("/verify", body)
            #expect(accepted["outcome"] == "accepted")
            #expect(accepted["factor"]?["kind"] == "passkey")
            #expect(accepted["amr"] == ["hwk", "user"])
            let again = try await app.post("/verify", body)
            #expect(again["outcome"] == "rejected")
            #expect(again["reason"] == "already_used")
            #expect(again["accepts"] == ["passkey"])
        }
    }

    @Test("of many calls with one assertion at once, one is accepted", arguments: storyDatabases)
    func race(database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let app = try await world.app(reach: .all)
            let member = try await world.member()
            let passkey = try await world.passkey(for: member)
            let id = member.id.rawValue
            let challenge = try await app.post("/accounts/\(id)/challenges", ["kind": "passkey"])
            let answer = try json(try passkey.sign(try text(challenge["options"])))
            let body: WorldJSON = ["account": .text(id), "first_factor": true, "passkey": answer]
            let answers = try await withThrowingTaskGroup(of: WorldApp.Answer.self) { group in
                for _ in 0..<30 { group.addTask { try await app.post("/verify", body) } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(answers.count { $0["outcome"] == "accepted" } == 1)
            #expect(answers.allSatisfy { $0.status == 200 || $0.status == 503 })
        }
    }

    @Test("an answer given at another door, to no challenge or of no sense is refused")
    func refused() async throws {
        try await World.run { world in
            let app = try await world.app(reach: .all)
            let other = try await world.app("other", reach: .all)
            let member = try await world.member()
            let passkey = try await world.passkey(for: member)
            let id = member.id.rawValue

            func verify(_ app: WorldApp, _ passkey: WorldJSON) async throws -> WorldApp.Answer {
                world.clock.advance(by: 2)
                return try await app.post(
                    "/verify",
                    ["account": .text(id), "first_factor": true, "passkey": passkey]
                )
            }

            let challenge = try await app.post("/accounts/\(id)/challenges", ["kind": "passkey"])
            let right = try json(try passkey.sign(try text(challenge["options"])))
            #expect(try await verify(other, right)["reason"] == "challenge_ended")
            #expect(try await verify(app, [:])["reason"] == "wrong_code")
            #expect(try await verify(app, ["id": 7])["reason"] == "wrong_code")
            var far = passkey
            far.origin = "https://example.org"
            let astray = try await verify(app, try json(try far.sign(try text(challenge["options"]))))
            #expect(astray["reason"] == "wrong_code")
            #expect(astray["hint"] == "wrong_address")
            #expect(try await verify(app, "text").status == 400)
            // A wrong answer ended what it answered to.
            #expect(try await verify(app, right)["reason"] == "challenge_ended")
            let next = try await app.post("/accounts/\(id)/challenges", ["kind": "passkey"])
            let rightAgain = try json(try passkey.sign(try text(next["options"])))
            #expect(try await verify(app, rightAgain)["outcome"] == "accepted")

            let both = try await app.post(
                "/verify",
                ["account": .text(id), "first_factor": true, "passkey": [:], "code": "123456"]
            )
            #expect(both.status == 400)
            let none = try await world.member("kim@example.com")
            let nothing = try await app.post("/accounts/\(none.id.rawValue)/challenges", ["kind": "passkey"])
            #expect(nothing.status == 409)
        }
    }
}
