import Countersign
import CountersignTesting
import Foundation
import Testing

/// The databases that stories run on.
private let databases: [TestedDatabase] = [.sqliteOnDisk, .postgreSQL]

/// Signing in with a passkey and nothing else.
@Suite("A passkey signs in alone") struct PasskeySignInTests {
    private let client = Client(address: "192.0.2.7", userAgent: "Firefox")

    private func ask(_ world: World, as browser: Token) async throws -> (id: Challenge.ID, options: String) {
        let question = try await SignIn(in: world.surroundings).askForPasskey(browser: browser, client: client)
        return (question.id, question.shown[PasskeyMethod.Shown.options] ?? "")
    }

    private func answer(
        _ text: String,
        to question: Challenge.ID,
        in world: World,
        as browser: Token,
        known: Token? = nil
    ) async throws -> SignIn.PasskeyOutcome {
        try await SignIn(in: world.surroundings)
            .passkey(.credential(text), to: question, browser: browser, knownBrowser: known, client: client)
    }

    private func token(_ world: World) -> Token { Token(random: world.surroundings.random) }

    private func events(_ kind: Event.Kind, of member: TestMember, in world: World) async throws -> [Event] {
        try await world.surroundings.store.events(of: member.id, before: nil, limit: 100).map(\.event).filter {
            $0.kind == kind
        }
    }

    @Test("it is both factors, and makes the browser known", arguments: databases)
    func signsIn(database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let member = try await world.member()
            let passkey = try await world.passkey(for: member)
            let browser = token(world)
            let (id, options) = try await ask(world, as: browser)
            let asked = try TestPasskey.read(options)
            #expect(asked["allowCredentials"] == [])
            #expect(asked["userVerification"] == "required")
            #expect(asked["rpId"] == "localhost")
            let outcome = try await answer(try passkey.sign(options), to: id, in: world, as: browser)
            guard case .signedIn(let done) = outcome else {
                Issue.record("\(outcome)")
                return
            }
            let proof = done.session.session.proof
            #expect(proof.methods == ["hwk", "user", "mfa"])
            #expect(proof.secondFactorAt != nil && proof.passwordAt == nil)
            #expect(
                try await world.surroundings.store.session(tokenHash: done.session.token.hash)?.dossier.account.id
                    == member.id
            )
            #expect(try await world.surroundings.store.knownBrowsers(of: member.id).count == 1)
            let told = try await events(.signInSucceeded, of: member, in: world)
            #expect(told.map { $0.data["amr"] } == ["hwk user mfa"])

            // The browser is known now, and stays one.
            let (next, nextOptions) = try await ask(world, as: browser)
            let again = try passkey.sign(nextOptions)
            _ = try await answer(again, to: next, in: world, as: browser, known: done.browserToken)
            #expect(try await world.surroundings.store.knownBrowsers(of: member.id).count == 1)
        }
    }

    @Test("of many that bring one answer at once, one is let in", arguments: databases)
    func race(database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let member = try await world.member()
            let passkey = try await world.passkey(for: member)
            let browser = token(world)
            let (id, options) = try await ask(world, as: browser)
            let text = try passkey.sign(options)
            let outcomes = try await withThrowingTaskGroup(of: SignIn.PasskeyOutcome.self) { group in
                for _ in 0..<20 { group.addTask { try await answer(text, to: id, in: world, as: browser) } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            let signedIn = outcomes.count { if case .signedIn = $0 { true } else { false } }
            let refused = outcomes.count { if case .refused = $0 { true } else { false } }
            #expect(signedIn == 1)
            #expect(refused == 19)
            #expect(try await world.surroundings.store.sessions(of: member.id).count == 1)
        }
    }

    @Test("of many second steps with one assertion at once, one is let in", arguments: databases)
    func secondStepRace(database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let member = try await world.member()
            let passkey = try await world.passkey(for: member)
            let outcome = try await SignIn(in: world.surroundings)
                .password(name: member.email, password: member.password, browserToken: nil, client: client)
            guard case .secondStep(let grant, _) = outcome else { throw TestBrowserFault("no second step") }
            let issued = try await Challenging(in: world.surroundings)
                .begin(.passkey, for: member.id, at: .signIn(grant.signIn), client: client)
            let text = try passkey.sign(issued.shown[PasskeyMethod.Shown.options] ?? "")
            let signedIn = await withTaskGroup(of: Bool.self) { group in
                for _ in 0..<20 {
                    group.addTask {
                        let outcome = try? await SignIn(in: world.surroundings)
                            .secondStep(grant.signIn, given: .credential(text), factorID: nil, client: client)
                        if case .signedIn = outcome { return true }
                        return false
                    }
                }
                return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
            }
            #expect(signedIn == 1)
            #expect(try await world.surroundings.store.sessions(of: member.id).count == 1)
        }
    }

    @Test("without its user verified, of another user, browser or question, too late or again, it is refused alike")
    func refused() async throws {
        try await World.run { world in
            let member = try await world.member()
            let passkey = try await world.passkey(for: member)
            let other = try await world.passkey(for: try await world.member("kim@example.com"))
            let browser = token(world)

            func outcome(
                _ change: (inout TestPasskey) -> Void = { _ in },
                after seconds: TimeInterval = 0,
                as visitor: Token? = nil
            ) async throws -> Bool {
                let (id, options) = try await ask(world, as: browser)
                var changed = passkey
                change(&changed)
                let text = try changed.sign(options)
                world.clock.advance(by: seconds)
                let outcome = try await answer(text, to: id, in: world, as: visitor ?? browser)
                // Whatever came of it, it counts no second time.
                if case .signedIn = try await answer(text, to: id, in: world, as: browser), visitor == nil {
                    Issue.record("counted twice")
                }
                if case .refused = outcome { return true }
                return false
            }

            #expect(try await outcome { $0.isUserVerified = false })
            #expect(try await outcome { $0.tellsUser = false })
            #expect(try await outcome { $0.origin = "https://example.org" })
            #expect(try await outcome { $0 = TestPasskey(id: $0.id) })
            #expect(try await outcome(after: 300))
            #expect(try await outcome(as: token(world)))
            #expect(try await !outcome())
            let noted = try await events(.passkeyRefused, of: member, in: world)
            #expect(noted.count == 4)
            // Whoever knows the id of a passkey slows nobody down.
            #expect(try await world.surroundings.store.dossier(of: member.id)?.lanes == [:])

            let (id, _) = try await ask(world, as: browser)
            let (_, options) = try await ask(world, as: browser)
            guard case .refused = try await answer(try other.sign(options), to: id, in: world, as: browser) else {
                Issue.record("the answer to another question was taken")
                return
            }
        }
    }

    @Test("a passkey that nobody has is named, so that the browser can forget it")
    func unknown() async throws {
        try await World.run { world in
            let browser = token(world)
            let (id, options) = try await ask(world, as: browser)
            let passkey = TestPasskey()
            let outcome = try await answer(try passkey.sign(options), to: id, in: world, as: browser)
            guard case .unknown(let handle) = outcome else {
                Issue.record("\(outcome)")
                return
            }
            #expect(handle == passkey.handle)
            // Answered: the owner of the right one gets another question.
            let member = try await world.member()
            let own = try await world.passkey(for: member)
            guard case .refused = try await answer(try own.sign(options), to: id, in: world, as: browser) else {
                Issue.record("a question was answered twice")
                return
            }
        }
    }

    @Test("a key made without verification signs in alone only after another factor vouched for it")
    func initialized() async throws {
        try await World.run { world in
            let member = try await world.member()
            var key = try await world.passkey(for: member) { $0.isUserVerified = false }
            key.isUserVerified = true
            let browser = token(world)

            func alone() async throws -> Bool {
                let (id, options) = try await ask(world, as: browser)
                if case .signedIn = try await answer(try key.sign(options), to: id, in: world, as: browser) {
                    return true
                }
                return false
            }

            #expect(try await !alone())
            let outcome = try await SignIn(in: world.surroundings)
                .password(name: member.email, password: member.password, browserToken: nil, client: client)
            guard case .secondStep(let grant, _) = outcome else { throw TestBrowserFault("no second step") }
            let issued = try await Challenging(in: world.surroundings)
                .begin(.passkey, for: member.id, at: .signIn(grant.signIn), client: client)
            let text = try key.sign(issued.shown[PasskeyMethod.Shown.options] ?? "")
            _ = try await SignIn(in: world.surroundings)
                .secondStep(grant.signIn, given: .credential(text), factorID: nil, client: client)
            #expect(try await alone())
        }
    }

    @Test("a closed account is told so after a right answer only")
    func closed() async throws {
        try await World.run { world in
            let member = try await world.member()
            let passkey = try await world.passkey(for: member)
            let browser = token(world)
            var patch = AccountActs.Patch()
            patch.isDisabled = true
            _ = try await AccountActs(in: world.surroundings).change(member.id, patch, actor: .host)
            let (id, options) = try await ask(world, as: browser)
            guard case .closed = try await answer(try passkey.sign(options), to: id, in: world, as: browser) else {
                Issue.record("not told")
                return
            }
            let (wrong, wrongOptions) = try await ask(world, as: browser)
            var other = passkey
            other.isUserVerified = false
            guard case .refused = try await answer(try other.sign(wrongOptions), to: wrong, in: world, as: browser)
            else {
                Issue.record("told")
                return
            }
            #expect(try await world.surroundings.store.sessions(of: member.id).isEmpty)
        }
    }

    @Test("one network is asked three hundred questions in ten minutes")
    func questions() async throws {
        try await World.run { world in
            let signIn = SignIn(in: world.surroundings)
            for _ in 0..<300 { _ = try await signIn.askForPasskey(browser: token(world), client: client) }
            await #expect(throws: TooManyQuestions.self) {
                try await signIn.askForPasskey(browser: token(world), client: client)
            }
            let elsewhere = Client(address: "198.51.100.1", userAgent: "")
            _ = try await signIn.askForPasskey(browser: token(world), client: elsewhere)
            world.clock.advance(by: 601)
            _ = try await signIn.askForPasskey(browser: token(world), client: client)
        }
    }
}
