import Foundation
import Testing

@testable import Countersign

@Suite("texts that owners may change")
struct EditableTextTests {
    private static func text(_ ours: String, _ shape: EditableText.Shape = .sentences) throws -> EditableText {
        EditableText(key: "a.b", ours: try MessagePattern(ours), shape: shape)
    }

    private static let code = "{code} is your {organisation} code."

    @Test("what is kept is trimmed, without control characters, and nil where it is ours again")
    func kept() throws {
        let text = try Self.text(Self.code)
        #expect(
            try text.kept("  {code}\u{0}\u{1B}, says\r\n{organisation}.\u{202E} ") == "{code}, says\n{organisation}."
        )
        #expect(try text.kept("Type {code}") == "Type {code}")
        #expect(try text.kept("") == nil)
        #expect(try text.kept(" \r\n ") == nil)
        #expect(try text.kept(" \(Self.code)\n") == nil)
    }

    @Test("a subject stays one line")
    func line() throws {
        let text = try Self.text("Hello", .line)
        #expect(try text.kept("One\r\nBcc: two\u{2028}three\u{85}four") == "One  Bcc: two three four")
    }

    @Test(
        "what cannot be is told apart",
        arguments: [
            ("{code", EditableText.Problem.blankNotClosed), ("{code} and {", .blankNotClosed),
            ("{code} {nmae}", .noSuchBlank("nmae")), ("{code} {two words}", .noSuchBlank("two words")),
            ("{code} {}", .noSuchBlank("")), ("{code} <script>x</script>", .tags), ("{code} < 5", .tags),
            ("{code} <strong>x", .tags), ("{code} x</strong>", .tags), ("{code} <a>x</a>", .tags),
            ("Type the code", .missing(["code"])), ("\u{201C}code\u{201D}", .missing(["code"])),
        ]
    )
    func problems(_ given: String, _ problem: EditableText.Problem) throws {
        let text = try Self.text(Self.code)
        #expect(throws: problem) { try text.kept(given) }
    }

    @Test("a name may be left out, a link, a time and a reason may not")
    func needed() throws {
        #expect(try Self.text(Self.code).kept("{code}") == "{code}")
        let link = try Self.text("Read <a>this</a> until {until}: {reason}")
        #expect(throws: EditableText.Problem.missing(["a", "reason", "until"])) { try link.kept("Read this") }
        #expect(try link.kept("<a>{reason}</a> {until}") == "<a>{reason}</a> {until}")
    }

    @Test("a thousand characters and no more")
    func length() throws {
        let text = try Self.text("x")
        #expect(try text.kept(String(repeating: "y", count: 1000))?.count == 1000)
        #expect(throws: EditableText.Problem.tooLong) { try text.kept(String(repeating: "y", count: 1001)) }
        // However few letters they make.
        let marks = "e" + String(repeating: "\u{301}", count: 1000)
        #expect(throws: EditableText.Problem.tooLong) { try text.kept(marks) }
    }

    @Test("where we say nothing, every character stands for itself")
    func free() throws {
        let text = try Self.text("")
        #expect(text.isFree)
        #expect(try text.kept("Ask <Kim> {now}") == "Ask <Kim> {now}")
        #expect(try text.pattern(of: "<b>{").pieces == [.words("<b>{")])
    }

    @Test("a pattern is written as it was read", arguments: [code, "", "<strong>a</strong> {b} <a2>c</a2>"])
    func written(_ text: String) throws {
        #expect(try MessagePattern(text).text == text)
    }
}

@Suite("owners' own words")
struct OwnWordsTests {
    private static let languages = ["en", "de"]

    @Test("each language has its own")
    func languages() {
        var own = OwnWords()
        #expect(own.isEmpty)
        own.change(["a": "one", "b": "two"], in: "en", of: Self.languages)
        own.change(["a": nil, "b": "three"], in: "en", of: Self.languages)
        #expect(own["en"] == ["b": "three"] && own["de"].isEmpty)
        own.change(["b": nil], in: "en", of: Self.languages)
        #expect(own == OwnWords())
    }

    @Test("texts of an earlier version hold in every language until one is changed there")
    func former() throws {
        let settings = Array(#"{"appHint": "We like Aegis", "mailText": "<Kim>", "organisationName": "N"}"#.utf8)
        var own = OwnWords(nil, settings: settings)
        #expect(own["de"] == ["apps.hint": "We like Aegis", "mail.own": "<Kim>"])
        #expect(own["de"] == own["en"])
        own.change(["mail.own": nil, "apps.hint": "Wir mögen Aegis"], in: "de", of: Self.languages)
        #expect(own["de"] == ["apps.hint": "Wir mögen Aegis"])
        #expect(own["en"] == ["apps.hint": "We like Aegis", "mail.own": "<Kim>"])
        // Once words are saved, these count, whatever the settings say.
        #expect(OwnWords(try OwnWords().encoded(), settings: settings) == OwnWords())
        #expect(OwnWords(try own.encoded(), settings: settings) == own)
    }

    @Test("what cannot be read is nothing", arguments: ["", "{", "[]", #"{"texts": 1}"#, #"{"appHint": 1}"#])
    func unreadable(_ json: String) {
        #expect(OwnWords(Array(json.utf8), settings: nil) == OwnWords())
        #expect(OwnWords(nil, settings: Array(json.utf8)) == OwnWords())
    }

    @Test("a mark tells whether one of these texts changed in this language")
    func marks() {
        var own = OwnWords()
        let before = own.mark(of: ["a", "b"], in: "en")
        own.change(["c": "x"], in: "en", of: Self.languages)
        own.change(["a": "x"], in: "de", of: Self.languages)
        #expect(own.mark(of: ["b", "a"], in: "en") == before)
        own.change(["a": "x"], in: "en", of: Self.languages)
        #expect(own.mark(of: ["a", "b"], in: "en") != before)
    }
}
