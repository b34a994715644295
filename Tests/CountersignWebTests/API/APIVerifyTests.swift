import Countersign
import CountersignTesting
import Foundation
import OneTimePassword
import Testing

/// The databases that stories run on.
let storyDatabases: [TestedDatabase] = [.sqliteOnDisk, .postgreSQL]

@Suite("An app asks for the second step")
struct APIVerifyTests {
    @Test("a person enrols, confirms, and a code counts once", arguments: storyDatabases)
    func enrolAndVerify(database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let app = try await world.app()
            let account = try await app.post(
                "/accounts",
                ["name": "ada", "email": "Ada@example.com", "external_id": "17", "display_name": "Ada L."]
            )
            #expect(account.status == 201)
            #expect(account["email"] == "Ada@example.com")
            #expect(account["email_confirmed"] == false)
            #expect(account["external_id"] == "17")
            #expect(account["role"] == "member")
            let id = try #require(account["id"]?.text)

            let begun = try await app.post("/accounts/\(id)/factors", ["kind": "totp", "label": "Ada’s phone"])
            #expect(begun.status == 201)
            #expect(begun["confirmed"] == false)
            #expect(begun["qr_svg"]?.text?.hasPrefix("<svg") == true)
            let factor = try #require(begun["id"]?.text)
            let secret = try #require(begun["secret"]?.text)
            let uri = try KeyURI(parsing: try #require(begun["uri"]?.text))
            #expect(uri.account == "Ada@example.com")
            let phone = try WorldPhone(secret: secret, clock: world.clock)

            // Before it is confirmed it does not count.
            let early = try await app.verify("ada", phone.code)
            #expect(early["reason"] == "no_factor")

            let wrong = try await app.post(
                "/accounts/\(id)/factors/\(factor)/confirm",
                ["code": .text(phone.wrongCode())]
            )
            #expect(wrong["outcome"] == "rejected")
            #expect(wrong["tries_left"] == 19)

            let confirmed = try await app.post("/accounts/\(id)/factors/\(factor)/confirm", ["code": .text(phone.code)])
            #expect(confirmed["outcome"] == "accepted")
            #expect(confirmed["factor"]?["id"] == .text(factor))

            // The confirming code is spent, the next one is good, once.
            #expect(try await app.verify("ada", phone.code)["reason"] == "already_used")
            world.clock.advance(by: 30)
            let code = phone.code
            let accepted = try await app.verify(id, code)
            #expect(accepted.status == 200)
            #expect(accepted["outcome"] == "accepted")
            #expect(accepted["factor"]?["kind"] == "totp")
            #expect(accepted["factor"]?["label"] == "Ada’s phone")
            #expect(accepted["amr"] == ["otp"])
            let again = try await app.verify("ADA", code)
            #expect(again["outcome"] == "rejected")
            #expect(again["reason"] == "already_used")
        }
    }

    @Test("of fifty calls with one code at once, one is accepted", arguments: storyDatabases)
    func race(database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let app = try await world.app()
            let member = try await app.member()
            let code = member.phone.code
            let answers = try await withThrowingTaskGroup(of: WorldApp.Answer.self) { group in
                for _ in 0..<50 { group.addTask { try await app.verify(member.id, code) } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(answers.count { $0["outcome"] == "accepted" } == 1)
            #expect(answers.allSatisfy { $0.status == 200 || $0.status == 503 })
            let reasons = Set(answers.compactMap { $0["reason"]?.text })
            #expect(reasons.isSubset(of: ["already_used", "locked"]))
        }
    }

    @Test("wrong codes at once are counted one by one", arguments: storyDatabases)
    func countedOneByOne(database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let app = try await world.app()
            let member = try await app.member()
            let answers = try await withThrowingTaskGroup(of: WorldApp.Answer.self) { group in
                for number in 0..<20 {
                    group.addTask { try await app.verify(member.id, member.phone.wrongCode(number)) }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            let wrong = answers.filter { $0["reason"] == "wrong_code" }
            #expect(wrong.count == 6)
            #expect(Set(wrong.compactMap { $0["tries_left"]?.number }) == [4, 3, 2, 1, 0])
            let locked = answers.filter { $0["reason"] == "locked" }
            #expect(locked.count == 14)
            #expect(locked.allSatisfy { $0["retry_after_seconds"] == 60 })
        }
    }

    @Test("six wrong codes make it wait; a pair gets in, and a right code once the wait is over")
    func waiting() async throws {
        try await World.run { world in
            let app = try await world.app()
            let member = try await app.member()
            var left: [Int] = []
            for number in 0..<6 {
                let answer = try await app.verify(member.id, member.phone.wrongCode(number))
                #expect(answer["reason"] == "wrong_code")
                left.append(try #require(answer["tries_left"]?.number))
                #expect((answer["retry_after_seconds"] != nil) == (number == 5))
            }
            #expect(left == [4, 3, 2, 1, 0, 0])
            // Not even a right code is looked at.
            let locked = try await app.verify(member.id, member.phone.code)
            #expect(locked["reason"] == "locked")
            #expect(locked["accepts"] == ["pair"])
            #expect(locked["retry_after_seconds"] == 60)
            world.clock.advance(by: 20)
            #expect(try await app.verify(member.id, member.phone.code)["retry_after_seconds"] == 40)

            let pair = try await app.post(
                "/verify",
                [
                    "account": .text(member.id), "first_factor": true,
                    "codes": [.text(member.phone.code), .text(member.phone.code(after: 1))],
                ]
            )
            #expect(pair["outcome"] == "accepted")

            for number in 0..<6 { _ = try await app.verify(member.id, member.phone.wrongCode(number)) }
            world.clock.advance(by: 61)
            #expect(try await app.verify(member.id, member.phone.code)["outcome"] == "accepted")
        }
    }

    @Test("support's unlock ends the wait, and says so in the log")
    func unlock() async throws {
        try await World.run { world in
            let app = try await world.app()
            let member = try await app.member()
            for number in 0..<6 { _ = try await app.verify(member.id, member.phone.wrongCode(number)) }
            #expect(try await app.post("/accounts/\(member.id)/unlock").status == 403)
            let help = try await world.app("help", scopes: [.support, .events], reach: .all)
            #expect(try await help.post("/accounts/\(member.id)/unlock", ["refill_budget": true]).status == 422)
            #expect(try await help.post("/accounts/\(member.id)/unlock", ["reason": "called us"]).status == 204)
            #expect(try await app.verify(member.id, member.phone.code)["outcome"] == "accepted")
            try await world.sealEvents()
            let events = try #require(try await help.get("/events")["events"]?.list)
            let unlocked = try #require(events.first { $0["kind"] == "account.unlocked" })
            #expect(unlocked["data"]?["reason"] == "called us")
            #expect(unlocked["actor"]?.text?.hasPrefix("app:") == true)
        }
    }

    @Test("a phone whose clock is wrong is told so, once two codes agree")
    func clockDoctor() async throws {
        try await World.run { world in
            let app = try await world.app()
            let member = try await app.member()
            var phone = member.phone
            phone.ahead = 150
            let first = try await app.verify(member.id, phone.code)
            #expect(first["reason"] == "wrong_code")
            #expect(first["hint"] == "clock_may_be_wrong")
            #expect(first["clock_offset_seconds"] == nil)
            world.clock.advance(by: 30)
            let second = try await app.verify(member.id, phone.code)
            #expect(second["hint"] == "clock_is_off")
            #expect(second["clock_offset_seconds"] == 150)
        }
    }

    @Test("backup codes count down, and one that was used says when")
    func backupCodes() async throws {
        try await World.run { world in
            let app = try await world.app()
            let member = try await app.member()
            let made = try await app.post("/accounts/\(member.id)/backup-codes")
            #expect(made.status == 201)
            let texts = made["codes"]?.list?.compactMap(\.text)
            let codes = try #require(texts)
            #expect(codes.count == 5)
            let used = try await app.verify(member.id, codes[2].uppercased())
            #expect(used["outcome"] == "accepted")
            #expect(used["factor"]?["kind"] == "backup_code")
            #expect(used["backup_codes_left"] == 4)
            let again = try await app.verify(member.id, codes[2])
            #expect(again["reason"] == "already_used")
            #expect(again["hint"] == "used_on")
            #expect(again["used_at"] == "2026-10-02T09:00:00Z")
            // They get in while short codes wait.
            for number in 0..<6 { _ = try await app.verify(member.id, member.phone.wrongCode(number)) }
            let locked = try await app.verify(member.id, member.phone.code)
            #expect(locked["accepts"] == ["pair", "backup_code"])
            #expect(try await app.verify(member.id, codes[0])["backup_codes_left"] == 3)
            // A new set ends the old one.
            #expect(try await app.post("/accounts/\(member.id)/backup-codes").status == 201)
            #expect(try await app.verify(member.id, codes[1])["reason"] == "wrong_code")
            let listed = try await app.get("/accounts/\(member.id)/factors")
            #expect(listed["backup_codes_left"] == 5)
        }
    }

    @Test("a code may be judged against one factor alone")
    func oneFactor() async throws {
        try await World.run { world in
            let app = try await world.app()
            let member = try await app.member()
            let second = try await app.post(
                "/accounts/\(member.id)/factors",
                ["kind": "totp", "secret": "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", "confirmed": true]
            )
            let other = try WorldPhone(secret: "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", clock: world.clock)
            let refused = try await app.verify(member.id, other.code, more: ["factor_id": .text(member.factor)])
            #expect(refused["reason"] == "wrong_code")
            let taken = try await app.verify(member.id, other.code, more: ["factor_id": try #require(second["id"])])
            #expect(taken["outcome"] == "accepted")
            #expect(taken["factor"]?["id"] == second["id"])
        }
    }

    @Test("without a first factor a call is refused, unless the app may; then it has a count of its own")
    func firstFactor() async throws {
        try await World.run { world in
            let app = try await world.app(reach: .all)
            let member = try await app.member()
            let body: WorldJSON = ["account": .text(member.id), "code": .text(member.phone.code)]
            let refused = try await app.post("/verify", body)
            #expect(refused.status == 403)
            #expect(refused["type"] == "/api/v1/problems/first-factor-missing")
            #expect(
                try await app.post("/verify", ["account": .text(member.id), "first_factor": false, "code": "1"]).status
                    == 403
            )

            let allowed = try await world.app("kiosk", reach: .all, allowsVerifyWithoutFirstFactor: true)
            for number in 0..<6 {
                let wrong: WorldJSON = ["account": .text(member.id), "code": .text(member.phone.wrongCode(number))]
                _ = try await allowed.post("/verify", wrong)
            }
            #expect(try await allowed.post("/verify", body)["reason"] == "locked")
            #expect(try await app.verify(member.id, member.phone.code)["outcome"] == "accepted")
        }
    }

    @Test("a disabled account is not verified")
    func disabled() async throws {
        try await World.run { world in
            let app = try await world.app()
            let member = try await app.member()
            #expect(try await app.patch("/accounts/\(member.id)", ["disabled": true])["state"] == "disabled")
            let refused = try await app.verify(member.id, member.phone.code)
            #expect(refused.status == 409)
            #expect(refused["type"] == "/api/v1/problems/account-closed")
            #expect(try await app.patch("/accounts/\(member.id)", ["disabled": false])["state"] == "active")
            #expect(try await app.verify(member.id, member.phone.code)["outcome"] == "accepted")
        }
    }

    @Test("the address of the person, as the app says it, goes into the event")
    func clientAddress() async throws {
        try await World.run { world in
            let app = try await world.app(scopes: [.verify, .accounts, .factors, .import, .events])
            let member = try await app.member()
            #expect(try await app.verify(member.id, "123", more: ["client_ip": "not an address"]).status == 400)
            _ = try await app.verify(member.id, member.phone.wrongCode(), more: ["client_ip": "2001:db8::0:7"])
            try await world.sealEvents()
            let events = try #require(try await app.get("/events")["events"]?.list)
            let failed = try #require(events.first { $0["kind"] == "second_step.failed" })
            #expect(failed["personal"]?["address"] == "2001:db8::7")
            #expect(failed["outcome"] == "refused")
        }
    }
}
