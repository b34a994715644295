import Countersign
import CountersignTesting
import Foundation
import Testing
import YubicoOTP

@Suite("An app and a YubiKey")
struct APIYubiKeyTests {
    private func imported(_ world: World, _ publicID: String = "vvcccccccccb") async throws -> TestYubiKey {
        let key = try TestYubiKey(publicID)
        try await YubiKeyActs(in: world.surroundings).add([key.newKey], actor: .host)
        return key
    }

    @Test("a key is enrolled by touching it, and each code counts once", arguments: storyDatabases)
    func story(_ database: TestedDatabase) async throws {
        try await World.run(on: database, settings: .withYubiKeys) { world in
            let app = try await world.app()
            let id = try #require(try await app.post("/accounts", ["name": "ada"])["id"]?.text)
            let key = try await imported(world)
            let begun = try await app.post("/accounts/\(id)/factors", ["kind": "yubikey", "label": "blue"])
            #expect(begun.status == 201)
            #expect(begun["kind"] == "yubikey")
            #expect(begun["secret"] == nil)
            let factor = try #require(begun["id"]?.text)
            let path = "/accounts/\(id)/factors/\(factor)/confirm"
            // Digits are no answer of this kind, and a key that nobody imported is none either.
            #expect(try await app.post(path, ["code": "123456"])["reason"] == "wrong_code")
            let stranger = try TestYubiKey("vvccccccccce")
            #expect(try await app.post(path, ["code": .text(stranger.touch())])["tries_left"] == 19)
            let first = key.touch()
            let confirmed = try await app.post(path, ["code": .text(first)])
            #expect(confirmed["outcome"] == "accepted")
            #expect(confirmed["factor"]?["label"] == "blue")

            #expect(try await app.verify("ada", first)["reason"] == "already_used")
            world.clock.advance(by: 2)
            let skipped = key.touch()
            let code = key.touch()
            let accepted = try await app.verify("ada", code)
            #expect(accepted["outcome"] == "accepted")
            #expect(accepted["factor"]?["kind"] == "yubikey")
            #expect(accepted["amr"] == ["otp"])
            // An earlier one that was never shown is worth nothing either.
            for old in [code, skipped, first] {
                #expect(try await app.verify("ada", old)["reason"] == "already_used")
                world.clock.advance(by: 2)
            }
            key.replug()
            #expect(try await app.verify("ada", key.touch())["outcome"] == "accepted")
            let listed = try await app.get("/accounts/\(id)/factors")
            #expect(String(decoding: listed.body, as: UTF8.self).contains("\"kind\":\"yubikey\""))
        }
    }

    @Test("of fifty calls with one code at once, one is accepted", arguments: storyDatabases)
    func race(_ database: TestedDatabase) async throws {
        try await World.run(on: database, settings: .withYubiKeys) { world in
            let app = try await world.app(reach: .all)
            let member = try await world.member()
            let key = try await world.yubiKey(for: member)
            for _ in 0..<3 {
                world.clock.advance(by: 2)
                let code = key.touch()
                let answers = try await withThrowingTaskGroup(of: WorldApp.Answer.self) { group in
                    for _ in 0..<50 { group.addTask { try await app.verify(member.id.rawValue, code) } }
                    return try await group.reduce(into: []) { $0.append($1) }
                }
                #expect(answers.count { $0["outcome"] == "accepted" } == 1)
                let reasons = Set(answers.compactMap { $0["reason"]?.text })
                #expect(reasons.isSubset(of: ["already_used", "locked"]))
            }
        }
    }

    @Test("one key protects one account", arguments: storyDatabases)
    func taken(_ database: TestedDatabase) async throws {
        try await World.run(on: database, settings: .withYubiKeys) { world in
            let app = try await world.app(reach: .all)
            let sam = try await world.member()
            let key = try await world.yubiKey(for: sam)
            let ada = try await world.member("ada@example.com")
            let begun = try await app.post("/accounts/\(ada.id)/factors", ["kind": "yubikey"])
            let factor = try #require(begun["id"]?.text)
            let code = key.touch()
            let answer = try await app.post("/accounts/\(ada.id)/factors/\(factor)/confirm", ["code": .text(code)])
            #expect(answer.status == 409)
            let listed = try await app.get("/accounts/\(ada.id)/factors")
            #expect(listed["factors"] == [])
            let bulk = try await app.post(
                "/accounts/\(ada.id)/factors",
                ["kind": "yubikey", "confirmed": true, "public_id": .text(key.publicID.text)]
            )
            #expect(bulk.status == 409)
        }
    }

    @Test("a server that asks no validator takes no key that it could never judge")
    func withoutValidation() async throws {
        try await World.run { world in
            let app = try await world.app(reach: .all)
            let ada = try await world.member("ada@example.com")
            let path = "/accounts/\(ada.id)/factors"
            #expect(try await app.post(path, ["kind": "yubikey"]).status == 409)
            let imported = try await app.post(
                path,
                ["kind": "yubikey", "confirmed": true, "public_id": "vvcccccccccb"]
            )
            #expect(imported.status == 409)
            #expect(try await app.get("/accounts/\(ada.id)/factors")["factors"] == [])
        }
    }

    @Test("an import names the key; other parameters are refused")
    func importing() async throws {
        try await World.run(settings: .withYubiKeys) { world in
            let app = try await world.app(reach: .all)
            let member = try await world.member()
            let path = "/accounts/\(member.id)/factors"
            for wrong: WorldJSON in [
                ["kind": "yubikey", "confirmed": true],
                ["kind": "yubikey", "confirmed": true, "public_id": "abc"],
                ["kind": "yubikey", "confirmed": true, "public_id": ""],
                ["kind": "yubikey", "secret": "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"],
                ["kind": "totp", "public_id": "vvcccccccccb"],
            ] {
                #expect(try await app.post(path, wrong).status == 422)
            }
            let made = try await app.post(
                path,
                ["kind": "yubikey", "confirmed": true, "public_id": "VVCCCCCCCCCB", "label": "blue"]
            )
            #expect(made.status == 201)
            #expect(made["confirmed"] == true)
            let key = try await imported(world)
            #expect(try await app.verify(member.id.rawValue, key.touch())["outcome"] == "accepted")
            // What gets in while single codes wait.
            #expect(try await app.verify(member.id.rawValue, "123456")["accepts"] == ["yubikey"])
        }
    }

    @Test("a code that nobody can judge costs nothing")
    func unavailable() async throws {
        try await World.run(settings: .withYubiKeys, yubico: NoYubicoValidator()) { world in
            let app = try await world.app(reach: .all)
            let member = try await world.member()
            let key = try await world.yubiKey(for: member)
            #expect(try await app.verify(member.id.rawValue, key.touch())["reason"] == "unavailable")
        }
    }

    @Test("a disabled key gets nobody in until it is enabled")
    func disabled() async throws {
        try await World.run(settings: .withYubiKeys) { world in
            let app = try await world.app(reach: .all)
            let member = try await world.member()
            let key = try await world.yubiKey(for: member)
            let acts = YubiKeyActs(in: world.surroundings)
            try await acts.enable(key.publicID, false, actor: .host)
            let code = key.touch()
            #expect(try await app.verify(member.id.rawValue, code)["reason"] == "wrong_code")
            world.clock.advance(by: 2)
            try await acts.enable(key.publicID, true, actor: .host)
            #expect(try await app.verify(member.id.rawValue, code)["outcome"] == "accepted")
        }
    }
}
