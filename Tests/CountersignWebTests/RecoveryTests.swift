import Countersign
import CountersignStore
import CountersignTesting
import CountersignWeb
import Foundation
import Testing

@Suite("The way back in")
struct RecoveryTests {
    private static let day: TimeInterval = 24 * 3600

    /// A member who has lost app and codes asks for help; ends on the page of the request.
    private func asked(_ world: World, _ sam: TestMember, in browser: TestBrowser) async throws -> String {
        try await browser.givePassword(sam)
        try await browser.open("/sign-in/lost")
        try await browser.open("/sign-in/lost/ask")
        let page = try await browser.send(["reason": "My phone is at the bottom of the sea", "contact": "+33 1"])
        #expect(page.path == "/sign-in/lost/code")
        let status = try await browser.send(["code": try await world.mailed("code", in: .recoveryCode, to: sam.email)])
        return try #require(status.path.split(separator: "/").last.map(String.init))
    }

    @Test("the mailed code keeps its sign-in: who writes for nine minutes is not sent away", arguments: bothDatabases)
    func slowWriter(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let sam = try await world.protectedMember()
            let browser = TestBrowser(world)
            try await browser.givePassword(sam)
            try await browser.open("/sign-in/lost/ask")
            world.clock.advance(by: 9 * 60)
            try await browser.send(["reason": "It fell into the sea, and that is a long story"])
            world.clock.advance(by: 9 * 60)
            let code = try await world.mailed("code", in: .recoveryCode, to: sam.email)
            #expect(try await browser.send(["code": code]).path.hasPrefix("/sign-in/lost/CS-"))
        }
    }

    @Test(
        "another code loses nothing: what was written is there, and a late mail still works",
        arguments: bothDatabases
    )
    func anotherCode(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let sam = try await world.protectedMember()
            let browser = TestBrowser(world)
            try await browser.givePassword(sam)
            try await browser.open("/sign-in/lost/ask")
            try await browser.send(["reason": "It fell into the sea", "contact": "+33 1"])
            let first = try await world.mailed("code", in: .recoveryCode, to: sam.email)
            world.clock.advance(by: 61)
            let again = try await browser.open("/sign-in/lost/ask")
            #expect(again.html.contains("It fell into the sea") && again.html.contains("+33 1"))
            // Nobody else is shown it.
            let other = TestBrowser(world)
            try await other.givePassword(sam)
            #expect(try await !other.open("/sign-in/lost/ask").html.contains("It fell into the sea"))
            try await browser.open("/sign-in/lost/ask")
            try await browser.send(["reason": "It fell into the sea", "contact": "+33 1"])
            #expect(try await world.mailed("code", in: .recoveryCode, to: sam.email) != first)
            #expect(try await browser.send(["code": first]).path.hasPrefix("/sign-in/lost/CS-"))
        }
    }

    @Test("whoever is signed in meanwhile sees it and calls it off", arguments: bothDatabases)
    func seenBySession(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let sam = try await world.protectedMember()
            let owner = TestBrowser(world)
            try await owner.signIn(sam)
            let words = "Someone asked to get into your account without your second step"
            #expect(try await !owner.open("/security").text.contains(words))
            let asker = TestBrowser(world)
            let reference = try await asked(world, sam, in: asker)
            #expect(try await owner.open("/security").text.contains(words))
            let done = try await owner.send(to: "/security/recovery/cancel")
            #expect(done.text.contains("The request is cancelled") && !done.text.contains(words))
            #expect(try await world.store.recovery(reference: reference)?.state == .cancelled)
            // Nothing is left to decide.
            await #expect(throws: CeremonyFault.gone) {
                try await Recovery(in: world.surroundings).approve(reference, reason: "x", actor: .host)
            }
        }
    }

    @Test("a new factor and any way in end it: whoever asked does not get round them", arguments: bothDatabases)
    func endedByFactor(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            for signsInAnew in [true, false] {
                let sam = try await world.protectedMember("sam\(signsInAnew)@example.com")
                let owner = TestBrowser(world)
                try await owner.signIn(sam)
                let reference = try await asked(world, sam, in: TestBrowser(world))
                let phone = try #require(sam.phone).factorID
                _ = try await FactorActs(in: world.surroundings).remove(phone, of: sam.id, client: nil, actor: .host)
                if signsInAnew {
                    #expect(try await TestBrowser(world).givePassword(sam).path == "/security")
                } else {
                    #expect(try await world.store.recovery(reference: reference)?.state == .waiting)
                    try await owner.setUpApp(world)
                }
                #expect(try await world.store.recovery(reference: reference)?.state == .cancelled)
            }
        }
    }

    @Test("what one granted is not declined by another", arguments: bothDatabases)
    func grantedStays(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let sam = try await world.protectedMember()
            let reference = try await asked(world, sam, in: TestBrowser(world))
            let recovery = Recovery(in: world.surroundings)
            try await recovery.approve(reference, reason: "seen on video", actor: .host)
            await #expect(throws: CeremonyFault.gone) {
                try await recovery.decline(reference, reason: "no", actor: .host)
            }
            #expect(try await world.store.recovery(reference: reference)?.state == .approved)
            #expect(try await world.count(.recoveryDeclined, to: sam) == 0)
        }
    }

    @Test("staff approve, and the person sets up a new app; the old ways are gone", arguments: bothDatabases)
    func story(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let sam = try await world.protectedMember()
            let browser = TestBrowser(world)
            let reference = try await asked(world, sam, in: browser)
            #expect(reference.hasPrefix("CS-"))
            #expect(try browser.page.text.contains("Waiting for someone at Countersign to look at it"))
            #expect(try await world.events(of: sam).contains(.recoveryAsked))
            #expect(try await world.mail(.recoveryAsked, to: sam.email).facts["reference"] == reference)
            let recovery = Recovery(in: world.surroundings)
            let open = try #require(try await recovery.waiting().first)
            #expect(try recovery.details(of: open).reason == "My phone is at the bottom of the sea")
            // Asked again, the page of the request comes.
            #expect(try await browser.open("/sign-in/lost/ask").path == "/sign-in/lost/\(reference)")
            // Nobody gets in before, nor in another browser after.
            #expect(try await browser.givePassword(sam).path == "/sign-in/app")
            try await recovery.approve(reference, reason: "seen on video", actor: .host)
            #expect(try await TestBrowser(world).givePassword(sam).path == "/sign-in/app")
            #expect(try await browser.open("/sign-in/lost/\(reference)").text.contains("Approved"))
            #expect(try await TestBrowser(world).open("/sign-in/lost/\(reference)").status == 404)

            world.clock.advance(by: 60)
            let setup = try await browser.givePassword(sam)
            #expect(setup.path == "/setup")
            #expect(setup.heading == "Set up a new second step")
            for closed in ["/security", "/security/devices", "/security/password", "/security/two-factor/off"] {
                #expect(try await browser.open(closed).path == "/setup", "\(closed)")
            }
            let (phone, saved) = try await browser.setUpApp(world)
            #expect(saved.shownCodes.count == 5)
            #expect(try await browser.open("/security").path == "/security")
            let dossier = try await world.dossier(of: sam)
            #expect(dossier.factors.count == 1)
            #expect(dossier.factors.first?.id != sam.phone?.factorID)
            #expect(dossier.account.preferredFactorID == dossier.factors.first?.id)
            let events = try await world.events(of: sam)
            for kind: Event.Kind in [.recoveryApproved, .recoveryEntered, .recoveryDone, .factorRemoved, .factorAdded] {
                #expect(events.contains(kind), "\(kind)")
            }
            #expect(try await world.count(.recoveryDone, to: sam) == 1)
            // The old app and the old codes are worth nothing, the new app is.
            world.clock.advance(by: 60)
            let other = TestBrowser(world)
            try await other.givePassword(sam)
            #expect(try await other.giveCode(sam.phone?.code() ?? "").asksAgain)
            #expect(try await other.giveCode(sam.backupCodes.first ?? "").asksAgain)
            try await other.giveCode(phone.code)
            #expect(try await other.isSignedIn())
            // Used once: it lets nobody in again.
            #expect(try await recovery.waiting().isEmpty)
            browser.setCookie("__Host-session", to: nil)
            #expect(try await browser.givePassword(sam).path == "/sign-in/app")
        }
    }

    @Test("any sign-in cancels it, also one that was approved", arguments: bothDatabases)
    func cancelledBySignIn(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let sam = try await world.protectedMember()
            let thief = TestBrowser(world)
            let reference = try await asked(world, sam, in: thief)
            try await Recovery(in: world.surroundings).approve(reference, reason: "x", actor: .host)
            #expect(try await thief.givePassword(sam).path == "/setup")
            let pending = try await thief.open("/security/two-factor/app/new")
            let phone = try world.scan(pending)
            world.clock.advance(by: 60)
            try await TestBrowser(world).signIn(sam)
            // The session that it let in ends with it, in the middle of the setup.
            let page = try await thief.send(["code": phone.code])
            #expect(page.path == "/sign-in")
            #expect(try await thief.open("/sign-in/lost/\(reference)").text.contains("cancelled"))
            #expect(try await thief.givePassword(sam).path == "/sign-in/app")
            #expect(try await world.dossier(of: sam).factors.map(\.id) == [try #require(sam.phone).factorID])
            #expect(try await world.events(of: sam).contains(.recoveryCancelled))
        }
    }

    @Test("a second step that an app had verified cancels it too", arguments: bothDatabases)
    func cancelledByVerify(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let sam = try await world.protectedMember()
            let reference = try await asked(world, sam, in: TestBrowser(world))
            let app = try await world.app(scopes: [.verify], reach: .all)
            #expect(try await app.verify(sam.email, sam.phone?.wrongCode() ?? "")["outcome"] == "rejected")
            #expect(try await world.store.recovery(reference: reference)?.state == .waiting)
            #expect(try await app.verify(sam.email, sam.phone?.code() ?? "")["outcome"] == "accepted")
            #expect(try await world.store.recovery(reference: reference)?.state == .cancelled)
        }
    }

    @Test("a wait that may not let in any more is left to staff, and is looked at no more")
    func waitLeftToStaff() async throws {
        var settings = Settings()
        settings.recoveryWait = Self.day
        try await World.run(settings: settings) { world in
            let sam = try await world.protectedMember()
            let reference = try await asked(world, sam, in: TestBrowser(world))
            var account = try await world.dossier(of: sam).account
            account.passwordResetAt = world.clock.now
            try await world.surroundings.commit([.saveAccount(account)])
            world.clock.advance(by: 2 * Self.day)
            try await Recovery(in: world.surroundings).look()
            let request = try #require(try await world.store.recovery(reference: reference))
            #expect(request.state == .waiting)
            #expect(request.waitUntil == nil)
            #expect(try await world.store.dueRecoveries(at: world.clock.now, limit: 9).isEmpty)
        }
    }

    @Test("the link of each mail shows, and its button cancels, once", arguments: bothDatabases)
    func cancelledByLink(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let sam = try await world.protectedMember()
            let thief = TestBrowser(world)
            let reference = try await asked(world, sam, in: thief)
            let link = try await world.mailed("link", in: .recoveryAsked, to: sam.email)
            let owner = TestBrowser(world)
            let shown = try await owner.open(link)
            #expect(shown.text.contains(reference))
            #expect(try await Recovery(in: world.surroundings).waiting().count == 1)
            let done = try await owner.send()
            #expect(done.path == "/sign-in/lost/cancelled")
            #expect(try await Recovery(in: world.surroundings).waiting().isEmpty)
            #expect(try await owner.open(link).status == 410)
            await #expect(throws: CeremonyFault.gone) {
                try await Recovery(in: world.surroundings).approve(reference, reason: "x", actor: .host)
            }
        }
    }

    @Test("declined, the person reads why; taken back, it is over", arguments: bothDatabases)
    func declined(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let sam = try await world.protectedMember()
            let browser = TestBrowser(world)
            let first = try await asked(world, sam, in: browser)
            try await Recovery(in: world.surroundings).decline(first, reason: "we could not reach you", actor: .host)
            #expect(try await browser.open("/sign-in/lost/\(first)").text.contains("we could not reach you"))
            #expect(try await world.mail(.recoveryDeclined, to: sam.email).facts["reason"] == "we could not reach you")
            let second = try await asked(world, sam, in: browser)
            #expect(first != second)
            let over = try await browser.send()
            #expect(over.text.contains("This request was cancelled"))
            #expect(over.mainForms.isEmpty)
        }
    }

    @Test("the wait lets in by itself where policy says so, with mails on the way", arguments: bothDatabases)
    func wait(_ database: TestedDatabase) async throws {
        var settings = Settings()
        settings.recoveryWait = 2 * Self.day
        try await World.run(on: database, settings: settings) { world in
            let sam = try await world.protectedMember()
            let browser = TestBrowser(world)
            let reference = try await asked(world, sam, in: browser)
            #expect(try browser.page.text.contains("Waiting until"))
            let recovery = Recovery(in: world.surroundings)
            try await recovery.look()
            #expect(try await world.count(.recoveryHalfway, to: sam) == 0)
            world.clock.advance(by: Self.day)
            for _ in 0..<2 { try await recovery.look() }
            #expect(try await world.count(.recoveryHalfway, to: sam) == 1)
            #expect(try await world.count(.recoveryApproved, to: sam) == 0)
            world.clock.advance(by: Self.day)
            for _ in 0..<2 { try await recovery.look() }
            #expect(try await world.count(.recoveryApproved, to: sam) == 1)
            // A password that the mailbox gave meanwhile is no second channel.
            var dossier = try await world.dossier(of: sam)
            dossier.account.passwordResetAt = world.clock.now
            _ = try await world.store.commit(Commit(changes: [.saveAccount(dossier.account)]))
            #expect(try await browser.givePassword(sam).path == "/sign-in/app")
            dossier.account.passwordResetAt = nil
            _ = try await world.store.commit(Commit(changes: [.saveAccount(dossier.account)]))
            #expect(try await browser.givePassword(sam).path == "/setup")
            // Unused for three days, it is over.
            world.clock.advance(by: 3 * Self.day)
            try await recovery.look()
            #expect(try await browser.open("/sign-in/lost/\(reference)").text.contains("run out"))
        }
    }

    @Test("the wait is for members alone, and not after a reset password")
    func bounds() async throws {
        var settings = Settings()
        settings.recoveryWait = 2 * Self.day
        try await World.run(settings: settings) { world in
            let sam = try await world.protectedMember()
            for change: (inout Account) -> Void in [
                { $0.role = .auditor }, { $0.role = .owner },
                {
                    $0.role = .member
                    $0.passwordResetAt = world.clock.now.addingTimeInterval(-6 * Self.day)
                },
            ] {
                var dossier = try await world.dossier(of: sam)
                change(&dossier.account)
                _ = try await world.store.commit(Commit(changes: [.saveAccount(dossier.account)]))
                world.clock.advance(by: 3600)
                let browser = TestBrowser(world)
                _ = try await asked(world, sam, in: browser)
                #expect(try browser.page.text.contains("Waiting for someone"))
                let open = try await Recovery(in: world.surroundings).waiting()
                #expect(open.count == 1)
                #expect(open.first?.waitUntil == nil)
            }
        }
    }

    @Test("slips are told, wrong codes are counted, and mails are limited")
    func slips() async throws {
        try await World.run { world in
            let sam = try await world.protectedMember()
            let browser = TestBrowser(world)
            try await browser.givePassword(sam)
            try await browser.open("/sign-in/lost/ask")
            #expect(try await browser.send(["reason": " "]).problems == ["Tell us what happened"])
            let long = String(repeating: "x", count: 501)
            #expect(
                try await browser.send(["reason": "x", "contact": long]).problems == ["Use at most 500 characters"]
            )
            #expect(try await world.count(.recoveryCode, to: sam) == 0)
            try await browser.send(["reason": "x", "contact": ""])
            #expect(try await browser.send(["code": "12"]).asksAgain)
            let right = try await world.mailed("code", in: .recoveryCode, to: sam.email)
            let wrong = right == "000000" ? "000001" : "000000"
            for _ in 0..<5 { #expect(try await browser.send(["code": wrong]).asksAgain) }
            #expect(try await browser.send(["code": right]).asksAgain)
            #expect(try await Recovery(in: world.surroundings).waiting().isEmpty)
            var status = 200
            for _ in 0..<6 {
                try await browser.open("/sign-in/lost/ask")
                status = try await browser.send(["reason": "x"]).status
            }
            #expect(status == 429)
        }
    }

    @Test("two approvals at once: one counts", arguments: bothDatabases)
    func raced(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let sam = try await world.protectedMember()
            let reference = try await asked(world, sam, in: TestBrowser(world))
            let count = await withTaskGroup(of: Bool.self) { group in
                for _ in 0..<4 {
                    group.addTask {
                        (try? await Recovery(in: world.surroundings)
                            .approve(reference, reason: "x", actor: .host)) != nil
                    }
                }
                return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            #expect(count == 1)
            #expect(try await world.count(.recoveryApproved, to: sam) == 1)
        }
    }

    @Test("passkey managers find the page to manage them")
    func passkeyEndpoints() async throws {
        try await World.run { world in
            let page = try await TestBrowser(world).open("/.well-known/passkey-endpoints")
            #expect(page.status == 200)
            #expect(page.html.contains("\"manage\":\"http://localhost:8080/security\""))
        }
    }

    @Test("the link of a mail signs everybody out, and then still freezes", arguments: bothDatabases)
    func notMe(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let sam = try await world.protectedMember()
            let browser = TestBrowser(world)
            try await browser.remember(sam)
            let link = try await world.mailed("not_me_link", in: .factorAdded, to: sam.email)
            let owner = TestBrowser(world)
            let shown = try await owner.open(link)
            #expect(shown.text.contains("Undo this change"))
            #expect(try await browser.isSignedIn())
            let out = try await owner.send(to: "\(shown.path)/sign-out")
            #expect(out.text.contains("Every browser is signed out"))
            #expect(try await !browser.isSignedIn())
            #expect(try await world.store.devices(of: sam.id).isEmpty)
            #expect(try await world.dossier(of: sam).account.state == .active)
            try await owner.post(shown.path, try owner.page.mainForms.last?.hidden ?? [:])
            #expect(try await world.dossier(of: sam).account.state == .frozen)
        }
    }

    @Test("once the password was reset, page and mail say that staff decide", arguments: bothDatabases)
    func waitNoMore(_ database: TestedDatabase) async throws {
        var settings = Settings()
        settings.recoveryWait = 2 * Self.day
        try await World.run(on: database, settings: settings) { world in
            let sam = try await world.protectedMember()
            let browser = TestBrowser(world)
            let reference = try await asked(world, sam, in: browser)
            let path = "/sign-in/lost/\(reference)"
            #expect(try await browser.open(path).text.contains("Waiting until"))
            var dossier = try await world.dossier(of: sam)
            dossier.account.passwordResetAt = world.clock.now
            _ = try await world.store.commit(Commit(changes: [.saveAccount(dossier.account)]))
            let page = try await browser.open(path)
            #expect(page.text.contains("Waiting for someone at") && !page.text.contains("Waiting until"))
            world.clock.advance(by: Self.day)
            let recovery = Recovery(in: world.surroundings)
            try await recovery.look()
            let mail = try await world.mail(.recoveryHalfway, to: sam.email)
            #expect(mail.facts["self_service"] == nil)
            world.clock.advance(by: Self.day)
            try await recovery.look()
            #expect(try await world.count(.recoveryHalfway, to: sam) == 1)
            #expect(try await world.count(.recoveryApproved, to: sam) == 0)
        }
    }

    @Test(
        "after four weeks without the second step, a page asks to try it; nothing is blocked",
        arguments: bothDatabases
    )
    func checkUp(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let sam = try await world.protectedMember()
            let browser = TestBrowser(world)
            try await browser.remember(sam)
            browser.setCookie("__Host-session", to: nil)
            world.clock.advance(by: 27 * Self.day)
            #expect(try await browser.givePassword(sam).path == "/security")
            browser.setCookie("__Host-session", to: nil)
            world.clock.advance(by: Self.day)
            let page = try await browser.givePassword(sam)
            #expect(page.path == "/security/check-up")
            #expect(page.links.contains("/security"))
            #expect(page.text.contains("Enter a code") && page.text.contains("My app is gone, set up again"))
            let gone = try #require(page.links.first { $0.hasPrefix("/security/confirm/methods") })
            #expect(try await browser.open(gone).text.contains("Backup code"))
            #expect(gone.hasSuffix("/move"))
            #expect(try await browser.open("/security/confirm?return=/security").path == "/security/confirm/app")
            #expect(try await browser.send(["code": sam.phone?.code() ?? ""]).path == "/security")
            browser.setCookie("__Host-session", to: nil)
            #expect(try await browser.givePassword(sam).path == "/security")
        }
    }

    @Test("one's data come as JSON, after fresh proof, without a secret")
    func data() async throws {
        try await World.run { world in
            let sam = try await world.protectedMember()
            let browser = TestBrowser(world)
            try await browser.signInAndWait(sam, world)
            #expect(try await browser.open("/security/data.json").path == "/security/confirm/app")
            let file = try await browser.send(["code": sam.phone?.code() ?? ""])
            #expect(file.path == "/security/data.json")
            let json = try JSONDecoder().decode(WorldJSON.self, from: Data(file.html.utf8))
            #expect(json["account"]?["email"] == .text(sam.email))
            #expect(json["factors"]?.list?.count == 1)
            #expect(json["sessions"]?.list?.count == 1)
            #expect(json["events"]?.list?.isEmpty == false)
            #expect(json["events"]?.list?.first?["personal"]?["address"] != nil)
            let account = try await world.dossier(of: sam).account
            #expect(!file.html.contains(account.passwordHash ?? "?"))
            #expect(!file.html.contains("sealed"))
        }
    }
}
