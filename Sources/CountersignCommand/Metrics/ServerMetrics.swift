import Countersign
import Metrics

/// What a server says of itself: its figures, and one sentence for each of all names.
struct ServerMetrics: Sendable {
    /// By name in the exposition; `docs/metrics.md` has the same.
    static let help = [
        "countersign_alarm_raised":
            "1 while so many accounts fail their second step that unknown browsers get fewer tries.",
        "countersign_events_total": "Events that this node gave their place in the audit log, by kind.",
        "countersign_mails": "Mails in the outbox, by state; finished ones stay for a while.",
        "countersign_store_commits": "Durable commits since the start.",
        "countersign_store_operations": "Writes that those commits carried.",
        "help_answers_total": "Answers to “Did this help?”, by topic.",
        "http_request_duration_seconds": "Time from a request's head to the end of its answer, by method and route.",
        "http_requests_total": "Requests answered, by method, route and status.",
    ]

    private let world: Surroundings
    private let operations = Gauge(label: "countersign_store_operations")
    private let commits = Gauge(label: "countersign_store_commits")
    private let alarm = Gauge(label: "countersign_alarm_raised")

    init(_ world: Surroundings) {
        self.world = world
    }

    /// Kinds are a closed list, so these are no more series than there are kinds.
    static func count(_ events: [StoredEvent]) {
        for (kind, events) in Dictionary(grouping: events, by: \.event.kindName) {
            Counter(label: "countersign_events", dimensions: [("kind", kind)]).increment(by: events.count)
        }
    }

    /// Brings the figures up to date that nobody counts as they happen.
    func refresh() async {
        let counts = world.store.commitCounts
        operations.record(counts.operations)
        commits.record(counts.commits)
        alarm.record(world.alarm.isRaised ? 1 : 0)
        // A database that does not answer has a metric of its own: /readyz. The rest of the page stays true.
        guard let mails = try? await world.store.countsOfMail() else { return }
        for state in OutboxMail.State.allCases {
            Gauge(label: "countersign_mails", dimensions: [("state", state.rawValue)]).record(mails[state] ?? 0)
        }
    }
}
