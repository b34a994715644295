import Countersign
import CountersignStore
import CountersignTesting
import Foundation
import Testing

@Suite("An app looks after its accounts")
struct APIAccountsTests {
    @Test("made, found, changed and removed", arguments: storyDatabases)
    func life(database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let app = try await world.app()
            let made = try await app.post(
                "/accounts",
                ["name": "Grace", "external_id": "42", "password": "a rather long password"]
            )
            #expect(made.status == 201)
            #expect(made["has_password"] == true)
            #expect(made["created_at"] == "2026-10-02T09:00:00Z")
            let id = try #require(made["id"]?.text)

            #expect(try await app.get("/accounts/\(id)").json == made.json)
            #expect(try await app.get("/accounts?name=GRACE")["accounts"]?.list == [made.json])
            #expect(try await app.get("/accounts/by-external-id/42").json == made.json)
            #expect(try await app.get("/accounts/by-external-id/43").status == 404)
            #expect(try await app.get("/accounts?name=nobody")["accounts"]?.list == [])

            let changed = try await app.patch(
                "/accounts/\(id)",
                ["name": "grace.h", "display_name": "Grace H.", "email": "grace@example.org", "external_id": nil]
            )
            #expect(changed.status == 200)
            #expect(changed["name"] == "grace.h")
            #expect(changed["display_name"] == "Grace H.")
            #expect(changed["email"] == "grace@example.org")
            #expect(changed["email_confirmed"] == false)
            #expect(changed["external_id"] == WorldJSON.null)
            #expect(try await app.get("/accounts/\(id)").json == changed.json)
            #expect(try await app.get("/accounts?name=grace")["accounts"]?.list == [])
            let cleared = try await app.patch("/accounts/\(id)", ["email": nil, "display_name": nil])
            #expect(cleared["email"] == WorldJSON.null)
            #expect(cleared["display_name"] == "")

            let gone = try await app.delete("/accounts/\(id)")
            #expect(gone.status == 204)
            #expect(gone.body.isEmpty)
            #expect(try await app.get("/accounts/\(id)").status == 404)
            #expect(try await app.delete("/accounts/\(id)").status == 404)
        }
    }

    @Test("everything that is wrong with an account is said at once, by field")
    func problems() async throws {
        try await World.run { world in
            let app = try await world.app()
            let answer = try await app.post(
                "/accounts",
                ["name": "", "email": "no address", "external_id": "", "password": "short"]
            )
            #expect(answer.status == 422)
            #expect(answer.headers["content-type"] == "application/problem+json")
            #expect(answer["status"] == 422)
            let fields = answer["errors"]?.list?.compactMap { $0["field"]?.text }
            #expect(Set(fields ?? []) == ["name", "email", "external_id", "password"])
            #expect(answer["request_id"]?.text == answer.headers["x-request-id"])
        }
    }

    @Test("a name belongs to one account, whatever its case")
    func taken() async throws {
        try await World.run { world in
            let app = try await world.app()
            #expect(try await app.post("/accounts", ["name": "Müller"]).status == 201)
            let again = try await app.post("/accounts", ["name": "MU\u{308}LLER"])
            #expect(again.status == 409)
            #expect(again["errors"]?.list?.first?["field"] == "name")
            #expect(try await app.post("/accounts", ["name": "x", "external_id": "1"]).status == 201)
            let external = try await app.post("/accounts", ["name": "y", "external_id": "1"])
            #expect(external.status == 409)
            #expect(external["errors"]?.list?.first?["field"] == "external_id")
            let other = try await world.app("other")
            #expect(try await other.post("/accounts", ["name": "y", "external_id": "1"]).status == 201)
        }
    }

    @Test("an e-mail that an app gives is unconfirmed, and reserves nothing")
    func unconfirmed() async throws {
        try await World.run { world in
            let app = try await world.app()
            for name in ["one", "two"] {
                #expect(
                    try await app.post("/accounts", ["name": .text(name), "email": "same@example.org"]).status == 201
                )
            }
            #expect(try await app.get("/accounts?name=same@example.org")["accounts"]?.list == [])
        }
    }

    @Test("look-ups are asked for properly")
    func lookUps() async throws {
        try await World.run { world in
            let app = try await world.app()
            for query in [
                "", "?name=a&external_id=b", "?nmae=a", "/x?name=a", "?name=a&name=b", "?name=%ff", "?name=a%00b",
            ] {
                let answer = try await app.get("/accounts\(query)")
                #expect(answer.status == 400, "\(query)")
                #expect(answer["type"] == "/api/v1/problems/bad-parameter")
            }
        }
    }

    @Test("what its owner froze no app opens or changes", arguments: storyDatabases)
    func frozen(database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let app = try await world.app()
            let ada = try await app.member()
            try await world.support(
                world.order(.freeze),
                on: TestMember(id: Account.ID(ada.id), email: "", password: "")
            )
            let path = "/accounts/\(ada.id)"
            for change: WorldJSON in [
                ["disabled": true], ["disabled": false], ["password": "violet anchor meadow lantern"],
                ["email": "thief@example.com"], ["name": "thief"],
            ] {
                #expect(try await app.patch(path, change)["type"] == "/api/v1/problems/account-closed")
            }
            #expect(try await app.delete("\(path)/factors/\(ada.factor)").status == 409)
            #expect(try await app.get(path)["state"] == "frozen")
            #expect(try await app.get("\(path)/factors")["factors"]?.list?.count == 1)
        }
    }

    @Test("an address in other letters is the one that was proved; another one ends what the old mailbox got")
    func sameAddress() async throws {
        try await World.run { world in
            let app = try await world.app(reach: .all)
            let ann = try await world.member("ann@example.com")
            let path = "/accounts/\(ann.id)"
            let same = try await app.patch(path, ["email": "Ann@Example.com"])
            #expect(same["email"] == "Ann@Example.com")
            #expect(same["email_confirmed"] == true)
            let browser = TestBrowser(world)
            try await browser.open("/password/forgot")
            try await browser.send(["email": "ann@example.com"])
            let link = try #require(try await world.mail(.resetPassword, to: "Ann@Example.com").facts["link"])
            #expect(try await browser.open(link).status == 200)
            let other = try await app.patch(path, ["email": "new@example.com"])
            #expect(other["email_confirmed"] == false)
            #expect(try await browser.open(link).status == 410)
        }
    }

    @Test("no key changes an account with a role above member, and reading works", arguments: storyDatabases)
    func roles(database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let app = try await world.app(
                scopes: [.accounts, .factors, .import, .support, .verify],
                reach: .all
            )
            var request = AccountActs.Request(name: "boss")
            request.role = .supporter
            let boss = try await AccountActs(in: world.surroundings).create(request, appID: nil, actor: .host)
            let path = "/accounts/\(boss.id)"
            let draft = try await Enrolment(in: world.surroundings).begin(
                kind: .totp,
                label: "",
                for: boss.id,
                client: nil,
                actor: .host
            )
            let refused = [
                try await app.patch(path, ["display_name": "x"]),
                try await app.delete(path),
                try await app.post("\(path)/factors", ["kind": "totp"]),
                try await app.post(
                    "\(path)/factors",
                    ["kind": "totp", "secret": "JBSWY3DPEHPK3PXP", "confirmed": true]
                ),
                try await app.post("\(path)/factors/\(draft.draft.id)/confirm", ["code": "123456"]),
                try await app.post("\(path)/backup-codes"),
                try await app.post("\(path)/unlock"),
            ]
            for answer in refused {
                #expect(answer.status == 403)
                #expect(answer["type"] == "/api/v1/problems/account-above-power")
            }
            #expect(try await app.get(path)["role"] == "supporter")
            #expect(try await app.get("\(path)/factors").status == 200)
            #expect(try await app.verify("boss", "123456")["reason"] == "no_factor")
        }
    }

    @Test("a password given by an app counts as any other")
    func password() async throws {
        try await World.run { world in
            let app = try await world.app()
            let made = try await app.post("/accounts", ["name": "ada"])
            #expect(made["has_password"] == false)
            let id = try #require(made["id"]?.text)
            #expect(try await app.patch("/accounts/\(id)", ["password": "password1234"]).status == 409)
            #expect(try await app.patch("/accounts/\(id)", ["password": "too short"]).status == 422)
            #expect(try await app.patch("/accounts/\(id)", ["password": nil]).status == 400)
            let set = try await app.patch("/accounts/\(id)", ["password": "violet cabbage on the roof"])
            #expect(set["has_password"] == true)
        }
    }

    @Test("a link for a new password ends with the address that it was mailed to")
    func linkOfOldAddress() async throws {
        try await World.run { world in
            let app = try await world.app(reach: .all)
            let ann = try await world.member("ann@example.org")
            let acts = PasswordActs(in: world.surroundings)
            _ = try await acts.forgot(name: ann.email, client: Client(address: "192.0.2.7", userAgent: ""))
            func open() async throws -> Int {
                try await world.store.challenges(of: ann.id, for: .resetPassword).count { $0.ended == nil }
            }
            #expect(try await open() == 1)
            #expect(try await app.patch("/accounts/\(ann.id)", ["display_name": "Ann"]).status == 200)
            #expect(try await open() == 1)
            #expect(try await app.patch("/accounts/\(ann.id)", ["email": "new@example.org"]).status == 200)
            #expect(try await open() == 0)
        }
    }

    @Test("whoever is deleted by an app is told; whoever did not wait is not told that the wait has ended")
    func told() async throws {
        try await World.run { world in
            let app = try await world.app(scopes: [.accounts, .support], reach: .all)
            let ann = try await world.member("ann@example.org")
            #expect(try await app.post("/accounts/\(ann.id)/unlock").status == 204)
            #expect(try await world.mails(to: ann.email).isEmpty)
            #expect(try await app.delete("/accounts/\(ann.id)").status == 204)
            #expect(try await world.mails(to: ann.email).map(\.kind) == [.accountDeleted])
        }
    }
}
