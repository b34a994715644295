import Countersign
import CountersignStore
import CountersignTesting
import CountersignWeb
import Foundation
import Testing

@Suite("What would happen at a sign-in, and which rule says so")
struct ExplainingTests {
    private static let day: TimeInterval = 24 * 3600

    private func steps(of person: TestMember, in world: World) async throws -> [Explanation.Name: Explanation.Step] {
        let explanation = try await Explaining(in: world.surroundings).explain(try await world.dossier(of: person))
        return Dictionary(explanation.steps.map { ($0.name, $0) }) { first, _ in first }
    }

    @Test("of three organisations the one whose rule decided is named, for each rule", arguments: bothDatabases)
    func whichRule(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let own = try #require(try await world.store.organisations().first)
            let acts = OrganisationActs(in: world.surroundings)
            let lax = try await acts.create(name: "Lax", actor: .host)
            let strict = try await acts.create(name: "Strict", actor: .host)
            let app = try await world.protectedMember("app@example.com")
            let bare = try await world.member("bare@example.com")
            for person in [app, bare] {
                try await acts.add(person.id, to: lax.id, actor: .host)
                try await acts.add(person.id, to: strict.id, actor: .host)
            }
            try await world.savePolicy { $0.secondFactor = .required }
            try await world.savePolicy(of: lax.id) { $0.secondFactor = .off }
            try await world.savePolicy(of: strict.id) { $0.kindsEnd = [.totp: Policy.neverAllowed] }

            let stopped = try await steps(of: app, in: world)
            let required = ["rule": "second_factor", "source": own.name, "organisation": own.id.rawValue]
            let forbidden = ["rule": "kinds.totp", "source": "Strict", "organisation": strict.id.rawValue]
            #expect(stopped[.required]?.facts == required)
            #expect(stopped[.notCounted]?.facts == forbidden.merging(["kind": "totp"]) { $1 })
            #expect(stopped[.setUpNow]?.facts == forbidden.merging(["reason": "ended"]) { $1 })
            let none = try await steps(of: bare, in: world)
            #expect(none[.required]?.facts == required)
            #expect(none[.setUpNow]?.facts == required.merging(["reason": "no_factor"]) { $1 })

            let browser = try await world.consoleBrowser(.supporter)
            let page = try await browser.open("/admin/people/\(app.id)").text
            for words in [
                "A second factor is required: the policy of \(own.name) says so.",
                "An authenticator app doesn’t count: the policy of Strict says so.",
                "So they must set up another way before they reach anything else.",
            ] { #expect(page.contains(words), "\(words)") }
            let other = try await browser.open("/admin/people/\(bare.id)").text
            #expect(other.contains("So they must set one up before they reach anything else."))
            let program = try await world.app(scopes: [.support], reach: .all)
            let answer = try await program.get("/accounts/\(app.id)/explain")
            #expect(answer["outcome"] == "set_up")
            #expect(String(decoding: answer.body, as: UTF8.self).contains("\"organisation\":\"\(strict.id)\""))
        }
    }

    @Test("what people are asked for and may put off is told with its day", arguments: [true, false])
    func grace(hasFactor: Bool) async throws {
        try await World.run { world in
            let sam = hasFactor ? try await world.protectedMember() : try await world.member()
            let start = world.clock.now.addingTimeInterval(20 * Self.day)
            try await world.savePolicy {
                $0.secondFactor = .required
                $0.requiredFrom = hasFactor ? nil : start
                $0.kindsEnd = hasFactor ? [.totp: start] : [:]
            }
            let told = try await steps(of: sam, in: world)
            #expect(told[.setUpFrom]?.until == start)
            #expect(told[.setUpFrom]?.facts["rule"] == (hasFactor ? "kinds.totp" : "second_factor"))
            #expect(told[.setUpNow] == nil && told[.notCounted] == nil && told[.notRequired] == nil)
            #expect((told[.required] != nil) == hasFactor)
            let page = try await world.consoleBrowser(.supporter).open("/admin/people/\(sam.id)").text
            #expect(
                page.contains(hasFactor ? "They’re asked to set up another way" : "asked to set up a second factor")
            )
            #expect(page.contains("must from 22 October 2026: the policy of"))
            #expect(!page.contains("none is required"))
        }
    }

    @Test("a demand for a passkey is told as one, and so is who is free of it")
    func passkey() async throws {
        try await World.run { world in
            let sam = try await world.protectedMember()
            #expect(try await steps(of: sam, in: world)[.notRequired] != nil)
            try await world.savePolicy { $0.phishingResistantRoles = [.member] }
            let told = try await steps(of: sam, in: world)
            #expect(told[.passkeyRequired]?.facts["rule"] == "phishing_resistant_roles")
            #expect(told[.setUpNow]?.facts["reason"] == "not_phishing_resistant")
            #expect(told[.required] == nil && told[.notRequired] == nil)
        }
    }
}
