import Countersign
import Dispatch
import Synchronization

/// A queue between tasks that ask and threads that block: first come, first served, bounded.
final class Mailbox<Job: Sendable>: Sendable {
    private struct State {
        var jobs: [Job] = []
        /// Where the waiting ones begin; those before it were taken.
        var first = 0
        var isClosed = false
    }

    private let state = Mutex(State())
    /// Counts what waits, so that a thread without work sleeps.
    private let arrivals = DispatchSemaphore(value: 0)
    private let limit: Int

    init(limit: Int) {
        self.limit = limit
    }

    /// What to tell whoever was not taken in.
    static var refusal: StoreFailure { .unavailable("the database is closed, or too much waits for it") }

    /// - Returns: false if it is closed or full; then the job was not taken in.
    func put(_ job: Job) -> Bool {
        let taken = state.withLock { state in
            guard !state.isClosed, state.jobs.count - state.first < limit else { return false }
            state.jobs.append(job)
            return true
        }
        if taken { arrivals.signal() }
        return taken
    }

    /// Waits for the next job. Nil once the mailbox is closed and empty.
    func take() -> Job? {
        while true {
            arrivals.wait()
            let (job, isClosed): (Job?, Bool) = state.withLock { state in
                guard state.first < state.jobs.count else { return (nil, state.isClosed) }
                let job = state.jobs[state.first]
                state.first += 1
                // Moving the rest to the front each time would make a long queue slow.
                if state.first >= 256 || state.first == state.jobs.count {
                    state.jobs.removeFirst(state.first)
                    state.first = 0
                }
                return (job, state.isClosed)
            }
            if let job { return job }
            guard isClosed else { continue }
            arrivals.signal()  // wakes the next thread, which is to end too
            return nil
        }
    }

    /// Waits until something is there and takes all of it, but not more than `limit`. Nil once closed and empty.
    func takeAll(limit: Int) -> [Job]? {
        guard let first = take() else { return nil }
        var jobs = [first]
        state.withLock { state in
            let end = min(state.jobs.count, state.first + limit - 1)
            jobs.append(contentsOf: state.jobs[state.first..<end])
            state.jobs.removeFirst(end)
            state.first = 0
        }
        // Each job taken here leaves a count behind; `take` finds nothing for it and goes on waiting.
        return jobs
    }

    /// Takes nothing in any more; what waits is still handed out.
    func close() {
        state.withLock { $0.isClosed = true }
        arrivals.signal()
    }
}
