import Foundation

/// A page in Prometheus' text format, read as strictly as its description (version 0.0.4) allows. Throws at the first
/// line that is not of it.
struct PrometheusPage {
    private(set) var types: [String: String] = [:]
    /// By name and labels as they are written.
    private(set) var samples: [String: Double] = [:]

    struct Fault: Error, CustomStringConvertible {
        let description: String
    }

    init(_ text: String) throws {
        guard text.isEmpty || text.hasSuffix("\n") else { throw Fault(description: "the last line has no end") }
        var family = ""
        for line in text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: true).map({ String($0) }) {
            if line.hasPrefix("# HELP ") { continue }
            if line.hasPrefix("# TYPE ") {
                let words = line.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
                guard words.count == 4, ["counter", "gauge", "summary", "histogram"].contains(words[3]),
                    words[2].wholeMatch(of: /[a-zA-Z_:][a-zA-Z0-9_:]*/) != nil, types[words[2]] == nil
                else { throw Fault(description: line) }
                family = words[2]
                types[family] = words[3]
                continue
            }
            let sample =
                /([a-zA-Z_:][a-zA-Z0-9_:]*)(\{(?:[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\n]|\\["\\n])*",?)*\})? (\S+)/
            guard let match = line.wholeMatch(of: sample), let value = Self.number(String(match.3)) else {
                throw Fault(description: line)
            }
            let name = String(match.1)
            let suffixes =
                switch types[family] {
                case "histogram": ["_bucket", "_sum", "_count"]
                case "summary": ["_sum", "_count"]
                default: [""]
                }
            guard suffixes.contains(where: { name == family + $0 }) else {
                throw Fault(description: "\(name) is not of \(family)")
            }
            let labels = String(match.2 ?? "")
            let names = labels.matches(of: /([a-zA-Z_][a-zA-Z0-9_]*)="(?:[^"\\\n]|\\["\\n])*"/).map { $0.1 }
            guard Set(names).count == names.count, !labels.contains(",}") else { throw Fault(description: line) }
            guard samples.updateValue(value, forKey: name + labels) == nil else {
                throw Fault(description: "twice: \(name)\(labels)")
            }
        }
    }

    private static func number(_ text: String) -> Double? {
        switch text {
        case "+Inf": .infinity
        case "-Inf": -.infinity
        case "NaN": .nan
        default: text.wholeMatch(of: /-?[0-9]+(\.[0-9]+)?(e[+-][0-9]+)?/) == nil ? nil : Double(text)
        }
    }
}
