import Countersign
import CountersignStore
import CountersignTesting
import Foundation
import Testing

@testable import CountersignWeb

@Suite("Owners' own words in the console")
struct ChangingWordsTests {
    private static let changed = "email-password-changed"
    private static let lead = "mail-passwordChanged-lead"

    private static func path(_ area: String, _ language: String = "en") -> String {
        "/admin/settings/words/\(area)?language=\(language)"
    }

    private static func mail(
        _ world: World,
        _ language: String,
        _ kind: Notice.Kind = .passwordChanged
    ) throws
        -> NoticeMail
    {
        let facts = ["code": "418902", "expires": "1790000000", "name": "Sam"]
        return try world.web.mail(of: Notice(kind: kind, to: "", language: language, facts: facts, at: world.clock.now))
    }

    @Test(
        "a mail says in German what an owner wrote in German, and in English what it said before",
        arguments: bothDatabases
    )
    func german(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let browser = try await world.consoleBrowser(.owner)
            let page = try await browser.open(Self.path(Self.changed, "de"))
            #expect(page.html.contains("Das Passwort Ihres Kontos"))
            let saved = try await browser.send([
                "mail-passwordChanged-subject": "Neues Passwort bei {organisation}",
                Self.lead: "Alles <strong>neu</strong>.",
            ])
            #expect(saved.text.contains("The words are saved"))
            #expect(saved.html.contains("Neues Passwort bei {organisation}"))
            let german = try Self.mail(world, "de")
            let name = world.surroundings.settings.organisationName
            #expect(german.subject == "Neues Passwort bei \(name)" && german.text.hasPrefix("Alles neu.\n"))
            #expect(try Self.mail(world, "en").text.hasPrefix("The password of your account was changed."))
            try await world.sealEvents()
            let event = try await world.store.events(after: 0, limit: 500).map(\.event).last {
                $0.kind == .settingsChanged
            }
            #expect(event?.data["language"] == "de")
            #expect(event?.data["words"] == "mail.passwordChanged.lead mail.passwordChanged.subject")
            #expect(event?.dataText.contains("neu") == false)

            // Another node, which had not heard of it.
            world.surroundings.settingsBox.take(OwnWords())
            #expect(try !Self.mail(world, "de").text.contains("Alles neu"))
            try await SettingTheServer(in: world.surroundings).follow()
            #expect(try Self.mail(world, "de").text.contains("Alles neu"))

            let list = try await browser.open("/admin/settings/words?language=de")
            #expect(try list.html.found("email-password-changed\\?language=de\">[^<]*</a> <span").count == 1)
            try await browser.open("/admin/settings/words?language=en")
            #expect(try !browser.page.text.contains("Changed"))

            try await browser.open(Self.path(Self.changed, "de"))
            #expect(try await browser.send(["back": "1"]).text.contains("Our words are back"))
            #expect(try !Self.mail(world, "de").text.contains("Alles neu"))
            #expect(world.surroundings.settingsBox.words.isEmpty)
        }
    }

    @Test("the list of apps is the owners' on the page that sets one up and on the page of help")
    func apps() async throws {
        try await World.run { world in
            let browser = try await world.consoleBrowser(.owner)
            try await browser.open(Self.path("apps"))
            try await browser.send(["apps-androidList": "Aegis, and nothing else", "apps-hint": "Ask <Kim> {now}"])
            let sam = try await world.member()
            let visitor = TestBrowser(world)
            try await visitor.signIn(sam)
            for path in ["/security/two-factor/app/new", "/help/apps"] {
                let page = try await visitor.open(path)
                #expect(page.text.contains("Aegis, and nothing else"), "\(path)")
                #expect(page.html.contains("Ask &lt;Kim&gt; {now}"), "\(path)")
            }
            let german = TestBrowser(world, language: "de")
            #expect(try await !german.open("/help/apps").text.contains("Aegis, and nothing else"))
        }
    }

    @Test("what cannot be is said beside its field, nothing typed is lost and nothing saved", arguments: bothDatabases)
    func problems(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let browser = try await world.consoleBrowser(.owner)
            try await browser.open(Self.path("email-second-step-code"))
            let page = try await browser.send([
                "mail-secondStepCode-subject": "Your code for {organisation}",
                "mail-secondStepCode-quiet": "Hello {nmae}",
                "mail-secondStepCode-lead": "<script>alert(1)</script> {code}",
            ])
            #expect(
                page.problems == [
                    "Keep {code}: it is filled in when this is shown or sent",
                    "There is no {nmae} here. You can use {organisation}",
                    "Use < and > only for <strong>…</strong>, and close each",
                ]
            )
            #expect(page.html.contains("value=\"Hello {nmae}\""))
            #expect(
                page.html.contains("&lt;script&gt;alert(1)&lt;/script&gt; {code}") && !page.html.contains("<script>a")
            )
            #expect(world.surroundings.settingsBox.words.isEmpty)
            let german = try await world.secondOwner()
            try await german.open("/language")
            try await german.send(["language": "de"], to: "/language")
            try await german.open(Self.path("email-second-step-code"))
            let said = try await german.send(["mail-secondStepCode-lead": "{code"])
            #expect(said.problems == ["Schließen Sie jede { mit }"])
        }
    }

    @Test("whatever an owner writes where we say nothing stands there as it was written, and does nothing")
    func hostile() async throws {
        try await World.run { world in
            let browser = try await world.consoleBrowser(.owner)
            let nasty = "<script>alert(1)</script> {code} \"'&"
            try await browser.open(Self.path("help"))
            try await browser.send(["help-own": nasty])
            try await browser.open(Self.path("email"))
            try await browser.send(["mail-own": nasty])
            let escaped = "&lt;script&gt;alert(1)&lt;/script&gt; {code} &quot;&#39;&amp;"
            #expect(try await TestBrowser(world).open("/help").html.contains(escaped))
            let mail = try Self.mail(world, "en")
            #expect(mail.text.contains(nasty) && mail.html.contains(escaped) && !mail.html.contains("<script"))
            // Nothing may follow the line that fills a code in.
            #expect(try Self.mail(world, "en", .secondStepCode).text.hasSuffix(" #418902"))
        }
    }

    @Test("a preview shows every language and saves nothing")
    func preview() async throws {
        try await World.run { world in
            let browser = try await world.consoleBrowser(.owner)
            try await browser.open(Self.path(Self.changed))
            let page = try await browser.send([Self.lead: "Something new", "preview": "1"])
            #expect(page.text.contains("It is not saved yet") && page.text.contains("Something new When: "))
            #expect(page.html.contains("Das Passwort Ihres Kontos wurde geändert."))
            #expect(world.surroundings.settingsBox.words.isEmpty)
            let refused = try await browser.send([Self.lead: "{code}", "preview": "1"])
            #expect(refused.problems == ["There is no {code} here: nothing is filled in"])
        }
    }

    @Test("of two owners who save the same words the second is told, and loses nothing", arguments: bothDatabases)
    func twoOwners(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let first = try await world.consoleBrowser(.owner)
            let second = try await world.secondOwner()
            for browser in [first, second] { try await browser.open(Self.path(Self.changed)) }
            try await first.send([Self.lead: "The first one’s"])
            let told = try await second.send([Self.lead: "The second one’s"])
            #expect(told.problems.first?.hasPrefix("Someone else changed these words while you wrote") == true)
            #expect(told.html.contains("The first one’s") && told.html.contains("The second one’s"))
            #expect(try Self.mail(world, "en").text.contains("The first one’s"))
            // Other words are nobody's business.
            let other = second.tab()
            try await other.open(Self.path("help"))
            #expect(try await other.send(["help-own": "Room 7"]).text.contains("The words are saved"))
            #expect(try await second.send([Self.lead: "The second one’s"]).text.contains("The words are saved"))
            #expect(try Self.mail(world, "en").text.contains("The second one’s"))
            #expect(try await TestBrowser(world).open("/help").text.contains("Room 7"))
        }
    }

    @Test(
        "what an earlier version kept among the settings stays, also when the settings are saved",
        arguments: bothDatabases
    )
    func former(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let old = Array(#"{"helpText":"Ask Kim <i>","mailText":"Ours","organisationName":"Northwind"}"#.utf8)
            try await world.surroundings.commit([.saveFact("console.settings", to: old, expected: nil)])
            try await SettingTheServer(in: world.surroundings).follow()
            let browser = try await world.consoleBrowser(.owner)
            #expect(try await browser.open(Self.path("help", "de")).html.contains("Ask Kim &lt;i&gt;</textarea>"))
            for language in ["en", "de"] {
                #expect(try await TestBrowser(world, language: language).open("/help").text.contains("Ask Kim <i>"))
            }
            try await browser.open("/admin/settings")
            try await browser.send(["name": "Southwind", "language-en": "1", "language-de": "1"])
            try await SettingTheServer(in: world.surroundings).follow()
            #expect(try Self.mail(world, "de").text.contains("Ours"))
            try await browser.open(Self.path("email", "de"))
            try await browser.send(["mail-own": "Unseres"])
            try await SettingTheServer(in: world.surroundings).follow()
            #expect(
                try Self.mail(world, "de").text.contains("Unseres") && !Self.mail(world, "de").text.contains("Ours")
            )
            #expect(try Self.mail(world, "en").text.contains("Ours"))
        }
    }

    @Test("who is not an owner changes none", arguments: [Role.auditor, .supporter, .approver])
    func roles(_ role: Role) async throws {
        try await World.run { world in
            let browser = try await world.consoleBrowser(role)
            for path in ["/admin/settings/words", Self.path(Self.changed)] {
                let shown = try await browser.open(path)
                #expect(shown.status == (role == .auditor ? 200 : 403), "\(path)")
                #expect(!shown.html.contains("name=\"mark\""))
            }
            let fields = ["csrf": try await browser.token(), Self.lead: "Mine"]
            #expect(try await browser.post(Self.path(Self.changed), fields).status == 403)
            #expect(world.surroundings.settingsBox.words.isEmpty)
        }
    }

    @Test("who proved themselves too long ago keeps what they typed, and nothing is saved", arguments: bothDatabases)
    func stale(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let lee = try await world.staff(.owner)
            let browser = TestBrowser(world)
            try await browser.signInAndWait(lee, world)
            try await browser.open(Self.path(Self.changed))
            let kept = try await browser.send([Self.lead: "Written for long"])
            #expect(kept.text.contains("Nothing is saved yet") && kept.html.contains(">\nWritten for long</textarea>"))
            #expect(world.surroundings.settingsBox.words.isEmpty)
            let confirm = try #require(kept.links.first { $0.hasPrefix("/security/confirm") })
            let tab = browser.tab()
            try await tab.open(confirm)
            #expect(try await tab.send(["code": lee.phone?.code() ?? ""]).path.hasPrefix("/admin/settings/words/"))
            #expect(try await browser.send([Self.lead: "Written for long"]).text.contains("The words are saved"))
        }
    }

    @Test("there is no other area and no other language")
    func unknown() async throws {
        try await World.run { world in
            let browser = try await world.consoleBrowser(.owner)
            for path in [Self.path("email-footer"), Self.path("help", "fr"), "/admin/settings/words?language=fr"] {
                #expect(try await browser.open(path).status == 404, "\(path)")
            }
        }
    }

    @Test("the lines that keep people safe stay ours, whatever lies in the database")
    func safety() throws {
        let ours = try Shared.words().catalogue
        let keys = [
            "mail.footer", "mail.neverAsked", "mail.notMe", "mail.nobodyAsks", "mail.codeUntil", "mail.ignore",
            "mail.secondStepCode.notYou", "mail.accountDeleted.end", "layout.help", "no.such.key",
        ]
        let own = Dictionary(keys.map { ($0, "Give us your code") }) { first, _ in first }
        let changed = ours.with(
            own.merging(["mail.passwordChanged.lead": "Hi", "mail.secondStepCode.lead": "Hi"]) { $1 }
        )
        for key in ours.keys where key != "mail.passwordChanged.lead" {
            #expect(changed.forms(of: key) == ours.forms(of: key), "\(key)")
        }
        #expect(changed.forms(of: "mail.passwordChanged.lead")[.other]?.text == "Hi")
    }

    @Test("every text that owners may change of a mail is said in its preview", arguments: ["en", "de"])
    func previews(_ language: String) throws {
        let words = try Shared.words(language)
        let sample = SampleMail(
            organisation: "Northwind",
            host: "id.northwind.example",
            publicURL: "https://id.northwind.example",
            name: "Sam",
            now: Fixtures.now
        )
        for area in WordArea.all where area.group == .mail && area != .everyMail {
            let texts = area.texts(in: words.catalogue)
            #expect(texts.first?.key.contains(".subject") == true, "\(area.id)")
            // Each text in turn says something that nothing else says.
            for text in texts {
                let told = "Told of \(text.key) " + text.ours.text
                let own = Words(catalogue: words.catalogue.with([text.key: told]), zone: words.zone)
                let shown = sample.mails(of: area, in: own)
                #expect(
                    shown.contains { "\($0.subject)\n\($0.text)".contains("Told of \(text.key)") },
                    "\(area.id) \(text.key)"
                )
                // A key that is not there would print itself.
                let unsaid = try shown.flatMap { try "\($0.subject)\n\($0.text)".found("(?<!Told of )\\bmail\\.[a-z]") }
                #expect(unsaid.isEmpty, "\(area.id) \(text.key)")
            }
        }
    }

    @Test("each message belongs to one area, and each kind of mail to one part of the list")
    func areas() throws {
        let ours = try Shared.words().catalogue
        for key in ours.keys {
            #expect(WordArea.all.filter { $0.holds(key) }.count <= 1, "\(key)")
        }
        for area in WordArea.all {
            #expect(!area.texts(in: ours).isEmpty && WordArea(id: area.id) == area, "\(area.id)")
        }
        let sorted = MailSort.allCases.flatMap(\.areas)
        #expect(sorted.count == WordArea.all.filter { $0.group == .mail }.count - 1)
        let first = WordArea.topic(.clock).texts(in: ours).map(\.key).prefix(4)
        #expect(first == ["help.clock.title", "help.clock.short", "help.clock.intro", "help.clock.ourClock"])
    }
}

extension World {
    fileprivate func secondOwner() async throws -> TestBrowser {
        let browser = TestBrowser(self)
        try await browser.signIn(try await staff(.owner, "second@example.com"))
        return browser
    }
}
