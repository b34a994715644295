import Countersign
import Foundation
import Testing

@testable import CountersignWeb

/// Every page in every state, in every language.
@Suite("pages")
struct RenderingTests {
    @Test("no page asks for a value or a word that is not there", arguments: ["en", "de"])
    func nothingMissing(language: String) throws {
        for fixture in try Fixtures.all() {
            let trace = RenderTrace()
            _ = try Shared.templates().render(fixture.page, in: fixture.frame(in: language, trace: trace))
            #expect(trace.misses == [], "\(fixture.name)")
        }
    }

    @Test("every page is one whole document with one heading and a title", arguments: ["en", "de"])
    func document(language: String) throws {
        for page in try RenderedPage.all(language) {
            #expect(page.html.hasPrefix("<!doctype html>\n<html lang=\"\(language)\" dir=\"ltr\""), "\(page.name)")
            #expect(page.html.hasSuffix("</html>\n") || page.html.hasSuffix("</html>"), "\(page.name)")
            #expect(try page.found("<h1[ >]").count == 1, "\(page.name)")
            let error = page.problems.isEmpty ? "" : language == "en" ? "Error: " : "Fehler: "
            let title = Markup(escaping: "\(error)\(page.title) – Northwind").html
            #expect(!page.title.isEmpty && page.html.contains("<title>\(title)</title>"), "\(page.name)")
            #expect(!page.html.contains("{{") && !page.html.contains("}}"), "\(page.name)")
            #expect(page.html.utf8.count < 64_000, "\(page.name)")
        }
    }

    @Test("every form posts, carries the form token, and leaves checking to the server")
    func forms() throws {
        for page in try RenderedPage.all() {
            let forms = try page.found("<form ([^>]*)>(.*?)</form>")
            // Those that only look for something are addresses to come back to.
            let looking = forms.filter { $0[1].contains("method=\"get\"") }
            for form in looking { #expect(form[1].contains("role=\"search\""), "\(page.name)") }
            for form in forms where !form[1].contains("method=\"get\"") {
                #expect(form[1].contains("method=\"post\""), "\(page.name)")
                #expect(form[1].contains("novalidate") || form[1].contains("action=\"/sign-out\""), "\(page.name)")
                #expect(try form[2].found("name=\"csrf\" value=\"the-form-token\"").count == 1, "\(page.name)")
                #expect(form[2].contains("<button"), "\(page.name): nothing to press")
            }
            #expect(try page.found("name=\"csrf\"").count == forms.count - looking.count, "\(page.name)")
            #expect(try page.found("<(input|button)[^>]* required").isEmpty, "\(page.name)")
        }
    }

    @Test("nothing stands in a page that a strict content security policy would stop")
    func policy() throws {
        for page in try RenderedPage.all() {
            #expect(!page.html.contains(" style=") && !page.html.contains("<style"), "\(page.name)")
            #expect(try page.found("<[^>]* on[a-z]+=\"").isEmpty, "\(page.name)")
            // Files of ours and nothing inside.
            let scripts = try page.found("<script([^>]*)>(.*?)</script>")
            let opened = try page.found("<script").count
            #expect(!scripts.isEmpty && scripts.count == opened, "\(page.name)")
            #expect(scripts.allSatisfy { $0[1].contains("src=\"/assets/") && $0[2].isEmpty }, "\(page.name)")
            #expect(!page.html.contains("javascript:"), "\(page.name)")
        }
    }

    @Test("ids are unique, and labels, hints and summaries point to what is there")
    func references() throws {
        for page in try RenderedPage.all() {
            let ids = try page.found(" id=\"([^\"]+)\"").map { $0[1] }
            #expect(Set(ids).count == ids.count, "\(page.name): \(ids)")
            let pattern = "(?: for|aria-describedby|aria-labelledby|aria-controls|data-copy|data-reveal)=\"([^\"]+)\""
            let pointing =
                try page.found(pattern).flatMap { $0[1].split(separator: " ").map(String.init) }
                + page.found("href=\"#([^\"]+)\"").map { $0[1] }
            for name in pointing {
                #expect(ids.contains(name), "\(page.name): \(name)")
            }
        }
    }

    @Test("with a problem the summary has the focus, without one at most one field has it")
    func focus() throws {
        for page in try RenderedPage.all() {
            let focused = try page.found("<[a-z]+ [^>]*autofocus").map { $0[0] }
            #expect(focused.count <= 1, "\(page.name)")
            #expect(page.problems.isEmpty || focused.first?.contains("summary-errors") == true, "\(page.name)")
        }
    }

    @Test("a problem with a field is said above the page and beside the field, in the same words")
    func saidTwice() throws {
        for page in try RenderedPage.all() {
            for problem in page.problems {
                guard let field = problem.field else { continue }
                let words = Markup(escaping: page.words.text(problem.message)).html
                let beside = try #require(
                    try page.found("id=\"\(field)-error\">(.*?)</span></span>").first,
                    "\(page.name): \(field)"
                )
                let plain = beside[1].replacing(try Regex("<[^>]*>"), with: "")
                #expect(plain.contains(words), "\(page.name): \(plain)")
                #expect(page.html.contains("<a href=\"#\(field)\">\(words)</a>"), "\(page.name)")
            }
        }
    }

    @Test("help, privacy and language stand in this order on every page, and the contact too")
    func footer() throws {
        for page in try RenderedPage.all() {
            let footer = try #require(try page.found("<footer.*").first?.first, "\(page.name)")
            let links = try footer.found("href=\"([^\"]+)\"").map { $0[1] }
            #expect(
                links.prefix(3) == ["/help", "/privacy", "/language?return=/security%3Fx%3D%221%22"],
                "\(page.name)"
            )
            #expect(!page.hasContact || links.last == "mailto:help@northwind.example", "\(page.name)")
        }
    }

    @Test("every link and every form leads to a path that is known")
    func paths() throws {
        for page in try RenderedPage.all() {
            for address in try page.found("(?:href|action)=\"([^\"]*)\"") {
                #expect(KnownPaths.contains(address[1]), "\(page.name): \(address[1])")
            }
        }
    }

    @Test("what people type and name is escaped wherever it is shown")
    func escaping() throws {
        let nasty = "<script>\"'&\u{301}</script>\"\u{301} onfocus=\"x"
        let frame = PageFrame(
            words: try Shared.catalogues().words(in: "en", zone: .gmt),
            organisation: nasty,
            signedInAs: nasty,
            csrf: nasty,
            support: SupportContact(nasty),
            path: nasty,
            host: nasty,
            now: Fixtures.now
        )
        let pages: [any Page] = [
            SignUpPage(email: nasty, name: nasty),
            SignInPage(email: nasty, knownAs: nasty, canSignUp: true, returnTo: nasty),
            SecondStepPage(account: nasty, device: nasty, problem: .wrong),
            RenameFactorPage(kind: .totp, current: nasty),
            ConfirmEmailPage(email: nasty, sentAt: Fixtures.now, expiresAt: Fixtures.now, suggestion: nasty),
            MethodsPage(ways: [.factor(.totp, id: nasty, label: nasty, lastUsedAt: nil)]),
            FaultPage(.expired(.init(path: nasty, values: [.init(name: nasty, value: nasty)])), reference: nasty),
            DevicesPage(sessions: [
                .init(
                    id: nasty,
                    browser: Browser(userAgent: nasty),
                    place: nasty,
                    signedInAt: Fixtures.now,
                    lastSeenAt: Fixtures.now,
                    isThisBrowser: false
                )
            ]),
            ActivityPage(events: [
                EventRow(
                    sentence: Message("event.factor.added", ["factor": .name(nasty)]),
                    at: Fixtures.now,
                    browser: nil,
                    place: nasty,
                    notMePath: nasty
                )
            ]),
            RemoveFactorPage(
                Named(.totp, label: nasty),
                id: nasty,
                consequence: .left([Named(.totp, label: nasty)])
            ),
            TurnOffPage(
                refusal: .init(.nobody, by: nasty),
                factors: [Named(.totp, label: nasty)],
                hasBackupCodes: false
            ),
        ]
        // As bytes: as characters the quote and the mark are one. Outside of the macro, which trips over them too.
        let rawQuote = "\"\u{301}".utf8
        let escaped = "&lt;script&gt;&quot;&#39;&amp;\u{301}&lt;/script&gt;"
        for page in pages {
            let html = try Shared.templates().render(page, in: frame)
            #expect(!html.contains("<script>"), "\(type(of: page))")
            #expect(!html.utf8.contains(rawQuote), "\(type(of: page))")
            #expect(html.contains(escaped), "\(type(of: page))")
            // Escaped once, not twice.
            #expect(!html.contains("&amp;lt;"), "\(type(of: page))")
        }
    }

    @Test("the secret of a setup is in no field of a form, and pages with secrets print as dots")
    func secrets() throws {
        let key = "JBSWY3DPEHPK3PXP"
        for page in try RenderedPage.all() where page.name.contains("app-setup") {
            for input in try page.found("<input [^>]*>") {
                #expect(!input[0].contains(key), "\(page.name)")
            }
        }
        var text = ""
        dump(ShownSecret(key), to: &text)
        dump(try Fixtures.backupCodes(.again), to: &text)
        text += "\(ShownSecret(key)) \(String(reflecting: ShownSecrets([key])))"
        #expect(!text.contains(key))
        #expect(!Fixtures.codes.contains { text.contains($0) })
    }

    @Test("the setup key is shown in groups of four without gaps in the text")
    func setupKey() throws {
        let page = try #require(try RenderedPage.named("app-setup"))
        #expect(page.html.contains("<span>JBSW</span><span>Y3DP</span><span>EHPK</span>"))
        #expect(page.html.contains("href=\"otpauth://totp/Northwind:sam%40example.com?secret="))
    }

    @Test("the code field is what browsers and phones fill in")
    func codeField() throws {
        let page = try #require(try RenderedPage.named("second-step"))
        #expect(page.html.contains("<h1><label for=\"code\">Enter the code from your app</label></h1>"))
        let input = try #require(try page.found("<input [^>]*id=\"code\"[^>]*>").first?.first)
        for attribute in [
            "type=\"text\"", "name=\"code\"", "inputmode=\"numeric\"", "autocomplete=\"one-time-code\"",
            "spellcheck=\"false\"", "autofocus", "aria-describedby=\"code-hint\"",
        ] {
            #expect(input.contains(attribute))
        }
        #expect(!input.contains("maxlength") && !input.contains("pattern"))
    }

    private static func html(_ page: any Page) throws -> String {
        let frame = try Fixtures.Fixture(name: "one", isPublic: true, page: page).frame(in: "en")
        return try Shared.templates().render(page, in: frame)
    }

    @Test(
        "what the wait page says never sends anyone back too early",
        arguments: [
            (9, "Wait 9 seconds before trying again"), (60, "Wait 1 minute before trying again"),
            (61, "Wait 2 minutes before trying again"), (3600, "Wait 1 hour before trying again"),
            (-1, "You can try again now"),
        ]
    )
    func waitHeading(seconds: TimeInterval, heading: String) throws {
        let page = WaitPage(reason: .codes(count: 6), until: Fixtures.later(seconds), tryAgainPath: "/sign-in/app")
        #expect(try Self.html(page).contains("<h1>\(heading)</h1>"))
    }

    @Test("a backup code used up offers a new set, and the last one insists on it")
    func afterBackupCode() throws {
        func html(_ left: Int) throws -> String {
            try Self.html(AfterBackupCodePage(left: left, continuePath: "/security", setUpAgainPath: "/again"))
        }
        #expect(try html(3).contains("You’re in. 3 backup codes left"))
        #expect(try !html(3).contains("Make new backup codes"))
        #expect(try html(2).contains("Make new backup codes"))
        #expect(try html(1).contains("You’re in. 1 backup code left"))
        #expect(try html(1).contains("Not now"))
        #expect(try html(0).contains("That was your last backup code"))
        #expect(try !html(0).contains("Not now"))
    }

    @Test("a template that is not there is said, not printed as nothing")
    func unknownTemplate() throws {
        let words = try Shared.catalogues().words(in: nil, zone: .gmt)
        #expect(throws: TemplateFault.unknown(name: "no-such-page")) {
            try Shared.templates().render("no-such-page", page: [:], frame: [:], words: words)
        }
        #expect(throws: TemplateFault.self) {
            try Templates(files: [EmbeddedText(name: "broken", text: "{{#a}}")])
        }
    }

    @Test("a value that a template misspells is noted")
    func misspelt() throws {
        let trace = RenderTrace()
        let words = try Shared.catalogues().words(in: "en", zone: .gmt, trace: trace)
        let templates = try Templates(files: [
            EmbeddedText(name: "t", text: "{{page.tilte}}{{nothing}}{{t.signIn.titel}}{{t.rename.title}}{{page.title}}")
        ])
        let html = try templates.render("t", page: ["title": "<b>"], frame: [:], words: words)
        #expect(html == "signIn.titelRename {name}&lt;b&gt;")
        #expect(
            trace.misses == ["page.tilte", "nothing", "no words for signIn.titel", "rename.title lacks {name}"]
        )
    }

    @Test("every word of the catalogue is said somewhere")
    func noIdleWords() throws {
        let trace = RenderTrace()
        for fixture in try Fixtures.all() {
            _ = try Shared.templates().render(fixture.page, in: fixture.frame(in: "en", trace: trace))
        }
        try MailFixtures.sayAll(trace: trace)
        let catalogue = try #require(try Shared.catalogues().all.first)
        let idle = catalogue.keys.subtracting(trace.saidKeys)
        #expect(idle.subtracting(["language.direction", "language.locale"]) == [])
    }
}
