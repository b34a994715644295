import Countersign
import CountersignStore
import CountersignTesting
import Foundation
import Testing

@testable import CountersignWeb

/// What waits for staff: who hears of it, where it stands, what is left of it.
@Suite("Requests in the console")
struct RequestsTests {
    private static let why = "My phone is at the bottom of the sea"

    @discardableResult
    private func askForHelp(_ world: World, _ sam: TestMember) async throws -> String {
        let browser = TestBrowser(world)
        try await browser.givePassword(sam)
        try await browser.open("/sign-in/lost/ask")
        try await browser.send(["reason": Self.why, "contact": ""])
        let status = try await browser.send(["code": try await world.mailed("code", in: .recoveryCode, to: sam.email)])
        return try #require(status.path.split(separator: "/").last.map(String.init))
    }

    @Test("whoever may decide is mailed, and the navigation counts; once decided, it is listed as that")
    func waiting() async throws {
        try await World.run { world in
            let sam = try await world.protectedMember()
            let lee = try await world.staff(.supporter)
            let (owner, auditor) = (try await world.staff(.owner), try await world.staff(.auditor))
            let approver = try await world.staff(.approver)
            let reference = try await askForHelp(world, sam)
            for decider in [lee, owner] {
                let mail = try await world.mail(.requestWaits, to: decider.email)
                #expect(mail.facts["link"] == "\(World.publicURL)/admin/requests/\(reference)")
                #expect(mail.facts["what"] == "decide_recovery")
            }
            for other in [auditor, approver, sam] { #expect(try await world.count(.requestWaits, to: other) == 0) }
            let browser = TestBrowser(world)
            try await browser.signIn(lee)
            #expect(try await browser.open("/admin").text.contains("Requests 1"))
            let list = try await browser.open("/admin/requests")
            #expect(list.text.contains(reference) && !list.text.contains("Decided in the last month"))
            try await browser.open("/admin/requests/\(reference)")
            try await browser.send(["decision": "Come by the desk"], to: "/admin/requests/\(reference)/decline")
            let after = try await browser.open("/admin/requests")
            #expect(!after.text.contains("Requests 1"))
            #expect(after.text.contains("Decided in the last month") && after.text.contains("Declined"))
        }
    }

    @Test("what is asked about somebody with more power is neither listed, counted nor opened")
    func morePower() async throws {
        try await World.run { world in
            let reference = try await askForHelp(world, try await world.staff(.owner))
            for role in [Role.supporter, .approver, .auditor] {
                let browser = try await world.consoleBrowser(role)
                let list = try await browser.open("/admin/requests")
                let mayRead = role == .auditor
                #expect(list.text.contains(reference) == mayRead, "\(role)")
                #expect(list.text.contains("Requests 1") == mayRead, "\(role)")
                #expect(
                    try await browser.open("/admin/requests/\(reference)").status == (mayRead ? 200 : 403),
                    "\(role)"
                )
            }
        }
    }

    @Test("what one of the staff has granted, another does not decline")
    func grantedFirst() async throws {
        try await World.run { world in
            let sam = try await world.protectedMember()
            let (lee, max) = (try await world.staff(.supporter), try await world.staff(.owner))
            let reference = try await askForHelp(world, sam)
            let recovery = Recovery(in: world.surroundings)
            try await recovery.approve(reference, reason: "", actor: .member(lee.id))
            await #expect(throws: CeremonyFault.gone) {
                try await recovery.decline(reference, reason: "No", actor: .member(max.id))
            }
            #expect(try await world.count(.recoveryDeclined, to: sam) == 0)
            #expect(try await world.store.recovery(reference: reference)?.state == .approved)
        }
    }

    @Test("a request from where the person never was says so")
    func network() async throws {
        try await World.run { world in
            let sam = try await world.protectedMember()
            let account = try #require(try await world.store.dossier(of: sam.id)?.account)
            try await world.surroundings.commit([
                try world.surroundings.event(
                    .signInSucceeded,
                    about: account,
                    by: .member(sam.id),
                    from: Client(address: "192.0.2.7", userAgent: ""),
                    data: ["amr": "pwd otp mfa"],
                    at: world.clock.now
                )
            ])
            try await world.sealEvents()
            let desk = try await world.consoleBrowser(.supporter)
            let hint = "From a network not seen before"
            for (address, isNew) in [("198.51.100.7", true), ("192.0.2.200", false)] {
                let token = Token(random: world.surroundings.random)
                let id: RecoveryRequest.ID = world.surroundings.makeID()
                let request = RecoveryRequest(
                    id: id,
                    reference: isNew ? "CS-NEW2" : "CS-XWN2",
                    accountID: sam.id,
                    tokenHash: token.hash,
                    sealedDetails: try world.surroundings.workshop.seal(
                        RecoveryRequest.Details(reason: Self.why, contact: ""),
                        at: .recovery(id, of: sam.id)
                    ),
                    askedAt: world.clock.now.addingTimeInterval(60),
                    waitUntil: nil,
                    expiresAt: world.clock.now.addingTimeInterval(86_400),
                    client: Client(address: address, userAgent: "")
                )
                try await world.surroundings.commit([.insertRecovery(request)])
                let page = try await desk.open("/admin/requests/\(request.reference)")
                #expect(page.text.contains(hint) == isNew, "\(address)")
            }
        }
    }

    @Test("who asked for agreement is mailed what came of it, with the reason", arguments: [true, false])
    func decided(agrees: Bool) async throws {
        var settings = Settings()
        settings.support.secondApprover = .always
        try await World.run(settings: settings) { world in
            let sam = try await world.protectedMember()
            let lee = try await world.staff(.supporter)
            let ann = try await world.staff(.approver)
            let acts = SupportActs(in: world.surroundings)
            let order = try world.order(.issueBypassCode, length: 600)
            guard case .waiting(let request) = try await acts.carryOut(order, on: sam.id, by: world.helper(lee)) else {
                Issue.record("it was done at once")
                return
            }
            let asked = try await world.mail(.requestWaits, to: ann.email)
            #expect(asked.facts["what"] == "approve" && asked.facts["by"] == "Lee Berg")
            #expect(try await world.count(.requestWaits, to: lee) == 0)
            let desk = TestBrowser(world)
            try await desk.signIn(ann)
            try await desk.open("/admin/requests/\(request.reference)")
            let path = "/admin/requests/\(request.reference)/"
            if agrees {
                try await desk.send([:], to: path + "accept")
                let mail = try await world.mail(.requestApproved, to: lee.email)
                #expect(mail.facts["to_carry_out"] == "true" && mail.facts["by"] == "Lee of approver")
            } else {
                try await desk.send(["decision": "Ask their manager first"], to: path + "decline")
                let mail = try await world.mail(.requestDeclined, to: lee.email)
                #expect(mail.facts["reason"] == "Ask their manager first")
            }
            #expect(try await world.count(.requestWaits, to: sam) == 0)
        }
    }
}
