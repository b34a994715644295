import Countersign
import Foundation
import Testing

@testable import CountersignWeb

@Suite("catalogues")
struct WordsCatalogueTests {
    private let all: [Catalogue]

    init() throws {
        all = try Shared.catalogues().all
    }

    @Test("English comes first and German is there")
    func languages() {
        #expect(all.map(\.language) == ["en", "de"])
        #expect(all.map(\.name) == ["English", "Deutsch"])
        #expect(all.allSatisfy { $0.direction == "ltr" })
    }

    @Test("every language says the same things")
    func sameKeys() throws {
        let english = try #require(all.first)
        for catalogue in all.dropFirst() {
            #expect(catalogue.keys.subtracting(english.keys) == [], "only in \(catalogue.language)")
            #expect(english.keys.subtracting(catalogue.keys) == [], "missing in \(catalogue.language)")
        }
    }

    @Test("every language fills in the same blanks and links")
    func sameBlanks() throws {
        let english = try #require(all.first)
        for catalogue in all.dropFirst() {
            for key in english.keys {
                let wanted = english.forms(of: key)[.other]?.blanks
                for (form, pattern) in catalogue.forms(of: key) {
                    #expect(pattern.blanks == wanted, "\(catalogue.language) \(key) \(form)")
                }
            }
        }
    }

    @Test("a plural message has the forms that its language uses, and no other")
    func pluralForms() {
        for catalogue in all {
            let used = Set((0...120).map { catalogue.plural.form(of: $0) }).union([.other])
            for key in catalogue.keys where catalogue.forms(of: key).count > 1 {
                #expect(Set(catalogue.forms(of: key).keys) == used, "\(catalogue.language) \(key)")
            }
        }
    }

    @Test("quotes and apostrophes are typographic")
    func quotes() {
        for catalogue in all {
            for key in catalogue.keys {
                for pattern in catalogue.forms(of: key).values {
                    for case .words(let words) in pattern.pieces {
                        #expect(!words.contains("'") && !words.contains("\""), "\(catalogue.language) \(key)")
                        if catalogue.language == "de" {
                            #expect(!words.contains("’") || words.contains("‘"), "de \(key): an English apostrophe")
                            #expect(words.contains("„") == words.contains("“"), "de \(key): quotes that do not pair")
                        }
                    }
                }
            }
        }
    }

    @Test("no text ends in white space, holds two spaces, or says what we do not say")
    func style() {
        let unwanted = [
            "Please", "please", "Sorry", "sorry", "Invalid", "invalid", "Oops", "MFA", "2FA", "Bitte ", "bitte ",
        ]
        for catalogue in all {
            for key in catalogue.keys {
                for pattern in catalogue.forms(of: key).values {
                    for case .words(let words) in pattern.pieces {
                        #expect(!words.contains("  ") && !words.contains("\n"), "\(catalogue.language) \(key)")
                        #expect(!unwanted.contains { words.contains($0) }, "\(catalogue.language) \(key)")
                    }
                    if case .words(let last) = pattern.pieces.last {
                        #expect(!last.hasSuffix(" "), "\(catalogue.language) \(key)")
                    }
                }
            }
        }
    }

    /// Names of programs and things, and messages that only put blanks together.
    private static let sameEverywhere: Set<String> = [
        "language.direction", "time.withZone", "client.plain", "layout.support", "layout.pageTitle",
        "fields.label", "kinds.yubikey.name", "kinds.passkey.choiceName", "turnOff.factor", "methods.named",
        "methods.device", "apps.android",
        "apps.androidList", "apps.desktop",
        "apps.desktopList", "help.clock.android", "help.clock.mac", "help.clock.windows",
        "event.unknown", "event.factor.named", "support.someone", "console.audit.by.name", "mail.own", "apps.hint",
        "help.own",
        "privacy.cookiesTitle", "console.words.numbered", "console.words.part.text",
        "sheet.organisation", "help.apps.title", "console.policy.number", "console.policy.duration",
        "console.policy.list", "console.staff.organisation", "console.overview.organisation",
    ]

    @Test("no German text was left in English")
    func translated() throws {
        let english = try #require(all.first)
        let german = try #require(all.last)
        for key in english.keys.subtracting(Self.sameEverywhere) {
            #expect(english.forms(of: key) != german.forms(of: key), "\(key)")
        }
    }

    @Test("every kind of event and every mail has its words", arguments: ["en", "de"])
    func eventsAndMails(language: String) throws {
        let catalogue = try #require(all.first { $0.language == language })
        for kind in Event.Kind.allCases {
            #expect(catalogue.keys.contains("event.\(kind.rawValue)"))
        }
        for kind in Notice.Kind.allCases {
            #expect(catalogue.keys.contains("mail.\(kind.key).subject"))
        }
    }
}
