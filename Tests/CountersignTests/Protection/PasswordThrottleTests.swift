import Countersign
import Foundation
import Testing

@Suite("guessing passwords")
struct PasswordThrottleTests {
    @Test("five wrong passwords are free, then 1, 2, 4 … 60 minutes, without end and without a budget")
    func waits() {
        var throttle = PasswordThrottle()
        var now = begin
        var waits: [Double] = []
        for _ in 0..<100 {
            #expect(throttle.wait(at: now) == nil)
            _ = throttle.recordFailure(at: now)
            if let until = throttle.wait(at: now) {
                waits.append(until.timeIntervalSince(now) / 60)
                now = until
            } else {
                waits.append(0)
            }
        }
        #expect(waits.prefix(14) == [0, 0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 60, 60, 60])
        #expect(waits.dropFirst(14).allSatisfy { $0 == 60 })
    }

    @Test("a right password clears the wait")
    func cleared() {
        var throttle = PasswordThrottle()
        for _ in 0..<6 { _ = throttle.recordFailure(at: begin) }
        #expect(throttle.wait(at: begin) == after(60))
        _ = throttle.recordSuccess(at: begin)
        #expect(throttle.wait(at: begin) == nil)
        #expect(throttle.wrongInRow == 0)
    }

    @Test("a clock set back keeps the wait's length")
    func clockBack() {
        var throttle = PasswordThrottle()
        for _ in 0..<7 {
            _ = throttle.recordFailure(at: begin)
            if throttle.wrongInRow == 6 { _ = throttle.recordFailure(at: after(60)) }
        }
        let back = after(-day)
        #expect(throttle.reanchored(at: back).wait(at: back.addingTimeInterval(119)) == back.addingTimeInterval(120))
        #expect(throttle.reanchored(at: back).wait(at: back.addingTimeInterval(120)) == nil)
    }

    @Test("it comes back from its row as it was")
    func stored() throws {
        var throttle = PasswordThrottle()
        for _ in 0..<6 { _ = throttle.recordFailure(at: begin) }
        #expect(try JSONDecoder().decode(PasswordThrottle.self, from: JSONEncoder().encode(throttle)) == throttle)
        var posts = PasswordPosts()
        posts.record(at: begin)
        #expect(try JSONDecoder().decode(PasswordPosts.self, from: JSONEncoder().encode(posts)) == posts)
    }

    @Test("twenty failures of an hour are events of their own, the rest one event with their number")
    func tally() {
        var tally = FailureTally()
        let entries = (0..<50).map { tally.record(at: after(Double($0) * 60)) }
        #expect(entries.filter(\.isEvent).count == 20)
        #expect(entries.allSatisfy { $0.counted == 0 })
        let later = tally.record(at: after(3600))
        #expect(later == FailureTally.Entry(isEvent: true, counted: 30))
        #expect(tally.close() == FailureTally.Entry(isEvent: false, counted: 0))
    }

    @Test("one network posts sixty passwords in ten minutes, over all names, and no fixed window helps")
    func posts() {
        var posts = PasswordPosts()
        var looked: [Double] = []
        for tenth in stride(from: 0.0, to: 3 * 3600, by: 3) where posts.wait(at: after(tenth)) == nil {
            posts.record(at: after(tenth))
            looked.append(tenth)
        }
        for (index, start) in looked.enumerated() {
            #expect(looked[index...].prefix { $0 < start + 600 }.count <= 60)
        }
        #expect(looked.count == 60 * 18)
        #expect(posts.wait(at: after(3 * 3600 - 3)) != nil)
    }

    @Test("the rows of names, networks and browsers are apart, and tell nothing")
    func keys() throws {
        let ring = try KeyRing([MasterKey.make(id: "k1") { [UInt8](repeating: 7, count: $0) }], current: "k1")
        let anna = SignInIdentifier("Anna@example.com")
        let here = try #require(Network("192.0.2.1"))
        let there = try #require(Network("192.0.2.2"))
        let keys = [
            PasswordThrottle.key(for: anna, from: here, keys: ring),
            PasswordThrottle.key(for: anna, from: there, keys: ring),
            PasswordThrottle.key(for: SignInIdentifier("bea@example.com"), from: here, keys: ring),
            PasswordThrottle.key(for: anna, from: KnownBrowser.ID("b1"), keys: ring),
            PasswordPosts.key(for: here, keys: ring),
        ]
        #expect(Set(keys).count == 5)
        #expect(PasswordThrottle.key(for: SignInIdentifier(" anna@EXAMPLE.com"), from: here, keys: ring) == keys[0])
        #expect(keys.allSatisfy { !$0.contains("anna") && !$0.contains("192") })
    }
}
