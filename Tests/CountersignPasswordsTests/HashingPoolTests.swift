import Countersign
import Foundation
import Synchronization
import Testing

@testable import CountersignPasswords

@Suite struct HashingPoolTests {
    private static let quick = Argon2id.Cost(memoryInKibibytes: 64, passes: 1)
    private let pool = HashingPool(cost: quick, codeCost: quick, threadCount: 2)

    @Test("a hashed password is right, another is wrong, nobody's is wrong")
    func verify() async throws {
        let hash = try await pool.hash("olive tram pencil", for: .known)
        #expect(try await pool.verify("olive tram pencil", against: hash, for: .known) == .right)
        #expect(try await pool.verify("olive tram pencim", against: hash, for: .known) == .wrong)
        #expect(try await pool.verify("olive tram pencil", against: nil, for: .stranger(network: "a")) == .wrong)
    }

    @Test("a right password under another cost asks to be hashed anew; a wrong one does not")
    func outdated() async throws {
        let old = HashingPool(cost: .init(memoryInKibibytes: 32, passes: 1), threadCount: 1)
        let hash = try await old.hash("olive tram pencil", for: .known)
        #expect(try await pool.verify("olive tram pencil", against: hash, for: .known) == .rightButOutdated)
        #expect(try await pool.verify("olive tram pencim", against: hash, for: .known) == .wrong)
    }

    @Test("a name that nobody has takes as long as a wrong password")
    func sameTime() async throws {
        let pool = HashingPool(cost: .init(memoryInKibibytes: 16 * 1024, passes: 2), threadCount: 1)
        let hash = try await pool.hash("olive tram pencil", for: .known)
        let clock = ContinuousClock()
        // The best of several, for others use the same cores.
        var known: [Duration] = []
        var unknown: [Duration] = []
        for _ in 0..<15 {
            known.append(try await clock.measure { _ = try await pool.verify("x", against: hash, for: .known) })
            unknown.append(try await clock.measure { _ = try await pool.verify("x", against: nil, for: .known) })
        }
        let ratio = try #require(unknown.min()) / #require(known.min())
        #expect((0.5...2).contains(ratio))
    }

    @Test("backup codes are hashed in their order, 32 bytes each, all under the one salt")
    func backupCodes() async throws {
        let salt = [UInt8](0..<16)
        let hashes = try await pool.hashBackupCodes(["AAAA", "BBBB", "AAAA"], salt: salt, for: .known)
        #expect(hashes.count == 3)
        #expect(hashes[0] == hashes[2])
        #expect(hashes[0] != hashes[1])
        #expect(hashes.allSatisfy { $0.count == 32 })
        let direct = try Argon2id(cost: Self.quick).hash(WipedText(normalising: "BBBB"), salt: salt)
        #expect(hashes[1] == direct)
        let other = try await pool.hashBackupCodes(["AAAA"], salt: salt.reversed(), for: .known)
        #expect(other[0] != hashes[0])
    }

    @Test("fifty callers at once all get their own answer")
    func manyAtOnce() async throws {
        let pool = pool
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for number in 0..<50 {
                group.addTask {
                    let hash = try await pool.hash("password \(number)", for: .known)
                    return try await pool.verify("password \(number)", against: hash, for: .known) == .right
                }
            }
            for try await isRight in group { #expect(isRight) }
        }
    }
}

/// The threads with work that the test itself lets go on: nothing here waits on the clock.
@Suite struct HashingThreadsTests {
    private let limits = HashingQueue.Limits(known: 4, strangers: 4, strangersPerNetwork: 2)

    /// Occupies the only thread until `release` is signalled.
    private func occupy(_ threads: HashingThreads, until release: DispatchSemaphore) async -> Task<Void, any Error> {
        await withCheckedContinuation { begun in
            nonisolated(unsafe) var task: Task<Void, any Error>?
            let handedOver = DispatchSemaphore(value: 0)
            task = Task {
                try await threads.run(for: .known) {
                    handedOver.wait()
                    if let task { begun.resume(returning: task) }
                    release.wait()
                }
            }
            handedOver.signal()
        }
    }

    private func untilWaiting(_ count: Int, _ threads: HashingThreads) async {
        while threads.waitingCount != count { await Task.yield() }
    }

    @Test("a third stranger of a network is told that the server is busy")
    func busy() async throws {
        let threads = HashingThreads(count: 1, limits: limits)
        let release = DispatchSemaphore(value: 0)
        let occupied = await occupy(threads, until: release)
        let waiting = (0..<2).map { number in
            Task { try await threads.run(for: .stranger(network: "a")) { number } }
        }
        await untilWaiting(2, threads)
        await #expect(throws: HashingBusy.self) {
            try await threads.run(for: .stranger(network: "a")) { 3 }
        }
        release.signal()
        try await occupied.value
        #expect(try await waiting[0].value == 0)
        #expect(try await waiting[1].value == 1)
        threads.stop()
    }

    @Test("a caller who gives up before it begins is taken out and never runs")
    func cancelled() async throws {
        let threads = HashingThreads(count: 1, limits: limits)
        let release = DispatchSemaphore(value: 0)
        let occupied = await occupy(threads, until: release)
        let ran = Atomic(false)
        let caller = Task {
            try await threads.run(for: .stranger(network: "a")) { ran.store(true, ordering: .relaxed) }
        }
        await untilWaiting(1, threads)
        caller.cancel()
        await #expect(throws: CancellationError.self) { try await caller.value }
        #expect(threads.waitingCount == 0)
        release.signal()
        try await occupied.value
        // Whoever comes after is served by the same thread: the one who gave up would have been before.
        try await threads.run(for: .known) {}
        let hasRun = ran.load(ordering: .relaxed)
        #expect(!hasRun)
        threads.stop()
    }

    @Test("a caller who had given up already is not run")
    func cancelledBefore() async throws {
        let threads = HashingThreads(count: 1, limits: limits)
        let release = DispatchSemaphore(value: 0)
        let occupied = await occupy(threads, until: release)
        let caller = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            try await threads.run(for: .known) {}
        }
        await #expect(throws: CancellationError.self) { try await caller.value }
        release.signal()
        try await occupied.value
        threads.stop()
    }

    @Test("what the work throws reaches its caller")
    func throwing() async {
        let threads = HashingThreads(count: 1, limits: limits)
        await #expect(throws: Argon2id.Failure.unreadableHash) {
            try await threads.run(for: .known) { throw Argon2id.Failure.unreadableHash }
        }
        threads.stop()
    }

    @Test("stopping leaves nobody waiting and takes nobody new")
    func stopping() async throws {
        let threads = HashingThreads(count: 1, limits: limits)
        let release = DispatchSemaphore(value: 0)
        let occupied = await occupy(threads, until: release)
        let waiting = Task { try await threads.run(for: .known) { 1 } }
        await untilWaiting(1, threads)
        threads.stop()
        await #expect(throws: HashingBusy.self) { try await waiting.value }
        await #expect(throws: HashingBusy.self) { try await threads.run(for: .known) { 2 } }
        release.signal()
        try await occupied.value
    }
}
