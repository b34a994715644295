import Countersign
import CountersignStore
import CountersignTesting
import CountersignWeb
import Foundation
import Testing

@Suite("Offers at the right time")
struct AccountOfferTests {
    private static let day: TimeInterval = 24 * 3600

    /// Never offered anything.
    private func newcomer(_ world: World) async throws -> TestMember {
        let sam = try await world.member()
        var account = try await world.dossier(of: sam).account
        account.offeredAt = nil
        try await world.surroundings.commit([.saveAccount(account)])
        return sam
    }

    /// The same with an app.
    private func member(_ world: World) async throws -> TestMember {
        var sam = try await newcomer(world)
        sam.phone = try await world.phone(for: sam)
        return sam
    }

    @Test(
        "after the first setup a passkey is offered, once, and then the page that was wanted",
        arguments: bothDatabases
    )
    func afterSetup(_ database: TestedDatabase) async throws {
        var settings = Settings()
        settings.secondFactor = .required
        try await World.run(on: database, settings: settings) { world in
            let sam = try await newcomer(world)
            let browser = TestBrowser(world)
            try await browser.signIn(sam)
            try await browser.open("/security/devices")
            try await browser.setUpApp(world)
            let offer = try await browser.send(["saved": "1"])
            #expect(offer.path == "/security/offer")
            #expect(offer.text.contains("Your backup codes are saved"))
            #expect(offer.links.contains("/security/two-factor/keys/new"))
            #expect(try await browser.send().path == "/security/devices")
            #expect(try await browser.open("/security").path == "/security")
            // Another app is no first setup.
            try await browser.open("/security")
            let (_, page) = try await browser.setUpApp(world, name: "Tablet")
            #expect(page.path == "/security")
        }
    }

    @Test("after a sign-in it is offered once in 60 days, whatever was answered", arguments: bothDatabases)
    func afterSignIn(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let sam = try await member(world)
            let browser = TestBrowser(world)
            try await browser.open("/security/activity")
            #expect(try await browser.signIn(sam).path == "/security/offer")
            #expect(try await world.dossier(of: sam).account.offeredAt == world.clock.now)
            for (days, expected) in [(1.0, "/security"), (58.9, "/security"), (0.2, "/security/offer")] {
                world.clock.advance(by: days * Self.day)
                #expect(try await TestBrowser(world).signIn(sam).path == expected, "after \(days) more days")
            }
        }
    }

    @Test("\u{201C}Not now\u{201D} leads to where one was going")
    func leadsOn() async throws {
        try await World.run { world in
            let sam = try await member(world)
            let browser = TestBrowser(world)
            try await browser.open("/sign-in?return=/security/activity")
            try await browser.send(["email": sam.email, "password": sam.password], to: "/sign-in")
            #expect(try await browser.giveCode(sam.phone?.code() ?? "").path == "/security/offer")
            #expect(try await browser.send().path == "/security/activity")
        }
    }

    @Test(
        "whoever is on the way out of their account, or to undo what a stranger did, is not stopped",
        arguments: ["/admin", "/security/undo/x"]
    )
    func notStopped(path: String) async throws {
        try await World.run { world in
            let sam = try await member(world)
            let browser = TestBrowser(world)
            try await browser.open("/sign-in?return=\(path)")
            try await browser.send(["email": sam.email, "password": sam.password], to: "/sign-in")
            #expect(try await browser.giveCode(sam.phone?.code() ?? "").path == path)
            #expect(try await world.dossier(of: sam).account.offeredAt == nil)
        }
    }

    @Test("who has a passkey, or signs in with a backup code, is offered none")
    func notOffered() async throws {
        try await World.run { world in
            var sam = try await member(world)
            sam.backupCodes = try await BackupCodeActs(in: world.surroundings)
                .make(for: sam.id, session: nil, client: nil, actor: .host)
            let browser = TestBrowser(world)
            try await browser.givePassword(sam)
            #expect(try await browser.giveCode(sam.backupCodes[0]).path == "/sign-in/backup/used")
            try await world.surroundings.commit([
                .insertFactor(
                    Factor(
                        id: Factor.ID("key"),
                        accountID: sam.id,
                        kind: Kind(rawValue: "passkey"),
                        label: "",
                        handle: "h",
                        sealedState: [],
                        createdAt: world.clock.now
                    )
                )
            ])
            let dossier = try await world.dossier(of: sam)
            #expect(!Offers(in: world.surroundings).isDue(dossier, at: world.clock.now))
            #expect(try await Offers(in: world.surroundings).make(to: sam.id) == false)
        }
    }

    @Test("Security offers a second way to who has one, then a passkey, until it is put off", arguments: bothDatabases)
    func onSecurity(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            var sam = try await member(world)
            sam.backupCodes = try await BackupCodeActs(in: world.surroundings)
                .make(for: sam.id, session: nil, client: nil, actor: .host)
            let browser = TestBrowser(world)
            try await browser.signIn(sam)
            world.clock.advance(by: 61 * Self.day)
            try await browser.givePassword(sam)
            // The offer after the sign-in rests the one here: nobody is asked twice.
            #expect(try await browser.giveCode(sam.phone?.code() ?? "").path == "/security/offer")
            #expect(try await !browser.open("/security").forms.contains { $0.action == "/security/offer" })

            var account = try await world.dossier(of: sam).account
            account.offeredAt = nil
            try await world.surroundings.commit([.saveAccount(account)])
            let one = try await browser.open("/security")
            #expect(one.text.contains("Add another way, so you’re never locked out"))
            _ = try await world.phone(for: sam, label: "Tablet")
            let two = try await browser.open("/security")
            #expect(two.text.contains("Sign in without typing"))
            #expect(two.links.contains("/security/two-factor/keys/new"))
            let quiet = try await browser.send(to: "/security/offer")
            #expect(quiet.path == "/security")
            #expect(!quiet.text.contains("Sign in without typing"))
        }
    }
}
