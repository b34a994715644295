import Countersign
import CountersignStore
import CountersignTesting
import CountersignWeb
import Foundation
import Testing

@Suite("Undoing a change")
struct AccountUndoTests {
    /// Somebody with an app and codes, whose stranger sits in a session of theirs.
    private func story(
        on database: TestedDatabase = .sqliteInMemory,
        _ body: @Sendable (World, TestMember, TestBrowser) async throws -> Void
    ) async throws {
        try await World.run(on: database) { world in
            let sam = try await world.protectedMember()
            let thief = TestBrowser(world)
            try await thief.signIn(sam)
            world.clock.advance(by: 60)
            try await body(world, sam, thief)
        }
    }

    private func link(_ world: World, _ kind: Notice.Kind, to address: String) async throws -> String {
        try await world.mailed("not_me_link", in: kind, to: address)
    }

    private func undoPath(of page: TestPage) throws -> String {
        try #require(page.links.first { $0.hasPrefix("/security/undo/") })
    }

    @Test("an app that a stranger added goes again, by a second step from before it", arguments: bothDatabases)
    func added(_ database: TestedDatabase) async throws {
        try await story(on: database) { world, sam, thief in
            let (_, page) = try await thief.setUpApp(world, name: "Thief")
            #expect(page.path == "/security")
            #expect(try await world.dossier(of: sam).factors.count == 2)
            world.clock.advance(by: 60)

            let owner = TestBrowser(world)
            let shown = try await owner.open(try await link(world, .factorAdded, to: sam.email))
            let path = try undoPath(of: shown)
            // The mailbox alone does nothing.
            #expect(try await owner.open(path).path == "/sign-in")
            try await owner.send(["email": sam.email, "password": sam.password], to: "/sign-in")
            let asked = try await owner.giveCode(sam.phone?.code() ?? "")
            #expect(asked.path == path)
            #expect(asked.text.contains("Thief is removed again"))
            #expect(try await world.dossier(of: sam).factors.count == 2)
            let done = try await owner.send()
            #expect(done.path == "/security")
            #expect(done.text.contains("The change is undone"))
            #expect(try await world.dossier(of: sam).factors.map(\.id) == [try #require(sam.phone).factorID])
            #expect(try await !thief.isSignedIn())
            let events = try await world.events(of: sam)
            #expect(events.contains(.changeUndone) && events.contains(.factorRemoved))
            #expect(try await owner.open(path).status == 410)
        }
    }

    @Test("backup codes that were made along with it go too", arguments: bothDatabases)
    func codesGoToo(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let sam = try await world.member()
            let phone = try await world.phone(for: sam)
            let thief = TestBrowser(world)
            try await thief.givePassword(sam)
            try await thief.giveCode(phone.code())
            world.clock.advance(by: 60)
            try await thief.setUpApp(world, name: "Thief")
            #expect(try await world.dossier(of: sam).backupCodes != nil)
            world.clock.advance(by: 60)
            let owner = TestBrowser(world)
            let path = try undoPath(of: try await owner.open(try await link(world, .factorAdded, to: sam.email)))
            try await owner.open(path)
            try await owner.send(["email": sam.email, "password": sam.password], to: "/sign-in")
            try await owner.open("/sign-in/app?factor=\(phone.factorID)")
            let asked = try await owner.send(["code": phone.code()])
            #expect(asked.text.contains("The backup codes that were made along with it or since stop working too"))
            try await owner.send()
            #expect(try await world.dossier(of: sam).backupCodes == nil)
            #expect(try await world.dossier(of: sam).factors.map(\.id) == [phone.factorID])
        }
    }

    @Test("what was added proves nothing for its own undoing; a backup code from before does", arguments: bothDatabases)
    func earlierProof(_ database: TestedDatabase) async throws {
        try await story(on: database) { world, sam, thief in
            let (phone, _) = try await thief.setUpApp(world, name: "Thief")
            let path = try undoPath(of: try await thief.open(try await link(world, .factorAdded, to: sam.email)))
            world.clock.advance(by: 11 * 60)
            #expect(try await thief.open(path).path == "/security/confirm/app")
            let factor = try #require(
                try await world.dossier(of: sam).factors.first { $0.id != sam.phone?.factorID }
            )
            try await thief.open("/security/confirm/app?factor=\(factor.id)&return=\(path)")
            let refused = try await thief.send(["code": phone.code])
            #expect(refused.text.contains("a second step that you had before this change"))
            #expect(!refused.mainForms.contains { $0.action == nil })
            // Pressed all the same: nothing happens.
            try await thief.post(path, ["csrf": try await thief.token()])
            #expect(try await world.dossier(of: sam).factors.count == 2)

            try await thief.open("/security/confirm/backup?return=\(path)")
            let proved = try await thief.send(["backup": sam.backupCodes[0]])
            #expect(proved.path == path)
            #expect(try await thief.send().text.contains("The change is undone"))
            #expect(try await world.dossier(of: sam).factors.count == 1)
        }
    }

    @Test("the earlier address comes back, and signs in again", arguments: bothDatabases)
    func email(_ database: TestedDatabase) async throws {
        try await story(on: database) { world, sam, thief in
            try await thief.open("/security/email")
            try await thief.send(["email": "thief@example.com"])
            try await thief.send([
                "new-code": try await world.mailed("code", in: .confirmEmail, to: "thief@example.com"),
                "old-code": try await world.mailed("code", in: .agreeToEmailChange, to: sam.email),
            ])
            #expect(try await world.dossier(of: sam).account.email == "thief@example.com")
            let mail = try await world.mail(.emailChanged, to: sam.email)
            let owner = TestBrowser(world)
            let shown = try await owner.open(try #require(mail.facts["not_me_link"]))
            let path = try undoPath(of: shown)
            // A link for a new password would go to the other mailbox.
            #expect(!shown.links.contains("/password/forgot"))
            // The new address's own copy gives nothing back.
            let theirs = try await link(world, .emailChanged, to: "thief@example.com")
            let other = try await TestBrowser(world).open(theirs)
            #expect(!other.links.contains { $0.hasPrefix("/security/undo/") })

            world.clock.advance(by: 60)
            // The earlier address is all that its owner knows; elsewhere it signs nobody in.
            #expect(try await TestBrowser(world).givePassword(sam).problems.count == 1)
            let asked = try await owner.open(path)
            #expect(asked.html.contains("value=\"\(sam.email)\""))
            try await owner.send(["email": sam.email, "password": sam.password, "return": path], to: "/sign-in")
            #expect(try await owner.giveCode(sam.phone?.code() ?? "").text.contains("sam@example.com again"))
            let told = try await world.mails(to: "thief@example.com").count
            try await owner.send()
            // What went to the other mailbox freezes nobody any more, and nothing else goes there.
            #expect(try await TestBrowser(world).open(theirs).status == 410)
            #expect(try await world.mails(to: "thief@example.com").count == told)
            #expect(try await world.count(.emailChanged, to: sam) == 2)
            let account = try await world.dossier(of: sam).account
            #expect(account.confirmedEmail == sam.email)
            #expect(account.name == sam.email)
            #expect(try await !thief.isSignedIn())
            world.clock.advance(by: 60)
            let again = TestBrowser(world)
            try await again.signIn(sam)
            #expect(try await again.isSignedIn())
        }
    }

    @Test("a name and what is asked for first are as they were", arguments: bothDatabases)
    func nameAndPreferred(_ database: TestedDatabase) async throws {
        try await story(on: database) { world, sam, thief in
            let tablet = try await world.phone(for: sam, label: "Tablet")
            world.clock.advance(by: 60)
            try await thief.open("/security/name")
            try await thief.send(["name": "Nobody"])
            try await thief.open("/security")
            try await thief.post(
                "/security/two-factor/factors/\(tablet.factorID)/prefer",
                ["csrf": try await thief.token()]
            )
            #expect(try await world.dossier(of: sam).account.preferredFactorID == tablet.factorID)
            world.clock.advance(by: 60)
            for kind: Notice.Kind in [.nameChanged, .factorPreferred] {
                let owner = TestBrowser(world)
                let path = try undoPath(of: try await owner.open(try await link(world, kind, to: sam.email)))
                try await owner.open(path)
                try await owner.send(["email": sam.email, "password": sam.password], to: "/sign-in")
                try await owner.open("/sign-in/app?factor=\(sam.phone?.factorID.rawValue ?? "")")
                #expect(try await owner.send(["code": sam.phone?.code() ?? ""]).path == path)
                #expect(try await owner.send().text.contains("The change is undone"))
                world.clock.advance(by: 60)
            }
            let account = try await world.dossier(of: sam).account
            #expect(account.displayName == "Sam Okafor")
            #expect(account.preferredFactorID == sam.phone?.factorID)
        }
    }

    @Test("what was changed again since is left alone, and another's link is as good as absent")
    func nothingLeft() async throws {
        try await story { world, sam, thief in
            try await thief.setUpApp(world, name: "Thief")
            let path = try undoPath(of: try await thief.open(try await link(world, .factorAdded, to: sam.email)))
            let kim = try await world.protectedMember("kim@example.com")
            let other = TestBrowser(world)
            try await other.signIn(kim)
            #expect(try await other.open(path).status == 404)
            let added = try #require(
                try await world.dossier(of: sam).factors.first { $0.id != sam.phone?.factorID }
            )
            _ = try await FactorActs(in: world.surroundings).remove(added.id, of: sam.id, client: nil, actor: .host)
            #expect(try await thief.open(path).text.contains("nothing left to undo"))
        }
    }

    @Test("what was removed is never put back: the page leads to setting it up anew")
    func removed() async throws {
        try await story { world, sam, thief in
            _ = try await world.phone(for: sam, label: "Tablet")
            _ = try await FactorActs(in: world.surroundings)
                .remove(try #require(sam.phone).factorID, of: sam.id, client: nil, actor: .host)
            let page = try await TestBrowser(world).open(try await link(world, .factorRemoved, to: sam.email))
            #expect(page.text.contains("can’t be put back from an email"))
            #expect(page.links.contains("/security/two-factor/new"))
            #expect(!page.links.contains { $0.hasPrefix("/security/undo/") })
        }
    }

    @Test("a deletion is stopped from the same page")
    func deletion() async throws {
        try await story { world, sam, thief in
            try await thief.open("/security/delete")
            try await thief.send()
            let owner = TestBrowser(world)
            let page = try await owner.open(try await link(world, .deletionAsked, to: sam.email))
            #expect(try await owner.send(to: "\(page.path)/keep").path == "/keep-account/done")
            #expect(try await world.dossier(of: sam).account.deletion == nil)
            #expect(try await world.dossier(of: sam).account.state == .active)
        }
    }
}
