import Countersign
import CountersignStore
import CountersignTesting
import Foundation
import Testing

@testable import CountersignWeb

/// Several people are asked to set up again from the list, for one reason.
@Suite("Asking several people to set up again")
struct AskingManyAgainTests {
    private static let path = "/admin/people/ask-again"
    private static let filled = ["category": "new_phone", "identity": "in_person", "reason": "<b>lake</b>"]

    private func choosing(_ members: [TestMember]) -> [String: String] {
        Dictionary(uniqueKeysWithValues: members.map { ("person-\($0.id)", "1") })
    }

    @Test(
        "one form and one confirmation ask each of them, with an event and a mail of their own",
        arguments: bothDatabases
    )
    func asked(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let sam = try await world.protectedMember()
            let kim = try await world.protectedMember("kim@example.com")
            let bare = try await world.member("bare@example.com", displayName: "Bare")
            let browser = try await world.consoleBrowser(.supporter)
            let list = try await browser.open("/admin/people?sort=sign-in")
            #expect(list.html.contains("formaction=\"\(Self.path)\""))
            for member in [sam, kim, bare] { #expect(list.html.contains("name=\"person-\(member.id)\"")) }
            let hidden = try #require(list.forms.first { $0.action == "/admin/people/remind" }).hidden
            let form = try await browser.post(Self.path, hidden.merging(choosing([sam, kim, bare])) { $1 })
            #expect(form.heading == "Ask 2 people to set up again")
            #expect(form.text.contains("Who is left out") && form.text.contains("Bare"))
            let confirmation = try await browser.send(Self.filled, to: Self.path)
            #expect(confirmation.heading == "Is this right?")
            #expect(confirmation.text.contains("At the next sign-in 2 people set up a new second step"))
            #expect(confirmation.text.contains("<b>lake</b>") && !confirmation.html.contains("<b>lake"))
            #expect(try await world.dossier(of: sam).measures.isEmpty)
            let done = try await browser.send(to: Self.path)
            #expect(done.address == "/admin/people?sort=sign-in")
            #expect(done.text.contains("2 people were asked to set up again"))
            #expect(try await !browser.open("/admin/people").text.contains("were asked"), "told once")
            for member in [sam, kim] {
                let dossier = try await world.dossier(of: member)
                #expect(dossier.measure(.setUpAgain, at: world.clock.now) != nil)
                #expect(dossier.factors.count == 1, "what they have works until then")
                #expect(try await world.count(.supportActed, to: member) == 1)
                #expect(try await world.events(of: member).contains(.setUpAgainAsked))
            }
            #expect(try await world.count(.supportActed, to: bare) == 0)
        }
    }

    @Test("sent once more, nobody is asked twice")
    func twice() async throws {
        try await World.run { world in
            let sam = try await world.protectedMember()
            let browser = try await world.consoleBrowser(.supporter)
            try await browser.open("/admin/people")
            let fields = try await Self.filled.merging(choosing([sam])) { $1 }
                .merging(["filled": "1", "confirmed": "1", "csrf": browser.token()]) { $1 }
            try await browser.post(Self.path, fields)
            let again = try await browser.post(Self.path, fields)
            #expect(again.text.contains("Nobody of those you chose can be asked now"))
            #expect(try await world.count(.supportActed, to: sam) == 1)
        }
    }

    @Test("where policy asks for a second person each becomes a request, once", arguments: bothDatabases)
    func waits(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            try await world.savePolicy { $0.secondApprover = .always }
            let sam = try await world.protectedMember()
            let kim = try await world.protectedMember("kim@example.com")
            let browser = try await world.consoleBrowser(.supporter)
            try await browser.open("/admin/people")
            let fields = try await Self.filled.merging(choosing([sam, kim])) { $1 }
                .merging(["filled": "1", "csrf": browser.token()]) { $1 }
            let confirmation = try await browser.post(Self.path, fields)
            #expect(confirmation.text.contains("For 2 of them somebody else has to agree first"))
            let sent = fields.merging(["confirmed": "1"]) { $1 }
            let done = try await browser.post(Self.path, sent)
            #expect(done.text.contains("2 requests wait for somebody else to agree"))
            try await browser.post(Self.path, sent)
            let open = try await SupportActs(in: world.surroundings).openRequests()
            #expect(Set(open.map(\.accountID)) == [sam.id, kim.id] && open.count == 2)
            #expect(try await world.dossier(of: sam).measures.isEmpty)
        }
    }

    @Test("nobody with as much power, nor oneself, can be chosen or sent")
    func power() async throws {
        try await World.run { world in
            let other = try await world.staff(.supporter, "other@example.com")
            let lee = try await world.staff(.supporter)
            let browser = TestBrowser(world)
            try await browser.signIn(lee)
            let list = try await browser.open("/admin/people")
            #expect(!list.html.contains("name=\"person-"))
            let fields = try await Self.filled.merging(choosing([other, lee])) { $1 }
                .merging(["filled": "1", "confirmed": "1", "csrf": browser.token()]) { $1 }
            #expect(try await browser.post(Self.path, fields).text.contains("Nobody of those you chose"))
            for member in [other, lee] { #expect(try await world.dossier(of: member).measures.isEmpty) }
        }
    }

    @Test("what is missing is said, whom it is for and what was typed stays; never more than a page at once")
    func problems() async throws {
        try await World.run { world in
            let sam = try await world.protectedMember()
            let browser = try await world.consoleBrowser(.supporter)
            try await browser.open("/admin/people")
            let fields = try await choosing([sam]).merging(["csrf": browser.token()]) { $1 }
            try await browser.post(Self.path, fields)
            let page = try await browser.send(["reason": "typed", "sign-out": "1"], to: Self.path)
            #expect(page.problems == ["Choose what happened", "Choose how you checked who it is"])
            #expect(page.html.contains("value=\"typed\"") && page.html.contains("name=\"person-\(sam.id)\""))
            let confirmation = try await browser.send(Self.filled.merging(["sign-out": "1"]) { $1 }, to: Self.path)
            #expect(confirmation.text.contains("1 person is signed out everywhere"))
            let empty = try await browser.post(Self.path, ["csrf": browser.token()])
            #expect(empty.text.contains("Choose at least one person first"))
            var many = try await ["csrf": browser.token()]
            for number in 0...AskingSeveral.most { many["person-\(number)"] = "1" }
            #expect(try await browser.post(Self.path, many).status == 413)
        }
    }

    @Test("who may only look asks nobody", arguments: [Role.auditor, .approver])
    func refused(_ role: Role) async throws {
        try await World.run { world in
            let sam = try await world.protectedMember()
            let browser = try await world.consoleBrowser(role)
            try await browser.open("/admin/people")
            let sent = try await choosing([sam]).merging(["csrf": browser.token()]) { $1 }
            #expect(try await browser.post(Self.path, sent).status == 403)
        }
    }

    @Test("what the cookie says is three numbers of a page, or nothing")
    func cookie() {
        let asked = AskedSeveral(AskingSeveral.Outcome(asked: 3, waiting: 1, leftOut: 50))
        #expect(AskedSeveral(asked.text) == asked)
        let others = ["", ".1.2", ".1.2.51", ".1.2.-3", ".1.2.3.4", ".1.2.x", "x.1.2.3"]
        for text in others.map({ "askedSeveral" + $0 }) {
            #expect(AskedSeveral(text) == nil, "\(text)")
        }
    }
}
