import Countersign
import Foundation
import Testing

@testable import CountersignPasswords

@Suite struct HashingQueueTests {
    @Test("known callers are served before strangers who came earlier")
    func knownFirst() {
        let queue = Line(limits: .init(known: 10, strangers: 10, strangersPerNetwork: 2))
        #expect(queue.add(1, for: .stranger(network: "a")))
        #expect(queue.add(2, for: .stranger(network: "b")))
        #expect(queue.add(3, for: .known))
        #expect(queue.add(4, for: .known))
        #expect(queue.served() == [3, 4, 1, 2])
    }

    @Test("every fourth turn is a stranger's, however many known callers wait")
    func strangersAreNotStarved() {
        let queue = Line(limits: .init(known: 20, strangers: 10, strangersPerNetwork: 2))
        for number in 1...8 { #expect(queue.add(UInt64(number), for: .known)) }
        for number in 101...103 { #expect(queue.add(UInt64(number), for: .stranger(network: "\(number)"))) }
        #expect(queue.served() == [1, 2, 3, 101, 4, 5, 6, 102, 7, 8, 103])
    }

    @Test("a third stranger of one network is turned away, one of another is not")
    func perNetwork() {
        let queue = Line(limits: .init(known: 10, strangers: 10, strangersPerNetwork: 2))
        #expect(queue.add(1, for: .stranger(network: "a")))
        #expect(queue.add(2, for: .stranger(network: "a")))
        #expect(!queue.add(3, for: .stranger(network: "a")))
        #expect(queue.add(4, for: .stranger(network: "b")))
        #expect(queue.next() == 1)
        #expect(queue.add(5, for: .stranger(network: "a")))
        #expect(!queue.add(6, for: .stranger(network: "a")))
    }

    @Test("the queue is bounded for strangers together and for known callers")
    func bounds() {
        let queue = Line(limits: .init(known: 2, strangers: 3, strangersPerNetwork: 2))
        for number in 1...3 { #expect(queue.add(UInt64(number), for: .stranger(network: "\(number)"))) }
        #expect(!queue.add(4, for: .stranger(network: "4")))
        for number in 5...6 { #expect(queue.add(UInt64(number), for: .known)) }
        #expect(!queue.add(7, for: .known))
        #expect(queue.count == 5)
    }

    @Test("a job taken out leaves its place to another and is served to nobody")
    func removing() {
        let queue = Line(limits: .init(known: 10, strangers: 10, strangersPerNetwork: 1))
        #expect(queue.add(1, for: .stranger(network: "a")))
        #expect(queue.add(2, for: .known))
        #expect(queue.remove(1) == 1)
        #expect(queue.remove(1) == nil)
        #expect(queue.remove(99) == nil)
        #expect(queue.add(3, for: .stranger(network: "a")))
        #expect(queue.remove(2) == 2)
        #expect(queue.served() == [3])
    }
}

/// A queue whose jobs are numbers; a class, for an expectation may not change a value.
private final class Line {
    private var queue: HashingQueue

    init(limits: HashingQueue.Limits) {
        queue = HashingQueue(limits: limits)
    }

    var count: Int { queue.count }

    func add(_ number: UInt64, for caller: HashingCaller) -> Bool {
        queue.add(HashingQueue.Job(number: number, run: {}, drop: { _ in }), for: caller)
    }

    func next() -> UInt64? { queue.next()?.number }

    func remove(_ number: UInt64) -> UInt64? { queue.remove(number)?.number }

    func served() -> [UInt64] {
        var numbers: [UInt64] = []
        while let number = next() { numbers.append(number) }
        return numbers
    }
}
