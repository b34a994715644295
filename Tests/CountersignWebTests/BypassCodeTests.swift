import Countersign
import CountersignStore
import CountersignTesting
import CountersignWeb
import Foundation
import Testing

/// A code that support reads out, once in place of the second step.
@Suite("Bypass codes")
struct BypassCodeTests {
    private func code(
        _ world: World,
        for sam: TestMember,
        thenSetUpAgain: Bool = false,
        by helper: SupportActs.Helper = .host
    ) async throws -> String {
        let order = try world.order(.issueBypassCode, length: 3600) { $0.thenSetUpAgain = thenSetUpAgain }
        return try #require(try await world.support(order, on: sam, by: helper).code)
    }

    private func guards(_ world: World, of sam: TestMember) async throws -> SecondStepGuards {
        try world.surroundings.guards(of: try await world.dossier(of: sam))
    }

    @Test("it signs in once; the mail tells that it was made, not what it is", arguments: bothDatabases)
    func story(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let sam = try await world.protectedMember()
            let lee = try await world.staff()
            let code = try await code(world, for: sam, by: world.helper(lee))
            for mail in try await world.mails(to: sam.email) {
                #expect(!mail.facts.values.contains { $0.contains(code) || $0.contains(code.replacing("-", with: "")) })
            }
            #expect(try await world.mail(.supportActed, to: sam.email).facts["act"] == "issue_bypass_code")
            let browser = TestBrowser(world)
            try await browser.givePassword(sam)
            #expect(try await browser.open("/sign-in/methods").links.contains("/sign-in/bypass"))
            #expect(try await browser.open("/sign-in/bypass").heading == "Enter the code from support")
            #expect(try await browser.send(["bypass": "nonsense"]).text.contains("10 letters and numbers"))
            #expect(try await browser.send(["bypass": "22222-22222"]).text.contains("That code is not correct"))
            try await browser.send(["bypass": code.uppercased().replacing("-", with: " ")])
            #expect(try await browser.isSignedIn())
            #expect(try await world.store.knownBrowsers(of: sam.id).isEmpty)
            #expect(try await world.count(.bypassCodeUsed, to: sam) == 1)
            let other = TestBrowser(world)
            try await other.givePassword(sam)
            #expect(try await other.open("/sign-in/methods").links.contains("/sign-in/bypass") == false)
            try await other.open("/sign-in/bypass")
            #expect(try await other.send(["bypass": code]).text.contains("no longer works"))
            #expect(try await other.isSignedIn() == false)
        }
    }

    @Test("a wrong one counts like any short code, and none while those wait", arguments: bothDatabases)
    func wrongOnes(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let sam = try await world.protectedMember()
            let code = try await code(world, for: sam)
            let browser = TestBrowser(world)
            try await browser.givePassword(sam)
            for count in 1...6 {
                try await browser.open("/sign-in/bypass")
                let page = try await browser.send(["bypass": "22222-22222"])
                #expect(page.text.contains("That code is not correct"))
                #expect(try await guards(world, of: sam).state(of: .common).wrongInRow == count)
            }
            #expect(try await guards(world, of: sam).waitEnd(in: .common, at: world.clock.now) != nil)
            #expect(try await world.count(.secondStepFailed, to: sam) == 1)
            try await browser.open("/sign-in/bypass")
            _ = try await browser.send(["bypass": "33333-33333"])
            let after = try await guards(world, of: sam)
            #expect(after.state(of: .common).wrongInRow == 6 && after.state(of: .common).wrongBackupCodes == 1)
            try await browser.open("/sign-in/bypass")
            try await browser.send(["bypass": code])
            #expect(try await browser.isSignedIn())
        }
    }

    @Test("known by its shape in the field for an app’s code, while codes wait too", arguments: bothDatabases)
    func whileWaiting(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let sam = try await world.protectedMember()
            let code = try await code(world, for: sam)
            let kim = try await world.protectedMember("kim@example.com")
            _ = try await self.code(world, for: kim)
            let browser = TestBrowser(world)
            try await browser.givePassword(kim)
            let wrong = try await browser.giveCode("22222-22222")
            #expect(wrong.text.contains("That code is not correct"))
            #expect(try await guards(world, of: kim).state(of: .common).wrongInRow == 1)
            let waiting = TestBrowser(world)
            try await world.exhaust(sam, with: waiting)
            #expect(try await waiting.open("/sign-in/wait").links.contains("/sign-in/bypass"))
            try await waiting.open("/sign-in/bypass")
            try await waiting.send(["bypass": code])
            #expect(try await waiting.isSignedIn())
        }
    }

    @Test("a new one cancels the old, one can be cancelled, and each has its end", arguments: bothDatabases)
    func ends(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let sam = try await world.protectedMember()
            let old = try await code(world, for: sam)
            let new = try await code(world, for: sam)
            let browser = TestBrowser(world)
            try await browser.givePassword(sam)
            try await browser.open("/sign-in/bypass")
            #expect(try await browser.send(["bypass": old]).text.contains("That code is not correct"))
            try await world.support(world.order(.cancelBypassCode), on: sam)
            #expect(try await browser.send(["bypass": new]).text.contains("no longer works"))
            let last = try await code(world, for: sam)
            world.clock.advance(by: 3600)
            let late = TestBrowser(world)
            try await late.givePassword(sam)
            try await late.open("/sign-in/bypass")
            #expect(try await late.send(["bypass": last]).text.contains("no longer works"))
        }
    }

    @Test("one code used twice at once lets one in", arguments: bothDatabases)
    func raced(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let sam = try await world.protectedMember()
            let code = try await code(world, for: sam)
            let browsers = (0..<4).map { _ in TestBrowser(world) }
            for browser in browsers {
                try await browser.givePassword(sam)
                try await browser.open("/sign-in/bypass")
            }
            await withTaskGroup(of: Void.self) { group in
                for browser in browsers { group.addTask { _ = try? await browser.send(["bypass": code]) } }
            }
            var signedIn = 0
            for browser in browsers where try await browser.isSignedIn() { signedIn += 1 }
            #expect(signedIn == 1)
        }
    }

    @Test("afterwards a new way is set up before anything else, and the old ones go", arguments: bothDatabases)
    func thenSetUpAgain(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let sam = try await world.protectedMember()
            let code = try await code(world, for: sam, thenSetUpAgain: true)
            let browser = TestBrowser(world)
            try await browser.givePassword(sam)
            try await browser.open("/sign-in/bypass")
            world.clock.advance(by: 1)
            #expect(try await browser.send(["bypass": code]).path == "/setup")
            #expect(try browser.page.heading == "Set up your second step again")
            for closed in ["/security", "/security/devices", "/security/password"] {
                #expect(try await browser.open(closed).path == "/setup", "\(closed)")
            }
            // The old app still works until the new one does.
            world.clock.advance(by: 20 * 60)
            #expect(try await world.dossier(of: sam).factors.map(\.id) == [sam.phone?.factorID])
            let (phone, saved) = try await browser.setUpApp(world)
            #expect(saved.shownCodes.count == 5)
            let dossier = try await world.dossier(of: sam)
            #expect(dossier.factors.count == 1 && dossier.factors.first?.id != sam.phone?.factorID)
            #expect(dossier.account.preferredFactorID == dossier.factors.first?.id)
            #expect(dossier.measures.isEmpty)
            #expect(try await browser.open("/security").path == "/security")
            world.clock.advance(by: 60)
            let other = TestBrowser(world)
            try await other.givePassword(sam)
            #expect(try await other.giveCode(sam.backupCodes[0]).asksAgain)
            try await other.giveCode(phone.code)
            #expect(try await other.isSignedIn())
        }
    }

    @Test("over the API its shape decides", arguments: bothDatabases)
    func overTheAPI(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let app = try await world.app(reach: .all)
            let ada = try await app.member()
            let member = TestMember(id: Account.ID(ada.id), email: "", password: "")
            let code = try await code(world, for: member)
            #expect(try await app.verify("ada", "22222-22222")["reason"] == "wrong_code")
            let answer = try await app.verify("ada", code)
            #expect(answer["outcome"] == "accepted" && answer["factor"]?["kind"] == "bypass_code")
            #expect(try await app.verify("ada", code)["outcome"] == "rejected")
        }
    }

    @Test("within a session it proves nothing")
    func notWithinASession() async throws {
        try await World.run { world in
            let sam = try await world.protectedMember()
            let browser = TestBrowser(world)
            try await browser.signInAndWait(sam, world)
            let code = try await code(world, for: sam)
            try await browser.open("/security/confirm/app?return=/security/password")
            #expect(try await browser.send(["code": code]).asksAgain)
            #expect(try await world.dossier(of: sam).measure(.bypassCode, at: world.clock.now) != nil)
        }
    }
}
