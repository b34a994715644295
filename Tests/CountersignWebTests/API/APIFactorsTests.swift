import Countersign
import CountersignTesting
import Foundation
import OneTimePassword
import Testing

@Suite("An app looks after factors")
struct APIFactorsTests {
    @Test("an import counts at once, with its own algorithm, digits and period", arguments: storyDatabases)
    func imports(database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let app = try await world.app()
            let id = try #require(try await app.post("/accounts", ["name": "ada"])["id"]?.text)
            let made = try await app.post(
                "/accounts/\(id)/factors",
                [
                    "kind": "totp", "label": "token", "secret": "gezd gnbv gy3t qojq gezd gnbv gy3t qojq",
                    "algorithm": "SHA256", "digits": 8, "period": 60, "hardware_token": true, "confirmed": true,
                ]
            )
            #expect(made.status == 201)
            #expect(made["confirmed"] == true)
            #expect(made["secret"] == nil)
            let phone = try WorldPhone(
                secret: "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ",
                clock: world.clock,
                algorithm: .sha256,
                digits: 8,
                period: 60
            )
            #expect(try await app.verify(id, phone.code)["outcome"] == "accepted")
        }
    }

    @Test("without the scope import a factor is proved first")
    func importScope() async throws {
        try await World.run { world in
            let app = try await world.app(scopes: [.accounts, .factors, .verify])
            let id = try #require(try await app.post("/accounts", ["name": "ada"])["id"]?.text)
            let body: [String: WorldJSON] = ["kind": "totp", "secret": .text(WorldMember.secret)]
            let refused = try await app.post(
                "/accounts/\(id)/factors",
                .object(body.merging(["confirmed": true]) { _, new in new })
            )
            #expect(refused.status == 403)
            #expect(refused.headers["www-authenticate"]?.contains("import") == true)
            // A secret that is known already, to be proved like any other.
            let begun = try await app.post("/accounts/\(id)/factors", .object(body))
            #expect(begun.status == 201)
            #expect(begun["secret"] == .text(WorldMember.secret))
            #expect(begun["confirmed"] == false)
        }
    }

    @Test(
        "what only its owner can set up is not imported, and the kind is what is wrong",
        arguments: ["passkey", "email"]
    )
    func noImport(kind: String) async throws {
        try await World.run { world in
            let app = try await world.app(scopes: [.accounts, .factors, .import])
            let id = try #require(
                try await app.post("/accounts", ["name": "ada", "email": "ada@example.com"])["id"]?.text
            )
            let refused = try await app.post("/accounts/\(id)/factors", ["kind": .text(kind), "confirmed": true])
            #expect(refused.status == 422)
            #expect(refused["detail"]?.text?.contains("cannot be imported") == true)
        }
    }

    @Test(
        "a secret that the account has is not taken once more: its codes would count twice",
        arguments: storyDatabases
    )
    func sameSecret(database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let app = try await world.app()
            let ada = try await app.member()
            let path = "/accounts/\(ada.id)/factors"
            let secret: WorldJSON = .text(WorldMember.secret)
            let again = try await app.post(path, ["kind": "totp", "secret": secret, "digits": 8, "confirmed": true])
            #expect(again.status == 409)
            #expect(again["errors"]?.list?.first?["field"] == "secret")
            // Nor by proof.
            let begun = try await app.post(path, ["kind": "totp", "secret": secret])
            let factor = try #require(begun["id"]?.text)
            let confirmed = try await app.post("\(path)/\(factor)/confirm", ["code": .text(ada.phone.code(after: 0))])
            #expect(confirmed.status == 409)
            #expect(try await app.get(path)["factors"]?.list?.count == 1)
            // Another account may have it: apps move whole sites.
            _ = try await app.member("bob")
        }
    }

    @Test("listed without secrets, removed at once")
    func listAndRemove() async throws {
        try await World.run { world in
            let app = try await world.app()
            let member = try await app.member()
            let listed = try await app.get("/accounts/\(member.id)/factors")
            #expect(listed["factors"]?.list?.count == 1)
            #expect(listed["factors"]?.list?.first?["id"] == .text(member.factor))
            #expect(listed["preferred_factor_id"] == .text(member.factor))
            #expect(!String(decoding: listed.body, as: UTF8.self).contains(WorldMember.secret))
            #expect(try await app.delete("/accounts/\(member.id)/factors/\(member.factor)").status == 204)
            #expect(try await app.verify(member.id, member.phone.code)["reason"] == "no_factor")
            #expect(try await app.delete("/accounts/\(member.id)/factors/\(member.factor)").status == 404)
        }
    }

    @Test("twenty wrong codes end an enrolment, and not the account")
    func draftTries() async throws {
        try await World.run { world in
            let app = try await world.app()
            let id = try #require(try await app.post("/accounts", ["name": "ada"])["id"]?.text)
            let begun = try await app.post("/accounts/\(id)/factors", ["kind": "totp"])
            let path = "/accounts/\(id)/factors/\(try #require(begun["id"]?.text))/confirm"
            let phone = try WorldPhone(secret: try #require(begun["secret"]?.text), clock: world.clock)
            // What has not even the shape of a code is not counted.
            #expect(try await app.post(path, ["code": "abc"])["tries_left"] == 20)
            for left in (0..<20).reversed() {
                #expect(try await app.post(path, ["code": .text(phone.wrongCode(left))])["tries_left"] == .number(left))
            }
            let ended = try await app.post(path, ["code": .text(phone.code)])
            #expect(ended["reason"] == "challenge_ended")
            #expect(try await app.post("/accounts/\(id)/factors/nothing/confirm", ["code": "123456"]).status == 404)
        }
    }

    @Test("at enrolment a wrong clock is told at once")
    func clock() async throws {
        try await World.run { world in
            let app = try await world.app()
            let id = try #require(try await app.post("/accounts", ["name": "ada"])["id"]?.text)
            let begun = try await app.post("/accounts/\(id)/factors", ["kind": "totp"])
            var phone = try WorldPhone(secret: try #require(begun["secret"]?.text), clock: world.clock)
            phone.ahead = -300
            let answer = try await app.post(
                "/accounts/\(id)/factors/\(try #require(begun["id"]?.text))/confirm",
                ["code": .text(phone.code)]
            )
            #expect(answer["hint"] == "clock_is_off")
            #expect(answer["clock_offset_seconds"] == -300)
        }
    }

    @Test("an enrolment that is confirmed twice is confirmed once")
    func confirmTwice() async throws {
        try await World.run { world in
            let app = try await world.app()
            let id = try #require(try await app.post("/accounts", ["name": "ada"])["id"]?.text)
            let begun = try await app.post("/accounts/\(id)/factors", ["kind": "totp"])
            let phone = try WorldPhone(secret: try #require(begun["secret"]?.text), clock: world.clock)
            let path = "/accounts/\(id)/factors/\(try #require(begun["id"]?.text))/confirm"
            #expect(try await app.post(path, ["code": .text(phone.code)])["outcome"] == "accepted")
            #expect(try await app.post(path, ["code": .text(phone.code)])["reason"] == "challenge_ended")
            #expect(try await app.get("/accounts/\(id)/factors")["factors"]?.list?.count == 1)
        }
    }

    @Test(
        "parameters that no authenticator app knows are refused by name",
        arguments: [
            ("kind", "smoke signals"), ("secret", ""), ("secret", "not base32!"), ("secret", "JBSWY3DP"),
            ("algorithm", "MD5"), ("digits", 5), ("digits", 9), ("period", 0), ("period", -30),
            ("label", .text(String(repeating: "x", count: 65))), ("label", "a\u{202E}b"),
        ] as [(String, WorldJSON)]
    )
    func badParameters(field: String, value: WorldJSON) async throws {
        try await World.run { world in
            let app = try await world.app()
            let id = try #require(try await app.post("/accounts", ["name": "ada"])["id"]?.text)
            var body: [String: WorldJSON] = ["kind": "totp"]
            body[field] = value
            let answer = try await app.post("/accounts/\(id)/factors", .object(body))
            #expect(answer.status == 422)
            #expect(answer["errors"]?.list?.first?["field"] == .text(field))
        }
    }

    @Test("an enrolment that was begun can be taken back, and is confirmed no more")
    func cancelled() async throws {
        try await World.run { world in
            let app = try await world.app()
            let ada = try await app.member()
            let path = "/accounts/\(ada.id)/factors"
            let begun = try #require(try await app.post(path, ["kind": "totp"])["id"]?.text)
            let eve = try await app.member("eve")
            #expect(try await app.delete("/accounts/\(eve.id)/factors/\(begun)").status == 404)
            #expect(try await app.delete("\(path)/\(begun)").status == 204)
            #expect(try await app.delete("\(path)/\(begun)").status == 404)
            #expect(try await app.post("\(path)/\(begun)/confirm", ["code": "123456"]).status == 404)
        }
    }
}
