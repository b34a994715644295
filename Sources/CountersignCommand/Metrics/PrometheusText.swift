/// Names as Prometheus allows them: `[a-zA-Z_:][a-zA-Z0-9_:]*`, of which we leave the colon to its own rules.
enum PrometheusName {
    static func metric(_ label: String) -> String {
        let name = cleaned(label)
        return name.isEmpty ? "unnamed" : name
    }

    static func counter(_ label: String) -> String {
        let name = metric(label)
        return name.hasSuffix("_total") ? name : name + "_total"
    }

    static func timer(_ label: String) -> String {
        let name = metric(label)
        return name.hasSuffix("_seconds") ? name : name + "_seconds"
    }

    /// Two leading underscores belong to Prometheus, `le` and `quantile` to its histograms and summaries.
    static func label(_ label: String) -> String {
        let name = cleaned(label)
        return name.isEmpty || name.hasPrefix("__") || name == "le" || name == "quantile" ? "label_" + name : name
    }

    private static func cleaned(_ text: String) -> String {
        let name = String(text.unicodeScalars.map { isAllowed($0) ? Character($0) : "_" })
        return name.first.map { ("0"..."9").contains($0) } == true ? "_" + name : name
    }

    private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9", "_": true
        default: false
        }
    }
}

/// The labels of one series, sorted, so that their order makes no difference.
struct PrometheusLabels: Hashable, Comparable, Sendable {
    private let pairs: [Pair]

    private struct Pair: Hashable, Sendable {
        let name: String
        let value: String
    }

    private static let longestValue = 200
    /// Anything else that a client sends as a method is `other`, or each odd request would be a series of its own.
    private static let methods: Set<String> = [
        "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "CONNECT", "TRACE",
    ]

    init(_ dimensions: [(String, String)] = []) {
        var values: [String: String] = [:]
        for (label, value) in dimensions {
            let name = PrometheusName.label(label)
            let isOdd = name == "http_request_method" && !Self.methods.contains(value)
            values[name] = isOdd ? "other" : String(value.prefix(Self.longestValue))
        }
        pairs = values.map(Pair.init).sorted { $0.name < $1.name }
    }

    private init(pairs: [Pair]) {
        self.pairs = pairs
    }

    /// The series that takes what would be one too many.
    var overflow: PrometheusLabels {
        PrometheusLabels(pairs: pairs.map { Pair(name: $0.name, value: "other") })
    }

    /// At the end, where readers look for `le`.
    func adding(_ name: String, _ value: String) -> PrometheusLabels {
        PrometheusLabels(pairs: pairs + [Pair(name: name, value: value)])
    }

    /// `{name="value",…}`, or nothing.
    var text: String {
        guard !pairs.isEmpty else { return "" }
        return "{" + pairs.map { "\($0.name)=\"\(PrometheusText.escaped($0.value))\"" }.joined(separator: ",") + "}"
    }

    static func < (left: PrometheusLabels, right: PrometheusLabels) -> Bool { left.text < right.text }
}

/// The lines of the text format.
enum PrometheusText {
    static func heading(_ name: String, _ kind: PrometheusKind, help: String?) -> String {
        let words = (help ?? "").replacing("\\", with: "\\\\").replacing("\n", with: "\\n")
        return (help == nil ? "" : "# HELP \(name) \(words)\n") + "# TYPE \(name) \(kind.rawValue)\n"
    }

    static func line(_ name: String, _ labels: PrometheusLabels, _ value: Double) -> String {
        "\(name)\(labels.text) \(number(value))\n"
    }

    /// As Go reads numbers. Whole ones without `.0`.
    static func number(_ value: Double) -> String {
        if value.isNaN { return "NaN" }
        if value.isInfinite { return value > 0 ? "+Inf" : "-Inf" }
        if value == value.rounded(), abs(value) < 1e15 { return String(Int64(value)) }
        return String(value)
    }

    /// A line's end in a label would end the line; a carriage return confuses those who read it otherwise.
    static func escaped(_ value: String) -> String {
        var result = ""
        for scalar in value.unicodeScalars {
            switch scalar {
            case "\\": result += "\\\\"
            case "\"": result += "\\\""
            case "\n": result += "\\n"
            case let scalar where PlainText.isHidden(scalar): result += "?"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
