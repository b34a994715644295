import Countersign
import CountersignStore
import CountersignTesting
import Foundation
import Testing

@testable import CountersignWeb

@Suite("The list of people")
struct PeopleListTests {
    @Test("filters are links, and each shows its people", arguments: bothDatabases)
    func filters(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            _ = try await world.member("bare@example.com", displayName: "Bare Kim")
            _ = try await world.emailMember("mail@example.com")
            _ = try await world.protectedMember("app@example.com")
            let browser = try await world.consoleBrowser(.auditor)
            let all = try await browser.open("/admin/people")
            #expect(["bare@", "mail@", "app@"].allSatisfy { all.text.contains($0) })
            let none = try await browser.open("/admin/people?show=none")
            #expect(none.text.contains("bare@example.com") && !none.text.contains("app@example.com"))
            let on = try await browser.open("/admin/people?show=on")
            #expect(!on.text.contains("bare@example.com") && on.text.contains("app@") && on.text.contains("mail@"))
            #expect(try await browser.open("/admin").links.contains("/admin/people?show=on"))
            let email = try await browser.open("/admin/people?show=email")
            #expect(email.text.contains("mail@example.com") && !email.text.contains("bare@example.com"))
            let nobody = try await browser.open("/admin/people?show=waiting")
            #expect(nobody.text.contains("No one matches. Clear filters"))
            // Read only.
            #expect(!all.html.contains("type=\"checkbox\""))
        }
    }

    @Test("of those who are paused the list says how long still", arguments: bothDatabases)
    func timeLeft(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let sam = try await world.protectedMember()
            try await world.support(try world.order(.suspend, length: 4 * 3600), on: sam)
            let lee = try await world.staff(.supporter)
            world.clock.advance(by: 3600 + 90)
            let browser = TestBrowser(world)
            try await browser.signIn(lee)
            let paused = try await browser.open("/admin/people?show=paused")
            #expect(paused.text.contains("Two-factor paused until"))
            #expect(paused.text.contains("2 hours 59 minutes left"), "rounded up: \(paused.text)")
            world.clock.advance(by: 3 * 3600)
            let later = TestBrowser(world)
            try await later.signIn(lee)
            #expect(try await !later.open("/admin/people").text.contains(" left"))
        }
    }

    @Test("more than fifty go on another page", arguments: bothDatabases)
    func pages(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            for number in 100..<152 {
                var request = AccountActs.Request(name: "kim\(number)")
                request.displayName = "Kim \(number)"
                _ = try await AccountActs(in: world.surroundings).create(request, appID: nil, actor: .host)
            }
            let browser = try await world.consoleBrowser(.supporter)
            let first = try await browser.open("/admin/people?q=kim")
            #expect(first.text.contains("Kim 149") && !first.text.contains("Kim 150"))
            #expect(first.text.contains("50 people on this page"))
            let next = try #require(first.links.first { $0.contains("after=") })
            let second = try await browser.open(next)
            #expect(second.text.contains("Kim 150") && second.text.contains("Kim 151"))
            #expect(!second.text.contains("Kim 149") && !second.links.contains { $0.contains("after=") })
        }
    }

    @Test("a reminder mails those chosen who have nothing yet, once a day, and is an event", arguments: bothDatabases)
    func remind(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let bare = try await world.member("bare@example.com")
            let safe = try await world.protectedMember("app@example.com")
            let browser = try await world.consoleBrowser(.supporter)
            try await browser.open("/admin/people?show=none")
            let fields = ["person-\(bare.id)": "1", "person-\(safe.id)": "1", "person-nobody": "1"]
            let done = try await browser.send(fields, to: "/admin/people/remind")
            #expect(done.address == "/admin/people?show=none")
            #expect(done.text.contains("We’ve emailed those you chose"))
            #expect(try await world.count(.setUpReminder, to: bare) == 1)
            #expect(try await world.count(.setUpReminder, to: safe) == 0)
            #expect(try await world.events(of: bare).first == .reminderSent)
            let again = try await browser.send(fields, to: "/admin/people/remind")
            #expect(again.text.contains("No one was emailed"))
            #expect(try await world.count(.setUpReminder, to: bare) == 1)
            let empty = try await browser.send([:], to: "/admin/people/remind")
            #expect(empty.text.contains("Choose at least one person first"))
        }
    }

    @Test("of several who send a reminder at once, one does", arguments: bothDatabases)
    func remindAtOnce(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let bare = try await world.member("bare@example.com")
            let lee = try await world.dossier(of: try await world.staff(.supporter)).account
            let sent = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<4 {
                    group.addTask {
                        try await Reminding(in: world.surroundings).remind([bare.id], by: lee, from: nil)
                    }
                }
                return try await group.reduce(0, +)
            }
            #expect(sent == 1)
            #expect(try await world.count(.setUpReminder, to: bare) == 1)
            world.clock.advance(by: 20 * 3600)
            #expect(try await Reminding(in: world.surroundings).remind([bare.id], by: lee, from: nil) == 1)
        }
    }

    @Test("a list is exported whole, and no cell is a formula", arguments: bothDatabases)
    func export(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            for name in ["=HYPERLINK(\"x\")", "+1", "-1", "@x", "Kim \"K\", A", "\u{FF1D}1"] {
                var request = AccountActs.Request(name: "n\(name.unicodeScalars.reduce(0) { $0 + $1.value })")
                request.displayName = name
                _ = try await AccountActs(in: world.surroundings).create(request, appID: nil, actor: .host)
            }
            let browser = try await world.consoleBrowser(.owner)
            let csv = try await browser.open("/admin/people.csv?show=none").html
            #expect(csv.contains("\"'=HYPERLINK(\"\"x\"\")\""))
            #expect(csv.contains("\"'+1\"") && csv.contains("\"'-1\"") && csv.contains("\"'@x\""))
            #expect(csv.contains("\"Kim \"\"K\"\", A\"") && csv.contains("\"'\u{FF1D}1\""))
            #expect(csv.split(separator: "\r\n").count == 7)
            #expect(csv.split(separator: "\r\n").allSatisfy { $0.hasPrefix("\"") && $0.hasSuffix("\"") })
            try await world.sealEvents()
            let events = try await world.store.events(after: 0, limit: 500).map(\.event)
            #expect(events.last { $0.kind == .peopleExported }?.data == ["format": "csv", "show": "none"])
        }
    }

    @Test("a supporter exports nothing")
    func mayNotExport() async throws {
        try await World.run { world in
            let browser = try await world.consoleBrowser(.supporter)
            for path in ["/admin/people.csv", "/admin/audit.csv", "/admin/audit.jsonl", "/admin/audit"] {
                #expect(try await browser.open(path).status == 403, "\(path)")
            }
        }
    }

    @Test("a place in the list survives its address, and nothing else is taken for one")
    func places() {
        let place = PeoplePlace(key: [0, 1, 15, 16, 255], id: Account.ID("01jc.x"))
        #expect(PeoplePlace(text: place.text) == place)
        for text in ["", "x", "0.a", "0g.a", "zz", "+1.a", "0x.a", String(repeating: "00", count: 2000) + ".a"] {
            #expect(PeoplePlace(text: text) == nil, "\(text.prefix(20))")
        }
    }
}
