import Countersign
import CountersignStore
import CountersignTesting
import Foundation
import OneTimePassword
import Testing

@Suite("A person in the console")
struct OpeningPersonTests {
    @Test("a visit is one event, which the person sees", arguments: bothDatabases)
    func oneVisit(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let sam = try await world.protectedMember()
            let lee = try await world.staff(.supporter)
            let browser = TestBrowser(world)
            try await browser.signIn(lee)
            for _ in 0..<3 { #expect(try await browser.open("/admin/people/\(sam.id)").status == 200) }
            let events = try await world.store.events(of: sam.id, before: nil, limit: 50).map(\.event)
            let opened = events.filter { $0.kind == .personOpened }
            #expect(opened.map(\.actor) == [.member(lee.id)])
            let own = TestBrowser(world)
            try await own.signIn(sam)
            #expect(try await own.open("/security/activity").text.contains("Support looked at this account"))
        }
    }

    @Test("the page says how the person stands, and what would happen now", arguments: bothDatabases)
    func stands(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let sam = try await world.protectedMember()
            try await world.exhaust(sam, with: TestBrowser(world))
            let page = try await world.consoleBrowser(.supporter).open("/admin/people/\(sam.id)")
            #expect(page.heading == "Sam Okafor")
            for words in [
                "Two-factor on", "Codes paused until", "Authenticator app", "5 of 5 left",
                "They’re asked for their password.", "Then they’re asked for a code from their app.",
                "after 6 wrong ones in a row", "two codes in a row from their app",
                "5 backup codes get them in instead",
            ] {
                #expect(page.text.contains(words), "\(words)")
            }
        }
    }

    @Test("no page of staff shows a secret", arguments: bothDatabases)
    func noSecrets(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let sam = try await world.protectedMember()
            let page = try await world.consoleBrowser().open("/admin/people/\(sam.id)")
            let key = try #require(sam.phone?.key.secret.base32)
            #expect(!page.html.contains(key))
            #expect(sam.backupCodes.count == 5 && sam.backupCodes.allSatisfy { !page.html.contains($0) })
            let account = try await world.dossier(of: sam).account
            #expect(!page.html.contains(account.passwordHash ?? "nothing"))
        }
    }

    @Test(
        "nobody looks into an account with more power, but for the auditor",
        arguments: [
            (Role.supporter, Role.owner, 403), (.supporter, .member, 200), (.supporter, .supporter, 403),
            (.approver, .supporter, 403),
            (.auditor, .owner, 200), (.owner, .owner, 200),
        ]
    )
    func power(by role: Role, of other: Role, status: Int) async throws {
        try await World.run { world in
            let person = try await world.member("kim@example.com", displayName: "Kim", role: other)
            let page = try await world.consoleBrowser(role).open("/admin/people/\(person.id)")
            #expect(page.status == status)
            #expect(page.text.contains("kim@example.com") == (status == 200))
            #expect(try await world.events(of: person).contains(.personOpened) == (status == 200))
        }
    }

    @Test("who has as much power is not opened, and the page says whom to ask")
    func whomToAsk() async throws {
        var settings = Settings()
        settings.supportContact = "help@example.com"
        try await World.run(settings: settings) { world in
            let kim = try await world.member("kim@example.com", displayName: "Kim", role: .owner)
            let browser = try await world.consoleBrowser(.supporter)
            for path in ["/admin/people/\(kim.id)", "/admin/people/\(kim.id)/help/suspend"] {
                let page = try await browser.open(path)
                #expect(page.status == 403 && page.heading == "You can’t open this person")
                #expect(page.text.contains("Ask an owner") && page.text.contains("help@example.com"))
                #expect(page.links.contains("/admin/people") && !page.text.contains("Kim"))
            }
            // What their role does not do at all is another matter.
            #expect(try await browser.open("/admin/audit").heading == "You can’t open this page")
        }
    }

    @Test("the page lists the latest mails, and what became of each", arguments: bothDatabases)
    func mails(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let sam = try await world.protectedMember()
            try await world.support(try world.order(.clearWait), on: sam)
            let browser = try await world.consoleBrowser(.supporter)
            let waiting = try await browser.open("/admin/people/\(sam.id)")
            #expect(waiting.text.contains("Emails to this person"))
            #expect(waiting.text.contains("What support did") && waiting.text.contains("To be sent"))
            var mail = try #require(try await world.store.mails(to: sam.id, limit: 1).first)
            #expect(mail.kind == .supportActed)
            mail.state = .refused
            mail.reply = "550 <b>no such user"
            mail.finishedAt = world.clock.now
            try await world.store.saveMail(mail)
            let refused = try await browser.open("/admin/people/\(sam.id)")
            #expect(refused.text.contains("Refused"))
            #expect(
                refused.text.contains("The mail server said: 550 <b>no such user") && !refused.html.contains("<b>no")
            )
        }
    }

    @Test("there is no page of an account that is not there")
    func nobody() async throws {
        try await World.run { world in
            let browser = try await world.consoleBrowser()
            #expect(try await browser.open("/admin/people/01JCNOBODY").status == 404)
        }
    }

    @Test("a search finds by the beginning of name and address, and is an event that names nobody")
    func search() async throws {
        try await World.run { world in
            _ = try await world.member("sam@example.com")
            _ = try await world.member("kim@example.com", displayName: "Kim <script>alert(1)</script>")
            let browser = try await world.consoleBrowser(.supporter)
            let found = try await browser.open("/admin/people?q=KIM")
            #expect(found.text.contains("Kim <script>alert(1)</script>"))
            #expect(!found.html.contains("<script>alert"))
            #expect(!found.text.contains("sam@example.com"))
            let none = try await browser.open("/admin/people?q=%22%3E%3Cb%3Ex")
            #expect(none.text.contains("No one matches. Clear filters"))
            #expect(!none.html.contains("\"><b>x"))
            try await world.sealEvents()
            let events = try await world.store.events(after: 0, limit: 500).map(\.event)
            let searches = events.filter { $0.kind == .peopleSearched }
            #expect(searches.map { $0.data["found"] } == ["1", "0"])
            #expect(searches.allSatisfy { !$0.dataText.lowercased().contains("kim") && $0.accountID == nil })
        }
    }
}
