import Countersign
import CountersignStore
import CountersignTesting
import CountersignWeb
import Foundation
import Testing

@Suite("What policy asks of people, as they meet it")
struct PolicyGateTests {
    private static let day: TimeInterval = 24 * 3600

    @Test("until the day people may say “later”; from then on they get nothing else", arguments: bothDatabases)
    func grace(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let sam = try await world.member()
            let start = world.clock.now.addingTimeInterval(10 * Self.day)
            try await world.savePolicy {
                $0.secondFactor = .required
                $0.requiredFrom = start
            }
            let browser = TestBrowser(world)
            let asked = try await browser.signIn(sam)
            #expect(asked.path == "/setup")
            #expect(asked.text.contains("12 October 2026"))
            #expect(asked.text.contains("10 days left"))
            #expect(try await browser.send(to: "/setup/later").path == "/security")
            // It blocks nothing meanwhile, and is seen.
            let security = try await browser.open("/security")
            #expect(security.path == "/security")
            #expect(security.text.contains("Set up two-factor by 12 October 2026"))
            #expect(try await browser.open("/security/devices").path == "/security/devices")
            world.clock.set(to: start)
            let late = TestBrowser(world)
            let stopped = try await late.signIn(sam)
            #expect(stopped.path == "/setup")
            #expect(!stopped.text.contains("Remind me next time"))
            #expect(try await late.post("/setup/later", ["csrf": late.token()]).path == "/setup")
            #expect(try await late.open("/security/devices").path == "/setup")
        }
    }

    @Test("a session that is open when the day comes gets nothing else from then on")
    func dayComes() async throws {
        try await World.run { world in
            let sam = try await world.member()
            try await world.savePolicy {
                $0.secondFactor = .required
                $0.requiredFrom = world.clock.now.addingTimeInterval(600)
            }
            let browser = TestBrowser(world)
            try await browser.signIn(sam)
            #expect(try await browser.open("/security/devices").path == "/security/devices")
            world.clock.advance(by: 600)
            #expect(try await browser.open("/security/devices").path == "/setup")
        }
    }

    @Test("a deep link comes back after “later”")
    func deepLink() async throws {
        try await World.run { world in
            let sam = try await world.member()
            try await world.savePolicy {
                $0.secondFactor = .required
                $0.requiredFrom = world.clock.now.addingTimeInterval(Self.day)
            }
            let browser = TestBrowser(world)
            try await browser.open("/security/activity")
            let asked = try await browser.send(["email": sam.email, "password": sam.password], to: "/sign-in")
            #expect(asked.path == "/setup")
            #expect(try await browser.send(to: "/setup/later").path == "/security/activity")
        }
    }

    @Test("a way that has ended is still asked for, and leads to the setup of another only", arguments: bothDatabases)
    func ended(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let sam = try await world.emailMember()
            try await world.savePolicy {
                $0.secondFactor = .required
                $0.kindsEnd = [.email: Policy.neverAllowed]
            }
            let browser = TestBrowser(world)
            let asked = try await browser.signIn(sam)
            #expect(asked.path == "/sign-in/email")
            let gate = try await browser.send(["code": world.mailedCode()])
            #expect(gate.path == "/setup")
            #expect(gate.heading == "Email codes are no longer enough")
            #expect(try await browser.open("/security/devices").path == "/setup")
            // It proves no more than the password: what clients are told of it says so.
            let session = try #require(try await world.store.sessions(of: sam.id).first)
            #expect(session.proof.secondFactorAt == nil)
            #expect(!session.proof.methods.contains("mfa"))
            let choice = try await browser.open("/setup/choose")
            #expect(choice.links.contains("/security/two-factor/app/new"))
            #expect(!choice.links.contains("/security/two-factor/email"))
            #expect(try await browser.setUpApp(world, name: "Phone").page.path != "/setup")
            #expect(try await browser.open("/security/devices").path == "/security/devices")
            // And from now on it is not asked for any more.
            let again = TestBrowser(world)
            #expect(try await again.signIn(sam).path == "/sign-in/app")
            #expect(try await !again.open("/sign-in/methods").links.contains { $0.contains("/sign-in/email") })
        }
    }

    @Test("the heading names the way that ended, in words that fit it")
    func endedApp() async throws {
        try await World.run { world in
            let sam = try await world.protectedMember()
            try await world.savePolicy {
                $0.secondFactor = .required
                $0.kindsEnd = [.totp: Policy.neverAllowed]
            }
            let browser = TestBrowser(world)
            try await browser.signIn(sam)
            #expect(try await browser.open("/setup").heading == "Authenticator apps are no longer enough")
        }
    }

    @Test("programs are let in by no factor of an ended kind, and not told that there is none")
    func endedForApps() async throws {
        try await World.run { world in
            let app = try await world.app()
            let ada = try await app.member()
            let codes = try await app.post("/accounts/\(ada.id)/backup-codes")
            let code = try #require(codes["codes"]?.list?.first?.text)
            #expect(try await app.verify("ada", ada.phone.code)["outcome"]?.text == "accepted")
            try await world.savePolicy { $0.kindsEnd = [.totp: Policy.neverAllowed] }
            world.clock.advance(by: 60)
            let refused = try await app.verify("ada", ada.phone.code)
            #expect(refused["reason"]?.text == "locked")
            #expect(refused["tries_left"] == 0)
            #expect(refused["accepts"] == ["backup_code"])
            #expect(try await app.verify("ada", code)["outcome"]?.text == "accepted")
            #expect(try await app.verify("ada", code)["reason"]?.text == "already_used")
            let begun = try await app.post("/accounts/\(ada.id)/factors", ["kind": "totp"])
            #expect(begun.status == 409)
            try await world.savePolicy { $0.kindsEnd = [:] }
            world.clock.advance(by: 60)
            #expect(try await app.verify("ada", ada.phone.code)["outcome"]?.text == "accepted")
        }
    }

    @Test(
        "who is on the way to a kind that the rules end meanwhile chooses another",
        arguments: ["app/new", "email", "yubikey/new", "keys/new"]
    )
    func endsOnTheWay(_ way: String) async throws {
        try await World.run { world in
            let sam = try await world.protectedMember()
            let browser = TestBrowser(world)
            try await browser.signIn(sam)
            let path = "/security/two-factor/\(way)"
            let kind = try #require(KindPages.all.first { $0.setUpPath == path }).kind
            try await browser.open(path)
            try await world.savePolicy { $0.kindsEnd[kind] = Policy.neverAllowed }
            for page in [
                try await browser.open(path),
                try await browser.post(path, ["csrf": browser.token(), "code": "123456"]),
            ] {
                #expect(page.status == 200 && page.path == "/security/two-factor/new")
                #expect(page.text.contains("That way can’t be added to your account just now"))
                #expect(!page.links.contains(path))
            }
        }
    }

    @Test("a role that needs a passkey is not let in by an app code")
    func phishingResistant() async throws {
        try await World.run { world in
            var lee = try await world.member("lee@example.com", role: .supporter)
            lee.phone = try await world.phone(for: lee)
            let sam = try await world.protectedMember()
            try await world.savePolicy { $0.phishingResistantRoles = [.supporter] }
            let browser = TestBrowser(world)
            let gate = try await browser.signIn(lee)
            #expect(gate.path == "/setup")
            #expect(gate.heading == "Set up a passkey or security key")
            #expect(try await browser.open("/security").path == "/setup")
            let choice = try await browser.open("/setup/choose")
            #expect(choice.links.contains("/security/two-factor/keys/new"))
            #expect(!choice.links.contains("/security/two-factor/app/new"))
            #expect(try await TestBrowser(world).signIn(sam).path == "/security")
        }
    }

    @Test("who may not turn it off is told whom to ask", arguments: [Policy.TurningOff.staff, .nobody])
    func turningOff(_ rule: Policy.TurningOff) async throws {
        var settings = Settings()
        settings.supportContact = "Help desk, help@example.com"
        try await World.run(settings: settings) { world in
            let sam = try await world.protectedMember()
            try await world.savePolicy { $0.turningOff = rule }
            let browser = TestBrowser(world)
            try await browser.signIn(sam)
            let page = try await browser.open("/security/two-factor/off")
            #expect(
                page.heading
                    == (rule == .staff ? "Ask for two-factor to be turned off" : "Two-factor can’t be turned off")
            )
            #expect(page.text.contains(rule == .staff ? "only its staff" : "lets nobody"))
            #expect(page.text.contains("help@example.com"))
            try await browser.post("/security/two-factor/off", ["csrf": browser.token()])
            #expect(try await world.dossier(of: sam).factors.count == 1)
            // Nor by removing the last one.
            let id = try #require(sam.phone?.factorID)
            let path = "/security/two-factor/factors/\(id)/remove"
            try await browser.post(path, ["csrf": browser.token()])
            #expect(try await world.dossier(of: sam).factors.count == 1)
        }
    }

    @Test("where only staff turn it off they are asked, once, and what they decide is done", arguments: [true, false])
    func askingToTurnOff(agrees: Bool) async throws {
        try await World.run { world in
            let sam = try await world.protectedMember()
            try await world.savePolicy { $0.turningOff = .staff }
            let browser = TestBrowser(world)
            try await browser.signIn(sam)
            try await browser.open("/security/two-factor/off")
            let short = try await browser.send(["reason": "why not"])
            #expect(short.problems == ["Write at least 10 characters about why"])
            #expect(short.html.contains("value=\"why not\""))
            let asked = try await browser.send(["reason": "My hands can no longer hold a phone"])
            #expect(asked.heading == "You’ve asked for two-factor to be turned off")
            let open = try await SupportActs(in: world.surroundings).openRequests(.turnOff)
            #expect(open.count == 1)
            let request = try #require(open.first)
            #expect(asked.text.contains(request.reference))
            #expect(try await browser.open("/security/two-factor/off").text.contains(request.reference))
            let lee = TestBrowser(world)
            try await lee.signIn(try await world.staff(.supporter))
            let found = try await lee.open("/admin/people?q=\(request.reference.lowercased())")
            #expect(found.links.contains("/admin/people/\(sam.id)"))
            #expect(try await world.dossier(of: sam).factors.count == 1)
            let support = SupportActs(in: world.surroundings)
            if agrees {
                _ = try await support.approve(request.reference, by: .host)
                #expect(try await world.dossier(of: sam).factors.isEmpty)
            } else {
                _ = try await support.decline(request.reference, reason: "Let us talk first", by: .host)
                #expect(try await world.dossier(of: sam).factors.count == 1)
                let page = try await browser.open("/security/two-factor/off")
                #expect(page.heading == "Ask for two-factor to be turned off")
            }
        }
    }

    @Test("remembered days, number of backup codes and quiet subjects come from the policy")
    func smallRules() async throws {
        try await World.run { world in
            let sam = try await world.emailMember()
            try await world.savePolicy {
                $0.rememberedDeviceDays = 0
                $0.backupCodeCount = 8
                $0.codesInSubjects = false
            }
            let browser = TestBrowser(world)
            let page = try await browser.signIn(sam)
            #expect(!page.text.contains("Don’t ask again"))
            #expect(try await world.mail(.secondStepCode, to: sam.email).facts["quiet_subject"] == "true")
            let codes = try await BackupCodeActs(in: world.surroundings)
                .make(for: sam.id, session: nil, client: nil, actor: .host)
            #expect(codes.count == 8)
        }
    }

    @Test("only who belongs to an organisation is held by its rules; of several, the strictest")
    func belonging() async throws {
        try await World.run { world in
            let sam = try await world.member()
            let acts = OrganisationActs(in: world.surroundings)
            let south = try await acts.create(name: "South", actor: .host)
            try await world.savePolicy(of: south.id) { $0.secondFactor = .required }
            #expect(try await TestBrowser(world).signIn(sam).path == "/security")
            try await acts.add(sam.id, to: south.id, actor: .host)
            let page = try await TestBrowser(world).signIn(sam)
            #expect(page.path == "/setup")
            #expect(page.text.contains("South asks everyone"))
            try await acts.remove(sam.id, from: south.id, actor: .host)
            #expect(try await TestBrowser(world).signIn(sam).path == "/security")
            let told = try await world.events(of: sam)
            #expect(told.contains(.organisationJoined))
            #expect(told.contains(.organisationLeft))
        }
    }
}

extension World {
    /// Changes the policy in force of an organisation, the first one if none is named.
    @discardableResult
    func savePolicy(
        of organisation: Organisation.ID? = nil,
        _ change: @Sendable (inout Policy) -> Void
    ) async throws -> PolicyVersion {
        let acts = PolicyActs(in: surroundings)
        let first = try await store.organisations().first?.id
        let id = try #require(organisation ?? first)
        let (current, before) = try await acts.current(of: id)
        var policy = before
        change(&policy)
        return try await acts.save(policy, of: id, replacing: current.policyVersion, client: nil, actor: .host)
    }
}
