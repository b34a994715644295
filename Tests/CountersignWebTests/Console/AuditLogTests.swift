import Countersign
import CountersignStore
import CountersignTesting
import Foundation
import Testing

@testable import CountersignWeb

@Suite("The audit log in the console")
struct AuditLogTests {
    @Test("it tells who did what to whom, and filters by each", arguments: bothDatabases)
    func filters(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let sam = try await world.protectedMember()
            let kim = try await world.member("kim@example.com", displayName: "Kim")
            let lee = try await world.staff(.supporter)
            let desk = TestBrowser(world)
            try await desk.signIn(lee)
            _ = try await desk.open("/admin/people/\(kim.id)")
            try await world.exhaust(sam, with: TestBrowser(world))
            try await world.sealEvents()
            let browser = try await world.consoleBrowser(.auditor)
            let all = try await browser.open("/admin/audit")
            #expect(all.heading == "Audit log")
            #expect(all.text.contains("Support looked at this account"))
            #expect(all.text.contains("Lee of supporter"))
            let byLee = try await browser.open("/admin/audit?by=member:\(lee.id)")
            #expect(byLee.text.contains("Support looked at this account") && !byLee.text.contains("was wrong"))
            let ofSam = try await browser.open("/admin/audit?person=\(sam.email)&outcome=refused")
            #expect(ofSam.text.contains("The second step was wrong") && !ofSam.text.contains("The account was made"))
            let ofKim = try await browser.open("/admin/audit?person=\(kim.id)&area=staff")
            #expect(ofKim.text.contains("Support looked at this account"))
            #expect(!ofKim.text.contains("The account was made"))
            let future = try await browser.open("/admin/audit?from=2999-01-01")
            #expect(future.text.contains("No one matches. Clear filters"))
        }
    }

    @Test("every kind is about something, and what support did is told with its reason")
    func supportActs() async throws {
        for kind in Event.Kind.allCases {
            #expect(EventArea.beginnings[String(kind.rawValue.prefix { $0 != "." })] != nil, "\(kind.rawValue)")
        }
        try await World.run { world in
            let sam = try await world.protectedMember()
            var order = try world.order(.suspend, length: 3600)
            order.reason = try SupportReason(category: .lostPhone, identity: .videoCall, ticket: "TCK-77")
            try await world.support(order, on: sam)
            try await world.sealEvents()
            let browser = try await world.consoleBrowser()
            let page = try await browser.open("/admin/audit?area=staff")
            #expect(page.text.contains("Two-factor was paused"))
            #expect(page.text.contains("Reason: lost phone · TCK-77"))
            #expect(try await !browser.open("/admin/audit?area=server").text.contains("Two-factor was paused"))
            #expect(try await browser.open("/admin/audit.csv?area=staff").html.contains("\"lost_phone\""))
        }
    }

    @Test("what cannot be read is said, and what was typed stays")
    func problems() async throws {
        try await World.run { world in
            let browser = try await world.consoleBrowser(.owner)
            let page = try await browser.open("/admin/audit?from=tomorrow&through=2026-02-30&person=%22%3E%3Cb%3Ex")
            #expect(
                page.problems == [
                    "Enter a date, for example 2026-11-22", "Enter a date, for example 2026-11-22",
                    "No one has this name, address or reference",
                ]
            )
            #expect(page.html.contains("value=\"&quot;&gt;&lt;b&gt;x\""))
            // A file of everything is not what was asked for.
            for filter in ["person=nobody", "by=zzz", "area=zzz", "outcome=zzz", "kind=zzz"] {
                #expect(try await browser.open("/admin/audit.csv?\(filter)").path == "/admin/audit", "\(filter)")
            }
            #expect(try await browser.open("/admin/audit?area=zzz").problems == ["This is none of the choices"])
        }
    }

    @Test("an event shows all its fields and whether its hash holds", arguments: bothDatabases)
    func detail(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            _ = try await world.member("kim@example.com", displayName: "Kim")
            try await world.sealEvents()
            let browser = try await world.consoleBrowser(.auditor)
            try await world.sealEvents()
            for position in 1...4 {
                let page = try await browser.open("/admin/audit/\(position)")
                #expect(page.text.contains("Verified"), "\(position)")
                #expect(page.heading == "Event \(position)")
            }
            for nothing in ["0", "-1", "99999", "x", "9223372036854775807"] {
                #expect(try await browser.open("/admin/audit/\(nothing)").status == 404, "\(nothing)")
            }
        }
    }

    @Test("a changed event is called broken, and so is the one after it not")
    func mark() {
        func event(_ text: String) -> Event {
            Event(
                id: Event.ID(text),
                at: Date(timeIntervalSince1970: 1_700_000_000),
                kind: .accountChanged,
                accountID: nil,
                actor: .host,
                data: ["fields": text]
            )
        }
        let (sealed, head) = Chain.extend(nil, with: [event("a"), event("b")]) ?? ([], Chain.origin)
        let stored = zip([event("a"), event("b")], sealed).map {
            StoredEvent(event: $0, position: $1.position, hash: $1.hash)
        }
        func mark(_ event: StoredEvent, _ previous: StoredEvent?, hasOlder: Bool = false) -> ChainMark {
            ChainMark(of: event, after: previous, hasOlder: hasOlder, restores: [], head: head)
        }
        #expect(mark(stored[0], nil) == .verified)
        #expect(mark(stored[1], stored[0]) == .verified)
        #expect(mark(stored[1], nil) == .unknown)
        #expect(mark(stored[1], nil, hasOlder: true) == .missing)
        let changed = StoredEvent(event: event("c"), position: 2, hash: stored[1].hash)
        #expect(mark(changed, stored[0]) == .broken)
        let moved = StoredEvent(event: event("b"), position: 1, hash: stored[1].hash)
        #expect(mark(moved, nil) == .broken)
    }

    @Test("both files hold the filter's events, neutral and in UTC, and are logged first", arguments: bothDatabases)
    func export(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let kim = try await world.member("kim@example.com", displayName: "Kim")
            try await RoleActs(in: world.surroundings)
                .change(kim.id, to: .auditor, by: nil, reason: "=cmd|' /C calc'!A0 \"x\", ", actor: .host)
            try await world.sealEvents()
            let browser = try await world.consoleBrowser(.auditor)
            let csv = try await browser.open("/admin/audit.csv?person=\(kim.id)").html
            let lines = csv.split(separator: "\r\n").map(String.init)
            #expect(lines.count == 3)
            #expect(lines[0].hasPrefix("\"position\",\"at\",\"kind\""))
            #expect(lines[1].contains("\"'=cmd|' /C calc'!A0 \"\"x\"\", \""))
            #expect(lines[1].contains("\"account.role_changed\"") && lines[1].contains("Z\","))
            let json = try await browser.open("/admin/audit.jsonl?person=\(kim.id)").html
            let objects = try json.split(separator: "\n").map {
                try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
            }
            #expect(objects.compactMap { $0["kind"] as? String } == ["account.role_changed", "account.created"])
            #expect(objects.allSatisfy { $0["erased"] as? Bool == false })
            try await world.sealEvents()
            let exports = try await world.store.events(after: 0, limit: 500).map(\.event)
                .filter { $0.kind == .eventsExported }
            #expect(exports.map { $0.data["format"] } == ["csv", "jsonl"])
            #expect(exports.allSatisfy { $0.data["account"] == kim.id.rawValue })
        }
    }

    @Test("of somebody who was erased, no name is left in page and file", arguments: bothDatabases)
    func erased(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let kim = try await world.member("kim@example.com", displayName: "Kim Secret")
            try await AccountActs(in: world.surroundings).remove(kim.id, actor: .host)
            try await world.sealEvents()
            let browser = try await world.consoleBrowser(.auditor)
            let page = try await browser.open("/admin/audit?person=\(kim.id)")
            #expect(page.text.contains("Someone who was erased") && !page.text.contains("kim@"))
            let csv = try await browser.open("/admin/audit.csv?person=\(kim.id)").html
            #expect(csv.contains("(erased)") && !csv.contains("kim@") && !csv.contains("Secret"))
            let event = try await browser.open("/admin/audit/1")
            #expect(event.text.contains("were erased with the account"))
        }
    }
}
