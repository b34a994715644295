import Metrics
import Synchronization

/// The values under one name and one set of labels.
protocol PrometheusSeries: Sendable {
    func lines(name: String, labels: PrometheusLabels) -> String
}

/// Only goes up.
final class CounterSeries: PrometheusSeries, CounterHandler, FloatingPointCounterHandler {
    private let value = Mutex(0.0)

    func increment(by amount: Int64) {
        increment(by: Double(amount))
    }

    func increment(by amount: Double) {
        // Going down would look like a restart to Prometheus.
        guard amount > 0, amount.isFinite else { return }
        value.withLock { $0 += amount }
    }

    func reset() {
        value.withLock { $0 = 0 }
    }

    func lines(name: String, labels: PrometheusLabels) -> String {
        PrometheusText.line(name, labels, value.withLock { $0 })
    }
}

/// Goes up and down.
final class GaugeSeries: PrometheusSeries, MeterHandler, RecorderHandler {
    private let value = Mutex(0.0)

    func set(_ value: Int64) {
        set(Double(value))
    }

    func set(_ value: Double) {
        self.value.withLock { $0 = value }
    }

    func increment(by amount: Double) {
        value.withLock { $0 += amount }
    }

    func decrement(by amount: Double) {
        value.withLock { $0 -= amount }
    }

    func record(_ value: Int64) {
        set(Double(value))
    }

    func record(_ value: Double) {
        set(value)
    }

    func lines(name: String, labels: PrometheusLabels) -> String {
        PrometheusText.line(name, labels, value.withLock { $0 })
    }
}

/// How many there were, and their sum.
final class SummarySeries: PrometheusSeries, RecorderHandler {
    private let state = Mutex((count: 0.0, sum: 0.0))

    func record(_ value: Int64) {
        record(Double(value))
    }

    func record(_ value: Double) {
        // One NaN would make the sum NaN for ever.
        guard value.isFinite else { return }
        state.withLock {
            $0.count += 1
            $0.sum += value
        }
    }

    func lines(name: String, labels: PrometheusLabels) -> String {
        let (count, sum) = state.withLock { $0 }
        return PrometheusText.line(name + "_sum", labels, sum) + PrometheusText.line(name + "_count", labels, count)
    }
}

/// How many took how long.
final class HistogramSeries: PrometheusSeries, TimerHandler {
    /// Upper bounds in seconds: from an answer out of memory to a mail server that hangs.
    static let bounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

    private struct State {
        var counts = [Double](repeating: 0, count: HistogramSeries.bounds.count + 1)
        var sum = 0.0
    }

    private let state = Mutex(State())

    func recordNanoseconds(_ duration: Int64) {
        let seconds = Double(max(0, duration)) / 1e9
        let bucket = Self.bounds.firstIndex { seconds <= $0 } ?? Self.bounds.count
        state.withLock {
            $0.counts[bucket] += 1
            $0.sum += seconds
        }
    }

    func lines(name: String, labels: PrometheusLabels) -> String {
        let state = state.withLock { $0 }
        var text = ""
        var total = 0.0
        for (bound, count) in zip(Self.bounds + [.infinity], state.counts) {
            total += count
            text += PrometheusText.line(name + "_bucket", labels.adding("le", PrometheusText.number(bound)), total)
        }
        return text + PrometheusText.line(name + "_sum", labels, state.sum)
            + PrometheusText.line(name + "_count", labels, total)
    }
}
