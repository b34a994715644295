import Countersign
import CountersignStore
import CountersignTesting
import CountersignWeb
import Foundation
import OneTimePassword
import Testing

@Suite("Looking after factors")
struct AccountFactorTests {
    private static func path(_ id: Factor.ID?, _ act: String) -> String {
        "/security/two-factor/\(act == "move" ? "app" : "factors")/\(id?.rawValue ?? "")/\(act)"
    }

    @Test("a new phone takes over at the moment its code is right", arguments: bothDatabases)
    func move(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let sam = try await world.protectedMember()
            let browser = TestBrowser(world)
            try await browser.signIn(sam)
            let move = Self.path(sam.phone?.factorID, "move")
            let first = try await browser.open(move)
            #expect(first.text.contains("Until then your old phone keeps working"))
            let shown = try await browser.send()
            #expect(shown.path == move)
            #expect(shown.heading == "Set up your new phone")
            let new = try world.scan(shown)
            #expect(new.key != sam.phone?.key)
            // A reload goes on with it.
            #expect(try await browser.open(move).setupKey == new.key.secret.base32)

            world.clock.advance(by: 30)
            #expect(try await TestBrowser(world).signIn(sam).path == "/security")
            let wrong = try await browser.send(["code": new.wrongCode()])
            #expect(wrong.problems.count == 1)
            world.clock.advance(by: 30)
            #expect(try await TestBrowser(world).signIn(sam).path == "/security")

            let done = try await browser.send(["code": new.code])
            #expect(done.text.contains("Your old phone stops working now"))
            #expect(done.links.contains("/security"))
            world.clock.advance(by: 30)
            #expect(try await TestBrowser(world).signIn(sam).asksAgain)
            let other = TestBrowser(world)
            try await other.givePassword(sam)
            #expect(try await other.giveCode(new.code).path == "/security")
            let dossier = try await world.dossier(of: sam)
            #expect(dossier.factors.count == 1)
            #expect(dossier.backupCodes?.left == 5)
            #expect(try await world.count(.factorMoved, to: sam) == 1)
            #expect(try await world.events(of: sam).contains(.factorMoved))
            // A second tab, or a reload, goes on to where it led.
            #expect(try await browser.open(move).text.contains("Your old phone stops working now"))
            #expect(try await browser.open(Self.path(Factor.ID("01JC"), "move")).status == 404)
        }
    }

    @Test("the name stays with a move, and so does being asked first", arguments: bothDatabases)
    func moveKeepsTheName(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            var sam = try await world.member()
            sam.phone = try await world.phone(for: sam, label: "Sam’s Pixel")
            _ = try await world.phone(for: sam, label: "Tablet")
            let browser = TestBrowser(world)
            try await browser.signIn(sam)
            try await browser.open(Self.path(sam.phone?.factorID, "move"))
            let shown = try await browser.send()
            #expect(shown.value(of: "nickname") == "Sam’s Pixel")
            try await browser.send(["code": world.scan(shown).code])
            let dossier = try await world.dossier(of: sam)
            let moved = try #require(dossier.factors.first { $0.label == "Sam’s Pixel" })
            #expect(dossier.account.preferredFactorID == moved.id)
            #expect(dossier.factors.count == 2)
        }
    }

    @Test("an app is renamed; what is typed shows as it was typed", arguments: bothDatabases)
    func rename(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let sam = try await world.protectedMember()
            let browser = TestBrowser(world)
            try await browser.signIn(sam)
            let rename = Self.path(sam.phone?.factorID, "rename")
            try await browser.open(rename)
            #expect(
                try await browser.send(["label": " "]).problems == ["Enter a name, so you can tell your apps apart"]
            )
            let long = String(repeating: "é", count: 65)
            let tooLong = try await browser.send(["label": long])
            #expect(tooLong.problems == ["Name must be 64 characters or fewer"])
            #expect(tooLong.value(of: "label") == long)
            let done = try await browser.send(["label": "Sam’s <b>Pixel</b> & co"])
            #expect(done.path == "/security")
            #expect(done.text.contains("The name is changed"))
            #expect(done.text.contains("Sam’s <b>Pixel</b> & co"))
            #expect(try await world.events(of: sam).contains(.factorRenamed))
        }
    }

    @Test("another app is asked for first", arguments: bothDatabases)
    func prefer(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let sam = try await world.protectedMember()
            let tablet = try await world.phone(for: sam, label: "Tablet")
            let browser = TestBrowser(world)
            try await browser.signIn(sam)
            try await browser.open("/security")
            let done = try await browser.send(to: Self.path(tablet.factorID, "prefer"))
            #expect(done.text.contains("You’ll be asked for that one first"))
            #expect(try await world.dossier(of: sam).account.preferredFactorID == tablet.factorID)
            #expect(try await world.events(of: sam).contains(.factorPreferred))
            let other = TestBrowser(world)
            try await other.givePassword(sam)
            #expect(try await other.giveCode(tablet.code()).path == "/security")
        }
    }

    @Test("one of two apps is removed, and its codes stop", arguments: bothDatabases)
    func removeOne(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let sam = try await world.protectedMember()
            let tablet = try await world.phone(for: sam, label: "Tablet")
            let browser = TestBrowser(world)
            try await browser.signIn(sam)
            let question = try await browser.open(Self.path(tablet.factorID, "remove"))
            #expect(question.heading == "Remove Tablet?")
            #expect(question.text.contains("You’ll still sign in with your password and this: Authenticator app"))
            let done = try await browser.send()
            #expect(done.text.contains("It is removed"))
            #expect(!done.links.contains { $0.contains(tablet.factorID.rawValue) })
            #expect(done.text.contains("An authenticator app (Tablet) was removed"))
            #expect(try await world.dossier(of: sam).factors.map(\.id) == [sam.phone?.factorID])
            #expect(try await world.count(.factorRemoved, to: sam) == 1)
            #expect(try await world.events(of: sam).contains(.factorRemoved))
            world.clock.advance(by: 30)
            let other = TestBrowser(world)
            try await other.givePassword(sam)
            #expect(try await other.giveCode(tablet.code()).asksAgain)
        }
    }

    @Test("the last one takes the backup codes with it", arguments: bothDatabases)
    func removeLast(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let sam = try await world.protectedMember()
            let browser = TestBrowser(world)
            try await browser.signIn(sam)
            let question = try await browser.open(Self.path(sam.phone?.factorID, "remove"))
            #expect(question.text.contains("This is your only second way"))
            try await browser.send()
            let dossier = try await world.dossier(of: sam)
            #expect(dossier.factors.isEmpty)
            #expect(dossier.backupCodes == nil)
        }
    }

    @Test("where a second factor is required the last one stays", arguments: bothDatabases)
    func lastIsNeeded(_ database: TestedDatabase) async throws {
        var settings = Settings()
        settings.secondFactor = .required
        try await World.run(on: database, settings: settings) { world in
            let sam = try await world.protectedMember()
            let browser = TestBrowser(world)
            try await browser.signIn(sam)
            for path in [Self.path(sam.phone?.factorID, "remove"), "/security/two-factor/off"] {
                let page = try await browser.open(path)
                #expect(page.path == path)
                // Nothing to press that would do it; and pressed all the same, it is refused.
                #expect(page.mainForms.isEmpty)
                #expect(try await browser.post(path, ["csrf": browser.token()]).status == 409)
            }
            #expect(try await world.dossier(of: sam).factors.count == 1)
            let codes = try await world.dossier(of: sam).backupCodes?.left
            #expect(codes == 5)
        }
    }

    @Test("turning off says what goes and leaves the password", arguments: bothDatabases)
    func turnOff(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let sam = try await world.protectedMember()
            let browser = TestBrowser(world)
            try await browser.signIn(sam)
            let question = try await browser.open("/security/two-factor/off")
            #expect(question.text.contains("Authenticator app"))
            #expect(question.text.contains("Your backup codes"))
            #expect(question.text.contains("You’ll sign in with your password only."))
            let done = try await browser.send()
            #expect(done.path == "/security")
            #expect(done.text.contains("Two-factor authentication is off"))
            let dossier = try await world.dossier(of: sam)
            #expect(dossier.factors.isEmpty)
            #expect(dossier.backupCodes == nil)
            #expect(try await world.store.knownBrowsers(of: sam.id).isEmpty)
            #expect(try await world.count(.twoFactorTurnedOff, to: sam) == 1)
            #expect(try await world.events(of: sam).contains(.twoFactorTurnedOff))
            let other = TestBrowser(world)
            #expect(try await other.givePassword(sam).path == "/security")
        }
    }

    @Test("Security tells which app was used last, where, and how its clock goes")
    func overview() async throws {
        try await World.run { world in
            let sam = try await world.protectedMember()
            let browser = TestBrowser(world)
            try await browser.signIn(sam)
            world.clock.advance(by: 3 * 24 * 3600)
            try await browser.signIn(sam)
            let page = try await browser.open("/security")
            #expect(page.text.contains("On since 2 October 2026"))
            #expect(page.text.contains("last used today at 09:00 · Firefox on Linux"))
            #expect(page.text.contains("5 of 5 left"))
            #expect(page.text.contains("1 browser is signed in"))
            #expect(page.text.contains("Signed in with password and second step"))
        }
    }

    @Test("at most one notice stands at the top: the most urgent")
    func oneNotice() async throws {
        try await World.run { world in
            let sam = try await world.protectedMember()
            let browser = TestBrowser(world)
            for number in 0..<3 {
                try await browser.givePassword(sam)
                try await browser.giveCode(sam.backupCodes[number])
                _ = try await browser.open("/sign-out")
                try await browser.send()
            }
            world.clock.advance(by: 30)
            try await browser.signIn(sam)
            let page = try await browser.open("/security")
            #expect(page.text.contains("Only 2 backup codes left"))
            #expect(page.html.components(separatedBy: "class=\"notice").count == 2)
        }
    }
}
