import Countersign
import CountersignStore
import CountersignTesting
import CountersignWeb
import Foundation
import Testing

@Suite("Deleting one's account")
struct AccountDeletionTests {
    private static let day: TimeInterval = 24 * 3600

    /// Signed in, and asked for the account to be deleted.
    private func asked(_ world: World, _ sam: TestMember) async throws -> TestBrowser {
        let browser = TestBrowser(world)
        try await browser.signIn(sam)
        try await browser.open("/security/delete")
        #expect(try await browser.send().path == "/security")
        return browser
    }

    private func look(_ world: World) async throws {
        try await AccountDeletion(in: world.surroundings).look()
    }

    @Test("it says what goes and when, works until then, reminds and goes", arguments: bothDatabases)
    func story(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let sam = try await world.protectedMember()
            let browser = TestBrowser(world)
            try await browser.signIn(sam)
            #expect(try await browser.open("/security").links.contains("/security/delete"))
            let page = try await browser.open("/security/delete")
            #expect(page.heading == "Delete your account?")
            #expect(page.text.contains("is deleted for good on 16 October 2026"))
            #expect(page.text.contains("This stays: the log of what happened and when"))
            // Reading changes nothing.
            #expect(try await world.dossier(of: sam).account.deletion == nil)
            let banner = try await browser.send()
            #expect(banner.text.contains("Your account will be deleted on 16 October 2026"))
            #expect(banner.forms.contains { $0.action == "/security/keep" })
            #expect(try await world.count(.deletionAsked, to: sam) == 1)
            #expect(try await browser.open("/security/delete").heading == "Your account is going to be deleted")

            world.clock.advance(by: 12.9 * Self.day)
            try await look(world)
            #expect(try await world.count(.deletionSoon, to: sam) == 0)
            world.clock.advance(by: 0.1 * Self.day)
            try await look(world)
            try await look(world)
            #expect(try await world.count(.deletionSoon, to: sam) == 1)
            let other = TestBrowser(world)
            try await other.signIn(sam)
            #expect(try await other.isSignedIn())

            world.clock.advance(by: Self.day)
            try await look(world)
            #expect(try await world.store.dossier(of: sam.id) == nil)
            #expect(try await world.count(.accountDeleted, to: sam) == 1)
            #expect(try await !other.isSignedIn())
            #expect(try await TestBrowser(world).givePassword(sam).asksAgain)
            #expect(try await world.store.accounts(prefix: "sam", after: nil, limit: 5).isEmpty)
            // What happened stays; whom it was about went with the account's key.
            let events = try await world.store.events(of: sam.id, before: nil, limit: 500)
            #expect(events.first?.event.kind == .accountDeleted)
            #expect(events.contains { $0.event.kind == .signInSucceeded && !$0.event.personal.isEmpty })
            #expect(events.allSatisfy { !$0.event.dataText.contains("sam@") && !$0.event.actorName.contains("sam@") })
            // The address is free again.
            #expect(try await world.member().id != sam.id)
        }
    }

    @Test("whoever keeps it on the page of the notice is told, and stays", arguments: bothDatabases)
    func keptSignedIn(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let sam = try await world.protectedMember()
            let browser = try await asked(world, sam)
            let link = try await world.mailed("link", in: .deletionAsked, to: sam.email)
            world.clock.advance(by: 2 * Self.day)
            try await browser.signIn(sam)
            try await browser.open("/security")
            let kept = try await browser.send(to: "/security/keep")
            #expect(kept.text.contains("Your account stays"))
            #expect(try await world.count(.deletionCancelled, to: sam) == 1)
            #expect(try await browser.open(link).status == 410)
            world.clock.advance(by: 20 * Self.day)
            try await look(world)
            #expect(try await world.dossier(of: sam).account.deletion == nil)
            #expect(try await world.events(of: sam).contains(.accountDeletionCancelled))
            #expect(try await world.count(.deletionSoon, to: sam) == 0)
        }
    }

    @Test("the link of each mail shows, and its button keeps the account, once", arguments: bothDatabases)
    func keptByLink(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let sam = try await world.protectedMember()
            _ = try await asked(world, sam)
            world.clock.advance(by: 13 * Self.day)
            try await look(world)
            let first = try await world.mailed("link", in: .deletionAsked, to: sam.email)
            let reader = TestBrowser(world)
            let shown = try await reader.open(try await world.mailed("link", in: .deletionSoon, to: sam.email))
            #expect(shown.heading == "Keep your account?")
            #expect(try await world.dossier(of: sam).account.deletion != nil)
            #expect(try await reader.send().path == "/keep-account/done")
            #expect(try await world.dossier(of: sam).account.deletion == nil)
            #expect(try await reader.open(shown.address).status == 410)
            #expect(try await reader.open(first).status == 410)
            // It signs nobody in.
            #expect(try await !reader.isSignedIn())
        }
    }

    @Test("an attacker who asks for it loses to \u{201C}this was not me\u{201D}")
    func frozen() async throws {
        try await World.run { world in
            let sam = try await world.protectedMember()
            _ = try await asked(world, sam)
            let owner = TestBrowser(world)
            try await owner.open(try await world.mailed("not_me_link", in: .deletionAsked, to: sam.email))
            let page = try owner.page.address
            try await owner.post(page, owner.page.mainForms.first { $0.action == nil }?.hidden ?? [:])
            let account = try await world.dossier(of: sam).account
            #expect(account.state == .frozen)
            #expect(account.deletion == nil)
            world.clock.advance(by: 20 * Self.day)
            try await look(world)
            #expect(try await world.store.dossier(of: sam.id) != nil)
        }
    }

    @Test("the last owner stays, also where the other is leaving", arguments: bothDatabases)
    func owners(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let deletion = AccountDeletion(in: world.surroundings)
            let kim = try await world.member("kim@example.com", role: .owner)
            let browser = TestBrowser(world)
            try await browser.signIn(kim)
            try await browser.open("/security/delete")
            let refused = try await browser.send()
            #expect(refused.status == 409)
            #expect(refused.heading == "This account can’t be deleted")
            #expect(try await deletion.deleteNow(kim.id, actor: .host) == false)
            let ada = try await world.member("ada@example.com", role: .owner)
            _ = try await deletion.ask(kim.id, client: nil, actor: .host)
            #expect(try await deletion.ask(ada.id, client: nil, actor: .host) == .lastOwner)
            // Kim becomes the last one while she waits: then she stays, and reads why nothing happened.
            try await world.surroundings.commit([.removeAccount(ada.id)])
            world.clock.advance(by: 15 * Self.day)
            try await look(world)
            #expect(try await world.dossier(of: kim).account.deletion == nil)
            #expect(try await world.count(.deletionCancelled, to: kim) == 1)
        }
    }

    @Test("two nodes that look at once delete once", arguments: bothDatabases)
    func twoNodes(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            var gone: [Account.ID] = []
            for number in 0..<5 {
                let member = try await world.member("m\(number)@example.com")
                _ = try await AccountDeletion(in: world.surroundings).ask(member.id, client: nil, actor: .host)
                gone.append(member.id)
            }
            world.clock.advance(by: 14 * Self.day)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for node in [world.surroundings, world.node()] {
                    group.addTask { try await AccountDeletion(in: node).look() }
                }
                try await group.waitForAll()
            }
            for id in gone {
                let events = try await world.store.events(of: id, before: nil, limit: 50)
                #expect(events.count { $0.event.kind == .accountDeleted } == 1)
            }
            #expect(try await world.store.countOfAccounts() == 0)
        }
    }

    @Test("a restore gives whoever changed their mind since the whole wait again")
    func restored() async throws {
        try await World.run { world in
            let sam = try await world.protectedMember()
            _ = try await asked(world, sam)
            world.clock.advance(by: 20 * Self.day)
            _ = try await AfterRestore(in: world.surroundings).run { _ in }
            try await look(world)
            #expect(
                try await world.dossier(of: sam).account.deletion?.dueAt
                    == world.clock.now.addingTimeInterval(14 * Self.day)
            )
            #expect(try await world.count(.deletionAsked, to: sam) == 2)
            let reader = TestBrowser(world)
            try await reader.open(try await world.mailed("link", in: .deletionAsked, to: sam.email))
            #expect(try await reader.send().path == "/keep-account/done")
        }
    }
}
