import Countersign
import CountersignDocuments
import Foundation
import Testing

@testable import CountersignWeb

extension Notice.Kind {
    fileprivate var isCode: Bool { self == .secondStepCode || self == .enrolmentCode }
}

/// One notice of each kind, with the facts that its ceremony gives it.
enum MailFixtures {
    static let firefox = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"

    static func notice(
        _ kind: Notice.Kind,
        without: Set<String> = [],
        quietly isQuiet: Bool = false,
        language: String? = nil
    ) -> Notice {
        var facts = [
            "code": "418902", "link": "https://id.northwind.example/sign-up/confirm/token",
            "sign_in_link": "https://id.northwind.example/sign-in",
            "reset_link": "https://id.northwind.example/password/forgot",
            "expires": String(Int64(Fixtures.later(600).timeIntervalSince1970)), "new_email": "n•••@example.com",
            "old_email": "o•••@example.com", "factor_kind": "totp",
            "factor_label": "Sam’s <Pixel>\r\nBcc: x@example.com",
            "left": "2", "reference": kind.isCode ? "K7QF" : "CS-7Q4F", "reason": "We could not reach you",
            "self_service": "true",
            "status_link": "https://id.northwind.example/sign-in/lost/CS-7Q4F", "name": "Sam\nOkafor", "accounts": "40",
            "usual": "3", "place": "192.0.2.7",
            "user_agent": firefox, "has_factor": "true", "version": "3", "role": "owner", "note": "From December on",
            "not_me_link": "https://id.northwind.example/not-me/token",
        ]
        if isQuiet { facts["quiet_subject"] = "true" }
        return Notice(
            kind: kind,
            to: "sam@example.com",
            language: language,
            facts: facts.filter { !without.contains($0.key) },
            at: Fixtures.now
        )
    }

    static func mail(_ notice: Notice, language: String = "en", trace: RenderTrace? = nil) throws -> NoticeMail {
        try NoticeMail(
            notice,
            in: try Shared.catalogues().words(
                in: language,
                zone: try #require(TimeZone(identifier: "Europe/Paris")),
                trace: trace
            ),
            organisation: "Northwind",
            host: "id.northwind.example",
            templates: try Shared.templates()
        )
    }

    static let events = Event.Kind.allCases.flatMap { kind in
        [
            ["left": "1", "number": "3", "count": "2", "amr": "pwd otp mfa", "kind": "email"],
            ["amr": "pwd", "device": "1", "app": "2"], ["amr": "pwd", "suspension": "1", "until": "1750000000"],
            ["amr": "pwd email", "suspension": "1"], ["amr": "hwk user mfa"], ["amr": "pwd"], [:],
        ].map { data in
            Event(
                id: Event.ID("01JC"),
                at: Fixtures.now,
                kind: kind,
                accountID: Account.ID("01JA"),
                actor: .visitor,
                data: data
            )
        }
    }

    /// Says everything that mails, events and sheets have to say.
    static func sayAll(trace: RenderTrace) throws {
        for kind in Notice.Kind.allCases {
            _ = try mail(notice(kind), trace: trace)
            let lacking: Set = [
                "factor_label", "place", "user_agent", "factor_kind", "self_service", "note", "has_factor",
            ]
            _ = try mail(notice(kind, without: lacking), trace: trace)
            if kind.isCode || kind == .recoveryCode { _ = try mail(notice(kind, quietly: true), trace: trace) }
            let report = NotMeReport(notice: kind, at: Fixtures.now, facts: [:], client: nil)
            _ = try words(trace).text(EventRow(report, organisation: "Northwind").sentence)
        }
        try sayWhatSupportDoes(trace: trace)
        for what in [["what": "decide_recovery"], ["what": "decide_turn_off"], ["to_carry_out": "true"]] {
            for kind in [Notice.Kind.requestWaits, .requestApproved] {
                let facts = notice(kind).facts.merging(what) { $1 }
                _ = try mail(Notice(kind: kind, to: "", language: nil, facts: facts, at: Fixtures.now), trace: trace)
            }
        }
        let last = notice(.backupCodesLow).facts.merging(["left": "0"]) { $1 }
        _ = try mail(
            Notice(kind: .backupCodesLow, to: "", language: nil, facts: last, at: Fixtures.now),
            trace: trace
        )
        let words = try words(trace)
        let wish = Event(
            id: Event.ID("1"),
            at: Fixtures.now,
            kind: .supportAsked,
            accountID: Account.ID("3"),
            actor: .member(Account.ID("3"))
        )
        _ = words.text(EventWords.sentence(of: wish, personal: [:]))
        for pages in KindPages.all { _ = words.text(pages.word("said")) }
        for event in events {
            for personal in [[:], ["label": "x", "new_email": "y"]] {
                _ = words.text(EventWords.sentence(of: event, personal: personal))
            }
        }
        for actor in [Event.Actor.app(App.ID("1"), key: APIKey.ID("2")), .host, .system, .member(Account.ID("3"))] {
            let event = Event(id: Event.ID("1"), at: Fixtures.now, kind: .accountUnlocked, accountID: nil, actor: actor)
            _ = EventWords.actor(of: event, reader: nil).map { words.text($0) }
        }
        let unknown = Event(
            id: Event.ID("1"),
            milliseconds: 0,
            kindName: "some.thing",
            accountID: nil,
            actorName: "system",
            dataText: "{}",
            personal: []
        )
        _ = words.text(EventWords.sentence(of: unknown, personal: [:]))
        for agent in ["", firefox, "curl/8", "Mozilla/5.0 (X11; Linux x86_64)"] {
            _ = words.text(Browser(userAgent: agent).message)
        }
        _ = try sheet(in: words)
    }

    private static func sayWhatSupportDoes(trace: RenderTrace) throws {
        for act in StaffAct.allCases {
            for more in [[:], ["email_code": "true"], ["lost": "true"]] where more.isEmpty || act.saysMore(of: more) {
                for category in SupportReason.Category.allCases {
                    var facts = ["act": act.rawValue, "category": category.rawValue, "expires": "1750000000"]
                    facts["by"] = more.isEmpty ? "" : "Lee"
                    let notice = Notice(
                        kind: .supportActed,
                        to: "sam@example.com",
                        language: nil,
                        facts: facts.merging(more) { $1 },
                        at: Fixtures.now
                    )
                    _ = try mail(notice, trace: trace)
                    let report = NotMeReport(notice: .supportActed, at: Fixtures.now, facts: facts, client: nil)
                    _ = try words(trace).text(EventRow(report, organisation: "Northwind").sentence)
                }
            }
        }
        for how in ["time", "person", "new_factor", "support"] {
            let facts = ["how": how]
            _ = try mail(
                Notice(kind: .suspensionEnded, to: "sam@example.com", language: nil, facts: facts, at: Fixtures.now),
                trace: trace
            )
        }
    }

    private static func words(_ trace: RenderTrace) throws -> Words {
        try Shared.catalogues().words(in: "en", zone: .gmt, trace: trace)
    }

    static func sheet(in words: Words) throws -> BackupCodeSheet {
        try BackupSheet.sheet(
            codes: ["k7qf-29xmh-w4t3"],
            account: "sam@example.com",
            organisation: "Northwind",
            madeAt: Fixtures.now,
            link: "https://id.northwind.example/security",
            in: words
        )
    }
}

@Suite("mails, events and sheets")
struct RenderingMailTests {
    @Test(
        "every mail has a one-line subject, both bodies, the organisation, and nothing missing",
        arguments: ["en", "de"]
    )
    func complete(language: String) throws {
        for kind in Notice.Kind.allCases {
            let trace = RenderTrace()
            let mail = try MailFixtures.mail(MailFixtures.notice(kind), language: language, trace: trace)
            #expect(trace.misses == [], "\(kind)")
            #expect(!mail.subject.isEmpty && !mail.subject.contains { $0.isNewline }, "\(kind)")
            #expect(mail.text.contains("Northwind") && mail.html.contains("Northwind"), "\(kind)")
            #expect(!mail.text.contains("{") && !mail.html.contains("{{"), "\(kind)")
            #expect(!mail.text.contains("<a") && !mail.html.contains("<Pixel>"), "\(kind)")
            #expect(mail.html.contains("<html lang=\"\(language)\""), "\(kind)")
            #expect(mail.language == language)
            #expect("\(mail)" == "•••")
        }
    }

    @Test("a mail after a backup code says first that one was used", arguments: ["4", "2", "1", "0"])
    func backupCodeUsed(_ left: String) throws {
        let kind: Notice.Kind = left == "4" ? .backupCodeUsed : .backupCodesLow
        let facts = MailFixtures.notice(kind).facts.merging(["left": left]) { $1 }
        let mail = try MailFixtures.mail(
            Notice(kind: kind, to: "sam@example.com", language: nil, facts: facts, at: Fixtures.now)
        )
        #expect(mail.subject.hasPrefix("A backup code was used. \(left == "0" ? "It was the last one" : left)"))
        #expect(mail.text.hasPrefix("Someone ") && mail.text.prefix(80).contains("backup code"))
    }

    @Test("a mail that no server answered for is told otherwise than one that a server put off")
    func unreached() {
        func status(_ reply: String) -> MailStatus {
            let mail = OutboxMail(
                id: OutboxMail.ID("01M"),
                accountID: nil,
                kind: .secondStepCode,
                sealedNotice: [],
                state: .deferred,
                dueAt: Fixtures.now,
                expiresAt: Fixtures.later(600),
                reply: reply,
                createdAt: Fixtures.now
            )
            return MailStatus(mail, sentAt: Fixtures.now)
        }
        #expect(status("421 4.3.2 too busy") == .deferred)
        #expect(status("451-try later") == .deferred)
        for reply in ["Couldn't connect to server", "", "Failed to connect to 192.0.2.1 port 25 after 3 ms"] {
            #expect(status(reply) == .unreached)
        }
    }

    @Test("a mail about a change says when and where, and how to object")
    func change() throws {
        let mail = try MailFixtures.mail(MailFixtures.notice(.passwordChanged))
        #expect(mail.subject == "The password of your Northwind account was changed")
        #expect(mail.text.contains("When: 21 November 2026 at 14:32 (Paris time)"))
        #expect(mail.text.contains("Where: Firefox on Windows, from 192.0.2.7"))
        #expect(mail.text.contains("Not you? Secure your account:\nhttps://id.northwind.example/not-me/token\n"))
        #expect(mail.html.contains("href=\"https://id.northwind.example/not-me/token\""))
    }

    @Test("a code comes first in the subject, and its last line is for filling it in, with nothing after it")
    func code() throws {
        for kind in [Notice.Kind.confirmSignUp, .confirmEmail, .agreeToEmailChange] {
            let mail = try MailFixtures.mail(MailFixtures.notice(kind))
            #expect(mail.subject.hasPrefix("418902 is your Northwind code to "))
            #expect(mail.text.hasSuffix("\n\n@id.northwind.example #418902"))
            #expect(mail.text.contains("It works until 14:42 (Paris time), in the browser where"))
            #expect(mail.text.contains("https://id.northwind.example/sign-up/confirm/token"))
        }
    }

    @Test("a sign-in code is the mail of the storyboard, to the letter")
    func signInCode() throws {
        let mail = try MailFixtures.mail(MailFixtures.notice(.secondStepCode))
        #expect(mail.subject == "418902 is your Northwind sign-in code")
        #expect(
            mail.text == """
                418902 is your Northwind sign-in code.

                It works until 14:42 (Paris time), in the browser where you asked for it.
                Asked for at 14:32 from Firefox on Windows. Reference K7QF: the page where you asked shows the same.

                Not you? Someone has your password: https://id.northwind.example/not-me/token
                Nobody at Northwind will ask you for this code.

                @id.northwind.example #418902
                """
        )
        #expect(mail.html.contains("href=\"https://id.northwind.example/not-me/token\""))
        #expect(mail.html.contains("K7QF"))
    }

    @Test("asked for by an app, it tells of no browser")
    func signInCodeOfApp() throws {
        let mail = try MailFixtures.mail(MailFixtures.notice(.secondStepCode, without: ["user_agent", "place"]))
        #expect(mail.text.contains("\n\nIt works until 14:42 (Paris time).\nAsked for at 14:32. Reference K7QF: "))
    }

    @Test("a code to turn email codes on says so")
    func enrolmentCode() throws {
        let mail = try MailFixtures.mail(MailFixtures.notice(.enrolmentCode))
        #expect(mail.subject == "418902 is your Northwind code to turn on email codes")
        #expect(mail.text.hasPrefix("418902 is your Northwind code to turn on email codes.\n\n"))
        #expect(mail.text.hasSuffix("\n\n@id.northwind.example #418902"))
        #expect(mail.text.contains("Not you? Someone is signed in to your account: https://"))
    }

    @Test(
        "what was added is called by its kind",
        arguments: [
            ("totp", "An authenticator app was added to your Northwind account"),
            ("email", "Sign-in by email code was added to your Northwind account"),
            ("yubikey", "A YubiKey was added to your Northwind account"),
            ("passkey", "A passkey or security key was added to your Northwind account"),
            ("other", "A second factor was added to your Northwind account"),
        ]
    )
    func kinds(kind: String, subject: String) throws {
        let facts = ["factor_kind": kind, "factor_label": ""]
        let notice = Notice(kind: .factorAdded, to: "sam@example.com", language: nil, facts: facts, at: Fixtures.now)
        #expect(try MailFixtures.mail(notice).subject == subject)
    }

    @Test("the subjects are those of the storyboard")
    func subjects() throws {
        func subject(_ kind: Notice.Kind) throws -> String { try MailFixtures.mail(MailFixtures.notice(kind)).subject }
        #expect(try subject(.factorAdded) == "An authenticator app was added to your Northwind account")
        #expect(try subject(.backupCodeUsed) == "A backup code was used. 2 are left")
        #expect(try subject(.newBrowser) == "New sign-in to Northwind from Firefox on Windows")
        #expect(try subject(.secondStepFailed) == "Someone with your password could not get in")
    }

    @Test("every event reads as a sentence", arguments: ["en", "de"])
    func events(language: String) throws {
        let trace = RenderTrace()
        let words = try Shared.catalogues().words(in: language, zone: .gmt, trace: trace)
        for event in MailFixtures.events {
            for personal in [[:], ["label": "Pixel", "new_email": "new@example.com"]] {
                let sentence = words.text(EventWords.sentence(of: event, personal: personal))
                #expect(!sentence.isEmpty && !sentence.contains("event."), "\(event.kindName)")
            }
        }
        #expect(trace.misses == [])
    }

    @Test("an event tells who did it where that was somebody else")
    func actors() throws {
        let me = Account.ID("me")
        func actor(_ actor: Event.Actor) -> Message? {
            let event = Event(id: Event.ID("1"), at: Fixtures.now, kind: .accountUnlocked, accountID: me, actor: actor)
            return EventRow(event, personal: [:], reader: me).by
        }
        #expect(actor(.member(me)) == nil)
        #expect(actor(.visitor) == nil)
        #expect(actor(.member(Account.ID("other"))) == Message("event.bySomeoneElse"))
        #expect(actor(.host) == Message("event.byHost"))
    }

    @Test("each event stands in one part of Activity or in none")
    func parts() {
        #expect(Event.Kind.signInSucceeded.activity == .signIns)
        #expect(Event.Kind.factorAdded.activity == .changes)
        #expect(Event.Kind.passwordAccepted.activity == nil)
        #expect(Event.Kind.allCases.allSatisfy { $0.activity != .all })
    }

    @Test("the sheet is made in each language, as text and as PDF", arguments: ["en", "de"])
    func sheets(language: String) throws {
        let sheet = try MailFixtures.sheet(in: try Shared.catalogues().words(in: language, zone: .gmt))
        let text = sheet.text()
        for part in [
            "Northwind", "sam@example.com", "2026", "k7qf-29xmh-w4t3", "https://id.northwind.example/security",
        ] {
            #expect(text.contains(part))
        }
        #expect(try sheet.pdf().starts(with: Array("%PDF-".utf8)))
    }

    @Test("the file is named for the organisation, the account and the day")
    func fileName() throws {
        let words = try Shared.catalogues().words(in: "en", zone: try #require(TimeZone(identifier: "Asia/Tokyo")))
        func name(_ organisation: String, _ account: String) -> String {
            BackupSheet.fileName(
                organisation: organisation,
                account: account,
                madeAt: Fixtures.later(3 * 3600),
                in: words
            )
        }
        #expect(name("Northwind", "sam@example.com") == "northwind-sam-example-com-2026-11-22-backup-codes")
        #expect(name("Café \"Zoë\"\r\n", "山田") == "cafe-zoe-2026-11-22-backup-codes")
    }

    @Test(
        "a browser is named by what it says of itself",
        arguments: [
            (MailFixtures.firefox, "Firefox on Windows", Platform.windows),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Safari/604.1",
                "Safari on iPhone", .ios
            ),
            (
                "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 HeadlessChrome/140.0 Safari/537.36",
                "Chrome on Linux", .linux
            ),
            (
                "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Chrome/140.0 Safari/537.36 Edg/140.0", "Edge on Mac",
                .mac
            ),
            (
                "Mozilla/5.0 (Linux; Android 15; Pixel 9) Chrome/140.0 Mobile Safari/537.36", "Chrome on Android",
                .android
            ),
            ("curl/8.5.0", "curl", nil), ("", "a browser we don’t know", nil),
            (String(repeating: "x", count: 600) + "Firefox/1", "a browser we don’t know", nil),
        ] as [(String, String, Platform?)]
    )
    func browsers(agent: String, expected: String, platform: Platform?) throws {
        let browser = Browser(userAgent: agent)
        #expect(try Shared.catalogues().words(in: "en", zone: .gmt).text(browser.message) == expected)
        #expect(browser.platform == platform)
    }

    @Test(
        "the support contact is a link where it can be one",
        arguments: [
            ("help@example.org", "Support: <a href=\"mailto:help@example.org\">help@example.org</a>"),
            ("https://example.org/help", "<a href=\"https://example.org/help\">Contact support</a>"),
            ("Room 7, +49 30 1234", "Support: Room 7, +49 30 1234"),
            ("javascript:alert(1)", "Support: javascript:alert(1)"),
            ("a\" onclick=\"x@y", "Support: a&quot; onclick=&quot;x@y"),
        ]
    )
    func support(text: String, expected: String) throws {
        let words = try Shared.catalogues().words(in: "en", zone: .gmt)
        #expect(try #require(SupportContact(text)).line(in: words).html == expected)
    }

    @Test("where policy keeps codes out of subjects, none stands there", arguments: ["en", "de"])
    func quietSubjects(_ language: String) throws {
        for kind in [Notice.Kind.secondStepCode, .enrolmentCode, .recoveryCode] {
            let loud = try MailFixtures.mail(MailFixtures.notice(kind), language: language)
            let quiet = try MailFixtures.mail(MailFixtures.notice(kind, quietly: true), language: language)
            #expect(loud.subject.contains("418902"))
            #expect(!quiet.subject.contains("418902"))
            #expect(quiet.text.contains("418902"))
        }
    }

    @Test("nothing set is no contact")
    func noSupport() {
        #expect(SupportContact(nil) == nil && SupportContact("") == nil)
    }
}

extension StaffAct {
    /// Whether its mail says something else with these facts.
    fileprivate func saysMore(of facts: [String: String]) -> Bool {
        facts["email_code"] != nil ? self == .suspend : self == .askToSetUpAgain
    }
}
