import Countersign
import CountersignStore
import CountersignTesting
import Foundation
import Testing

@Suite("Reminders before a day comes")
struct PolicyReminderTests {
    private static let day: TimeInterval = 24 * 3600

    private func remindersSent(to member: TestMember, in world: World) async throws -> Int {
        try await world.count(.policyReminder, to: member)
    }

    @Test("14, 7 and 1 days before, each once, and never to who needs none", arguments: bothDatabases)
    func once(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let sam = try await world.member()
            let kim = try await world.protectedMember("kim@example.com")
            let start = world.clock.now.addingTimeInterval(20 * Self.day)
            try await world.savePolicy {
                $0.secondFactor = .required
                $0.requiredFrom = start
            }
            let reminders = RemindOfPolicy(in: world.surroundings)
            // Hour by hour, as the server looks; the days on which a mail was written.
            var sent: [Int] = []
            for _ in 0..<(21 * 24) {
                if try await reminders.look() > 0 {
                    sent.append(Int((start.timeIntervalSince(world.clock.now) / Self.day).rounded()))
                }
                world.clock.advance(by: 3600)
            }
            #expect(sent == [14, 7, 1])
            #expect(try await remindersSent(to: sam, in: world) == 3)
            #expect(try await remindersSent(to: kim, in: world) == 0)
            let mail = try await world.mail(.policyReminder, to: sam.email)
            #expect(mail.facts["link"] == "\(World.publicURL)/security/two-factor/new")
            #expect(try await world.events(of: sam).count { $0 == .policyReminded } == 3)
        }
    }

    @Test("two nodes that look at once remind once", arguments: bothDatabases)
    func nodes(_ database: TestedDatabase) async throws {
        try await World.run(on: database) { world in
            let sam = try await world.member()
            try await world.savePolicy {
                $0.secondFactor = .required
                $0.requiredFrom = world.clock.now.addingTimeInterval(5 * Self.day)
            }
            let node = world.node()
            try await node.policies.refresh(from: node.store)
            for _ in 0..<3 {
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for rules in [world.surroundings, node] {
                        group.addTask { try await RemindOfPolicy(in: rules).look() }
                    }
                    try await group.waitForAll()
                }
                world.clock.advance(by: 3600)
            }
            #expect(try await remindersSent(to: sam, in: world) == 1)
        }
    }

    @Test("who joins late is reminded of the end of their own grace, and of a kind that ends")
    func ownDay() async throws {
        try await World.run { world in
            let lee = try await world.emailMember("lee@example.com")
            try await world.savePolicy {
                $0.secondFactor = .required
                $0.graceDays = 7
                $0.kindsEnd = [.email: world.clock.now.addingTimeInterval(10 * Self.day)]
            }
            world.clock.advance(by: 3 * Self.day)
            let new = try await world.member("new@example.com")
            let reminders = RemindOfPolicy(in: world.surroundings)
            #expect(try await reminders.look() == 2)
            let own = try await world.mail(.policyReminder, to: new.email)
            #expect(own.facts["has_factor"] == nil)
            let ending = try await world.mail(.policyReminder, to: lee.email)
            #expect(ending.facts["has_factor"] == "true")
            // Within the hour nobody looks again.
            #expect(try await reminders.look() == 0)
        }
    }
}
