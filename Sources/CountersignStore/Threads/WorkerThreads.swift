import Countersign
import Foundation
import Synchronization

/// A few threads of their own for work that blocks, each with a session that never leaves it.
final class WorkerThreads<Session>: Sendable {
    private typealias Job = @Sendable (Session) -> Void

    private let jobs: Mailbox<Job>
    private let end: ThreadsEnd

    /// - Parameter makeSession: called once on each thread.
    init(count: Int, name: String, waiting limit: Int = 20_000, makeSession: @escaping @Sendable () -> Session) {
        jobs = Mailbox(limit: limit)
        end = ThreadsEnd(count: count)
        // The threads hold the mailbox but not this object, so that dropping it ends them.
        for number in 1...max(count, 1) {
            let thread = Thread { [jobs, end] in
                Self.work(jobs, makeSession)
                end.reached()
            }
            thread.name = "\(name)-\(number)"
            thread.stackSize = 1 << 20
            thread.start()
        }
    }

    /// The session is gone when this returns, and not at some later moment: what it has open is closed by then.
    private static func work(_ jobs: Mailbox<Job>, _ makeSession: @Sendable () -> Session) {
        let session = makeSession()
        while let job = jobs.take() { job(session) }
    }

    deinit {
        jobs.close()
    }

    func run<Result: Sendable>(_ work: @escaping @Sendable (Session) throws -> Result) async throws -> Result {
        try await withCheckedThrowingContinuation { continuation in
            let taken = jobs.put { session in
                continuation.resume(with: Swift.Result { try work(session) })
            }
            if !taken {
                continuation.resume(throwing: Mailbox<Job>.refusal)
            }
        }
    }

    /// Ends the threads once all that waits is done.
    func close() async {
        jobs.close()
        await end.wait()
    }
}

/// Tells when the last of several threads has ended.
final class ThreadsEnd: Sendable {
    private struct State {
        var running: Int
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    private let state: Mutex<State>

    init(count: Int) {
        state = Mutex(State(running: max(count, 1)))
    }

    func reached() {
        let waiting = state.withLock { state in
            state.running -= 1
            guard state.running == 0 else { return [CheckedContinuation<Void, Never>]() }
            defer { state.waiting = [] }
            return state.waiting
        }
        for continuation in waiting { continuation.resume() }
    }

    func wait() async {
        await withCheckedContinuation { continuation in
            let isOver = state.withLock { state in
                if state.running > 0 { state.waiting.append(continuation) }
                return state.running == 0
            }
            if isOver { continuation.resume() }
        }
    }
}
