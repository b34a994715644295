import Countersign
import Foundation

/// A fixed number of threads that work off one queue. Hashing would otherwise hold up the threads that answer requests.
final class HashingThreads: @unchecked Sendable {
    // `queue`, `numbers` and `isStopped` are touched only while `condition` is locked.
    private let condition = NSCondition()
    private var queue: HashingQueue
    private var numbers: UInt64 = 0
    private var isStopped = false

    init(count: Int, limits: HashingQueue.Limits) {
        queue = HashingQueue(limits: limits)
        for index in 1...max(count, 1) {
            let thread = Thread { [self] in work() }
            thread.name = "hashing-\(index)"
            thread.start()
        }
    }

    /// Runs `work` on one of the threads.
    /// - Throws: `HashingBusy` if there is no room, `CancellationError` if the caller gave up before it began.
    func run<Result: Sendable>(
        for caller: HashingCaller,
        _ work: @escaping @Sendable () throws -> Result
    ) async throws -> Result {
        let number = takeNumber()
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Result, any Error>) in
                let job = HashingQueue.Job(
                    number: number,
                    run: { continuation.resume(with: .init(catching: work)) },
                    drop: { continuation.resume(throwing: $0) }
                )
                if let refusal = add(job, for: caller) {
                    job.drop(refusal)
                } else if Task.isCancelled {
                    // Cancelled before it was in the queue: the handler below found nothing to take out.
                    drop(number)
                }
            }
        } onCancel: {
            drop(number)
        }
    }

    var waitingCount: Int {
        condition.withLock { queue.count }
    }

    /// Ends the threads once they have finished what they do; nobody is left waiting.
    func stop() {
        let jobs = condition.withLock {
            isStopped = true
            condition.broadcast()
            return queue.removeAll()
        }
        for job in jobs {
            job.drop(HashingBusy())
        }
    }

    private func takeNumber() -> UInt64 {
        condition.withLock {
            numbers &+= 1
            return numbers
        }
    }

    private func add(_ job: HashingQueue.Job, for caller: HashingCaller) -> (any Error)? {
        condition.withLock {
            guard !isStopped, queue.add(job, for: caller) else { return HashingBusy() }
            condition.signal()
            return nil
        }
    }

    private func drop(_ number: UInt64) {
        condition.withLock { queue.remove(number) }?.drop(CancellationError())
    }

    private func work() {
        while let job = takeJob() {
            job.run()
        }
    }

    private func takeJob() -> HashingQueue.Job? {
        condition.withLock {
            while true {
                if isStopped { return nil }
                if let job = queue.next() { return job }
                condition.wait()
            }
        }
    }
}
