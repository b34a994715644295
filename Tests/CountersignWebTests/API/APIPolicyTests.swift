import Countersign
import CountersignStore
import CountersignTesting
import Foundation
import HTTPTypes
import Testing

@Suite("Organisations and policies over the API")
struct APIPolicyTests {
    private func organisation(_ app: WorldApp) async throws -> String {
        let list = try await app.get("/organisations")
        #expect(list.status == 200)
        return try #require(list["organisations"]?.elements.first?["id"]?.text)
    }

    private func policy(
        _ app: WorldApp,
        _ id: String,
        _ body: WorldJSON,
        _ query: String = ""
    ) async throws
        -> WorldApp.Answer
    {
        try await app.send(.put, "/organisations/\(id)/policy\(query)", body.data)
    }

    @Test("an organisation is made, renamed, filled and emptied", arguments: bothDatabases)
    func organisations(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let app = try await world.app(scopes: [.policy, .accounts], reach: .all)
            let made = try await app.post("/organisations", ["name": "South"], key: "once")
            #expect(made.status == 201)
            #expect(try await app.post("/organisations", ["name": "South"], key: "once")["id"] == made["id"])
            let id = try #require(made["id"]?.text)
            #expect(try await app.patch("/organisations/\(id)", ["name": "Süd"])["name"]?.text == "Süd")
            #expect(try await app.patch("/organisations/\(id)", ["name": ""]).status == 422)
            #expect(try await app.post("/organisations", ["name": " "]).status == 422)
            let ada = try #require(try await app.post("/accounts", ["name": "ada"])["id"]?.text)
            let path = "/organisations/\(id)/members"
            #expect(try await app.send(.put, "\(path)/\(ada)", nil).status == 204)
            #expect(try await app.send(.put, "\(path)/\(ada)", nil).status == 204)
            let members = try await app.get("\(path)?limit=1")
            #expect(members["members"]?.elements.map { $0["id"]?.text } == [ada])
            #expect(members["next_after"]?.text == ada)
            #expect(try await app.get("\(path)?after=\(ada)")["members"]?.elements.isEmpty == true)
            #expect(try await app.delete("\(path)/\(ada)").status == 204)
            #expect(try await app.delete("\(path)/\(ada)").status == 404)
            #expect(try await app.get("/organisations/none").status == 404)
        }
    }

    @Test("a key reaches what it reaches, and makes accounts where it reaches", arguments: bothDatabases)
    func reach(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let acts = OrganisationActs(in: world.surroundings)
            let south = try await acts.create(name: "South", actor: .host)
            let app = try await world.app(scopes: [.policy, .accounts], reach: .organisation(south.id))
            let first = try #require(try await world.store.organisations().first)
            #expect(
                try await app.get("/organisations")["organisations"]?.elements.map { $0["id"]?.text } == [
                    south.id.rawValue
                ]
            )
            #expect(try await app.get("/organisations/\(first.id)").status == 404)
            #expect(try await app.get("/organisations/\(first.id)/policy").status == 404)
            #expect(try await app.post("/organisations", ["name": "x"]).status == 403)
            let ada = try #require(try await app.post("/accounts", ["name": "ada"])["id"]?.text)
            #expect(try await app.get("/accounts/\(ada)").status == 200)
            #expect(try await world.store.isMember(Account.ID(ada), of: south.id))
            let sam = try await world.member()
            #expect(try await app.get("/accounts/\(sam.id)").status == 404)
            #expect(try await app.send(.put, "/organisations/\(south.id)/members/\(sam.id)", nil).status == 404)
            let own = try await world.app("other", scopes: [.policy])
            #expect(try await own.get("/organisations")["organisations"]?.elements.isEmpty == true)
            #expect(try await own.get("/organisations/\(south.id)").status == 404)
            let narrow = try await world.app("narrow", scopes: [.verify], reach: .all)
            #expect(try await narrow.get("/organisations").status == 403)
            // Nobody with a role is put under other rules by a key.
            let all = try await world.app("all", scopes: [.policy], reach: .all)
            let lee = try await world.member("lee@example.com", role: .supporter)
            #expect(try await all.send(.put, "/organisations/\(south.id)/members/\(lee.id)", nil).status == 403)
        }
    }

    @Test("a policy is replaced only by who read it last", arguments: bothDatabases)
    func save(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let app = try await world.app(scopes: [.policy], reach: .all)
            let id = try await organisation(app)
            let before = try await app.get("/organisations/\(id)/policy")
            #expect(before["version"] == 0)
            #expect(before["policy"]?["second_factor"]?.text == "optional")
            #expect(before["policy"]?["kinds"]?["email"]?.text == "allowed")
            let wanted: WorldJSON = [
                "version": 0, "note": "From December on",
                "policy": [
                    "second_factor": "required", "required_from": "2026-12-01", "grace_days": 14,
                    "kinds": ["email": "forbidden", "totp": "2027-01-01T00:00:00Z"],
                    "phishing_resistant_roles": ["owner"], "backup_code_count": 8, "allowed_models": .null,
                ],
            ]
            _ = try await world.member("owner@example.com", role: .owner)
            let saved = try await policy(app, id, wanted)
            #expect(saved.status == 200)
            #expect(saved["version"] == 1)
            #expect(saved["note"]?.text == "From December on")
            #expect(saved["saved_by"]?.text?.hasPrefix("app:") == true)
            let rules = try await app.get("/organisations/\(id)/policy")["policy"]
            #expect(rules?["required_from"]?.text == "2026-12-01T00:00:00Z")
            #expect(rules?["kinds"]?["email"]?.text == "forbidden")
            #expect(rules?["kinds"]?["totp"]?.text == "2027-01-01T00:00:00Z")
            #expect(rules?["backup_code_count"] == 8)
            let late = try await policy(app, id, ["version": 0, "policy": [:]])
            #expect(late.status == 409)
            #expect(late["type"]?.text == "/api/v1/problems/policy-changed")
            #expect(try await policy(app, id, ["policy": [:]]).status == 409)
            // What was read can be sent back as it is.
            let again = try await policy(app, id, ["version": 1, "policy": rules ?? .null])
            #expect(again.status == 200)
            #expect(again["policy"] == rules)
            let versions = try await app.get("/organisations/\(id)/policy/versions")["versions"]?.elements
            #expect(versions?.map { $0["version"] } == [2, 1])
        }
    }

    @Test(
        "what could never hold is refused with the rule's name",
        arguments: [
            (["grace_days": 366], 422, "policy.grace_days"),
            (["remembered_device_days": 31], 422, "policy.remembered_device_days"),
            (["backup_code_count": 4], 422, "policy.backup_code_count"),
            (["recovery_wait_hours": 23], 422, "policy.recovery_wait_hours"),
            (["kinds": ["sms": "forbidden"]], 400, "policy.kinds.sms"),
            (
                ["phishing_resistant_roles": ["owner"], "kinds": ["passkey": "forbidden"]], 409,
                "policy.phishing_resistant_roles"
            ),
            (["attestation": "direct"], 409, "policy.attestation"),
            (["denied_models": ["2fc0579f-8113-47ea-b116-bb5a8db9202a"]], 409, "policy.attestation"),
            (["second_factor": "perhaps"], 400, "policy.second_factor"),
            (["required_from": "soon"], 400, "policy.required_from"),
            (["kinds": ["email": "never"]], 400, "policy.kinds.email"), (["colour": "red"], 400, "policy.colour"),
            (["allowed_models": ["x"]], 400, "policy.allowed_models"),
            (["kinds": ["fax": "allowed"]], 400, "policy.kinds.fax"), (["kinds": "all"], 400, "policy.kinds"),
            (["grace_days": "two"], 400, "policy.grace_days"), (.null, 400, "policy"),
        ] as [(WorldJSON, Int, String)]
    )
    func refused(_ rules: WorldJSON, _ status: Int, _ field: String) async throws {
        try await World.run { world in
            let app = try await world.app(scopes: [.policy], reach: .all)
            let id = try await organisation(app)
            let answer = try await policy(app, id, ["version": 0, "policy": rules])
            #expect(answer.status == status)
            #expect(answer["errors"]?.elements.first?["field"]?.text == field)
            #expect(try await app.get("/organisations/\(id)/policy")["version"] == 0)
        }
    }

    @Test("a dry run tells whom it would touch and changes nothing", arguments: bothDatabases)
    func dryRun(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let app = try await world.app(scopes: [.policy], reach: .all)
            let id = try await organisation(app)
            let sam = try await world.member()
            _ = try await world.protectedMember("kim@example.com")
            let lee = try await world.emailMember("lee@example.com")
            let rules: WorldJSON = ["second_factor": "required", "kinds": ["email": "forbidden"]]
            let effect = try await policy(app, id, ["version": 0, "policy": rules], "?dry_run=true")
            #expect(effect.status == 200)
            #expect(effect["people"] == 3)
            #expect(effect["unprotected"] == 2)
            #expect(effect["stopped_now"] == 2)
            #expect(effect["newly_stopped"] == 2)
            #expect(effect["ending"]?.elements.first?["only"] == 1)
            let stopped = effect["first_stopped"]?.elements.compactMap(\.text) ?? []
            #expect(Set(stopped) == [sam.id.rawValue, lee.id.rawValue])
            #expect(effect["locks_owners_out"] == false)
            #expect(try await app.get("/organisations/\(id)/policy")["version"] == 0)
            #expect(try await policy(app, id, ["policy": rules], "?dry_run=maybe").status == 400)
            // Nothing is replaced, so nobody need say what.
            #expect(try await policy(app, id, ["policy": rules], "?dry_run=true")["stopped_now"] == 2)
            let blind = try await policy(app, id, ["policy": rules])
            #expect(blind.status == 409)
            #expect(blind["errors"]?.elements.first?["field"]?.text == "version")
        }
    }

    @Test("what no owner would meet is not saved by a key", arguments: bothDatabases)
    func locksOut(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let app = try await world.app(scopes: [.policy], reach: .all)
            let id = try await organisation(app)
            let owner = try await world.member("owner@example.com", role: .owner)
            let rules: WorldJSON = ["second_factor": "required"]
            let effect = try await policy(app, id, ["version": 0, "policy": rules], "?dry_run=true")
            #expect(effect["locks_owners_out"] == true)
            let refused = try await policy(app, id, ["version": 0, "policy": rules])
            #expect(refused.status == 409)
            #expect(refused["type"]?.text == "/api/v1/problems/locks-owners-out")
            _ = try await world.phone(for: owner)
            let passkeys: WorldJSON = ["phishing_resistant_roles": ["owner"]]
            #expect(try await policy(app, id, ["version": 0, "policy": passkeys]).status == 409)
            let noApps: WorldJSON = ["kinds": ["totp": "forbidden"]]
            #expect(try await policy(app, id, ["version": 0, "policy": noApps]).status == 409)
            #expect(try await policy(app, id, ["version": 0, "policy": rules]).status == 200)
        }
    }

    @Test("grace, days and other organisations in a dry run", arguments: bothDatabases)
    func dryRunByDay(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let acts = PolicyActs(in: world.surroundings)
            let first = try #require(try await world.store.organisations().first)
            let south = try await OrganisationActs(in: world.surroundings).create(name: "South", actor: .host)
            let old = try await world.member("old@example.com")
            world.clock.advance(by: 40 * 86_400)
            let new = try await world.member("new@example.com")
            let both = try await world.protectedMember("both@example.com")
            try await OrganisationActs(in: world.surroundings).add(both.id, to: south.id, actor: .host)
            try await world.savePolicy(of: south.id) { $0.kindsEnd = [.totp: Policy.neverAllowed] }
            var policy = Policy()
            policy.secondFactor = .required
            policy.graceDays = 14
            let effect = try await acts.effect(of: policy, on: first.id)
            #expect(effect.people == 3)
            // The one whose app the other organisation forbids has nothing that counts.
            #expect(effect.unprotected == 3)
            #expect(effect.stoppedNow == 1)
            #expect(effect.stoppedInTheEnd == 3)
            let stopped = try await acts.stopped(by: policy, of: first.id).page(after: nil, limit: 10)
            #expect(stopped.map(\.id) == [old.id])
            #expect(try await acts.stopped(by: policy, of: first.id).page(after: old.id, limit: 10).isEmpty)
            policy.graceDays = 0
            let all = try await acts.stopped(by: policy, of: first.id).page(after: nil, limit: 10)
            #expect(Set(all.map(\.id)) == [old.id, new.id, both.id])
            #expect(try await acts.stopped(by: policy, of: first.id).page(after: nil, limit: 2).count == 2)
        }
    }

    @Test("whom support has exempted is not stopped before that ends", arguments: bothDatabases)
    func dryRunOfExempt(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let acts = PolicyActs(in: world.surroundings)
            let first = try #require(try await world.store.organisations().first)
            let sam = try await world.member("sam@example.com")
            let kim = try await world.member("kim@example.com")
            let until = world.clock.now.addingTimeInterval(30 * 86_400)
            try await world.support(try world.order(.exempt) { $0.until = until }, on: sam)
            var policy = Policy()
            policy.secondFactor = .required
            let effect = try await acts.effect(of: policy, on: first.id)
            #expect(effect.people == 2 && effect.stoppedNow == 1 && effect.stoppedInTheEnd == 2)
            #expect(effect.stoppedByDay.last?.at == until)
            let stopped = try await acts.stopped(by: policy, of: first.id)
            #expect(try await stopped.page(after: nil, limit: 10).map(\.id) == [kim.id])
            world.clock.advance(by: 31 * 86_400)
            let later = try await acts.stopped(by: policy, of: first.id)
            #expect(try await Set(later.page(after: nil, limit: 10).map(\.id)) == [sam.id, kim.id])
        }
    }

    @Test("however many organisations have rules", arguments: bothDatabases)
    func manyOrganisations(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let acts = PolicyActs(in: world.surroundings)
            let first = try #require(try await world.store.organisations().first)
            let sam = try await world.protectedMember("sam@example.com")
            _ = try await world.protectedMember("kim@example.com")
            var last = first.id
            for number in 1...130 {
                last = try await OrganisationActs(in: world.surroundings).create(name: "O\(number)", actor: .host).id
                try await world.savePolicy(of: last) { $0.graceDays = number }
            }
            // Of the 130 others it is the last whose rule decides about Sam.
            try await OrganisationActs(in: world.surroundings).add(sam.id, to: last, actor: .host)
            var strict = Policy()
            strict.kindsEnd = [.totp: Policy.neverAllowed]
            _ = try await acts.save(strict, of: last, replacing: 1, client: nil, actor: .host)
            var policy = Policy()
            policy.secondFactor = .required
            let effect = try await acts.effect(of: policy, on: first.id)
            #expect(effect.people == 2 && effect.stoppedNow == 1)
            let stopped = try await acts.stopped(by: policy, of: first.id)
            #expect(try await stopped.page(after: nil, limit: 10).map(\.id) == [sam.id])
        }
    }
}

extension WorldJSON {
    fileprivate var elements: [WorldJSON] { list ?? [] }
}
