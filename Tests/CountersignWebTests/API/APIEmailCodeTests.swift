import Countersign
import CountersignTesting
import Foundation
import Testing

@Suite("An app has codes sent by e-mail")
struct APIEmailCodeTests {
    /// An account with codes by e-mail, made over the API.
    private func member(_ app: WorldApp, named name: String = "ada") async throws -> String {
        let account = try await app.post("/accounts", ["name": .text(name), "email": "ada@example.com"])
        let id = try #require(account["id"]?.text)
        let begun = try await app.post("/accounts/\(id)/factors", ["kind": "email"])
        let factor = try #require(begun["id"]?.text)
        let code = try await app.world.mailedCode(.enrolmentCode, to: "ada@example.com")
        let confirmed = try await app.post("/accounts/\(id)/factors/\(factor)/confirm", ["code": .text(code)])
        guard confirmed["outcome"] == "accepted" else { throw TestBrowserFault("\(confirmed.json)") }
        return id
    }

    private func code(_ app: WorldApp) async throws -> String {
        try await app.world.mailedCode(to: "ada@example.com")
    }

    @Test("an address that codes go to is not changed under them", arguments: storyDatabases)
    func addressWithCodes(database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let app = try await world.app()
            let id = try await member(app)
            for email: WorldJSON in ["other@example.com", .null] {
                let answer = try await app.patch("/accounts/\(id)", ["email": email])
                #expect(answer.status == 409)
                #expect(answer["errors"]?.list?.first?["field"] == "email")
            }
            #expect(try await app.get("/accounts/\(id)")["email"] == "ada@example.com")
            let factor = try #require(try await app.get("/accounts/\(id)/factors")["factors"]?.list?.first?["id"]?.text)
            #expect(try await app.delete("/accounts/\(id)/factors/\(factor)").status == 204)
            #expect(try await app.patch("/accounts/\(id)", ["email": "other@example.com"]).status == 200)
        }
    }

    @Test("turning them on proves the address; a challenge's code counts once", arguments: storyDatabases)
    func story(database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let app = try await world.app()
            let account = try await app.post("/accounts", ["name": "ada", "email": "ada@example.com"])
            let id = try #require(account["id"]?.text)
            let begun = try await app.post("/accounts/\(id)/factors", ["kind": "email", "label": "work"])
            #expect(begun.status == 201)
            #expect(begun["sent_to"] == "a•••@example.com")
            #expect(begun["status"] == "queued")
            #expect(begun["secret"] == nil)
            let factor = try #require(begun["id"]?.text)
            let mail = try await world.mail(.enrolmentCode, to: "ada@example.com")
            #expect(begun["reference"]?.text == mail.facts["reference"])
            let wrong = String.wrongCode(beside: [mail.facts["code"] ?? ""])
            let refused = try await app.post("/accounts/\(id)/factors/\(factor)/confirm", ["code": .text(wrong)])
            #expect(refused["reason"] == "wrong_code")
            #expect(refused["tries_left"] == 4, "the code that was sent ends after five wrong ones")
            let confirmed = try await app.post(
                "/accounts/\(id)/factors/\(factor)/confirm",
                ["code": .text(mail.facts["code"] ?? "")]
            )
            #expect(confirmed["outcome"] == "accepted")
            #expect(confirmed["factor"]?["kind"] == "email")
            #expect(try await app.get("/accounts/\(id)")["email_confirmed"] == true)

            let challenge = try await app.post("/accounts/\(id)/challenges", ["kind": "email"])
            #expect(challenge.status == 201)
            #expect(challenge.json.names == ["id", "expires_at", "sent_to", "reference", "status"])
            #expect(challenge["sent_to"] == "a•••@example.com")
            let more: [String: WorldJSON] = ["challenge_id": challenge["id"] ?? .null]
            let code = try await code(app)
            // A code alone is an app's, and there is none.
            #expect(try await app.verify(id, code)["reason"] == "wrong_code")
            let accepted = try await app.verify(id, code, more: more)
            #expect(accepted["outcome"] == "accepted")
            #expect(accepted["amr"] == ["email"])
            #expect(accepted["factor"]?["id"] == .text(factor))
            #expect(try await app.verify(id, code, more: more)["reason"] == "already_used")
        }
    }

    @Test("one more mail for the same challenge after a minute; too soon is 429", arguments: storyDatabases)
    func again(database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let app = try await world.app()
            let id = try await member(app)
            let path = "/accounts/\(id)/challenges"
            let first = try await app.post(path, ["kind": "email"])
            let challenge = first["id"] ?? .null
            let firstCode = try await code(app)
            world.clock.advance(by: 20)
            let early = try await app.post(path, ["kind": "email", "challenge_id": challenge])
            #expect(early.status == 429)
            #expect(early.headers["retry-after"] == "40")
            #expect(early["type"] == "/api/v1/problems/too-many-mails")
            world.clock.advance(by: 40)
            let second = try await app.post(path, ["kind": "email", "challenge_id": challenge])
            #expect(second.status == 201)
            #expect(second["id"] == challenge)
            #expect(second["reference"] != first["reference"])
            #expect(second["expires_at"] != first["expires_at"])
            #expect(try await code(app) != firstCode)
            #expect(try await app.verify(id, firstCode, more: ["challenge_id": challenge])["outcome"] == "accepted")
            let ended = try await app.post(path, ["kind": "email", "challenge_id": challenge])
            #expect(ended.status == 409)
            #expect(ended["type"] == "/api/v1/problems/challenge-ended")
        }
    }

    @Test("five mails an hour, enrolments among them")
    func limit() async throws {
        try await World.run { world in
            let app = try await world.app()
            let id = try await member(app)
            for _ in 0..<4 {
                #expect(try await app.post("/accounts/\(id)/challenges", ["kind": "email"]).status == 201)
            }
            let refused = try await app.post("/accounts/\(id)/challenges", ["kind": "email"])
            #expect(refused.status == 429)
            #expect(refused.headers["retry-after"] == "3600")
            #expect(try await world.mailedCodes(to: "ada@example.com").count == 4)
        }
    }

    @Test("a repeated call with one key sends one mail, and a refused one may be repeated")
    func idempotent() async throws {
        try await World.run { world in
            let app = try await world.app()
            let id = try await member(app)
            let path = "/accounts/\(id)/challenges"
            let first = try await app.post(path, ["kind": "email"], key: "k1")
            let again = try await app.post(path, ["kind": "email"], key: "k1")
            #expect(again.body == first.body)
            #expect(again.headers["idempotency-replayed"] == "true")
            #expect(try await world.mailedCodes(to: "ada@example.com").count == 1)
            let more: WorldJSON = ["kind": "email", "challenge_id": first["id"] ?? .null]
            #expect(try await app.post(path, more, key: "k2").status == 429)
            world.clock.advance(by: 60)
            #expect(try await app.post(path, more, key: "k2").status == 201)
        }
    }

    @Test("five wrong ones end a challenge; tries_left counts down to that")
    func tries() async throws {
        try await World.run { world in
            let app = try await world.app()
            let id = try await member(app)
            let challenge = try await app.post("/accounts/\(id)/challenges", ["kind": "email"])
            let more: [String: WorldJSON] = ["challenge_id": challenge["id"] ?? .null]
            let right = try await code(app)
            for left in [4, 3, 2, 1, 0] {
                let answer = try await app.verify(id, String.wrongCode(beside: [right]), more: more)
                #expect(answer["reason"] == "wrong_code")
                #expect(answer["tries_left"] == .number(left))
            }
            #expect(try await app.verify(id, right, more: more)["reason"] == "challenge_ended")
        }
    }

    @Test("a challenge is answered by the app that began it, for its account, in its time")
    func bound() async throws {
        try await World.run { world in
            let app = try await world.app()
            let id = try await member(app)
            let challenge = try await app.post("/accounts/\(id)/challenges", ["kind": "email"])
            let more: [String: WorldJSON] = ["challenge_id": challenge["id"] ?? .null]
            let right = try await code(app)
            let other = try await world.app("other", reach: .all)
            #expect(try await other.verify(id, right, more: more)["reason"] == "challenge_ended")
            let stranger = try await app.post("/accounts", ["name": "bob"])
            let answer = try await app.verify(stranger["id"]?.text ?? "", right, more: more)
            #expect(answer["outcome"] == "rejected")
            world.clock.advance(by: 600)
            #expect(try await app.verify(id, right, more: more)["reason"] == "expired")
        }
    }

    @Test("what cannot be sent is said")
    func refused() async throws {
        try await World.run { world in
            let app = try await world.app()
            let account = try await app.member()
            let path = "/accounts/\(account.id)/challenges"
            #expect(try await app.post(path, [:]).status == 400)
            #expect(try await app.post(path, ["kind": "totp"]).status == 422)
            #expect(try await app.post(path, ["kind": "pigeon"]).status == 422)
            #expect(try await app.post(path, ["kind": "email"])["type"] == "/api/v1/problems/nothing-to-send")
            #expect(try await app.post(path, ["kind": "email", "challenge_id": "x"]).status == 409)
            #expect(
                try await app.post(path, ["kind": "email", "challenge_id": .text(String(repeating: "x", count: 65))])
                    .status == 400
            )
            #expect(try await app.post("/accounts/\(account.id)/factors", ["kind": "email"]).status == 409)
            let pair: WorldJSON = [
                "account": "ada", "first_factor": true, "codes": ["123456", "234567"], "challenge_id": "x",
            ]
            #expect(try await app.post("/verify", pair).status == 400)
            let id = try await member(try await world.app("second"), named: "grace")
            #expect(
                try await world.app("third", reach: .all).post("/accounts/\(id)/factors", ["kind": "email"]).status
                    == 409
            )
        }
    }
}
