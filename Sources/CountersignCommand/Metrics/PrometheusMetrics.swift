import Foundation
import Metrics
import Synchronization

/// Keeps what swift-metrics is told, and says it in Prometheus' text format.
///
/// Counters get `_total`, timers become histograms in seconds, recorders that aggregate become summaries without
/// quantiles, meters and gauges stay what they are. What is measured under one name and the same labels is one series,
/// for ever: destroying a metric does not take back what was counted.
final class PrometheusMetrics: MetricsFactory {
    private let state = Mutex(State())
    private let help: [String: String]
    private let seriesPerName: Int

    /// - Parameters:
    ///   - help: one sentence for each metric, by its name in the exposition.
    ///   - seriesPerName: how many combinations of labels one name may have. Further ones are counted together under
    ///     the value `other`, so that nobody can fill memory by sending odd requests.
    init(help: [String: String] = [:], seriesPerName: Int = 1000) {
        self.help = help
        self.seriesPerName = seriesPerName
    }

    // MARK: Making

    func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        series(PrometheusName.counter(label), .counter, dimensions) { CounterSeries() } as CounterSeries
    }

    func makeFloatingPointCounter(
        label: String,
        dimensions: [(String, String)]
    ) -> any FloatingPointCounterHandler {
        series(PrometheusName.counter(label), .counter, dimensions) { CounterSeries() } as CounterSeries
    }

    func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
        series(PrometheusName.metric(label), .gauge, dimensions) { GaugeSeries() } as GaugeSeries
    }

    func makeRecorder(label: String, dimensions: [(String, String)], aggregate: Bool) -> any RecorderHandler {
        guard aggregate else {
            return series(PrometheusName.metric(label), .gauge, dimensions) { GaugeSeries() } as GaugeSeries
        }
        return series(PrometheusName.metric(label), .summary, dimensions) { SummarySeries() } as SummarySeries
    }

    func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        series(PrometheusName.timer(label), .histogram, dimensions) { HistogramSeries() } as HistogramSeries
    }

    func destroyCounter(_ handler: any CounterHandler) {}
    func destroyFloatingPointCounter(_ handler: any FloatingPointCounterHandler) {}
    func destroyMeter(_ handler: any MeterHandler) {}
    func destroyRecorder(_ handler: any RecorderHandler) {}
    func destroyTimer(_ handler: any TimerHandler) {}

    // MARK: Saying

    /// All metrics, sorted by name. Text format 0.0.4: `text/plain; version=0.0.4; charset=utf-8`.
    func exposition() -> String {
        let (families, lost) = state.withLock { ($0.families, $0.lostNames.count) }
        var text = ""
        for (name, family) in families.sorted(by: { $0.key < $1.key }) {
            text += PrometheusText.heading(name, family.kind, help: help[name])
            for (labels, series) in family.series.sorted(by: { $0.key < $1.key }) {
                text += series.lines(name: name, labels: labels)
            }
        }
        if lost > 0 {
            let name = "countersign_metrics_lost_names"
            text += PrometheusText.heading(name, .gauge, help: "Metrics left out, for their names were taken.")
            text += PrometheusText.line(name, PrometheusLabels(), Double(lost))
        }
        return text
    }

    // MARK: Keeping

    /// The series of these labels; the same one whenever they are the same.
    ///
    /// A name that something of another kind has cannot be exposed: Prometheus would refuse the whole page. Such a
    /// series counts for itself and is left out.
    private func series<Series: PrometheusSeries>(
        _ name: String,
        _ kind: PrometheusKind,
        _ dimensions: [(String, String)],
        make: () -> Series
    ) -> Series {
        let labels = PrometheusLabels(dimensions)
        return state.withLock { state in
            guard state.claim(name, kind) else { return make() }
            let known = state.families[name]?.series ?? [:]
            if let series = known[labels] as? Series { return series }
            let isFull = known.count >= seriesPerName
            let place = isFull ? labels.overflow : labels
            if let series = known[place] as? Series { return series }
            let series = make()
            state.families[name]?.series[place] = series
            return series
        }
    }

    /// The families, and which names of samples are taken by which of them.
    private struct State {
        var families: [String: Family] = [:]
        var lostNames: Set<String> = []
        private var takenSamples: Set<String> = []
        private static let mostFamilies = 1000

        /// Whether the name is, or from now on becomes, that of this kind.
        mutating func claim(_ name: String, _ kind: PrometheusKind) -> Bool {
            if families[name]?.kind == kind { return true }
            let samples = kind.sampleNames(of: name)
            guard families.count < Self.mostFamilies, takenSamples.isDisjoint(with: samples) else {
                if lostNames.count < Self.mostFamilies { lostNames.insert("\(kind.rawValue) \(name)") }
                return false
            }
            takenSamples.formUnion(samples)
            families[name] = Family(kind: kind)
            return true
        }
    }

    private struct Family {
        let kind: PrometheusKind
        var series: [PrometheusLabels: any PrometheusSeries] = [:]
    }
}

/// The kinds of metrics that the text format knows and we use.
enum PrometheusKind: String, Sendable {
    case counter
    case gauge
    case summary
    case histogram

    func sampleNames(of name: String) -> [String] {
        switch self {
        case .counter, .gauge: [name]
        case .summary: [name, name + "_sum", name + "_count"]
        case .histogram: [name, name + "_bucket", name + "_sum", name + "_count"]
        }
    }
}
