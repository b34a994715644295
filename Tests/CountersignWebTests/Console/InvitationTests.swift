import Countersign
import CountersignStore
import CountersignTesting
import Foundation
import Testing

@Suite("Invitations, and who has which role")
struct InvitationTests {
    private func link(in world: World, to address: String) async throws -> String {
        try await world.mailed("link", in: .invitation, to: address)
    }

    @Test("an owner invites by mail, and the link makes the account once", arguments: bothDatabases)
    func accept(_ database: TestedDatabase) async throws {
        var settings = Settings()
        settings.signUp = .invitation
        try await World.run(on: database, settings: settings) { world in
            let owner = try await world.consoleBrowser()
            try await owner.open("/admin/staff")
            let sent = try await owner.send(
                ["email": "new@example.com", "name": "Nia", "role": "supporter"],
                to: "/admin/staff/invitations"
            )
            #expect(sent.path == "/admin/staff")
            #expect(sent.text.contains("new@example.com"))
            let link = try await link(in: world, to: "new@example.com")
            let browser = TestBrowser(world)
            let page = try await browser.open(link)
            #expect(page.text.contains("new@example.com"))
            #expect(page.html.contains("value=\"Nia\""))
            let weak = try await browser.send(["name": "Nia", "new-password": "short"])
            #expect(weak.heading == "Create your account")
            let made = try await browser.send(["name": "Nia Lund", "new-password": TestMember.password])
            #expect(made.path == "/security")
            let account = try #require(
                try await world.store.dossier(named: SignInIdentifier("new@example.com"))
            ).account
            #expect(account.role == .supporter)
            #expect(account.confirmedEmail == "new@example.com")
            #expect(account.displayName == "Nia Lund")
            #expect(try await TestBrowser(world).open(link).heading == "This link has already been used")
            #expect(try await !owner.open("/admin/staff").text.contains("invited on"))
        }
    }

    @Test("revoked, replaced and old invitations do not work", arguments: bothDatabases)
    func ended(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let invitations = Invitations(in: world.surroundings)
            let first = try #require(try await world.store.organisations().first?.id)
            func invite(_ email: String) async throws -> (Invitations.Invitation, String) {
                let made = try await invitations.invite(
                    email: email,
                    role: .member,
                    organisation: first,
                    language: nil,
                    actor: .host
                )
                return (made, try await link(in: world, to: email))
            }
            let (revoked, revokedLink) = try await invite("a@example.com")
            try await invitations.revoke(revoked.id, actor: .host)
            #expect(try await TestBrowser(world).open(revokedLink).heading == "This link no longer works")
            let (again, earlierLink) = try await invite("b@example.com")
            _ = try await invitations.sendAgain(again.id, actor: .host)
            #expect(try await TestBrowser(world).open(earlierLink).heading == "There is a newer link")
            let newest = try await link(in: world, to: "b@example.com")
            #expect(try await TestBrowser(world).open(newest).heading == "Create your account")
            #expect(try await invitations.open().map(\.email) == ["b@example.com"])
            world.clock.advance(by: 7 * 86_400)
            #expect(try await TestBrowser(world).open(newest).heading == "This link has expired")
            #expect(try await invitations.open().isEmpty)
        }
    }

    @Test("an invitation is worth no more than its owner is when it is accepted", arguments: bothDatabases)
    func inviter(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let owner = try await world.consoleBrowser()
            try await owner.open("/admin/staff")
            try await owner.send(["email": "new@example.com", "role": "owner"], to: "/admin/staff/invitations")
            let link = try await link(in: world, to: "new@example.com")
            #expect(try await TestBrowser(world).open(link).heading == "Create your account")
            let account = try #require(try await world.store.owners().first)
            _ = try await world.staff(.owner, "second@example.com")
            try await RoleActs(in: world.surroundings).change(account.id, to: .member, by: nil, actor: .host)
            let page = try await TestBrowser(world).open(link)
            #expect(page.heading == "This link no longer works")
            #expect(try await world.store.dossier(named: SignInIdentifier("new@example.com")) == nil)
            // Whoever sends it again vouches for it.
            let invitations = Invitations(in: world.surroundings)
            let open = try #require(try await invitations.open().first)
            _ = try await invitations.sendAgain(open.id, actor: .host)
            let again = try await self.link(in: world, to: "new@example.com")
            #expect(try await TestBrowser(world).open(again).heading == "Create your account")
        }
    }

    @Test("one link in two browsers at once makes one account", arguments: bothDatabases)
    func race(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let first = try #require(try await world.store.organisations().first?.id)
            _ = try await Invitations(in: world.surroundings).invite(
                email: "new@example.com",
                role: .member,
                organisation: first,
                language: nil,
                actor: .host
            )
            let link = try await link(in: world, to: "new@example.com")
            let pages = try await withThrowingTaskGroup(of: String.self) { group in
                for _ in 0..<5 {
                    group.addTask {
                        let browser = TestBrowser(world)
                        try await browser.open(link)
                        return try await browser.send(["name": "", "new-password": TestMember.password]).path
                    }
                }
                return try await group.reduce(into: [String]()) { $0.append($1) }
            }
            #expect(pages.count { $0 == "/security" } == 1)
        }
    }

    @Test("of two who invite one address at once, the later replaces the earlier", arguments: bothDatabases)
    func atOnce(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let first = try #require(try await world.store.organisations().first?.id)
            let invitations = Invitations(in: world.surroundings)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for role in [Role.owner, .member, .auditor, .approver] {
                    group.addTask {
                        _ = try await invitations.invite(
                            email: "new@example.com",
                            role: role,
                            organisation: first,
                            language: nil,
                            actor: .host
                        )
                    }
                }
                try await group.waitForAll()
            }
            #expect(try await invitations.open().count == 1)
        }
    }

    @Test("an address that has an account is not invited, and the form says so and what to do")
    func hasAccount() async throws {
        try await World.run { world in
            let sam = try await world.member()
            let owner = try await world.consoleBrowser()
            try await owner.open("/admin/staff")
            let page = try await owner.send(
                ["email": "sam@example.com", "role": "member"],
                to: "/admin/staff/invitations"
            )
            #expect(page.heading == "Staff")
            #expect(page.html.contains("value=\"sam@example.com\""))
            #expect(page.text.contains("There’s an account with this address already"))
            #expect(page.links.contains("/admin/people/\(sam.id)"))
            #expect(try await owner.open("/admin/people/\(sam.id)").links.contains("/admin/staff/\(sam.id)"))
            #expect(try await Invitations(in: world.surroundings).open().isEmpty)
        }
    }

    @Test("a role changes at once; nobody changes their own, and the last owner stays", arguments: bothDatabases)
    func roles(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let owner = try await world.staff(.owner)
            let lee = try await world.staff(.supporter)
            let browser = TestBrowser(world)
            try await browser.signIn(owner)
            let leeBrowser = TestBrowser(world)
            try await leeBrowser.signIn(lee)
            #expect(try await browser.open("/admin/staff/\(owner.id)").status == 403)
            try await browser.open("/admin/staff/\(lee.id)")
            let missing = try await browser.send(["role": "member"])
            #expect(missing.text.contains("Say why"))
            #expect(try await browser.send(["role": "member", "reason": "Left"]).path == "/admin/staff")
            #expect(try await world.dossier(of: lee).account.role == .member)
            #expect(try await !leeBrowser.isSignedIn())
            #expect(try await world.count(.roleChanged, to: lee) == 1)
            // The host may do all but leave nobody.
            await #expect(throws: Authority.Refusal.lastOwner) {
                try await RoleActs(in: world.surroundings).change(owner.id, to: .member, by: nil, actor: .host)
            }
        }
    }

    @Test("two owners who take each other’s role at once leave one", arguments: bothDatabases)
    func racingOwners(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let one = try await world.dossier(of: world.member("one@example.com", role: .owner)).account
            let two = try await world.dossier(of: world.member("two@example.com", role: .owner)).account
            await withTaskGroup(of: Void.self) { group in
                for (by, of) in [(one, two), (two, one)] {
                    group.addTask {
                        try? await RoleActs(in: world.surroundings)
                            .change(of.id, to: .member, by: by, actor: .member(by.id))
                    }
                }
            }
            #expect(try await world.store.owners().count == 1)
        }
    }

    @Test("the list of staff says which keys each has and when they were last here", arguments: bothDatabases)
    func keys(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let lee = try await world.staff(.supporter)
            _ = try await world.passkey(for: lee)
            _ = try await world.member("kim@example.com", displayName: "Kim", role: .auditor)
            let page = try await world.consoleBrowser().open("/admin/staff")
            func row(_ email: String) throws -> String {
                let rows = page.html.split(separator: "<tr>").map(String.init)
                return try #require(rows.last { $0.contains(email) })
            }
            #expect(try row(lee.email).contains("Authenticator app") && row(lee.email).contains("Passkey"))
            #expect(try row(lee.email).contains(">Never<"))
            #expect(try row("owner@example.com").contains("today at"))
            #expect(try row("kim@example.com").contains(">None<") && row("kim@example.com").contains("Two-factor off"))
        }
    }

    @Test("only owners see the form and may invite", arguments: Role.allCases.filter { $0 > .member })
    func who(_ role: Role) async throws {
        try await World.run { world in
            let browser = try await world.consoleBrowser(role)
            let page = try await browser.open("/admin/staff")
            #expect(page.status == (role == .owner || role == .auditor ? 200 : 403))
            #expect(page.forms.contains { $0.action == "/admin/staff/invitations" } == (role == .owner))
            let sent = try await browser.post(
                "/admin/staff/invitations",
                ["csrf": browser.token(), "email": "x@example.com", "role": "owner"]
            )
            #expect((sent.status == 403) == (role != .owner))
        }
    }
}
