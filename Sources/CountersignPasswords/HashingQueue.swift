import Countersign
import Foundation

/// The jobs that wait for a hashing thread, as a plain value: who is served next, and who is turned away.
struct HashingQueue {
    /// How many may wait. One waiting hash costs nothing but time; the 64 MiB are taken when it begins.
    struct Limits: Sendable, Equatable {
        var known: Int
        var strangers: Int
        var strangersPerNetwork: Int
    }

    struct Job: Sendable {
        let number: UInt64
        let run: @Sendable () -> Void
        /// Called instead of `run` if the job never begins.
        let drop: @Sendable (any Error) -> Void
    }

    private struct Waiting {
        let job: Job
        let network: String?
    }

    private let limits: Limits
    private var known: [Waiting] = []
    private var strangers: [Waiting] = []
    private var waitingPerNetwork: [String: Int] = [:]
    private var knownInARow = 0

    init(limits: Limits) {
        self.limits = limits
    }

    var count: Int { known.count + strangers.count }

    /// - Returns: false if there is no room for this caller.
    mutating func add(_ job: Job, for caller: HashingCaller) -> Bool {
        switch caller {
        case .known:
            guard known.count < limits.known else { return false }
            known.append(Waiting(job: job, network: nil))
        case .stranger(let network):
            let waiting = waitingPerNetwork[network, default: 0]
            guard strangers.count < limits.strangers, waiting < limits.strangersPerNetwork else { return false }
            waitingPerNetwork[network] = waiting + 1
            strangers.append(Waiting(job: job, network: network))
        }
        return true
    }

    /// Known callers go first. Every fourth turn is a stranger's all the same: else an app that imports accounts would
    /// keep out everybody with a new browser for as long as it runs.
    mutating func next() -> Job? {
        let isStrangersTurn = known.isEmpty || (knownInARow >= 3 && !strangers.isEmpty)
        if isStrangersTurn {
            knownInARow = 0
            guard let waiting = strangers.first else { return nil }
            strangers.removeFirst()
            release(waiting)
            return waiting.job
        }
        knownInARow = strangers.isEmpty ? 0 : knownInARow + 1
        return known.removeFirst().job
    }

    /// Takes out a job that has not begun.
    mutating func remove(_ number: UInt64) -> Job? {
        if let index = known.firstIndex(where: { $0.job.number == number }) {
            return known.remove(at: index).job
        }
        guard let index = strangers.firstIndex(where: { $0.job.number == number }) else { return nil }
        let waiting = strangers.remove(at: index)
        release(waiting)
        return waiting.job
    }

    mutating func removeAll() -> [Job] {
        let jobs = (known + strangers).map(\.job)
        known = []
        strangers = []
        waitingPerNetwork = [:]
        return jobs
    }

    private mutating func release(_ waiting: Waiting) {
        guard let network = waiting.network, let count = waitingPerNetwork[network] else { return }
        waitingPerNetwork[network] = count > 1 ? count - 1 : nil
    }
}
