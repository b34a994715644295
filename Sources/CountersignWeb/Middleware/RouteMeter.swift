import Hummingbird
import HummingbirdCore
import Metrics
import Synchronization

/// Counts the requests of one route and how long they took. Its labels are ours: no visitor can make new ones.
final class RouteMeter: Sendable {
    private let method: String
    private let route: String
    private let counters = Mutex<[Int: Counter]>([:])
    private let duration: Timer

    init(method: String, route: String) {
        self.method = method
        self.route = route
        duration = Timer(label: "http_request_duration", dimensions: [("method", method), ("route", route)])
    }

    func record(status: Int, seconds: Double) {
        let counter = counters.withLock { counters in
            if let counter = counters[status] { return counter }
            let counter = Counter(
                label: "http_requests",
                dimensions: [("method", method), ("route", route), ("status", String(status))]
            )
            counters[status] = counter
            return counter
        }
        counter.increment()
        duration.recordNanoseconds(Int64(min(max(seconds, 0), 3600) * 1e9))
    }
}
