import Countersign
import CountersignTesting
import Foundation
import HTTPTypes
import HummingbirdTesting
import Testing

@testable import CountersignWeb

@Suite("Nobody gets a page without its proof")
struct ContextTests {
    /// A full session, as the portal would make one.
    private func session(
        in world: World,
        factor: Bool,
        proof: (WorldClock) -> Proof = { Proof(methods: ["pwd"], passwordAt: $0.now, secondFactorAt: nil) }
    ) async throws -> RawBrowser {
        let app = try await world.app("owner", reach: .all)
        let name = "p\(world.surroundings.random(4).map { String($0) }.joined())"
        let id: Account.ID
        if factor {
            id = Account.ID(try await app.member(name).id)
        } else {
            id = Account.ID(try #require(try await app.post("/accounts", ["name": .text(name)])["id"]?.text))
        }
        let token = Token(random: world.surroundings.random)
        let session = Session(
            id: world.surroundings.makeID(),
            tokenHash: token.hash,
            accountID: id,
            createdAt: world.clock.now,
            lastSeenAt: world.clock.now,
            expiresAt: world.clock.now.addingTimeInterval(86_400),
            proof: proof(world.clock),
            client: Client(address: "", userAgent: "")
        )
        try await world.surroundings.commit([.insertSession(session)])
        return RawBrowser(in: world, cookies: ["__Host-session": token.text])
    }

    @Test("without a session every page but the open ones leads to sign in, with the way back")
    func signedOut() async throws {
        try await World.run { world in
            var browser = RawBrowser(in: world)
            for path in ["/security", "/security/activity", "/security/devices"] {
                let page = try await browser.get(path)
                #expect(page.status.code == 303)
                #expect(page.location == "/sign-in?return=\(path)")
            }
            browser.cookies["__Host-session"] = String(repeating: "A", count: 43)
            #expect(try await browser.get("/security").location == "/sign-in?return=/security")
        }
    }

    @Test("a session ends when its time is over, unused or not")
    func expiry() async throws {
        try await World.run { world in
            let browser = try await session(in: world, factor: false)
            #expect(try await browser.get("/security").status.code == 200)
            world.clock.advance(by: 3601)
            #expect(try await browser.get("/security").status.code == 303)
        }
    }

    @Test("who must have a second factor and has none reaches nothing but the way to one")
    func mustEnrol() async throws {
        var settings = Settings()
        settings.secondFactor = .required
        try await World.run(settings: settings) { world in
            let browser = try await session(in: world, factor: false)
            for path in ["/security", "/security/activity", "/security/devices", "/security/password"] {
                let page = try await browser.get(path)
                #expect(page.status.code == 303)
                #expect(page.location?.hasPrefix("/setup?return=") == true, "\(path) \(page.location ?? "")")
            }
            #expect(try await browser.get("/setup").status.code == 200)
        }
        try await World.run { world in
            let browser = try await session(in: world, factor: false)
            #expect(try await browser.get("/setup").location == "/security")
        }
    }

    @Test("what changes protection asks for proof of the last ten minutes, by the second factor if there is one")
    func fresh() async throws {
        try await World.run { world in
            let withPassword = try await session(in: world, factor: true)
            let path = "/security/password"
            #expect(try await withPassword.get(path).location == "/security/confirm?return=\(path)")
            let proved = try await session(in: world, factor: true) {
                Proof(methods: ["pwd", "otp", "mfa"], passwordAt: $0.now, secondFactorAt: $0.now)
            }
            #expect(try await proved.get(path).status.code == 200)
            world.clock.advance(by: 601)
            #expect(try await proved.get(path).status.code == 303)
        }
    }
}
