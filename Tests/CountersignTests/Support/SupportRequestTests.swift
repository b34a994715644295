import Countersign
import CountersignStore
import CountersignTesting
import Foundation
import Testing

/// A second pair of eyes: where policy asks for one, nobody helps alone.
@Suite("Support requests")
struct SupportRequestTests {
    private static let hour: TimeInterval = 3600

    private static func settings(_ approver: SupportLimits.SecondApprover) -> Settings {
        var settings = Settings()
        settings.support.secondApprover = approver
        return settings
    }

    private func ask(
        _ world: World,
        _ order: SupportOrder,
        on member: TestMember,
        by helper: SupportActs.Helper
    ) async throws -> SupportRequest {
        let outcome = try await SupportActs(in: world.surroundings).carryOut(order, on: member.id, by: helper)
        guard case .waiting(let request) = outcome else { throw TestBrowserFault("was done at once") }
        return request
    }

    private func events(_ world: World, of member: TestMember) async throws -> [Event] {
        try await world.store.events(of: member.id, before: nil, limit: 100).map(\.event)
    }

    @Test(
        "another agrees and it is done; both stand in the event",
        arguments: [TestedDatabase.sqliteOnDisk, .postgreSQL]
    )
    func approved(_ database: TestedDatabase) async throws {
        try await World.run(on: database, settings: Self.settings(.always)) { world in
            let sam = try await world.protectedMember()
            let lee = world.helper(try await world.staff())
            let ann = world.helper(try await world.staff("ann@example.com", .approver), "Ann Ode")
            let acts = SupportActs(in: world.surroundings)
            let request = try await ask(world, world.order(.suspend, length: Self.hour), on: sam, by: lee)
            #expect(try await world.store.dossier(of: sam.id)?.measures.isEmpty == true)
            #expect(try await world.mails(to: sam.email).contains { $0.kind == .supportActed } == false)
            #expect(try await acts.openRequests().map(\.reference) == [request.reference])
            // Time passes: the hour counts from when it is agreed to.
            world.clock.advance(by: 2 * Self.hour)
            let decided = try await acts.approve(request.reference, by: ann)
            #expect(decided.state == .done && decided.decidedBy == ann.actor.rawValue)
            let suspension = try #require(try await world.store.dossier(of: sam.id)?.suspension(at: world.clock.now))
            #expect(suspension.endsAt == world.clock.now.addingTimeInterval(Self.hour))
            #expect(suspension.actorName == lee.actor.rawValue)
            let begun = try #require(try await events(world, of: sam).first { $0.kind == .suspensionBegun })
            #expect(begun.actor == lee.actor && begun.data["approved_by"] == ann.actor.rawValue)
            let account = try #require(try await world.store.dossier(of: sam.id)?.account)
            let personal = world.surroundings.personal(of: begun, account: account)
            #expect(personal["by"] == "Lee Berg" && personal["approver"] == "Ann Ode")
            let agreed = try #require(try await events(world, of: sam).first { $0.kind == .supportApproved })
            #expect(agreed.actor == ann.actor && agreed.data["asked_by"] == lee.actor.rawValue)
        }
    }

    @Test("asked for again while it waits, it is the same request")
    func askedTwice() async throws {
        try await World.run(settings: Self.settings(.always)) { world in
            let sam = try await world.protectedMember()
            let lee = world.helper(try await world.staff())
            let ann = world.helper(try await world.staff("ann@example.com"), "Ann Ode")
            let order = try world.order(.issueBypassCode, length: 600)
            let first = try await ask(world, order, on: sam, by: lee)
            #expect(try await ask(world, order, on: sam, by: lee).reference == first.reference)
            // What would do something else, or to another factor, and what another asks, is another request.
            var references = [first.reference]
            references.append(
                try await ask(world, world.order(.issueBypassCode, length: 900), on: sam, by: lee).reference
            )
            references.append(try await ask(world, world.order(.suspend, length: 600), on: sam, by: lee).reference)
            references.append(try await ask(world, order, on: sam, by: ann).reference)
            let second = try await world.phone(for: sam, label: "Second")
            for factor in [sam.phone?.factorID, second.factorID] {
                let removal = try world.order(.removeFactor) { $0.factorID = factor }
                references.append(try await ask(world, removal, on: sam, by: lee).reference)
            }
            #expect(Set(references).count == 6)
        }
    }

    @Test(
        "a wish to turn two-factor off is granted with how identity was checked, and by two where policy asks",
        arguments: [TestedDatabase.sqliteOnDisk, .postgreSQL]
    )
    func wish(_ database: TestedDatabase) async throws {
        try await World.run(on: database, settings: Self.settings(.always)) { world in
            let sam = try await world.protectedMember()
            let lee = world.helper(try await world.staff())
            let ann = world.helper(try await world.staff("ann@example.com"), "Ann Ode")
            let acts = SupportActs(in: world.surroundings)
            let reason = try SupportReason(category: .other, text: "I want it off, please", identity: .elsewhere)
            let client = Client(address: "192.0.2.7", userAgent: "")
            let wish = try await acts.askToTurnOff(sam.id, reason: reason, client: client)
            // Agreeing to it alone says nothing of who was checked.
            await #expect(throws: Authority.Refusal.notYourRole) { try await acts.approve(wish.reference, by: lee) }
            var order = try world.order(.decideTurnOff)
            order.reference = wish.reference
            let request = try await ask(world, order, on: sam, by: lee)
            #expect(try await world.store.dossier(of: sam.id)?.factors.count == 1)
            #expect(try await acts.approve(request.reference, by: ann).state == .done)
            #expect(try await world.store.dossier(of: sam.id)?.factors.isEmpty == true)
            #expect(try await world.store.supportRequest(reference: wish.reference)?.state == .done)
            let event = try #require(try await events(world, of: sam).first { $0.kind == .twoFactorTurnedOff })
            #expect(event.data["identity"] == "video_call" && event.data["approved_by"] == ann.actor.rawValue)
            // It is granted once.
            await #expect(throws: CeremonyFault.gone) {
                _ = try await SupportActs(in: world.surroundings).carryOut(order, on: sam.id, by: .host)
            }
        }
    }

    @Test("nobody agrees to their own, nor for themselves, nor without the right")
    func whoMayNot() async throws {
        try await World.run(settings: Self.settings(.always)) { world in
            let sam = try await world.protectedMember()
            let lee = try await world.staff()
            let other = try await world.staff("kim@example.com")
            let auditor = try await world.staff("may@example.com", .auditor)
            let acts = SupportActs(in: world.surroundings)
            let request = try await ask(world, world.order(.suspend, length: 600), on: sam, by: world.helper(lee))
            let refusals: [(SupportActs.Helper, Authority.Refusal)] = [
                (world.helper(lee), .ownRequest), (world.helper(auditor), .notYourRole),
                (world.helper(sam), .notStaff),
            ]
            for (helper, refusal) in refusals {
                await #expect(throws: refusal) { try await acts.approve(request.reference, by: helper) }
                await #expect(throws: refusal) { try await acts.decline(request.reference, reason: "no", by: helper) }
            }
            await #expect(throws: Authority.Refusal.notYourRole) {
                try await acts.withdraw(request.reference, by: world.helper(other))
            }
            // An owner asks for a supporter: only owners agree, and not the supporter for themselves.
            let owner = try await world.staff("ada@example.com", .owner)
            let forLee = try await ask(
                world,
                world.order(.signOutEverywhere),
                on: lee,
                by: world.helper(owner),
                orDone: true
            )
            #expect(forLee == nil)
            let suspending = try await ask(
                world,
                world.order(.suspend, length: 600),
                on: lee,
                by: world.helper(owner)
            )
            await #expect(throws: Authority.Refusal.yourself) {
                try await acts.approve(suspending.reference, by: world.helper(lee))
            }
            await #expect(throws: Authority.Refusal.morePower) {
                try await acts.approve(suspending.reference, by: world.helper(other))
            }
            let second = try await world.staff("bob@example.com", .owner)
            #expect(try await acts.approve(suspending.reference, by: world.helper(second)).state == .done)
        }
    }

    /// Nil where it was done at once.
    private func ask(
        _ world: World,
        _ order: SupportOrder,
        on member: TestMember,
        by helper: SupportActs.Helper,
        orDone: Bool
    ) async throws -> SupportRequest? {
        let outcome = try await SupportActs(in: world.surroundings).carryOut(order, on: member.id, by: helper)
        if case .waiting(let request) = outcome { return request }
        return nil
    }

    @Test(
        "what can no longer be done ends when somebody agrees to it",
        arguments: [TestedDatabase.sqliteOnDisk, .postgreSQL]
    )
    func lapsed(_ database: TestedDatabase) async throws {
        try await World.run(on: database, settings: Self.settings(.always)) { world in
            let sam = try await world.protectedMember()
            let lee = try await world.staff()
            let ann = world.helper(try await world.staff("ann@example.com", .approver), "Ann Ode")
            let acts = SupportActs(in: world.surroundings)
            // Who asked has lost the role; the person was frozen.
            let first = try await ask(world, world.order(.suspend, length: 600), on: sam, by: world.helper(lee))
            try await RoleActs(in: world.surroundings).change(lee.id, to: .member, by: nil, actor: .host)
            #expect(try await acts.approve(first.reference, by: ann).state == .expired)
            let max = world.helper(try await world.staff("max@example.com"))
            let second = try await ask(world, world.order(.suspend, length: 600), on: sam, by: max)
            try await world.support(world.order(.freeze), on: sam)
            #expect(try await acts.approve(second.reference, by: ann).state == .expired)
            #expect(try await acts.openRequests().isEmpty)
            #expect(try await world.store.dossier(of: sam.id)?.measures.isEmpty == true)
            #expect(try await events(world, of: sam).count { $0.kind == .supportExpired } == 2)
        }
    }

    @Test("an act that is confirmed twice is done once", arguments: [TestedDatabase.sqliteOnDisk, .postgreSQL])
    func twice(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let sam = try await world.protectedMember()
            let lee = world.helper(try await world.staff())
            let until = world.clock.now.addingTimeInterval(30 * 24 * Self.hour)
            let orders = [
                try world.order(.suspend, length: Self.hour), try world.order(.exempt) { $0.until = until },
                try world.order(.askToSetUpAgain),
            ]
            for order in orders {
                let mails = try await world.mails(to: sam.email).count
                let measures = try await withThrowingTaskGroup(of: Measure.ID?.self) { group in
                    for _ in 0..<3 {
                        group.addTask { try await world.support(order, on: sam, by: lee).measure?.id }
                    }
                    return try await group.reduce(into: Set<Measure.ID?>()) { $0.insert($1) }
                }
                #expect(measures.count == 1, "\(order.act)")
                #expect(try await world.mails(to: sam.email).count == mails + 1, "\(order.act)")
            }
            // Another length, or a minute later, is another wish.
            let longer = try await world.support(world.order(.suspend, length: 2 * Self.hour), on: sam, by: lee)
            world.clock.advance(by: 61)
            let later = try await world.support(world.order(.suspend, length: 2 * Self.hour), on: sam, by: lee)
            #expect(longer.measure?.id != later.measure?.id)
        }
    }

    @Test(
        "two owners who close each other at once leave one",
        arguments: [TestedDatabase.sqliteOnDisk, .postgreSQL],
        [StaffAct.freeze, .disable]
    )
    func ownersRacing(_ database: TestedDatabase, act: StaffAct) async throws {
        try await World.run(on: database) { world in
            let ada = try await world.staff("ada@example.com", .owner)
            let bob = try await world.staff("bob@example.com", .owner)
            let refused = await withTaskGroup(of: Bool.self) { group in
                for (helper, target) in [(ada, bob), (bob, ada)] {
                    group.addTask {
                        do {
                            try await world.support(world.order(act), on: target, by: world.helper(helper))
                            return false
                        } catch {
                            return error is Authority.Refusal
                        }
                    }
                }
                return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
            }
            #expect(refused == 1)
            #expect(try await world.store.owners().count { $0.state == .active } == 1)
        }
    }

    @Test("two decide at once: one wins, the other is told", arguments: [TestedDatabase.sqliteOnDisk, .postgreSQL])
    func raced(_ database: TestedDatabase) async throws {
        try await World.run(on: database, settings: Self.settings(.always)) { world in
            let sam = try await world.protectedMember()
            let lee = world.helper(try await world.staff())
            var others: [SupportActs.Helper] = []
            for number in 0..<6 {
                others.append(world.helper(try await world.staff("s\(number)@example.com"), "Nr \(number)"))
            }
            let acts = SupportActs(in: world.surroundings)
            let request = try await ask(world, world.order(.suspend, length: 600), on: sam, by: lee)
            let outcomes = await withTaskGroup(of: String.self) { group in
                for (index, helper) in others.enumerated() {
                    group.addTask {
                        do {
                            let decided =
                                index.isMultiple(of: 2)
                                ? try await acts.approve(request.reference, by: helper)
                                : try await acts.decline(request.reference, reason: "no", by: helper)
                            return decided.state.rawValue
                        } catch let already as AlreadyDecided {
                            return "already \(already.decider?.isEmpty == false)"
                        } catch {
                            return "\(error)"
                        }
                    }
                }
                return await group.reduce(into: []) { $0.append($1) }
            }
            #expect(outcomes.count { $0 == "already true" } == 5, "\(outcomes)")
            let decided = try #require(try await world.store.supportRequest(reference: request.reference))
            let measures = try await world.store.dossier(of: sam.id)?.measures.count
            #expect(decided.state == .done ? measures == 1 : decided.state == .declined && measures == 0)
        }
    }

    @Test("a code is made by who asked, once it is agreed to, and shown once")
    func code() async throws {
        try await World.run(settings: Self.settings(.always)) { world in
            let sam = try await world.protectedMember()
            let lee = world.helper(try await world.staff())
            let ann = world.helper(try await world.staff("ann@example.com", .approver), "Ann Ode")
            let acts = SupportActs(in: world.surroundings)
            let request = try await ask(world, world.order(.issueBypassCode, length: Self.hour), on: sam, by: lee)
            await #expect(throws: AlreadyDecided.self) {
                try await acts.carryOutApproved(request.reference, by: lee)
            }
            #expect(try await acts.approve(request.reference, by: ann).state == .approved)
            #expect(try await world.store.dossier(of: sam.id)?.measures.isEmpty == true)
            await #expect(throws: Authority.Refusal.notYourRole) {
                try await acts.carryOutApproved(request.reference, by: ann)
            }
            let (done, made) = try await acts.carryOutApproved(request.reference, by: lee)
            #expect(done.state == .done && made.code != nil)
            await #expect(throws: AlreadyDecided.self) {
                try await acts.carryOutApproved(request.reference, by: lee)
            }
        }
    }

    @Test("a day without a decision ends it; so does whoever asked")
    func ends() async throws {
        try await World.run(settings: Self.settings(.always)) { world in
            let sam = try await world.protectedMember()
            let lee = world.helper(try await world.staff())
            let ann = world.helper(try await world.staff("ann@example.com", .approver))
            let acts = SupportActs(in: world.surroundings)
            let late = try await ask(world, world.order(.suspend, length: 600), on: sam, by: lee)
            let back = try await ask(world, world.order(.exempt) { $0.until = world.clock.now + 3e5 }, on: sam, by: lee)
            #expect(try await acts.withdraw(back.reference, by: lee).state == .withdrawn)
            world.clock.advance(by: 24 * Self.hour)
            let thrown = await #expect(throws: AlreadyDecided.self) { try await acts.approve(late.reference, by: ann) }
            #expect(thrown?.state == .expired)
            try await acts.look()
            #expect(try await acts.openRequests().isEmpty)
            #expect(try await world.store.supportRequest(reference: late.reference)?.state == .expired)
            let kinds = try await events(world, of: sam).compactMap(\.kind)
            #expect(kinds.contains(.supportExpired) && kinds.contains(.supportWithdrawn))
        }
    }

    @Test("who lost the right since they asked does nothing by another's word")
    func demoted() async throws {
        try await World.run(settings: Self.settings(.always)) { world in
            let sam = try await world.protectedMember()
            let lee = try await world.staff()
            let ann = world.helper(try await world.staff("ann@example.com", .approver))
            let acts = SupportActs(in: world.surroundings)
            let request = try await ask(world, world.order(.suspend, length: 600), on: sam, by: world.helper(lee))
            try await world.surroundings.decide(about: lee.id) { dossier, _ in
                var account = dossier.account
                account.role = .member
                return Decision((), [.saveAccount(account)])
            }
            #expect(try await acts.approve(request.reference, by: ann).state == .expired)
            #expect(try await world.store.dossier(of: sam.id)?.measures.isEmpty == true)
        }
    }

    @Test("what needs a second person, by policy, person and length")
    func whatNeedsIt() {
        var limits = SupportLimits()
        let long: TimeInterval = 4 * 3600 + 1
        // act, length, target, and the least strict policy that asks; nil for never.
        let table: [(StaffAct, TimeInterval?, Role, SupportLimits.SecondApprover?)] = [
            (.suspend, 3600, .member, .always), (.suspend, long, .member, .long), (.suspend, 3600, .auditor, .staff),
            (.suspend, 3600, .owner, .never), (.issueBypassCode, 3600, .member, .always),
            (.issueBypassCode, long, .member, .always), (.removeFactor, nil, .supporter, .staff),
            (.askToSetUpAgain, nil, .owner, .never), (.exempt, nil, .member, .always),
            (.decideRecovery, nil, .member, .always), (.decideRecovery, nil, .owner, .never),
            (.endSuspension, nil, .owner, nil), (.cancelBypassCode, nil, .member, nil), (.clearWait, nil, .owner, nil),
            (.signOutEverywhere, nil, .owner, nil), (.freeze, nil, .owner, nil), (.disable, nil, .supporter, nil),
        ]
        let policies = SupportLimits.SecondApprover.allCases
        for (act, length, target, least) in table {
            for (strictness, policy) in policies.enumerated() {
                limits.secondApprover = policy
                let asks = least.flatMap { policies.firstIndex(of: $0) }.map { strictness >= $0 } ?? false
                #expect(limits.needSecond(act, for: target, length: length) == asks, "\(act) \(target) \(policy)")
            }
        }
    }

    @Test("the host needs nobody, and lets an owner back in")
    func host() async throws {
        try await World.run(settings: Self.settings(.always)) { world in
            let owner = try await world.staff("ada@example.com", .owner)
            try await world.support(world.order(.suspend, length: 600), on: owner)
            try await world.support(world.order(.askToSetUpAgain) { $0.isLost = true }, on: owner)
            #expect(try await world.store.dossier(of: owner.id)?.factors.isEmpty == true)
            // But the last owner stays one.
            await #expect(throws: Authority.Refusal.lastOwner) {
                try await world.support(world.order(.disable), on: owner)
            }
        }
    }
}
