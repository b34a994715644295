import Countersign
import CountersignStore
import CountersignTesting
import CountersignWeb
import Foundation
import Testing

/// Promise 30 and its kin: support pauses the second step of one account for a while.
@Suite("Suspension")
struct SuspensionTests {
    private static let hour: TimeInterval = 3600

    @Test(
        "a right password signs in, the session says no more, and ends at the second of the pause",
        arguments: bothDatabases
    )
    func story(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let sam = try await world.protectedMember()
            let lee = try await world.staff()
            try await world.support(
                world.order(.suspend, length: 4 * Self.hour),
                on: sam,
                by: world.helper(lee)
            )
            let browser = TestBrowser(world)
            let page = try await browser.givePassword(sam)
            #expect(page.path == "/security")
            #expect(page.text.contains("Two-factor is paused until"))
            #expect(page.text.contains("By Lee Berg (lost phone)"))
            let session = try #require(try await world.store.sessions(of: sam.id).first)
            #expect(session.proof.methods == ["pwd"] && session.proof.secondFactorAt == nil)
            #expect(session.expiresAt == world.clock.now.addingTimeInterval(4 * Self.hour))
            // Nothing of the protection changes by the password alone, but that a way is added.
            #expect(try await browser.open("/security/two-factor/off").path.hasPrefix("/security/confirm"))
            #expect(try await browser.open("/security/two-factor/app/new").path == "/security/two-factor/app/new")
            let mail = try await world.mail(.supportActed, to: sam.email)
            #expect(mail.facts["act"] == "suspend" && mail.facts["by"] == "Lee Berg")
            #expect(mail.facts["not_me_link"] != nil)
            let events = try await world.store.events(of: sam.id, before: nil, limit: 50).map(\.event)
            let begun = try #require(events.first { $0.kind == .suspensionBegun })
            #expect(begun.actor == .member(lee.id))
            #expect(begun.data["category"] == "lost_phone" && begun.data["identity"] == "video_call")
            #expect(begun.data["ticket"] == "T-17" && begun.dataText.contains("lake") == false)
            let personal = world.surroundings.personal(of: begun, account: try await world.dossier(of: sam).account)
            #expect(personal["reason"] == World.lostPhone && personal["by"] == "Lee Berg")

            world.clock.advance(by: 4 * Self.hour - 1)
            #expect(try await TestBrowser(world).givePassword(sam).path == "/security")
            world.clock.advance(by: 1)
            #expect(try await TestBrowser(world).givePassword(sam).path == "/sign-in/app")
            #expect(try await browser.open("/security").path == "/sign-in")
            // What tells of it may come later, and comes once.
            try await SupportActs(in: world.surroundings).look()
            try await SupportActs(in: world.surroundings).look()
            #expect(try await world.count(.suspensionEnded, to: sam) == 1)
            #expect(try await world.events(of: sam).filter { $0 == .suspensionEnded }.count == 1)
            #expect(try await world.dossier(of: sam).measures.isEmpty)
        }
    }

    @Test("it ends while the person is between password and code: decided when the code is", arguments: bothDatabases)
    func endsInTheMiddle(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let sam = try await world.protectedMember()
            try await world.support(world.order(.suspend, length: 300) { $0.needsEmailCode = true }, on: sam)
            let browser = TestBrowser(world)
            #expect(try await browser.givePassword(sam).path == "/sign-in/email")
            let code = try await world.mailed("code", in: .secondStepCode, to: sam.email)
            world.clock.advance(by: 300)
            // The right code of a pause that is over is no way in, and the page says what is.
            let page = try await browser.send(["code": code])
            #expect(try await browser.isSignedIn() == false)
            #expect(page.path.hasPrefix("/sign-in"))
            #expect(try await world.store.sessions(of: sam.id).isEmpty)
            try await browser.open("/sign-in/app")
            try await browser.giveCode(sam.phone?.code() ?? "")
            #expect(try await browser.isSignedIn())
            let session = try #require(try await world.store.sessions(of: sam.id).first)
            #expect(session.proof.methods.contains("mfa"))
        }
    }

    @Test("with a mailed code in its place, wrong ones are counted and the session says how", arguments: bothDatabases)
    func mailedCode(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let sam = try await world.protectedMember()
            try await world.support(world.order(.suspend, length: Self.hour) { $0.needsEmailCode = true }, on: sam)
            let browser = TestBrowser(world)
            try await browser.givePassword(sam)
            let code = try await world.mailed("code", in: .secondStepCode, to: sam.email)
            // Nothing would come of it.
            #expect(try !browser.page.text.contains("Don’t ask again on this browser"))
            let wrong = code == "000000" ? "000001" : "000000"
            #expect(try await browser.send(["code": wrong]).path == "/sign-in/email")
            let guards = try world.surroundings.guards(of: try await world.dossier(of: sam))
            #expect(guards.state(of: .common).wrongInRow == 1)
            try await browser.send(["code": code])
            #expect(try await browser.isSignedIn())
            let session = try #require(try await world.store.sessions(of: sam.id).first)
            #expect(session.proof.methods == ["pwd", "email"] && session.proof.secondFactorAt == nil)
            #expect(try await world.store.knownBrowsers(of: sam.id).isEmpty)
            let dossier = try await world.dossier(of: sam)
            #expect(dossier.factors.map(\.kind) == [.totp])
            // The ways that are the account's own still work.
            world.clock.advance(by: 60)
            let other = TestBrowser(world)
            try await other.givePassword(sam)
            try await other.open("/sign-in/app")
            try await other.giveCode(sam.phone?.code() ?? "")
            #expect(try await other.isSignedIn())
        }
    }

    @Test("a new way to sign in ends it, and so does the person; who came in without goes", arguments: bothDatabases)
    func endsEarly(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let sam = try await world.protectedMember()
            try await world.support(world.order(.suspend, length: Self.hour), on: sam)
            let browser = TestBrowser(world)
            let thief = TestBrowser(world)
            try await browser.givePassword(sam)
            try await thief.givePassword(sam)
            let page = try await browser.send([:], to: "/security/two-factor/resume")
            #expect(page.path == "/security" && page.text.contains("Two-factor is back on"))
            #expect(try await browser.isSignedIn())
            #expect(try await thief.isSignedIn() == false)
            #expect(try await TestBrowser(world).givePassword(sam).path == "/sign-in/app")

            try await world.support(world.order(.suspend, length: Self.hour), on: sam)
            let again = TestBrowser(world)
            try await again.givePassword(sam)
            let (phone, _) = try await again.setUpApp(world, name: "New phone")
            #expect(try await world.dossier(of: sam).measures.isEmpty)
            #expect(try await world.dossier(of: sam).factors.count == 2)
            let last = TestBrowser(world)
            #expect(try await last.givePassword(sam).path == "/sign-in/app")
            world.clock.advance(by: 60)
            let way = try #require(try await world.dossier(of: sam).factors.last)
            try await last.open("/sign-in/app?factor=\(way.id)")
            try await last.send(["code": phone.code])
            #expect(try await last.isSignedIn())
        }
    }

    @Test("bound to a network it holds nowhere else")
    func network() async throws {
        try await World.run { world in
            let sam = try await world.protectedMember()
            try await world.support(world.order(.suspend, length: Self.hour) { $0.network = "192.0.2.0/24" }, on: sam)
            let browser = TestBrowser(world)
            #expect(try await browser.givePassword(sam).path == "/sign-in/app")
            #expect(try browser.page.text.contains("Don’t ask again on this browser"))
            try await browser.giveCode(sam.phone?.code() ?? "")
            #expect(try await browser.open("/security").text.contains("signs you in from 192.0.2.0/24; from elsewhere"))
            let signIn = SignIn(in: world.surroundings)
            for (address, letsIn) in [("192.0.2.9", true), ("192.0.3.9", false), ("", false)] {
                let outcome = try await signIn.password(
                    name: sam.email,
                    password: sam.password,
                    browserToken: nil,
                    client: Client(address: address, userAgent: "")
                )
                let isIn = if case .signedIn = outcome { true } else { false }
                #expect(isIn == letsIn, "\(address)")
            }
        }
    }

    @Test("an app is told that the second step is lifted, and not after", arguments: bothDatabases)
    func app(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let app = try await world.app(reach: .all)
            let ada = try await app.member()
            var member = TestMember(id: Account.ID(ada.id), email: "", password: "")
            member.phone = nil
            try await world.support(world.order(.suspend, length: 600), on: member)
            let lifted = try await app.verify("ada", ada.phone.wrongCode())
            #expect(lifted["outcome"] == "accepted")
            #expect(lifted["factor"]?["kind"] == "suspension")
            #expect(String(decoding: lifted.body, as: UTF8.self).contains("\"amr\":[]"))
            world.clock.advance(by: 600)
            let after = try await app.verify("ada", ada.phone.wrongCode())
            #expect(after["outcome"] == "rejected")
        }
    }

    @Test("too long, for nobody, or with a network that is none: refused, each with its reason")
    func refused() async throws {
        try await World.run { world in
            let sam = try await world.protectedMember()
            let plain = try await world.member("kim@example.com")
            let cases: [(TestMember, TimeInterval?, String?, [SupportOrder.Problem])] = [
                (sam, 7 * 24 * 3600 + 1, nil, [.tooLong(most: 7 * 24 * 3600)]),
                (sam, 59, nil, [.tooShort(least: 60)]),
                (sam, nil, "x", [.badNetwork]),
                (sam, 600, "192.0.2.0/33", [.badNetwork]),
                (sam, 600, "0.0.0.0/0", [.badNetwork]),
                (plain, 600, nil, [.nothingToDo]),
            ]
            for (member, length, network, problems) in cases {
                let order = try world.order(.suspend, length: length) { $0.network = network }
                let thrown = await #expect(throws: Problems<SupportOrder.Problem>.self) {
                    try await world.support(order, on: member)
                }
                #expect(thrown?.list == problems)
            }
            #expect(throws: Problems<SupportReason.Problem>.self) {
                try SupportReason(category: .other, text: "too short", identity: .inPerson)
            }
            #expect(throws: Problems<SupportReason.Problem>.self) {
                try SupportReason(category: nil, text: "long enough a text", identity: nil)
            }
        }
    }
}
