import Countersign
import CountersignStore
import CountersignTesting
import Foundation
import Testing

/// Support's acts by a program.
@Suite("API: support")
struct APISupportTests {
    private static let why: WorldJSON = "Phone fell into the lake"

    @Test("a suspension is made, seen and ended; each with its event by the app", arguments: bothDatabases)
    func suspension(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let app = try await world.app(scopes: [.accounts, .factors, .import, .support, .verify])
            let ada = try await app.member()
            let path = "/accounts/\(ada.id)/suspension"
            #expect(try await app.get(path)["suspension"] == .null)
            let made = try await app.post(path, ["minutes": 240, "reason": Self.why, "category": "lost_phone"])
            #expect(made.status == 201)
            let shown = try await app.get(path)
            #expect(shown["suspension"]?["ends_at"] == made["ends_at"])
            #expect(shown["suspension"]?["email_code"] == false)
            #expect(try await app.delete(path).status == 204)
            let again = try await app.delete(path)
            #expect(again.status == 409 && again["type"]?.text?.hasSuffix("nothing-to-do") == true)
            let events = try await world.store.events(of: Account.ID(ada.id), before: nil, limit: 50).map(\.event)
            let begun = try #require(events.first { $0.kind == .suspensionBegun })
            #expect(begun.actor == .app(app.key.appID, key: app.key.id))
            #expect(events.contains { $0.kind == .suspensionEnded })
        }
    }

    @Test("of an account that is closed it is said, and not that there is nothing to lift")
    func closed() async throws {
        try await World.run { world in
            let app = try await world.app(scopes: [.accounts, .factors, .import, .support])
            let ada = try await app.member()
            #expect(try await app.patch("/accounts/\(ada.id)", ["disabled": true]).status == 200)
            for call in ["/suspension", "/bypass-codes", "/reset"] {
                let answer = try await app.post("/accounts/\(ada.id)\(call)", ["reason": Self.why])
                #expect(answer.status == 409)
                #expect(answer["type"]?.text == "/api/v1/problems/account-closed", "\(call)")
            }
        }
    }

    @Test("what cannot be is refused with its field")
    func refused() async throws {
        try await World.run { world in
            let app = try await world.app(scopes: [.accounts, .factors, .import, .support])
            let ada = try await app.member()
            let path = "/accounts/\(ada.id)"
            let bad: [(String, WorldJSON, Int, String)] = [
                ("/suspension", ["minutes": 10081, "reason": Self.why], 422, "minutes"),
                ("/suspension", ["minutes": 0, "reason": Self.why], 422, "minutes"),
                ("/suspension", ["reason": "short"], 422, "reason"),
                ("/suspension", ["reason": " with a blank before"], 422, "reason"),
                ("/suspension", ["reason": Self.why, "category": "boredom"], 422, "category"),
                ("/suspension", ["reason": Self.why, "identity": "a hunch"], 422, "identity"),
                ("/suspension", ["reason": Self.why, "network": "everywhere"], 422, "network"),
                ("/suspension", ["minutes": 5], 400, "reason"),
                ("/bypass-codes", ["reason": Self.why, "minutes": 1441], 422, "minutes"),
                ("/reset", ["reason": Self.why, "ticket": "a b"], 422, "ticket"),
            ]
            for (call, body, status, field) in bad {
                let answer = try await app.post(path + call, body)
                #expect(answer.status == status, "\(call) \(body)")
                #expect(
                    String(decoding: answer.body, as: UTF8.self).contains("\"field\":\"\(field)\"")
                        || String(decoding: answer.body, as: UTF8.self).contains("/\(field)\""),
                    "\(call) \(field): \(String(decoding: answer.body, as: UTF8.self))"
                )
            }
            // Nothing was done by any of it.
            #expect(try await world.store.dossier(of: Account.ID(ada.id))?.measures.isEmpty == true)
            let narrow = try await world.app("narrow", scopes: [.accounts], of: nil)
            #expect(try await narrow.post(path + "/suspension", ["reason": Self.why]).status == 403)
        }
    }

    @Test("a code is answered once, and again to a repeat with the same key", arguments: bothDatabases)
    func bypassCode(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let app = try await world.app(scopes: [.accounts, .factors, .import, .support, .verify])
            let ada = try await app.member()
            let path = "/accounts/\(ada.id)/bypass-codes"
            let body: WorldJSON = ["reason": Self.why, "then_set_up_again": false]
            let made = try await app.post(path, body, key: "k1")
            let repeated = try await app.post(path, body, key: "k1")
            #expect(made.status == 201 && repeated["code"] == made["code"])
            let code = try #require(made["code"]?.text)
            let live = try await app.get(path)
            #expect(live["bypass_code"]?["expires_at"] == made["expires_at"])
            #expect(!String(decoding: live.body, as: UTF8.self).contains(code))
            let answer = try await app.verify("ada", code)
            #expect(answer["outcome"] == "accepted")
            #expect(try await app.get(path)["bypass_code"] == .null)
            _ = try await app.post(path, body)
            #expect(try await app.delete(path).status == 204)
            #expect(try await app.delete(path).status == 409)
        }
    }

    @Test("a code that somebody else has to agree to is had by its reference, once", arguments: bothDatabases)
    func agreedCode(_ database: TestedDatabase) async throws {
        var settings = Settings()
        settings.support.secondApprover = .always
        try await World.run(on: database, settings: settings) { world in
            let app = try await world.app(scopes: [.accounts, .factors, .import, .support, .verify])
            let ada = try await app.member()
            let path = "/accounts/\(ada.id)/bypass-codes"
            let asked = try await app.post(path, ["reason": Self.why])
            let reference = try #require(asked["reference"]?.text)
            #expect(asked.status == 202)
            // Asked again it is the same one, and by its reference it waits.
            #expect(try await app.post(path, ["reason": Self.why])["reference"]?.text == reference)
            #expect(try await app.post(path, ["reference": .text(reference)]).status == 202)
            #expect(try await app.post(path, ["reference": "CS-2222"]).status == 409)
            let lee = world.helper(try await world.staff())
            _ = try await SupportActs(in: world.surroundings).approve(reference, by: lee)
            let made = try await app.post(path, ["reference": .text(reference)], key: "once")
            #expect(made.status == 201)
            #expect(try await app.post(path, ["reference": .text(reference)], key: "once")["code"] == made["code"])
            #expect(try await app.post(path, ["reference": .text(reference)]).status == 409)
            let answer = try await app.verify("ada", try #require(made["code"]?.text))
            #expect(answer["outcome"] == "accepted")
        }
    }

    @Test("without a length it lasts as long as usual, or as policy allows, and to the second")
    func usualLength() async throws {
        try await World.run { world in
            let app = try await world.app(scopes: [.accounts, .factors, .import, .support])
            let ada = try await app.member()
            let id = try #require(try await world.store.organisations().first).id
            var policy = Policy()
            policy.longestSuspensionHours = 2
            _ = try await PolicyActs(in: world.surroundings)
                .save(policy, of: id, replacing: 0, client: nil, actor: .host)
            world.clock.advance(by: 0.6)
            #expect(try await app.post("/accounts/\(ada.id)/suspension", ["reason": Self.why]).status == 201)
            let ends = try #require(
                try await world.store.dossier(of: Account.ID(ada.id))?.suspension(at: world.clock.now)?.endsAt
            )
            let length = ends.timeIntervalSince(world.clock.now)
            #expect(length <= 7200 && length > 7199)
            #expect(ends.timeIntervalSince1970.truncatingRemainder(dividingBy: 1) == 0)
        }
    }

    @Test("to set up again: at the next sign-in, or at once what is lost", arguments: bothDatabases)
    func reset(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let app = try await world.app(scopes: [.accounts, .factors, .import, .support, .verify])
            let ada = try await app.member()
            #expect(try await app.post("/accounts/\(ada.id)/reset", ["reason": Self.why]).status == 204)
            #expect(try await app.verify("ada", ada.phone.code)["outcome"] == "accepted")
            #expect(try await app.post("/accounts/\(ada.id)/reset", ["reason": Self.why, "lost": true]).status == 204)
            let dossier = try #require(try await world.store.dossier(of: Account.ID(ada.id)))
            #expect(dossier.factors.isEmpty && dossier.measure(.setUpAgain, at: world.clock.now) != nil)
        }
    }

    @Test("no key touches an account above member, and explaining is no touch")
    func abovePower() async throws {
        try await World.run { world in
            let app = try await world.app(scopes: [.support], reach: .all)
            let lee = try await world.staff()
            for call in ["suspension", "bypass-codes", "reset"] {
                #expect(
                    try await app.post("/accounts/\(lee.id)/\(call)", ["reason": Self.why]).status == 403,
                    "\(call)"
                )
            }
            #expect(try await app.delete("/accounts/\(lee.id)/suspension").status == 403)
            #expect(try await app.get("/accounts/\(lee.id)/explain")["outcome"] == "second_step")
            #expect(try await world.dossier(of: lee).measures.isEmpty)
        }
    }

    @Test("explains what would happen, step by step")
    func explain() async throws {
        try await World.run { world in
            let app = try await world.app(scopes: [.accounts, .factors, .import, .support, .verify])
            let ada = try await app.member()
            let path = "/accounts/\(ada.id)/explain"
            #expect(try await app.get(path)["outcome"] == "no_password")
            for number in 0..<6 { _ = try await app.verify("ada", ada.phone.wrongCode(number)) }
            let waiting = String(decoding: try await app.get(path).body, as: UTF8.self)
            #expect(waiting.contains("\"step\":\"waits\"") && waiting.contains("\"wrong_in_row\""))
            #expect(waiting.contains("\"step\":\"still_in\""))
        }
    }
}
