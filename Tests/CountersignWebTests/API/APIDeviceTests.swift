import Countersign
import CountersignStore
import CountersignTesting
import CountersignWeb
import Foundation
import Testing

@Suite("The API: remembered devices")
struct APIDeviceTests {
    private static func show(_ account: WorldMember, _ token: WorldJSON?) -> WorldJSON {
        ["account": .text(account.id), "first_factor": true, "device_token": token ?? .null]
    }

    @Test("a token stands in for a code and changes with each use", arguments: bothDatabases)
    func story(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let app = try await world.app()
            let member = try await app.member()
            #expect(try await app.verify(member.id, member.phone.code)["device_token"] == nil)
            let first = try await app.verify(member.id, member.phone.code(after: 1), more: ["remember": true])
            #expect(first["outcome"] == "accepted")
            let token = try #require(first["device_token"])

            let used = try await app.post("/verify", Self.show(member, token))
            #expect(used["outcome"] == "accepted")
            #expect(used["factor"] == ["kind": "device"])
            #expect(used["amr"] == [])
            let next = try #require(used["device_token"])
            #expect(next != token)
            // A second call within the grace gets in and no token of its own.
            let beside = try await app.post("/verify", Self.show(member, token))
            #expect(beside["outcome"] == "accepted")
            #expect(beside["device_token"] == nil)
            world.clock.advance(by: 31)
            let stolen = try await app.post("/verify", Self.show(member, token))
            #expect(stolen["outcome"] == "rejected")
            #expect(stolen["reason"] == "already_used")
            let ended = try await app.post("/verify", Self.show(member, next))
            #expect(ended["reason"] == "expired")
            #expect(ended["tries_left"] == stolen["tries_left"])
        }
    }

    @Test("a lost answer is no lost token: the same key gets the same answer")
    func idempotent() async throws {
        try await World.run { world in
            let app = try await world.app()
            let member = try await app.member()
            let token = try await app.verify(member.id, member.phone.code, more: ["remember": true])["device_token"]
            let first = try await app.post("/verify", Self.show(member, token), key: "k1")
            let again = try await app.post("/verify", Self.show(member, token), key: "k1")
            #expect(first["device_token"] != nil)
            #expect(again.body == first.body)
        }
    }

    @Test("it is good for its app and its account alone, and not for the portal", arguments: bothDatabases)
    func bound(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let app = try await world.app()
            let member = try await app.member()
            let token = try await app.verify(member.id, member.phone.code, more: ["remember": true])["device_token"]
            let other = try await world.app("other", reach: .all)
            #expect(try await other.post("/verify", Self.show(member, token))["reason"] == "expired")
            let kim = try await app.member("kim")
            #expect(try await app.post("/verify", Self.show(kim, token))["reason"] == "expired")
            #expect(try await app.post("/verify", Self.show(member, "nonsense"))["reason"] == "expired")
            #expect(try await app.post("/verify", Self.show(member, token))["outcome"] == "accepted")
            let sam = try await world.protectedMember()
            let all = try await world.app("all", reach: .all)
            let given = try await all.verify(
                sam.email,
                sam.phone?.code() ?? "",
                more: ["remember": true]
            )["device_token"]?.text
            let browser = TestBrowser(world)
            browser.setCookie("__Host-device", to: given)
            #expect(try await browser.givePassword(sam).path == "/sign-in/app")
            try await browser.giveCode(sam.phone?.code(in: 30) ?? "")
            // Its owner sees it, and ends it.
            let page = try await browser.open("/security/devices")
            #expect(page.text.contains("all (an app)"))
            let end = try #require(page.mainForms.compactMap(\.action).first { $0.hasSuffix("/forget") })
            try await browser.send(to: end)
            let body: WorldJSON = [
                "account": .text(sam.email), "first_factor": true, "device_token": .text(given ?? ""),
            ]
            #expect(try await all.post("/verify", body)["reason"] == "expired")
        }
    }

    @Test("without a first factor it is refused, and so is a code beside it")
    func refused() async throws {
        try await World.run { world in
            let app = try await world.app(allowsVerifyWithoutFirstFactor: true)
            let member = try await app.member()
            let remembered = try await app.post(
                "/verify",
                ["account": .text(member.id), "code": .text(member.phone.code), "remember": true]
            )
            #expect(remembered["outcome"] == "accepted")
            #expect(remembered["device_token"] == nil)
            let token = try await app.verify(
                member.id,
                member.phone.code(after: 1),
                more: ["remember": true]
            )["device_token"]
            let bare = try await app.post("/verify", ["account": .text(member.id), "device_token": token ?? .null])
            #expect(bare.status == 403)
            for (name, value): (String, WorldJSON) in [("code", "123456"), ("remember", true), ("factor_id", "x")] {
                let answer = try await app.post(
                    "/verify",
                    [
                        "account": .text(member.id), "first_factor": true, "device_token": token ?? .null,
                        name: value,
                    ]
                )
                #expect(answer.status == 400)
                #expect(answer["errors"]?.list?.first?["field"] == .text(name))
            }
        }
    }

    @Test("while codes wait it still gets in, and wrong ones charge nothing")
    func uncharged() async throws {
        try await World.run { world in
            let app = try await world.app()
            let member = try await app.member()
            let token = try await app.verify(member.id, member.phone.code, more: ["remember": true])["device_token"]
            for number in 0..<6 { _ = try await app.verify(member.id, member.phone.wrongCode(number)) }
            let wrong = try await app.post("/verify", Self.show(member, "zzz.zzz"))
            #expect(wrong["reason"] == "expired")
            #expect(wrong["retry_after_seconds"] != nil)
            #expect(try await app.post("/verify", Self.show(member, token))["outcome"] == "accepted")
        }
    }
}
