import Countersign
import CountersignStore
import CountersignTesting
import CountersignWeb
import Foundation
import Testing

/// Staff help one person, over HTTP: form, confirmation, what comes of it.
@Suite("Helping a person in the console")
struct HelpingPersonTests {
    private static let filled = ["category": "lost_phone", "identity": "video_call", "reason": "<b>lake</b> & “co”"]

    private func path(_ member: TestMember, _ act: String) -> String { "/admin/people/\(member.id)/help/\(act)" }

    /// Through the form and its confirmation.
    @discardableResult
    private func help(
        _ browser: TestBrowser,
        _ member: TestMember,
        _ act: String,
        _ more: [String: String] = [:]
    ) async throws -> TestPage {
        try await browser.open(path(member, act))
        let confirmation = try await browser.send(Self.filled.merging(more) { $1 })
        #expect(confirmation.heading == "Is this right?", "\(act): \(confirmation.text)")
        return try await browser.send()
    }

    @Test("each act is filled in, confirmed and done; hostile reasons harm no page", arguments: bothDatabases)
    func acts(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let sam = try await world.protectedMember()
            let browser = try await world.consoleBrowser(.supporter)
            let now = world.clock.now
            let paused = try await help(browser, sam, "suspend", ["length": "240"])
            #expect(paused.path == "/admin/people/\(sam.id)")
            #expect(paused.text.contains("Done. The person was emailed"))
            #expect(paused.text.contains("Two-factor is paused until"))
            let suspension = try #require(try await world.dossier(of: sam).suspension(at: now))
            #expect(suspension.endsAt == now.addingTimeInterval(4 * 3600))
            #expect(try world.surroundings.details(of: suspension).by == "Lee of supporter")
            try await help(browser, sam, "end-suspension")
            #expect(try await world.dossier(of: sam).suspension(at: now) == nil)

            let made = try await help(browser, sam, "issue-bypass-code", ["length": "15", "then": "1"])
            #expect(made.heading == "A code for Sam Okafor")
            let code = try #require(made.html.firstMatch(of: /id="bypass-code"[^>]*>([^<]+)</)?.1)
            #expect(BypassCodes.normalised(String(code)) != nil)
            // A reload sends the same form again: the code that was made stays the one.
            let live = try await world.dossier(of: sam).measure(.bypassCode, at: now)
            try await browser.post(
                path(sam, "issue-bypass-code"),
                [
                    "csrf": try await browser.tab().open(path(sam, "suspend")).forms.first { $0.hidden["csrf"] != nil }?
                        .hidden["csrf"] ?? "",
                    "category": "lost_phone", "identity": "video_call", "length": "15", "confirmed": "1",
                ]
            )
            #expect(try await world.dossier(of: sam).measure(.bypassCode, at: now) == live)
            #expect(try await browser.open("/admin/people/\(sam.id)").html.contains(code) == false)
            try await help(browser, sam, "cancel-bypass-code")

            try await help(browser, sam, "exempt", ["length": "30"])
            #expect(try await world.dossier(of: sam).isExempt(at: now))
            try await help(browser, sam, "end-exemption")
            try await world.exhaust(sam, with: TestBrowser(world))
            #expect(try await browser.open("/admin/people/\(sam.id)").links.contains(path(sam, "clear-wait")))
            try await help(browser, sam, "clear-wait")
            #expect(
                try world.surroundings.guards(of: try await world.dossier(of: sam)).waitEnd(in: .common, at: now) == nil
            )
            try await help(browser, sam, "freeze")
            #expect(try await world.dossier(of: sam).account.state == .frozen)
            try await help(browser, sam, "unfreeze")
            try await help(browser, sam, "sign-out-everywhere")
            let person = try await browser.open("/admin/people/\(sam.id)")
            #expect(!person.html.contains("<b>lake"))
            try await browser.open(path(sam, "remove-factor") + "?factor=\(sam.phone?.factorID.rawValue ?? "")")
            let confirmation = try await browser.send(Self.filled)
            #expect(!confirmation.html.contains("<b>lake") && confirmation.text.contains("<b>lake</b>"))
            try await browser.send()
            #expect(try await world.dossier(of: sam).factors.isEmpty)
            let kinds = Set(try await world.events(of: sam))
            for kind: Event.Kind in [
                .suspensionBegun, .suspensionEnded, .bypassCodeMade, .bypassCodeCancelled, .exemptionBegun,
                .exemptionEnded, .accountUnlocked, .accountFrozen, .accountUnfrozen, .signedOutEverywhere,
                .factorRemoved,
            ] {
                #expect(kinds.contains(kind), "\(kind)")
            }
            #expect(try await world.count(.supportActed, to: sam) == 11)
        }
    }

    @Test("where no address is confirmed nobody was emailed, and every page of it says so", arguments: bothDatabases)
    func unmailed(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            var request = AccountActs.Request(name: "sam")
            request.email = "sam@example.com"
            request.password = TestMember.password
            let account = try await AccountActs(in: world.surroundings).create(request, appID: nil, actor: .host)
            var sam = TestMember(id: account.id, email: "sam", password: TestMember.password)
            sam.phone = try await world.phone(for: sam)
            let browser = try await world.consoleBrowser(.supporter)
            let nobody = "They have no confirmed address, so nobody"
            #expect(try await browser.open("/admin/people/\(sam.id)").text.contains("\(nobody) is emailed"))
            try await browser.open(path(sam, "suspend"))
            let confirmation = try await browser.send(Self.filled.merging(["length": "60"]) { $1 })
            #expect(confirmation.text.contains("\(nobody) is emailed") && !confirmation.text.contains("and sam is"))
            let done = try await browser.send()
            #expect(done.text.contains("Done. \(nobody) was emailed"))
            let made = try await help(browser, sam, "issue-bypass-code", ["length": "15", "then": "1"])
            #expect(made.text.contains("\(nobody) was emailed") && !made.text.contains("We’ve emailed"))
            #expect(try await world.mails(to: "sam@example.com").isEmpty)
        }
    }

    @Test("a pause is a day long unless another length is chosen, and never longer than is allowed")
    func pauseOfADay() async throws {
        try await World.run { world in
            let sam = try await world.protectedMember()
            let browser = try await world.consoleBrowser(.supporter)
            let form = try await browser.open(path(sam, "suspend"))
            #expect(form.html.contains(#/value="1440"[^>]* checked/#))
        }
        var settings = Settings()
        settings.support.longestSuspension = 4 * 3600
        try await World.run(settings: settings) { world in
            let sam = try await world.protectedMember()
            let browser = try await world.consoleBrowser(.supporter)
            let form = try await browser.open(path(sam, "suspend"))
            #expect(form.html.contains(#/value="240"[^>]* checked/#))
        }
    }

    @Test("the person reads what was done, not where the helper sits; the audit log tells both and the reason")
    func traces() async throws {
        try await World.run { world in
            let sam = try await world.protectedMember()
            let helper = TestBrowser(
                world,
                userAgent: "Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:140.0) Gecko/20100101 Firefox/140.0"
            )
            try await helper.signIn(try await world.staff(.supporter))
            try await help(helper, sam, "suspend", ["length": "240"])
            try await world.sealEvents()
            let own = TestBrowser(world)
            try await own.signIn(sam)
            let activity = try await own.open("/security/activity")
            #expect(activity.text.contains("paused") && activity.text.contains("by someone who looks after accounts"))
            #expect(activity.text.contains("Firefox on Linux") && !activity.text.contains("Firefox on Mac"))
            #expect(!activity.text.contains("lake"))
            // Others of the staff read who it was, and where from.
            let desk = TestBrowser(world)
            try await desk.signIn(try await world.staff(.owner))
            let person = try await desk.open("/admin/people/\(sam.id)")
            #expect(person.text.contains("Lee of supporter") && person.text.contains("Firefox on Mac"))
            let log = try await world.consoleBrowser(.auditor).open("/admin/audit?person=\(sam.id)")
            #expect(log.text.contains("<b>lake</b> & “co”") && log.text.contains("Firefox on Mac"))
        }
    }

    @Test("what is missing is said, and what was filled in stays")
    func problems() async throws {
        try await World.run { world in
            let sam = try await world.protectedMember()
            let browser = try await world.consoleBrowser(.supporter)
            try await browser.open(path(sam, "suspend"))
            let page = try await browser.send(["reason": "typed", "network": "nonsense", "length": "240"])
            #expect(
                page.text.contains("Choose what happened") && page.text.contains("Choose how you checked who it is")
            )
            #expect(page.html.contains("value=\"typed\"") && page.html.contains("value=\"nonsense\""))
            let later = try await browser.send(Self.filled.merging(["network": "nonsense", "length": "240"]) { $1 })
            #expect(later.text.contains("like 192.0.2.0/24"))
            let other = try await browser.send(["category": "other", "identity": "in_person", "reason": "short"])
            #expect(other.text.contains("Write at least 10 characters"))
            #expect(try await world.dossier(of: sam).measures.isEmpty)
        }
    }

    @Test(
        "who may not gets no form and no act",
        arguments: [
            (Role.auditor, Role.member), (.approver, .member), (.supporter, .supporter), (.supporter, .owner),
        ]
    )
    func refused(role: Role, target: Role) async throws {
        try await World.run { world in
            var person = try await world.member("kim@example.com", displayName: "Kim", role: target)
            person.phone = try await world.phone(for: person)
            let browser = try await world.consoleBrowser(role)
            for act in StaffAct.allCases.map({ $0.rawValue.replacing("_", with: "-") }) {
                let shown = try await browser.open(path(person, act)).status
                #expect(shown == 403 || shown == 404, "\(role) \(act)")
            }
            let token = try await browser.token()
            let sent = try await browser.post(
                path(person, "suspend"),
                Self.filled.merging(["csrf": token, "length": "240", "confirmed": "1"]) { $1 }
            )
            #expect(sent.status == 403)
            #expect(try await world.dossier(of: person).measures.isEmpty)
        }
    }

    @Test("nobody helps themselves, and an owner needs a second owner", arguments: bothDatabases)
    func owners(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let browser = TestBrowser(world)
            let ada = try await world.staff(.owner, "ada@example.com")
            try await browser.signIn(ada)
            #expect(try await browser.open(path(ada, "suspend")).status == 403)
            let bob = try await world.staff(.owner, "bob@example.com")
            try await browser.open(path(bob, "suspend"))
            let confirmation = try await browser.send(Self.filled.merging(["length": "60"]) { $1 })
            #expect(confirmation.text.contains("Somebody else has to agree first"))
            let person = try await browser.send()
            #expect(person.text.contains("It waits for somebody else to agree"))
            #expect(try await world.dossier(of: bob).measures.isEmpty)
            let request = try #require(try await SupportActs(in: world.surroundings).openRequests().first)
            // Her own she may only take back.
            let own = try await browser.open("/admin/requests/\(request.reference)")
            #expect(own.text.contains("somebody else has to agree") && !own.html.contains("/accept"))
            let second = TestBrowser(world)
            try await second.signIn(try await world.staff(.owner, "cid@example.com"))
            #expect(try await second.open("/admin/requests?tab=approvals").text.contains(request.reference))
            try await second.open("/admin/requests/\(request.reference)")
            let done = try await second.send([:], to: "/admin/requests/\(request.reference)/accept")
            #expect(done.path.hasPrefix("/admin/requests") && done.text.contains("Decided."))
            #expect(try await world.dossier(of: bob).suspension(at: world.clock.now) != nil)
            // Too late for anybody else.
            let late = try await browser.post(
                "/admin/requests/\(request.reference)/withdraw",
                ["csrf": try await browser.token()]
            )
            #expect(late.text.contains("Somebody else was first"))
        }
    }

    @Test(
        "a request to get in is decided with what was checked, and the reason goes to the person",
        arguments: bothDatabases
    )
    func recovery(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let sam = try await world.protectedMember()
            let person = TestBrowser(world)
            for accepts in [true, false] {
                try await person.givePassword(sam)
                try await person.open("/sign-in/lost")
                try await person.open("/sign-in/lost/ask")
                try await person.send(["reason": "<i>gone</i>", "contact": ""])
                let code = try await world.mailed("code", in: .recoveryCode, to: sam.email)
                let reference = try #require(try await person.send(["code": code]).path.split(separator: "/").last)
                let staff = try await world.consoleBrowser(accepts ? .supporter : .owner)
                #expect(try await staff.open("/admin/requests").text.contains(reference))
                let page = try await staff.open("/admin/requests/\(reference)")
                #expect(page.text.contains("<i>gone</i>") && !page.html.contains("<i>gone"))
                let path = "/admin/requests/\(reference)"
                if accepts {
                    #expect(try await staff.send(["notes": "short"], to: "\(path)/accept").text.contains("Choose how"))
                    try await staff.send(
                        ["notes": "came by with a passport", "identity": "in_person"],
                        to: "\(path)/accept"
                    )
                    #expect(try await world.store.recovery(reference: String(reference))?.state == .approved)
                    #expect(try await person.givePassword(sam).path == "/setup")
                    person.setCookie("__Host-session", to: nil)
                    try await world.store.mustEnd(sam, in: world)
                } else {
                    #expect(try await staff.send(["decision": ""], to: "\(path)/decline").text.contains("Write why"))
                    try await staff.send(["decision": "We could not reach you"], to: "\(path)/decline")
                    #expect(try await world.store.recovery(reference: String(reference))?.state == .declined)
                    let mail = try await world.mail(.recoveryDeclined, to: sam.email)
                    #expect(mail.facts["reason"] == "We could not reach you")
                }
            }
        }
    }
}

extension SQLStore {
    /// What was approved is taken back, for the next request.
    fileprivate func mustEnd(_ member: TestMember, in world: World) async throws {
        for request in try await recoveries(of: member.id) where request.state.isOpen {
            try await Recovery(in: world.surroundings).cancel(request, client: Client(address: "", userAgent: ""))
        }
    }
}
