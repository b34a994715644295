import Foundation
import Metrics
import Testing

@testable import CountersignCommand

@Suite("Metrics in Prometheus' text format")
struct PrometheusMetricsTests {
    private let metrics = PrometheusMetrics(help: ["requests_total": "All\nrequests \\ so far."])

    private func page() throws -> PrometheusPage {
        try PrometheusPage(metrics.exposition())
    }

    @Test("a counter counts")
    func counter() throws {
        let counter = Counter(label: "requests", dimensions: [("path", "/"), ("code", "200")], factory: metrics)
        counter.increment()
        counter.increment(by: 41)
        let page = try page()
        #expect(page.types["requests_total"] == "counter")
        #expect(page.samples["requests_total{code=\"200\",path=\"/\"}"] == 42)
        #expect(metrics.exposition().contains("# HELP requests_total All\\nrequests \\\\ so far.\n"))
    }

    @Test("a counter of fractions adds them up and never goes down")
    func floatingCounter() throws {
        let counter = FloatingPointCounter(label: "joules_total", factory: metrics)
        counter.increment(by: 0.5)
        counter.increment(by: 0.25)
        counter.increment(by: -1.0)
        counter.increment(by: Double.nan)
        #expect(try page().samples["joules_total"] == 0.75)
    }

    @Test("gauges and meters show the last value")
    func gauges() throws {
        Gauge(label: "queue.length", factory: metrics).record(7)
        let meter = Meter(label: "open", factory: metrics)
        meter.set(3)
        meter.increment()
        meter.decrement(by: 2.0)
        let page = try page()
        #expect(page.types["queue_length"] == "gauge")
        #expect(page.samples["queue_length"] == 7)
        #expect(page.samples["open"] == 2)
    }

    @Test("a recorder that aggregates is a summary")
    func summary() throws {
        let recorder = Recorder(label: "batch", aggregate: true, factory: metrics)
        recorder.record(2)
        recorder.record(3)
        recorder.record(Double.nan)
        let page = try page()
        #expect(page.types["batch"] == "summary")
        #expect(page.samples["batch_sum"] == 5)
        #expect(page.samples["batch_count"] == 2)
    }

    @Test("a timer is a histogram in seconds")
    func histogram() throws {
        let timer = Timer(label: "request.duration", dimensions: [("le", "x")], factory: metrics)
        timer.recordMilliseconds(1)
        timer.recordMilliseconds(30)
        timer.recordSeconds(60)
        let page = try page()
        #expect(page.types["request_duration_seconds"] == "histogram")
        #expect(page.samples["request_duration_seconds_bucket{label_le=\"x\",le=\"0.001\"}"] == 1)
        #expect(page.samples["request_duration_seconds_bucket{label_le=\"x\",le=\"0.05\"}"] == 2)
        #expect(page.samples["request_duration_seconds_bucket{label_le=\"x\",le=\"10\"}"] == 2)
        #expect(page.samples["request_duration_seconds_bucket{label_le=\"x\",le=\"+Inf\"}"] == 3)
        #expect(page.samples["request_duration_seconds_count{label_le=\"x\"}"] == 3)
        let sum = try #require(page.samples["request_duration_seconds_sum{label_le=\"x\"}"])
        #expect(abs(sum - 60.031) < 1e-9)
    }

    @Test("the same name and labels are one series, in whatever order and however often they are made")
    func sameSeries() throws {
        Counter(label: "c", dimensions: [("a", "1"), ("b", "2")], factory: metrics).increment()
        Counter(label: "c", dimensions: [("b", "2"), ("a", "1")], factory: metrics).increment()
        let gone = Counter(label: "c", dimensions: [("b", "2"), ("a", "1")], factory: metrics)
        gone.increment()
        gone.destroy()
        #expect(try page().samples["c_total{a=\"1\",b=\"2\"}"] == 3)
    }

    @Test(
        "no label can break out of its quotation marks or its line",
        arguments: [
            "\"} 1\nforged 2", "back\\slash", "\\", "\\\"", "new\nline", "\r", "\u{0}", "é", "\u{2028}", "",
        ]
    )
    func labels(value: String) throws {
        Counter(label: "c", dimensions: [("v", value)], factory: metrics).increment()
        let page = try page()
        #expect(page.samples.count == 1)
        #expect(page.samples.values.first == 1)
    }

    @Test("names are made fit", arguments: ["1st", "a-b", "a b", "é", "", "a.b", "a{b=\"c\"}", "__name__", "🎉"])
    func names(label: String) throws {
        Counter(label: label, dimensions: [(label, "x")], factory: metrics).increment()
        #expect(try page().samples.count == 1)
    }

    @Test("labels that become the same name are one label")
    func collidingLabels() throws {
        Counter(label: "c", dimensions: [("a.b", "1"), ("a-b", "2")], factory: metrics).increment()
        #expect(try page().samples["c_total{a_b=\"2\"}"] == 1)
    }

    @Test("odd labels by the thousand are counted together")
    func cardinality() throws {
        let metrics = PrometheusMetrics(seriesPerName: 10)
        for number in 0..<1000 {
            Counter(label: "c", dimensions: [("path", "/\(number)")], factory: metrics).increment()
        }
        let page = try PrometheusPage(metrics.exposition())
        #expect(page.samples.count == 11)
        #expect(page.samples["c_total{path=\"other\"}"] == 990)
        #expect(page.samples.values.reduce(0, +) == 1000)
    }

    @Test("odd request methods are one")
    func methods() throws {
        for method in ["GET", "BREW", "X1", "X2"] {
            Counter(label: "c", dimensions: [("http.request.method", method)], factory: metrics).increment()
        }
        let page = try page()
        #expect(page.samples["c_total{http_request_method=\"GET\"}"] == 1)
        #expect(page.samples["c_total{http_request_method=\"other\"}"] == 3)
    }

    @Test("a name taken by another kind is left out, so that the page stays readable")
    func clash() throws {
        Counter(label: "x", factory: metrics).increment()
        Gauge(label: "x_total", factory: metrics).record(5)
        Timer(label: "t", factory: metrics).recordSeconds(1)
        Gauge(label: "t_seconds_count", factory: metrics).record(5)
        let page = try page()
        #expect(page.samples["x_total"] == 1)
        #expect(page.samples["t_seconds_count"] == 1)
        #expect(page.samples["countersign_metrics_lost_names"] == 2)
    }

    @Test("many at once are all counted")
    func parallel() async throws {
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<8 {
                group.addTask { [metrics] in
                    for _ in 0..<1000 { Counter(label: "c", factory: metrics).increment() }
                }
            }
        }
        #expect(try page().samples["c_total"] == 8000)
    }

    @Test(
        "numbers are written as Prometheus reads them",
        arguments: [
            (0.0, "0"), (1, "1"), (0.5, "0.5"), (-2, "-2"), (1e21, "1e+21"), (1e-7, "1e-07"), (.infinity, "+Inf"),
            (-.infinity, "-Inf"), (.nan, "NaN"), (123_456_789_012, "123456789012"),
        ]
    )
    func numbers(value: Double, text: String) {
        #expect(PrometheusText.number(value) == text)
    }

    @Test("the process says what it takes")
    func process() throws {
        let page = try PrometheusPage(ProcessMetrics.exposition())
        #expect(try #require(page.samples["process_resident_memory_bytes"]) > 1_000_000)
        #expect(try #require(page.samples["process_open_fds"]) >= 3)
        #expect(try #require(page.samples["process_max_fds"]) > 3)
        #expect(try #require(page.samples["process_cpu_seconds_total"]) > 0)
        let start = try #require(page.samples["process_start_time_seconds"])
        let now = Date().timeIntervalSince1970
        #expect(start <= now + 1)
        #expect(start > now - 86_400)
    }
}
