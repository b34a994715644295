import Countersign
import CountersignTesting
import Foundation
import Testing

/// Codes by e-mail through the ceremonies, on both databases.
@Suite("codes by e-mail, the stories")
struct EmailCodeStoryTests {
    static let databases: [TestedDatabase] = [.sqliteOnDisk, .postgreSQL]

    private let client = Client(address: "192.0.2.7", userAgent: "")

    /// A sign-in whose password was right, as its browser's next request finds it.
    private struct Browser {
        let world: World
        let member: TestMember
        let token: Token
        let client: Client

        var signIn: SignInUnderWay {
            get async throws {
                let found = try await world.surroundings.store.signIn(tokenHash: token.hash)
                guard let found else { throw CeremonyFault.gone }
                return found.signIn
            }
        }

        @discardableResult
        func ask(again: Bool = false) async throws -> Challenging.Issued {
            let challenging = Challenging(in: world.surroundings)
            let door = SecondStep.Door.signIn(try await signIn)
            let last = again ? try await challenging.last(.email, for: member.id, at: door) : nil
            return try await challenging.begin(.email, for: member.id, at: door, continuing: last?.id, client: client)
        }

        func answer(_ code: String, kind: Kind? = .email) async throws -> SignIn.SecondStepOutcome {
            try await SignIn(in: world.surroundings)
                .secondStep(try await signIn, given: .text(code), kind: kind, factorID: nil, client: client)
        }

        /// Nil if it was accepted.
        func refusal(of code: String, kind: Kind? = .email) async throws -> SecondStep.Rejected? {
            if case .rejected(let rejected) = try await answer(code, kind: kind) { rejected } else { nil }
        }
    }

    private func browser(_ world: World, _ member: TestMember) async throws -> Browser {
        let outcome = try await SignIn(in: world.surroundings)
            .password(name: member.email, password: member.password, browserToken: nil, client: client)
        guard case .secondStep(let grant, _) = outcome else { throw TestBrowserFault("\(outcome)") }
        return Browser(world: world, member: member, token: grant.token, client: client)
    }

    private func caller(_ app: WorldApp) async throws -> Verify.Caller {
        let known = try #require(try await app.world.surroundings.store.app(app.key.appID))
        return Verify.Caller(app: known, key: app.key)
    }

    @Test("no code says that it works longer than its sign-in", arguments: databases)
    func endsWithSignIn(database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let sam = try await world.emailMember()
            let browser = try await browser(world, sam)
            let begun = try await browser.signIn.createdAt
            try await browser.ask()
            for _ in 0..<3 {
                world.clock.advance(by: 8 * 60)
                try await browser.ask(again: true)
            }
            let end = begun.addingTimeInterval(30 * 60)
            let mail = try await world.mail(.secondStepCode, to: sam.email)
            #expect(mail.facts["expires"] == String(Int64(end.timeIntervalSince1970)))
            #expect(try await browser.signIn.expiresAt == end)
        }
    }

    @Test("asked for, typed, in; the sign-in says how", arguments: databases)
    func signIn(database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let member = try await world.emailMember()
            let browser = try await browser(world, member)
            let issued = try await browser.ask()
            #expect(issued.mail?.address == member.email)
            guard case .signedIn(let completed) = try await browser.answer(try await world.mailedCode()) else {
                Issue.record("not signed in")
                return
            }
            #expect(completed.accepted.amr == ["email"])
            #expect(completed.session.session.proof.methods == ["pwd", "email", "mfa"])
            let factors = try #require(try await world.surroundings.store.dossier(of: member.id)).factors
            #expect(factors.map(\.kind) == [.email])
            #expect(factors.first?.lastUsedAt == world.clock.now)
        }
    }

    @Test("of thirty tries with one code at once, one is accepted", arguments: databases)
    func race(database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let member = try await world.emailMember()
            let app = try await world.app(reach: .all)
            let caller = try await caller(app)
            let challenging = Challenging(in: world.surroundings)
            let issued = try await challenging.begin(.email, for: member.id, at: .app(caller.app.id), client: nil)
            let code = try await world.mailedCode()
            let dossier = try #require(try await world.surroundings.store.dossier(of: member.id))
            // Three nodes on one database: what they share is the database alone.
            let nodes = (0..<3).map { _ in world.node() }
            let outcomes = try await withThrowingTaskGroup(of: String.self) { group in
                for number in 0..<30 {
                    group.addTask {
                        let outcome = try await Verify(in: nodes[number % 3]).answer(
                            account: dossier,
                            given: .text(code),
                            factorID: nil,
                            challengeID: issued.challenge.id,
                            firstFactor: true,
                            caller: caller,
                            client: nil
                        )
                        switch outcome {
                        case .accepted: return "accepted"
                        case .remembered: return "remembered"
                        case .suspended: return "suspended"
                        case .rejected(let rejected): return rejected.rejection.reason.rawValue
                        }
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(outcomes.count { $0 == "accepted" } == 1)
            #expect(outcomes.count { $0 == "already_used" } == 29)
        }
    }

    @Test("of ten wrong codes at once five are looked at", arguments: databases)
    func raceOfGuesses(database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let member = try await world.emailMember()
            let browser = try await browser(world, member)
            try await browser.ask()
            let wrong = String.wrongCode(beside: try await world.mailedCodes())
            let reasons = try await withThrowingTaskGroup(of: Rejection.Reason?.self) { group in
                for _ in 0..<10 {
                    group.addTask { try await browser.refusal(of: wrong)?.rejection.reason }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(reasons.count { $0 == .wrongCode } == 5)
            #expect(reasons.count { $0 == .challengeEnded } == 5)
            // The right one comes too late for this challenge, and another mail brings a new one.
            #expect(try await browser.refusal(of: try await world.mailedCode())?.rejection.reason == .challengeEnded)
            world.clock.advance(by: 1)
            try await browser.ask()
            #expect(try await browser.refusal(of: try await world.mailedCode()) == nil)
        }
    }

    @Test("a mail that is nine minutes late still gets in, and so does one sent again meanwhile", arguments: databases)
    func late(database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let member = try await world.emailMember()
            let browser = try await browser(world, member)
            try await browser.ask()
            let first = try await world.mailedCode()
            world.clock.advance(by: 300)
            try await browser.ask(again: true)
            world.clock.advance(by: 240)
            #expect(try await browser.refusal(of: first) == nil)
            // One challenge: what was sent later is spent with it.
            await #expect(throws: CeremonyFault.gone) { try await browser.answer(first) }
        }
    }

    @Test("the sign-in lasts as long as its newest code, at most half an hour", arguments: databases)
    func prolonged(database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let member = try await world.emailMember()
            let browser = try await browser(world, member)
            let begun = world.clock.now
            for minutes in [0, 9, 18, 27] as [TimeInterval] {
                world.clock.set(to: begun.addingTimeInterval(minutes * 60))
                try await browser.ask(again: minutes > 0)
                let end = min(minutes + 10, 30) * 60
                #expect(try await browser.signIn.expiresAt == begun.addingTimeInterval(end))
            }
            world.clock.set(to: begun.addingTimeInterval(1799))
            #expect(try await browser.refusal(of: try await world.mailedCode()) == nil)
        }
    }

    @Test("a code is for the sign-in that asked; another browser is told so, and charged")
    func otherBrowser() async throws {
        try await World.run { world in
            let member = try await world.emailMember()
            let one = try await browser(world, member)
            try await one.ask()
            let code = try await world.mailedCode()
            let other = try await browser(world, member)
            try await other.ask()
            let refused = try #require(try await other.refusal(of: code))
            #expect(refused.rejection == Rejection(.wrongCode, hint: .otherBrowser))
            #expect(refused.wrongInRow == 1)
            #expect(refused.triesLeft == 4)
            #expect(try await one.refusal(of: code) == nil)
        }
    }

    @Test("without asking there is nothing to answer, and an app's field takes no mailed code")
    func unasked() async throws {
        try await World.run { world in
            var member = try await world.emailMember()
            member.phone = try await world.phone(for: member)
            let browser = try await browser(world, member)
            #expect(try await browser.refusal(of: "123456")?.rejection.reason == .challengeEnded)
            try await browser.ask()
            let code = try await world.mailedCode()
            #expect(try await browser.refusal(of: code, kind: nil)?.rejection.reason == .wrongCode)
            #expect(try await browser.refusal(of: code) == nil)
        }
    }

    @Test("five mails an hour an account, over sign-ins and enrolments", arguments: databases)
    func fiveAnHour(database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let member = try await world.emailMember()
            let turnedOn = world.clock.now
            for _ in 0..<4 {
                world.clock.advance(by: 60)
                try await browser(world, member).ask()
            }
            let browser = try await browser(world, member)
            let expected = TooManyMails.Reason.address(sent: 5)
            let fault = await #expect(throws: TooManyMails.self) { try await browser.ask() }
            #expect(fault?.reason == expected)
            #expect(fault?.until == turnedOn.addingTimeInterval(3600))
            world.clock.set(to: turnedOn.addingTimeInterval(3600))
            try await self.browser(world, member).ask()
        }
    }

    @Test("while codes wait, who has only e-mail gets a long one, and is in", arguments: databases)
    func paused(database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let member = try await world.emailMember()
            var browser = try await browser(world, member)
            for round in 0..<2 {
                try await browser.ask()
                let wrong = String.wrongCode(beside: try await world.mailedCodes())
                for _ in 0..<(round == 0 ? 5 : 1) { _ = try await browser.refusal(of: wrong) }
                world.clock.advance(by: 1)
            }
            let short = try await world.mailedCode()
            let refused = try #require(try await browser.refusal(of: short))
            #expect(refused.rejection.reason == .locked)
            #expect(refused.accepts.contains("email"))
            browser = try await self.browser(world, member)
            try await browser.ask()
            let long = try await world.mailedCode()
            #expect(long.utf8.count == 14)
            let wrong = try #require(try await browser.refusal(of: "2222-2222-2222"))
            #expect(wrong.rejection.reason == .wrongCode)
            #expect(wrong.waitUntil == nil, "no wait stops the next long one")
            #expect(wrong.triesLeft > 0)
            world.clock.advance(by: 1)
            #expect(try await browser.refusal(of: long) == nil)
        }
    }

    @Test("turning them on confirms the address, which becomes a name to sign in with", arguments: databases)
    func confirmsAddress(database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            var request = AccountActs.Request(name: "ada")
            request.email = "ada@example.com"
            let account = try await AccountActs(in: world.surroundings).create(request, appID: nil, actor: .host)
            let member = TestMember(id: account.id, email: "ada@example.com", password: "")
            try await world.turnOnEmailCodes(for: member)
            let found = try await world.surroundings.store.dossier(named: SignInIdentifier("ada@example.com"))
            #expect(found?.account.id == account.id)
            #expect(found?.account.emailConfirmedAt == world.clock.now)
        }
    }

    @Test("an address that somebody else has proved is not proved again")
    func takenAddress() async throws {
        try await World.run { world in
            _ = try await world.member("ada@example.com")
            var request = AccountActs.Request(name: "mallory")
            request.email = "ada@example.com"
            let account = try await AccountActs(in: world.surroundings).create(request, appID: nil, actor: .host)
            let mallory = TestMember(id: account.id, email: "ada@example.com", password: "")
            await #expect(throws: CeremonyFault.taken) { try await world.turnOnEmailCodes(for: mallory) }
            #expect(try await world.surroundings.store.dossier(of: account.id)?.factors.isEmpty == true)
        }
    }

    @Test("an account has them once, however many enrolments are confirmed", arguments: databases)
    func once(database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let member = try await world.member()
            let enrolment = Enrolment(in: world.surroundings)
            var drafts: [(id: Factor.ID, code: String)] = []
            for _ in 0..<2 {
                let begun = try await enrolment.begin(
                    kind: .email,
                    label: "",
                    for: member.id,
                    client: nil,
                    actor: .host
                )
                drafts.append((begun.draft.id, try await world.mailedCode(.enrolmentCode)))
                world.clock.advance(by: 1)
            }
            let confirmed = try await withThrowingTaskGroup(of: Bool.self) { group in
                for draft in drafts {
                    group.addTask {
                        let outcome = try await enrolment.finish(
                            draft.id,
                            of: member.id,
                            given: .text(draft.code),
                            session: nil,
                            client: nil,
                            actor: .host
                        )
                        if case .confirmed = outcome { return true } else { return false }
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(confirmed.count { $0 } == 1)
            #expect(try await world.surroundings.store.dossier(of: member.id)?.factors.count == 1)
            await #expect(throws: EnrolmentFault.self) {
                try await enrolment.begin(kind: .email, label: "", for: member.id, client: nil, actor: .host)
            }
        }
    }

    @Test("a challenge of one account answers for no other")
    func otherAccount() async throws {
        try await World.run { world in
            let ada = try await world.emailMember("ada@example.com")
            let sam = try await world.emailMember()
            let app = try await world.app(reach: .all)
            let caller = try await caller(app)
            let issued = try await Challenging(in: world.surroundings)
                .begin(.email, for: ada.id, at: .app(caller.app.id), client: nil)
            let outcome = try await Verify(in: world.surroundings).answer(
                account: try #require(try await world.surroundings.store.dossier(of: sam.id)),
                given: .text(try await world.mailedCode(to: "ada@example.com")),
                factorID: nil,
                challengeID: issued.challenge.id,
                firstFactor: true,
                caller: caller,
                client: nil
            )
            guard case .rejected(let rejected) = outcome else {
                Issue.record("accepted")
                return
            }
            #expect(rejected.rejection.reason == .challengeEnded)
        }
    }

    @Test("where the configuration forbids them, nobody turns them on or is sent one")
    func forbidden() async throws {
        var settings = Settings()
        settings.emailCodes = .forbidden
        try await World.run(settings: settings) { world in
            let member = try await world.member()
            await #expect(throws: EnrolmentFault.self) { try await world.turnOnEmailCodes(for: member) }
        }
    }

    @Test("codes follow the account's address when it is changed", arguments: databases)
    func addressChanged(database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let member = try await world.emailMember()
            let browser = try await browser(world, member)
            try await browser.ask()
            let old = try await world.mailedCode()
            var patch = AccountActs.Patch()
            patch.email = "new@example.com"
            _ = try await AccountActs(in: world.surroundings)
                .change(member.id, patch, emailIsConfirmed: true, actor: .host)
            #expect(try await browser.refusal(of: old)?.rejection.reason == .challengeEnded)
            world.clock.advance(by: 61)
            try await browser.ask()
            #expect(try await browser.refusal(of: try await world.mailedCode(to: "new@example.com")) == nil)
        }
    }
}
