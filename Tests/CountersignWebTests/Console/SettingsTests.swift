import Countersign
import CountersignStore
import CountersignTesting
import Foundation
import Testing

@testable import CountersignWeb

@Suite("Settings in the console")
struct SettingsTests {
    private static let languages = ["language-en": "1", "language-de": "1"]

    @Test("name, colour and contact are used at once, in pages, mails and apps", arguments: bothDatabases)
    func used(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let browser = try await world.consoleBrowser(.owner)
            try await browser.open("/admin/settings")
            let saved = try await browser.send(
                Self.languages.merging([
                    "name": "Northwind <b>", "mark": "NW", "colour": "#0B5D1E", "contact": "help@northwind.example",
                    "zone": "Asia/Tokyo",
                ]) { $1 }
            )
            #expect(saved.text.contains("The settings are saved"))
            #expect(saved.html.contains("Northwind &lt;b&gt;") && !saved.html.contains("Northwind <b>"))
            #expect(saved.html.contains(">NW</text>"))
            let sheet = try #require(try saved.html.found("href=\"(/assets/brand\\.[0-9a-f]+\\.css)\"").first?[1])
            let css = try await browser.open(sheet)
            #expect(css.status == 200 && css.html.contains("--primary: #0b5d1e;"))
            let sam = try await world.member()
            let visitor = TestBrowser(world)
            try await visitor.signIn(sam)
            let setup = try await visitor.open("/security/two-factor/app/new")
            #expect(setup.setupLink?.contains("issuer=Northwind") == true)
            let notice = Notice(kind: .passwordChanged, to: "", language: "en", facts: [:], at: world.clock.now)
            let mail = try world.web.mail(of: notice)
            #expect(mail.subject.contains("Northwind <b>"))
            #expect(mail.text.contains("Tokyo"))
            try await world.sealEvents()
            let event = try await world.store.events(after: 0, limit: 500).map(\.event).last {
                $0.kind == .settingsChanged
            }
            #expect(event?.data["fields"] == "name mark colour support_contact time_zone")
        }
    }

    @Test("another node has them when it looks; what is emptied is the configuration's again", arguments: bothDatabases)
    func followed(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let owner = try await world.staff(.owner)
            let account = try await world.dossier(of: owner).account
            let configured = world.surroundings.settings.organisationName
            var own = OwnSettings()
            own.organisationName = "  North\nwind "
            let setting = SettingTheServer(in: world.surroundings)
            #expect(try await setting.save(own, over: OwnSettings(), by: account, from: nil) == .saved)
            #expect(world.surroundings.settings.organisationName == "North wind")
            world.surroundings.settingsBox.take(OwnSettings())
            #expect(world.surroundings.settings.organisationName == configured)
            try await setting.follow()
            #expect(world.surroundings.settings.organisationName == "North wind")
            let shown = world.surroundings.settings.own
            #expect(try await setting.save(OwnSettings(), over: shown, by: account, from: nil) == .saved)
            #expect(world.surroundings.settings.organisationName == configured)
        }
    }

    @Test("a name is of characters that can be seen, however few letters they make", arguments: bothDatabases)
    func invisible(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let browser = try await world.consoleBrowser(.owner)
            let stacked = "a" + String(repeating: "\u{301}", count: 2000)
            for (name, problem) in [
                ("\u{3164}", "This has characters that cannot be seen"),
                ("North\u{202E}wind", "This has characters that cannot be seen"),
                (stacked, "The name must be at most 60 characters"),
            ] {
                try await browser.open("/admin/settings")
                #expect(try await browser.send(Self.languages.merging(["name": name]) { $1 }).problems == [problem])
            }
            // What joins letters and chooses an emoji's look is seen in what it changes.
            for name in ["می\u{200C}خواهم", "Team 👩\u{200D}🚀", "Love ❤\u{FE0F}"] {
                try await browser.open("/admin/settings")
                try await browser.send(Self.languages.merging(["name": name]) { $1 })
                #expect(world.surroundings.settings.organisationName == name)
            }
        }
    }

    @Test("what cannot be is said beside its field, nothing typed is lost and nothing saved", arguments: bothDatabases)
    func problems(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let browser = try await world.consoleBrowser(.owner)
            try await browser.open("/admin/settings")
            let page = try await browser.send([
                "name": String(repeating: "x", count: 61), "mark": "abc", "colour": "#ffd400",
                "contact": "ok", "zone": "Mars/Olympus",
            ])
            #expect(
                page.problems == [
                    "The name must be at most 60 characters", "The shield holds one or two letters",
                    "That colour is too pale: its contrast on our background is 1.3 to 1, and people need 4.5 to 1. "
                        + "Choose a darker one",
                    "There is no such time zone. Enter one such as Europe/Paris", "Choose at least one language",
                ]
            )
            #expect(page.html.contains("value=\"#ffd400\"") && page.html.contains("value=\"Mars/Olympus\""))
            #expect(world.surroundings.settings.own == OwnSettings())
            let shape = try await browser.send(Self.languages.merging(["colour": "blue"]) { $1 })
            #expect(shape.problems.contains { $0.hasPrefix("Enter a colour as # and six digits") })
        }
    }

    @Test("the page hands its script what it says of a colour’s contrast")
    func contrast() async throws {
        try await World.run { world in
            let page = try await world.consoleBrowser(.owner).open("/admin/settings")
            #expect(page.html.contains("data-contrast=\"colour\" data-paper=\"#f6f4ef\" data-least=\"4.5\""))
            #expect(page.html.contains("data-good=\"Contrast {contrast} : 1\""))
        }
    }

    @Test("two owners at once: other fields are both kept, the same one is asked about", arguments: bothDatabases)
    func atOnce(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let lee = try await world.consoleBrowser(.owner)
            let ola = TestBrowser(world)
            try await ola.signIn(try await world.staff(.owner, "ola@example.com"))
            try await lee.open("/admin/settings")
            try await ola.open("/admin/settings")
            _ = try await lee.send(Self.languages.merging(["name": "North", "contact": "help@north.example"]) { $1 })
            let asked = try await ola.send(Self.languages.merging(["name": "South", "zone": "Asia/Tokyo"]) { $1 })
            #expect(
                asked.problems == ["Someone else changed this meanwhile. It is now North. Save again to replace it"]
            )
            #expect(asked.html.contains("value=\"South\"") && asked.html.contains("value=\"Asia/Tokyo\""))
            #expect(world.surroundings.settings.own.organisationName == "North")
            #expect(world.surroundings.settings.own.timeZone == nil)
            // The form now knows of North, and holds the contact that Lee gave, which Ola did not empty.
            #expect(asked.html.contains("value=\"help@north.example\""))
            let again = try await ola.send(
                Self.languages.merging([
                    "name": "South", "zone": "Asia/Tokyo", "contact": "help@north.example",
                ]) { $1 }
            )
            #expect(again.text.contains("The settings are saved"))
            let own = world.surroundings.settings.own
            #expect(own.organisationName == "South" && own.timeZone == "Asia/Tokyo")
            #expect(own.supportContact == "help@north.example")
        }
    }

    @Test("one language alone is offered", arguments: bothDatabases)
    func oneLanguage(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let browser = try await world.consoleBrowser(.owner)
            try await browser.open("/admin/settings")
            let german = try await browser.send(["language-de": "1"])
            #expect(german.heading == "Einstellungen")
            #expect(try await TestBrowser(world).open("/sign-in").html.contains("<html lang=\"de\""))
        }
    }

    @Test("who is not an owner changes none", arguments: [Role.auditor, .supporter, .approver])
    func roles(_ role: Role) async throws {
        try await World.run { world in
            let browser = try await world.consoleBrowser(role)
            let shown = try await browser.open("/admin/settings")
            #expect(shown.status == (role == .auditor ? 200 : 403))
            let page = try await browser.post("/admin/settings", ["csrf": browser.token(), "name": "Mine"])
            #expect(page.status == 403)
            #expect(world.surroundings.settings.own == OwnSettings())
        }
    }
}
