import Countersign
import CountersignStore
import CountersignTesting
import Foundation
import HTTPTypes
import HummingbirdTesting
import Testing

@Suite("When the database is away")
struct APIFaultsTests {
    @Test(
        "calls are 503 with Retry-After, nothing is counted, and all works again afterwards",
        arguments: storyDatabases
    )
    func away(database: TestedDatabase) async throws {
        let faults = Faults()
        try await World.run(on: database, faults: faults) { world in
            let app = try await world.app()
            let member = try await app.member()
            for blow in [Faults.Blow.fullDisk, .lostDatabase] {
                faults.strike(blow)
                for number in 0..<4 {
                    let answer = try await app.verify(member.id, member.phone.wrongCode(number), key: "k\(number)")
                    #expect(answer.status == 503)
                    #expect(answer["type"] == "/api/v1/problems/unavailable")
                    #expect(answer.headers["retry-after"] == "5")
                }
                #expect(try await world.request(.get, "/healthz").status == .ok)
                world.clock.advance(by: 2)
                #expect(try await world.request(.get, "/readyz").status == .serviceUnavailable)
                faults.heal()
                world.clock.advance(by: 2)
                #expect(try await world.request(.get, "/readyz").status == .ok)
            }
            #expect(try await app.verify(member.id, member.phone.wrongCode())["tries_left"] == 4)
            #expect(try await app.verify(member.id, member.phone.code)["outcome"] == "accepted")
        }
    }

    @Test("an accepted code is spent and answered for, or neither, wherever the disk fails")
    func everyStep() async throws {
        let faults = Faults()
        try await World.run(on: .sqliteOnDisk, faults: faults) { world in
            let app = try await world.app()
            let member = try await app.member()
            var step = 1
            while step < 60 {
                world.clock.advance(by: 60)
                let code = member.phone.code
                let before = faults.stepsPassed
                faults.strike(.fullDisk, at: step)
                let first = try await app.verify(member.id, code, key: "step-\(step)")
                let passed = faults.stepsPassed - before
                faults.heal()
                world.clock.advance(by: 2)
                let again = try await app.verify(member.id, code, key: "step-\(step)")
                if first.status == 200 {
                    #expect(first["outcome"] == "accepted")
                    #expect(again.body == first.body)
                } else {
                    #expect(first.status == 503)
                    // The claim could not be given up while the disk was full; it runs out by itself.
                    if again.status == 409 {
                        world.clock.advance(by: 61)
                    } else {
                        #expect(again["outcome"] == "accepted", "step \(step): \(again)")
                    }
                }
                if first.status == 200, passed < step { break }
                step += 1
            }
            #expect(step > 5 && step < 60)
        }
    }

    @Test("a server that has not the key which seals is not ready")
    func withoutKey() async throws {
        try await World.run { world in
            let sealing = try await world.store.fact(ServerKeys.currentFact)
            _ = try await world.store.setFact(ServerKeys.currentFact, to: Array("k9".utf8), expected: sealing)
            #expect(try await world.request(.get, "/readyz").status == .serviceUnavailable)
            world.clock.advance(by: 2)
            _ = try await world.store.setFact(ServerKeys.currentFact, to: sealing, expected: Array("k9".utf8))
            #expect(try await world.request(.get, "/readyz").status == .ok)
        }
    }
}
