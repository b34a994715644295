import Foundation
import Testing

@testable import CountersignWeb

@Suite("words")
struct WordsTests {
    private static func words(
        _ json: String,
        language: String = "en",
        zone: String = "Europe/Paris",
        trace: RenderTrace? = nil
    ) throws -> Words {
        let catalogue = try Catalogue(language: language, json: json)
        return Words(catalogue: catalogue, zone: try #require(TimeZone(identifier: zone)), trace: trace)
    }

    private static func ours(_ language: String = "en", zone: String = "Europe/Paris") throws -> Words {
        try Shared.catalogues().words(in: language, zone: try #require(TimeZone(identifier: zone)))
    }

    @Test("a blank is filled, as text and as markup")
    func blank() throws {
        let words = try Self.words(#"{"a": {"b": "Hello {name}, & welcome"}}"#)
        #expect(words.text("a.b", ["name": "<Sam>"]) == "Hello <Sam>, & welcome")
        #expect(words.markup("a.b", ["name": "<Sam>"]).html == "Hello &lt;Sam&gt;, &amp; welcome")
        #expect(words.markup("a.b", ["name": .name("<Sam>")]).html == "Hello <bdi>&lt;Sam&gt;</bdi>, &amp; welcome")
    }

    @Test("tenths are written as the language writes them")
    func tenths() throws {
        for (locale, text) in [("en-GB", "4.5"), ("de-DE", "4,5")] {
            let words = try Self.words(#"{"language": {"locale": "\#(locale)"}, "a": "{number}"}"#)
            #expect(words.text("a", ["number": .tenths(45)]) == text)
            #expect(words.markup("a", ["number": .tenths(45)]).html == text)
        }
    }

    @Test("a quote that a combining mark follows is escaped like any other")
    func combiningMark() {
        let quote = Markup(escaping: "\"\u{301} x").html
        #expect(quote.unicodeScalars.elementsEqual("&quot;\u{301} x".unicodeScalars))
        let bracket = Markup(escaping: "<\u{338}script>").html
        #expect(bracket.unicodeScalars.elementsEqual("&lt;\u{338}script&gt;".unicodeScalars))
        #expect(Markup(escaping: "a\u{0}b'").html == "ab&#39;")
    }

    @Test("a link goes where the filling says, and no further")
    func link() throws {
        let words = try Self.words(#"{"a": "New? <a>Join <strong>us</strong></a>"}"#)
        let markup = words.markup("a", ["a": .link("/sign-up?a=\"b\"&c")])
        #expect(markup.html == "New? <a href=\"/sign-up?a=&quot;b&quot;&amp;c\">Join <strong>us</strong></a>")
        #expect(words.text("a", ["a": .link("/x")]) == "New? Join us")
    }

    @Test("the count chooses the plural")
    func plural() throws {
        let words = try Self.words(#"{"codes": {"one": "{count} code", "other": "{count} codes"}}"#)
        #expect(words.text("codes", ["count": 1]) == "1 code")
        #expect(words.text("codes", ["count": 0]) == "0 codes")
        #expect(words.text("codes", ["count": 12_345]) == "12,345 codes")
    }

    @Test(
        "every language's plurals are those of CLDR",
        arguments: [
            ("en", [0: PluralForm.other, 1: .one, 2: .other, 11: .other, 101: .other]),
            ("de", [0: .other, 1: .one, 21: .other]),
            ("fr", [0: .one, 1: .one, 2: .other]),
            ("ru", [0: .many, 1: .one, 2: .few, 5: .many, 11: .many, 12: .many, 21: .one, 22: .few, 111: .many]),
            ("pl", [0: .many, 1: .one, 2: .few, 5: .many, 12: .many, 21: .many, 22: .few]),
            ("cs", [0: .other, 1: .one, 2: .few, 4: .few, 5: .other]),
            ("ar", [0: .zero, 1: .one, 2: .two, 3: .few, 10: .few, 11: .many, 99: .many, 100: .other, 103: .few]),
            ("ja", [0: .other, 1: .other]),
            ("de-AT", [1: .one]),
        ]
    )
    func pluralRules(language: String, expected: [Int: PluralForm]) {
        let rule = PluralRule(language: language)
        for (number, form) in expected {
            #expect(rule.form(of: number) == form, "\(number)")
        }
    }

    @Test("a number at the edge does not end the process")
    func pluralOfExtremes() {
        #expect(PluralRule(language: "en").form(of: .min) == .other)
        #expect(PluralRule(language: "ar").form(of: .max) == .few)
    }

    @Test("a key that is not there prints itself, and is noted")
    func missingKey() throws {
        let trace = RenderTrace()
        let words = try Self.words(#"{"a": "b {c}"}"#, trace: trace)
        #expect(words.text("no.such.key") == "no.such.key")
        #expect(words.text("a") == "b {c}")
        #expect(trace.misses == ["no words for no.such.key", "a lacks {c}"])
        #expect(trace.saidKeys == ["a"])
    }

    @Test(
        "a message that is not well formed stops the start",
        arguments: [
            #"{"a": "open {brace"}"#, #"{"a": "{}"}"#, #"{"a": "{two words}"}"#, #"{"a": "<script>x</script>"}"#,
            #"{"a": "<strong>open"}"#, #"{"a": "<strong><a>x</strong></a>"}"#, #"{"a": "x</a>"}"#, #"{"a": "x < y"}"#,
            #"{"a": 7}"#, #"{"a": {"other": "x", "plenty": "y"}}"#, #"{"a": {"other": "x", "one": 1}}"#, "[]", "{",
        ]
    )
    func malformed(json: String) {
        #expect(throws: Catalogue.Fault.self) {
            try Catalogue(language: "en", json: json)
        }
    }

    @Test("times are told with their zone, in the language's own way")
    func times() throws {
        let english = try Self.ours()
        let german = try Self.ours("de")
        #expect(english.time(Fixtures.now) == "14:32 (Paris time)")
        #expect(german.time(Fixtures.now) == "14:32 (Zeit in Paris)")
        #expect(english.day(Fixtures.now) == "21 November 2026")
        #expect(german.day(Fixtures.now) == "21. November 2026")
        #expect(english.dayAndMonth(Fixtures.now) == "21 November")
        #expect(try Self.ours("de", zone: "Europe/Vienna").time(Fixtures.now) == "14:32 (Zeit in Wien)")
        #expect(try Self.ours(zone: "UTC").time(Fixtures.now) == "13:32 (UTC)")
        #expect(try Self.ours(zone: "Asia/Kolkata").time(Fixtures.now, seconds: true) == "19:02:10 (Kolkata time)")
        #expect(try Self.ours(zone: "UTC").clock(Date(timeIntervalSince1970: -1)) == "23:59")
    }

    @Test("a time on a page can be read by programs, and its zone goes where the script replaces it")
    func timeElement() throws {
        let html = try Self.ours().markup(of: .time(Fixtures.now)).html
        #expect(
            html == "<time datetime=\"2026-11-21T13:32:10Z\" data-local=\"clock\">14:32 (Paris time)</time>"
        )
    }

    @Test("how long ago is told as people say it")
    func ago() throws {
        let words = try Self.ours()
        func ago(_ seconds: TimeInterval) -> String {
            words.text(words.ago(Fixtures.ago(seconds), from: Fixtures.now))
        }
        #expect(ago(60) == "today at 14:31")
        #expect(ago(-60) == "today at 14:33")
        #expect(ago(15 * 3600) == "yesterday at 23:32")
        #expect(ago(3 * 86_400) == "3 days ago")
        #expect(ago(20 * 86_400) == "on 1 November 2026")
    }

    @Test("a wait is rounded up, so that nobody comes back too early")
    func until() throws {
        let words = try Self.ours()
        func until(_ seconds: TimeInterval) -> String {
            words.text(words.until(Fixtures.later(seconds), from: Fixtures.now))
        }
        #expect(until(9.2) == "in 10 seconds, at 14:32 (Paris time)")
        #expect(until(181) == "in 4 minutes, at 14:35 (Paris time)")
        #expect(until(-5) == "in 1 second, at 14:32 (Paris time)")
    }

    @Test(
        "durations are in words",
        arguments: [
            (150, "2 minutes 30 seconds", "2 Minuten 30 Sekunden"),
            (-3599, "59 minutes 59 seconds", "59 Minuten 59 Sekunden"),
            (1, "1 second", "1 Sekunde"), (0, "0 seconds", "0 Sekunden"),
            (3661, "1 hour 1 minute", "1 Stunde 1 Minute"),
            (400 * 86_400, "400 days", "400 Tage"),
            (Int.min, "11,574 days 1 hour 46 minutes", "11.574 Tage 1 Stunde 46 Minuten"),
        ]
    )
    func durations(seconds: Int, english: String, german: String) throws {
        #expect(try Self.ours().duration(seconds: seconds) == english)
        #expect(try Self.ours("de").duration(seconds: seconds) == german)
    }

    @Test("lists are joined as the language joins them")
    func lists() throws {
        #expect(try Self.ours().list(["A", "B"]) == "A and B")
        #expect(try Self.ours("de").list(["A", "B", "C"]) == "A, B und C")
    }

    @Test(
        "the language is the one chosen, then the cookie's, then the browser's",
        arguments: [
            (nil, nil, nil, "en"), ("de", "en", "en", "de"), (nil, "de", "en", "de"), (nil, nil, "de", "de"),
            (nil, nil, "de-AT,en;q=0.5", "de"), (nil, nil, "fr, de;q=0.7, en;q=0.8", "en"), ("xx", "yy", "de", "de"),
            (nil, nil, "*", "en"), (nil, nil, "de;q=0, fr", "en"), (nil, nil, "de;q=nonsense", "en"),
            (nil, nil, ";;;,,,;q=", "en"), (nil, nil, "en;q=0.1, de;q=0.1", "en"), (nil, nil, "DE-de", "de"),
            (nil, nil, "de;q=1e400", "en"), (nil, String(repeating: "d", count: 10_000), nil, "en"),
        ] as [(String?, String?, String?, String)]
    )
    func negotiation(saved: String?, cookie: String?, header: String?, expected: String) throws {
        let catalogues = try Shared.catalogues()
        #expect(catalogues.language(saved: saved, cookie: cookie, acceptLanguage: header) == expected)
    }

    @Test("a header of any length is read within bounds")
    func longHeader() throws {
        let many = Array(repeating: "fr;q=0.9", count: 200).joined(separator: ",") + ",de"
        #expect(AcceptLanguage.tags(in: many).isEmpty)
        #expect(AcceptLanguage.tags(in: Array(repeating: "a", count: 400).joined(separator: ",")).count <= 32)
    }
}
