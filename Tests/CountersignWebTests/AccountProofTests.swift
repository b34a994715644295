import Countersign
import CountersignTesting
import CountersignWeb
import Foundation
import HTTPTypes
import Testing

@Suite("Fresh proof")
struct AccountProofTests {
    /// What changes how an account is protected.
    static let guarded = [
        "/security/two-factor/app/new", "/security/two-factor/factors/{id}/rename",
        "/security/two-factor/factors/{id}/prefer",
        "/security/two-factor/factors/{id}/remove", "/security/two-factor/app/{id}/move",
        "/security/two-factor/backup-codes/new", "/security/two-factor/off", "/security/password", "/security/email",
        "/security/delete",
    ]

    @Test("a proof older than ten minutes is asked for again, and leads back", arguments: bothDatabases)
    func leadsBack(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let sam = try await world.protectedMember()
            let browser = TestBrowser(world)
            try await browser.signInAndWait(sam, world)
            let asked = try await browser.open("/security/two-factor/off")
            #expect(asked.address == "/security/confirm/app?return=/security/two-factor/off")
            #expect(asked.heading == "Confirm it’s you with a code from your app")
            let wrong = try await browser.send(["code": sam.phone?.wrongCode() ?? ""])
            #expect(wrong.asksAgain)
            #expect(wrong.problems.first?.hasPrefix("That code is not correct") == true)
            let back = try await browser.send(["code": sam.phone?.code() ?? ""])
            #expect(back.path == "/security/two-factor/off")
            #expect(try await world.events(of: sam).contains(.proofRenewed))
            // Nothing was turned off on the way.
            #expect(try await world.dossier(of: sam).factors.count == 1)
        }
    }

    @Test("everything that changes the protection asks for it", arguments: bothDatabases)
    func everywhere(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let sam = try await world.protectedMember()
            let browser = TestBrowser(world)
            try await browser.signInAndWait(sam, world)
            let revision = try await world.dossier(of: sam).account.revision
            let routes = RouteTable.main().all.filter { Self.guarded.contains($0.pattern.text) }
            #expect(Set(routes.map(\.pattern.text)) == Set(Self.guarded))
            for route in routes {
                let path = route.pattern.text.replacing("{id}", with: sam.phone?.factorID.rawValue ?? "")
                let page =
                    route.method == .get
                    ? try await browser.open(path) : try await browser.post(path, ["csrf": browser.token()])
                #expect(page.path == "/security/confirm/app", "\(route.method) \(path)")
                guard route.method == .post else { continue }
                let filled = try await browser.post(
                    path,
                    [
                        "csrf": browser.token(), "label": "x", "email": "x@example.com", "password": "y",
                        "code": "123456",
                    ]
                )
                #expect(filled.status == 403 && filled.heading == "Nothing is saved yet", "\(path)")
                #expect(!filled.html.contains("value=\"y\"") && !filled.html.contains("123456"), "\(path)")
            }
            #expect(try await world.dossier(of: sam).account.revision == revision)
        }
    }

    @Test("what was typed when the proof ran out is sent again once it is proved anew", arguments: bothDatabases)
    func typedIsKept(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let sam = try await world.protectedMember()
            let browser = TestBrowser(world)
            try await browser.signIn(sam)
            let path = "/security/two-factor/factors/\(sam.phone?.factorID.rawValue ?? "")/rename"
            try await browser.open(path)
            world.clock.advance(by: 11 * 60)
            let kept = try await browser.send(["label": "My \"red\" phone"])
            #expect(kept.status == 403 && kept.heading == "Nothing is saved yet")
            #expect(kept.links.contains("/security/confirm?return=/security/confirm/done"))
            // In another tab of the same browser.
            let other = try await browser.open("/security/confirm?return=/security/confirm/done")
            #expect(other.path == "/security/confirm/app")
            let done = try await browser.send(["code": sam.phone?.code() ?? ""])
            #expect(done.heading == "It’s confirmed")
            let form = try #require(kept.forms.first { $0.action == path })
            let page = try await browser.post(path, form.hidden.merging(["csrf": browser.token()]) { $1 })
            #expect(page.status == 200 && page.path != path)
            #expect(try await world.dossier(of: sam).factors.first?.label == "My \"red\" phone")
        }
    }

    @Test("a form that comes too late leads back to its page", arguments: bothDatabases)
    func lateForm(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let sam = try await world.protectedMember()
            let browser = TestBrowser(world)
            try await browser.signIn(sam)
            try await browser.open("/security/two-factor/off")
            world.clock.advance(by: 11 * 60)
            let asked = try await browser.send()
            #expect(asked.path == "/security/confirm/app")
            #expect(try await world.dossier(of: sam).factors.count == 1)
            #expect(try await browser.send(["code": sam.phone?.code() ?? ""]).path == "/security/two-factor/off")
        }
    }

    @Test("a backup code proves too, in its own field and in the app’s", arguments: bothDatabases)
    func backupCode(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let sam = try await world.protectedMember()
            let browser = TestBrowser(world)
            try await browser.signInAndWait(sam, world)
            try await browser.open("/security/password")
            #expect(try await browser.send(["code": sam.backupCodes[0]]).path == "/security/password")
            world.clock.advance(by: 11 * 60)
            let methods = try await browser.open("/security/confirm/methods?return=/security/password")
            #expect(methods.links.contains("/security/confirm/backup?return=/security/password"))
            try await browser.open("/security/confirm/backup?return=/security/password")
            #expect(try await browser.send(["backup": "abc"]).asksAgain)
            let used = try await browser.send(["backup": sam.backupCodes[0]])
            #expect(used.problems == ["You’ve already used that code, on 2 October. Try the next one"])
            #expect(try await browser.send(["backup": sam.backupCodes[1].uppercased()]).path == "/security/password")
            #expect(try await world.dossier(of: sam).backupCodes?.left == 3)
        }
    }

    @Test("without a second factor the password proves", arguments: bothDatabases)
    func password(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let sam = try await world.member()
            let browser = TestBrowser(world)
            try await browser.signInAndWait(sam, world)
            let asked = try await browser.open("/security/two-factor/app/new")
            #expect(asked.path == "/security/confirm/password")
            #expect(try await browser.send(["password": ""]).problems == ["Enter your password"])
            #expect(try await browser.send(["password": "wrong, quite wrong"]).problems == ["Password is not correct"])
            #expect(try await browser.send(["password": sam.password]).path == "/security/two-factor/app/new")
        }
    }

    @Test("with a second factor the password proves nothing", arguments: bothDatabases)
    func passwordIsNotEnough(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let sam = try await world.protectedMember()
            let browser = TestBrowser(world)
            try await browser.signInAndWait(sam, world)
            #expect(try await browser.open("/security/confirm/password").path == "/security/confirm/app")
            try await browser.post("/security/confirm/password", ["csrf": browser.token(), "password": sam.password])
            #expect(try await browser.open("/security/password").path == "/security/confirm/app")
        }
    }

    @Test("wrong codes here count like any others, and two in a row still prove", arguments: bothDatabases)
    func waits(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let sam = try await world.protectedMember()
            let phone = try #require(sam.phone)
            let browser = TestBrowser(world)
            try await browser.signInAndWait(sam, world)
            let start = "/security/confirm/app?return=/security/password"
            try await browser.open(start)
            for _ in 0..<5 { try await browser.send(["code": phone.wrongCode()]) }
            #expect(try browser.page.text.contains("1 try left before a short wait"))
            let waiting = try await browser.send(["code": phone.wrongCode()])
            #expect(waiting.status == 429)
            #expect(waiting.headers[.retryAfter] == "60")
            #expect(waiting.text.contains("The wrong code was entered 6 times in a row"))
            #expect(waiting.links.contains("/security/confirm/two-codes?return=/security/password"))
            #expect(waiting.links.contains("/security/confirm/backup?return=/security/password"))

            try await browser.open("/security/confirm/two-codes?return=/security/password")
            let first = phone.code()
            #expect(try await browser.send(["first-code": first, "next-code": first]).asksAgain)
            #expect(
                try await browser.send(["first-code": first, "next-code": phone.code(in: 30)]).path
                    == "/security/password"
            )
        }
    }

    @Test(
        "it never leads to another site",
        arguments: ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)"]
    )
    func neverElsewhere(_ place: String) async throws {
        try await World.run { world in
            let sam = try await world.protectedMember()
            let browser = TestBrowser(world)
            try await browser.signInAndWait(sam, world)
            let query = place.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
            try await browser.open("/security/confirm/app?return=\(query)")
            #expect(try await browser.send(["code": sam.phone?.code() ?? ""]).path == "/security")
        }
    }

    @Test("who is fresh is not asked")
    func fresh() async throws {
        try await World.run { world in
            let sam = try await world.protectedMember()
            let browser = TestBrowser(world)
            try await browser.signIn(sam)
            #expect(try await browser.open("/security/confirm?return=/security/devices").path == "/security/devices")
        }
    }
}
