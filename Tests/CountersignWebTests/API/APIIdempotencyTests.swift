import Countersign
import CountersignStore
import CountersignTesting
import Foundation
import HTTPTypes
import Testing

@Suite("A lost answer is asked for again")
struct APIIdempotencyTests {
    @Test("the same call gets the same answer, and is carried out once", arguments: storyDatabases)
    func verifyAgain(database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let app = try await world.app()
            let member = try await app.member()
            let code = member.phone.code
            let first = try await app.verify(member.id, code, key: "try-1")
            #expect(first["outcome"] == "accepted")
            world.clock.advance(by: 59)
            let again = try await app.verify(member.id, code, key: "try-1")
            #expect(again.status == first.status)
            #expect(again.body == first.body)
            #expect(again.headers["idempotency-replayed"] == "true")
            // The code itself is spent.
            #expect(try await app.verify(member.id, code)["reason"] != nil)
            // After a minute it is forgotten.
            world.clock.advance(by: 2)
            #expect(try await app.verify(member.id, code, key: "try-1")["outcome"] == "rejected")
        }
    }

    @Test("a wrong code is charged once, however often its answer is asked for")
    func chargedOnce() async throws {
        try await World.run { world in
            let app = try await world.app()
            let member = try await app.member()
            let wrong = member.phone.wrongCode()
            for _ in 0..<5 {
                #expect(try await app.verify(member.id, wrong, key: "k")["tries_left"] == 4)
            }
            #expect(try await app.verify(member.id, wrong)["tries_left"] == 3)
        }
    }

    @Test("every call that makes something makes it once", arguments: storyDatabases)
    func creating(database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let app = try await world.app()
            let account = try await app.post("/accounts", ["name": "once"], key: "a")
            #expect(account.status == 201)
            world.clock.advance(by: 23 * 3600)
            #expect(try await app.post("/accounts", ["name": "once"], key: "a").body == account.body)
            let path = "/accounts/\(try #require(account["id"]?.text))"

            let begun = try await app.post("\(path)/factors", ["kind": "totp"], key: "b")
            #expect(try await app.post("\(path)/factors", ["kind": "totp"], key: "b").body == begun.body)
            let phone = try WorldPhone(secret: try #require(begun["secret"]?.text), clock: world.clock)
            let confirm: WorldJSON = ["code": .text(phone.code)]
            let confirmed = try await app.post(
                "\(path)/factors/\(try #require(begun["id"]?.text))/confirm",
                confirm,
                key: "c"
            )
            #expect(confirmed["outcome"] == "accepted")
            #expect(
                try await app.post("\(path)/factors/\(try #require(begun["id"]?.text))/confirm", confirm, key: "c").body
                    == confirmed.body
            )
            let codes = try await app.post("\(path)/backup-codes", key: "d")
            #expect(codes.status == 201)
            #expect(try await app.post("\(path)/backup-codes", key: "d").body == codes.body)
            let body: WorldJSON = ["kind": "totp", "secret": .text(WorldMember.secret), "confirmed": true]
            let imported = try await app.post("\(path)/factors", body, key: "e")
            #expect(try await app.post("\(path)/factors", body, key: "e").body == imported.body)
            #expect(try await app.get("\(path)/factors")["factors"]?.list?.count == 2)
            let help = try await world.app("help", scopes: [.support], reach: .all)
            for _ in 0..<2 { #expect(try await help.post("\(path)/unlock", key: "f").status == 204) }
        }
    }

    @Test("another body, path or caller is another call")
    func others() async throws {
        try await World.run { world in
            let app = try await world.app()
            let id = try #require(try await app.post("/accounts", ["name": "ada"], key: "k")["id"]?.text)
            let otherBody = try await app.post("/accounts", ["name": "eve"], key: "k")
            #expect(otherBody.status == 422)
            #expect(otherBody["type"] == "/api/v1/problems/idempotency-key-reused")
            #expect(try await app.post("/accounts/\(id)/backup-codes", ["name": "ada"], key: "k").status == 422)
            let other = try await world.app("other")
            #expect(try await other.post("/accounts", ["name": "mallory"], key: "k").status == 201)
        }
    }

    @Test("two at once: one is carried out, the other waits its turn", arguments: storyDatabases)
    func atOnce(database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let app = try await world.app()
            let answers = try await withThrowingTaskGroup(of: WorldApp.Answer.self) { group in
                for _ in 0..<12 { group.addTask { try await app.post("/accounts", ["name": "ada"], key: "k") } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            let made = answers.filter { $0.status == 201 }
            #expect(!made.isEmpty)
            #expect(Set(made.map(\.body)).count == 1)
            let running = answers.filter { $0.status != 201 }
            #expect(running.allSatisfy { $0.status == 409 && $0.headers["retry-after"] == "1" })
        }
    }

    @Test("a call that came to nothing frees its key")
    func freed() async throws {
        try await World.run { world in
            let app = try await world.app()
            #expect(try await app.post("/accounts", ["name": ""], key: "k").status == 422)
            // Not even "another body": nothing was answered for.
            #expect(try await app.post("/accounts", ["name": "ada"], key: "k").status == 201)
        }
    }

    @Test("keys are visible ASCII, 1 to 255")
    func badKeys() async throws {
        try await World.run { world in
            let app = try await world.app()
            for key in [" ", "a b", "ü", String(repeating: "k", count: 256)] {
                let answer = try await app.post("/accounts", ["name": "ada"], key: key)
                #expect(answer.status == 400, "\(key)")
                #expect(answer["type"] == "/api/v1/problems/bad-idempotency-key")
            }
            #expect(
                try await app.post("/accounts", ["name": "ada"], key: String(repeating: "k", count: 255)).status == 201
            )
        }
    }

    @Test("answers are kept sealed")
    func sealed() async throws {
        try await World.run { world in
            let app = try await world.app()
            let made = try await app.post("/accounts", ["name": "ada"], key: "k")
            let rows = try await world.store.sealedValues(of: .answerBody, notUnder: "none", limit: 10)
            #expect(rows.count == 1)
            let row = try #require(rows.first)
            #expect(!String(decoding: row.sealed, as: UTF8.self).contains("ada"))
            let opened = try world.surroundings.workshop.open(row.sealed, at: .answer(row.row))
            #expect(Data(opened) == made.body)
        }
    }
}
