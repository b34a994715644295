import Countersign
import CountersignTesting
import Foundation
import Testing
import WebAuthn

/// Passkeys as a second step: enrolled, asked for, judged.
@Suite("A passkey as second step") struct PasskeyMethodTests {
    private let client = Client(address: "192.0.2.7", userAgent: "Firefox")

    private func enrol(
        _ passkey: inout TestPasskey,
        _ member: TestMember,
        in world: World,
        after seconds: TimeInterval = 0,
        changing: (inout TestPasskey) -> Void = { _ in }
    ) async throws -> Enrolment.Outcome {
        let enrolment = Enrolment(in: world.surroundings)
        let begun = try await enrolment.begin(
            kind: .passkey,
            label: "",
            for: member.id,
            client: nil,
            actor: .member(member.id)
        )
        changing(&passkey)
        let answer = try passkey.register(begun.shown[PasskeyMethod.Shown.options] ?? "")
        world.clock.advance(by: seconds)
        return try await enrolment.finish(
            begun.draft.id,
            of: member.id,
            given: .credential(answer),
            session: nil,
            client: nil,
            actor: .member(member.id)
        )
    }

    /// A sign-in whose password was right, and what its passkey is asked.
    private func halfSignedIn(
        _ member: TestMember,
        in world: World
    ) async throws -> (signIn: SignInUnderWay, issued: Challenging.Issued) {
        let outcome = try await SignIn(in: world.surroundings)
            .password(name: member.email, password: member.password, browserToken: nil, client: client)
        guard case .secondStep(let grant, _) = outcome else { throw TestBrowserFault("no second step") }
        let issued = try await Challenging(in: world.surroundings)
            .begin(.passkey, for: member.id, at: .signIn(grant.signIn), client: client)
        return (grant.signIn, issued)
    }

    private func answer(
        _ text: String,
        _ signIn: SignInUnderWay,
        in world: World
    ) async throws -> SignIn.SecondStepOutcome {
        try await SignIn(in: world.surroundings)
            .secondStep(signIn, given: .credential(text), factorID: nil, client: client)
    }

    private func reason(_ outcome: SignIn.SecondStepOutcome) -> Rejection? {
        if case .rejected(let rejected) = outcome { rejected.rejection } else { nil }
    }

    private func options(_ issued: Challenging.Issued) -> String { issued.shown[PasskeyMethod.Shown.options] ?? "" }

    @Test("a registration is asked for as the specification has it")
    func creationOptions() async throws {
        try await World.run { world in
            let member = try await world.member()
            let first = try await world.passkey(for: member)
            let begun = try await Enrolment(in: world.surroundings)
                .begin(kind: .passkey, label: "", for: member.id, client: nil, actor: .member(member.id))
            let options = try TestPasskey.read(begun.shown[PasskeyMethod.Shown.options] ?? "")
            #expect(options["rp"] == ["id": "localhost", "name": "Countersign"])
            #expect(options["user"]?["name"] == "sam@example.com")
            // Nothing that says who it is, and the same for each passkey of the account.
            let handle = try #require(Countersign.Base64URL.decode(options["user"]?["id"]?.text ?? ""))
            #expect(handle.count == 64)
            #expect(handle == first.userHandle)
            #expect(Countersign.Base64URL.decode(options["challenge"]?.text ?? "")?.count == 32)
            #expect(options["excludeCredentials"]?.list?.map { $0["id"]?.text } == [first.handle])
            #expect(options["pubKeyCredParams"]?.list?.compactMap { $0["alg"]?.number } == [-8, -7, -35, -257])
            #expect(options["attestation"] == "none")
            #expect(options["timeout"] == 300_000)
        }
    }

    @Test("a passkey signs in after the password, and its answer counts once", arguments: [true, false])
    func secondStep(isBackupEligible: Bool) async throws {
        try await World.run { world in
            let member = try await world.member()
            let passkey = try await world.passkey(for: member, label: "Blue key") { passkey in
                passkey.isBackupEligible = isBackupEligible
                passkey.isUserVerified = false
            }
            let (signIn, issued) = try await halfSignedIn(member, in: world)
            let asked = try TestPasskey.read(options(issued))
            #expect(asked["allowCredentials"]?.list?.map { $0["id"]?.text } == [passkey.handle])
            #expect(asked["userVerification"] == "preferred")
            let text = try passkey.sign(options(issued))
            guard case .signedIn(let done) = try await answer(text, signIn, in: world) else {
                Issue.record("not signed in")
                return
            }
            #expect(done.session.session.proof.methods == ["pwd", isBackupEligible ? "swk" : "hwk", "user", "mfa"])
            #expect(done.accepted.factor?.label == "Blue key")

            let (next, _) = try await halfSignedIn(member, in: world)
            #expect(reason(try await answer(text, next, in: world))?.reason == .wrongCode)
        }
    }

    @Test("whoever has the password cannot keep its owner's passkey waiting")
    func nobodyWaits() async throws {
        try await World.run { world in
            let member = try await world.member()
            let passkey = try await world.passkey(for: member)
            var forged = passkey
            forged.origin = "https://example.org"
            let (owner, issued) = try await halfSignedIn(member, in: world)
            let (thief, _) = try await halfSignedIn(member, in: world)
            for _ in 0..<3 {
                let asked = try await Challenging(in: world.surroundings)
                    .begin(.passkey, for: member.id, at: .signIn(thief), client: client)
                let wrong = try forged.sign(options(asked))
                #expect(reason(try await answer(wrong, thief, in: world))?.reason == .wrongCode)
            }
            let right = try passkey.sign(options(issued))
            guard case .signedIn = try await answer(right, owner, in: world) else {
                Issue.record("the owner was kept out")
                return
            }
        }
    }

    @Test("an answer that is damaged in one place is refused, and counts as no wrong code")
    func damaged() async throws {
        try await World.run { world in
            let member = try await world.member()
            let passkey = try await world.passkey(for: member)
            let changes: [@Sendable (inout TestPasskey) -> Void] = [
                { $0.origin = "https://example.org" }, { $0.relyingPartyID = "example.org" },
                { $0.isBackupEligible = true }, { $0.isBackedUp = true }, { $0 = TestPasskey(id: $0.id) },
            ]
            for change in changes {
                world.clock.advance(by: 2)
                let (signIn, issued) = try await halfSignedIn(member, in: world)
                var other = passkey
                change(&other)
                let outcome = try await answer(try other.sign(options(issued)), signIn, in: world)
                guard case .rejected(let rejected) = outcome else {
                    Issue.record("accepted")
                    continue
                }
                #expect(rejected.rejection.reason == .wrongCode)
                // The challenge is used up: what is tried next answers to another.
                #expect(rejected.triesLeft == 0)
                #expect(rejected.accepts == ["passkey"])
            }
        }
    }

    @Test("a challenge is answered once, rightly or wrongly")
    func answeredOnce() async throws {
        try await World.run { world in
            let member = try await world.member()
            let passkey = try await world.passkey(for: member)
            let (signIn, issued) = try await halfSignedIn(member, in: world)
            var wrong = passkey
            wrong.origin = "https://example.org"
            #expect(reason(try await answer(try wrong.sign(options(issued)), signIn, in: world))?.reason == .wrongCode)
            let right = try passkey.sign(options(issued))
            #expect(reason(try await answer(right, signIn, in: world))?.reason == .challengeEnded)
            let again = try await Challenging(in: world.surroundings)
                .begin(.passkey, for: member.id, at: .signIn(signIn), client: client)
            guard case .signedIn = try await answer(try passkey.sign(options(again)), signIn, in: world) else {
                Issue.record("the next challenge was refused")
                return
            }
        }
    }

    @Test("at one door ten challenges wait, and the oldest gives way; another door has its own")
    func mostWaiting() async throws {
        try await World.run { world in
            let member = try await world.member()
            _ = try await world.passkey(for: member)
            let challenging = Challenging(in: world.surroundings)
            let (signIn, first) = try await halfSignedIn(member, in: world)
            let (_, other) = try await halfSignedIn(member, in: world)
            for _ in 0..<10 {
                world.clock.advance(by: 1)
                _ = try await challenging.begin(.passkey, for: member.id, at: .signIn(signIn), client: client)
            }
            let store = world.surroundings.store
            let waiting = try await store.challenges(of: member.id, for: .secondStep).filter { $0.ended == nil }
            #expect(waiting.count == 11)
            #expect(try await store.challenge(first.challenge.id)?.ended == .replaced)
            #expect(try await store.challenge(other.challenge.id)?.ended == nil)
        }
    }

    @Test("the answer of somebody else's key, one too late and one for another sign-in are refused")
    func elsewhere() async throws {
        try await World.run { world in
            let member = try await world.member()
            let passkey = try await world.passkey(for: member)
            let other = try await world.passkey(for: try await world.member("kim@example.com"))
            let (signIn, issued) = try await halfSignedIn(member, in: world)
            #expect(reason(try await answer(try other.sign(options(issued)), signIn, in: world))?.reason == .noFactor)

            world.clock.advance(by: 2)
            let (second, _) = try await halfSignedIn(member, in: world)
            // Issued for the first sign-in: the second has its own.
            let right = try passkey.sign(options(issued))
            #expect(reason(try await answer(right, second, in: world))?.reason == .wrongCode)

            let (late, lateIssued) = try await halfSignedIn(member, in: world)
            world.clock.advance(by: 301)
            let text = try passkey.sign(options(lateIssued))
            #expect(reason(try await answer(text, late, in: world))?.reason == .expired)
        }
    }

    @Test("a key that cannot be copied and counts backwards is refused; one that can be is let in; both are noted")
    func counter() async throws {
        try await World.run { world in
            let member = try await world.member()
            var hardware = try await world.passkey(for: member) { $0.signCount = 5 }
            let synced = try await world.passkey(for: member) { passkey in
                passkey.signCount = 5
                passkey.isBackupEligible = true
            }
            let (signIn, issued) = try await halfSignedIn(member, in: world)
            let rejection = reason(try await answer(try hardware.sign(options(issued)), signIn, in: world))
            #expect(rejection == Rejection(.wrongCode, hint: .keyMayBeCopied))
            world.clock.advance(by: 2)
            let (second, secondIssued) = try await halfSignedIn(member, in: world)
            #expect(reason(try await answer(try synced.sign(options(secondIssued)), second, in: world)) == nil)
            hardware.signCount = 6
            let (third, thirdIssued) = try await halfSignedIn(member, in: world)
            #expect(reason(try await answer(try hardware.sign(options(thirdIssued)), third, in: world)) == nil)

            let noted = try await world.surroundings.store.events(of: member.id, before: nil, limit: 100)
                .filter { $0.event.kind == .passkeyCountedBackwards }
            #expect(Set(noted.map { $0.event.data["accepted"] }) == ["true", "false"])
            #expect(noted.allSatisfy { $0.event.data["factor"] != nil })
        }
    }

    @Test("a new key answers within five minutes, is damaged in nothing, and is nobody's yet")
    func registration() async throws {
        try await World.run { world in
            let member = try await world.member()
            let reasons: [(Rejection.Reason, Rejection.Hint?, TimeInterval, @Sendable (inout TestPasskey) -> Void)] = [
                (.wrongCode, .wrongAddress, 0, { $0.origin = "https://example.org" }),
                (.wrongCode, .wrongAddress, 0, { $0.relyingPartyID = "example.org" }),
                (.wrongCode, nil, 0, { $0.isBackedUp = true }),
                (.expired, nil, 301, { _ in }),
            ]
            for (reason, hint, seconds, change) in reasons {
                var passkey = TestPasskey()
                let outcome = try await enrol(&passkey, member, in: world, after: seconds, changing: change)
                guard case .rejected(let rejection, let triesLeft) = outcome else {
                    Issue.record("\(outcome)")
                    continue
                }
                #expect(rejection == Rejection(reason, hint: hint))
                #expect(triesLeft == 19)
            }
            var passkey = try await world.passkey(for: try await world.member("kim@example.com"))
            guard case .rejected(let rejection, _) = try await enrol(&passkey, member, in: world) else {
                Issue.record("one key on two accounts")
                return
            }
            #expect(rejection.reason == .alreadyUsed)
            #expect(try await world.surroundings.store.dossier(of: member.id)?.factors == [])
        }
    }

    @Test("asked again, an enrolment has another challenge and is otherwise the same")
    func renewed() async throws {
        try await World.run { world in
            let member = try await world.member()
            let enrolment = Enrolment(in: world.surroundings)
            let begun = try await enrolment.begin(
                kind: .passkey,
                label: "",
                for: member.id,
                client: nil,
                actor: .member(member.id)
            )
            let first = begun.shown[PasskeyMethod.Shown.options] ?? ""
            world.clock.advance(by: 600)
            let again = try await enrolment.sendAgain(begun.draft.id, of: member.id, browser: nil, client: client)
            let second = again.shown[PasskeyMethod.Shown.options] ?? ""
            let (old, new) = (try TestPasskey.read(first), try TestPasskey.read(second))
            #expect(old["challenge"] != new["challenge"])
            #expect(old["user"] == new["user"])
            for (options, isRight) in [(first, false), (second, true)] {
                var passkey = TestPasskey()
                let outcome = try await enrolment.finish(
                    begun.draft.id,
                    of: member.id,
                    given: .credential(try passkey.register(options)),
                    session: nil,
                    client: nil,
                    actor: .member(member.id)
                )
                if case .confirmed = outcome { #expect(isRight) } else { #expect(!isRight) }
            }
        }
    }

    @Test("a key whose model is known is called by it")
    func model() async throws {
        try await World.run { world in
            let member = try await world.member()
            // YubiKey 5 NFC
            let aaguid: [UInt8] = [
                0x2F, 0xC0, 0x57, 0x9F, 0x81, 0x13, 0x47, 0xEA, 0xB1, 0x16, 0xBB, 0x5A, 0x8D, 0xB9, 0x20, 0x2A,
            ]
            _ = try await world.passkey(for: member) { $0.aaguid = aaguid }
            _ = try await world.passkey(for: member, label: "My own") { $0.aaguid = aaguid }
            #expect(
                try await world.surroundings.store.dossier(of: member.id)?.factors.map(\.label) == [
                    "YubiKey 5 NFC", "My own",
                ]
            )
        }
    }

    @Test("the domain and the origins come from the settings alone")
    func relyingParty() throws {
        var settings = PasskeySettings()
        #expect(settings.relyingParty(publicURL: "https://id.example.org:8443").id == "id.example.org")
        settings.relyingPartyID = "example.org"
        settings.origins = ["https://shop.example.org", "https://example.com", "https://badexample.org"]
        let party = settings.relyingParty(publicURL: "https://id.example.org")
        #expect(party.id == "example.org")
        #expect(party.origins == ["https://id.example.org", "https://shop.example.org"])
        #expect(party.relatedOrigins == ["https://example.com", "https://badexample.org"])
    }
}
