import Countersign
import CountersignStore
import CountersignTesting
import Foundation
import HTTPTypes
import Testing

@Suite("A key does what its scopes and reach allow")
struct APIReachTests {
    private static let calls: [(Scope, String, String)] = [
        (.verify, "POST", "/verify"), (.accounts, "POST", "/accounts"), (.accounts, "GET", "/accounts?name=x"),
        (.accounts, "GET", "/accounts/{id}"), (.accounts, "GET", "/accounts/by-external-id/{id}"),
        (.accounts, "PATCH", "/accounts/{id}"),
        (.accounts, "DELETE", "/accounts/{id}"), (.factors, "GET", "/accounts/{id}/factors"),
        (.factors, "POST", "/accounts/{id}/factors"), (.factors, "DELETE", "/accounts/{id}/factors/{id}"),
        (.factors, "POST", "/accounts/{id}/factors/{id}/confirm"), (.factors, "POST", "/accounts/{id}/backup-codes"),
        (.verify, "POST", "/accounts/{id}/challenges"),
        (.support, "POST", "/accounts/{id}/unlock"), (.events, "GET", "/events"),
    ]

    @Test("each call needs its own scope, and no other will do")
    func scopes() async throws {
        try await World.run { world in
            let owner = try await world.app()
            let member = try await owner.member()
            for (scope, method, path) in Self.calls {
                let path = path.replacing("{id}", with: member.id)
                let without = try await world.app("w", scopes: Set(Scope.allCases).subtracting([scope]), reach: .all)
                let refused = try await without.send(
                    .init(method) ?? .get,
                    path,
                    method == "GET" ? nil : Data("{}".utf8)
                )
                #expect(refused.status == 403, "\(method) \(path)")
                #expect(refused["type"] == "/api/v1/problems/missing-scope")
                #expect(refused.headers["www-authenticate"]?.contains("scope=\"\(scope.rawValue)\"") == true)
            }
        }
    }

    @Test("an account of another app is as good as absent, over every call", arguments: storyDatabases)
    func own(database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let owner = try await world.app()
            let member = try await owner.member()
            let stranger = try await world.app("stranger", scopes: Set(Scope.allCases))
            for (_, method, path) in Self.calls where path.contains("{id}") {
                let path = path.replacing("{id}", with: member.id)
                let known = try await stranger.send(
                    .init(method) ?? .get,
                    path,
                    method == "GET" ? nil : Data("{\"kind\":\"totp\",\"code\":\"123456\"}".utf8)
                )
                #expect([404, 400].contains(known.status), "\(method) \(path) \(known.status)")
            }
            #expect(try await stranger.get("/accounts/\(member.id)").status == 404)
            #expect(try await stranger.get("/accounts?name=ada")["accounts"]?.list == [])
            // Known and unknown are told in the same words.
            var known = try await stranger.verify("ada", "123456").json.members
            var unknown = try await stranger.verify("nobody", "123456").json.members
            #expect(known["status"] == 404)
            known["request_id"] = nil
            unknown["request_id"] = nil
            #expect(known == unknown)
            // Nothing was charged.
            #expect(try await owner.verify(member.id, member.phone.wrongCode())["tries_left"] == 4)
        }
    }

    @Test("a key reaches an organisation, or all")
    func organisation() async throws {
        try await World.run { world in
            let member = try await world.app().member()
            let organisation = try #require(try await world.store.organisations().first)
            let inside = try await world.app("inside", reach: .organisation(organisation.id))
            let outside = try await world.app("outside", reach: .organisation(Organisation.ID("elsewhere")))
            let all = try await world.app("all", reach: .all)
            #expect(try await inside.get("/accounts/\(member.id)").status == 200)
            #expect(try await outside.get("/accounts/\(member.id)").status == 404)
            #expect(try await all.get("/accounts/\(member.id)").status == 200)
        }
    }

    @Test("without a good key nothing is answered")
    func unauthorised() async throws {
        try await World.run { world in
            let app = try await world.app()
            let expiring = try await world.app("short", expiresAt: world.clock.now.addingTimeInterval(60))
            #expect(try await expiring.get("/accounts?name=x").status == 200)
            world.clock.advance(by: 60)
            #expect(try await expiring.get("/accounts?name=x").status == 401)
            let wrong = [
                "", "Bearer", "Bearer ", "Bearer x", "Bearer \(app.token)x", "Basic \(app.token)", app.token,
                "Bearer  \(app.token)", "Bearer cs_" + String(repeating: "A", count: 43),
                "Bearer " + String(repeating: "x", count: 20_000),
            ]
            for value in wrong {
                let answer = try await app.send(.get, "/accounts?name=x", nil, ["Authorization": value])
                #expect(answer.status == 401, "\(value.prefix(40))")
                #expect(answer.headers["www-authenticate"]?.hasPrefix("Bearer") == true)
                #expect(answer.headers["content-type"] == "application/problem+json")
            }
            #expect(
                try await app.send(.get, "/accounts?name=x", nil, ["Authorization": "bearer \(app.token)"]).status
                    == 200
            )
        }
    }

    @Test("made-up keys by the thousand keep nobody out")
    func flood() async throws {
        try await World.run { world in
            let app = try await world.app()
            for _ in 0..<1200 {
                let made = "Bearer cs_" + Token(random: world.surroundings.random).text
                #expect(try await app.send(.get, "/accounts?name=x", nil, ["Authorization": made]).status == 401)
            }
            let late = try await world.app("late")
            for one in [app, late] { #expect(try await one.get("/accounts?name=x").status == 200) }
        }
    }

    @Test("a revoked key is refused within a second")
    func revoked() async throws {
        try await World.run { world in
            let app = try await world.app()
            #expect(try await app.get("/accounts?name=x").status == 200)
            try await AppActs(in: world.surroundings).revokeKey(app.key, actor: .host)
            world.clock.advance(by: 1)
            #expect(try await app.get("/accounts?name=x").status == 401)
        }
    }
}
