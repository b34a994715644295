/// Where a value was written.
enum Origin: Sendable, Equatable {
    case fallback
    case file(String, line: Int?)
    case environment(String)
    case flag(String)

    var description: String {
        switch self {
        case .fallback: "default"
        case .file(let file, let line): line.map { "\(file):\($0)" } ?? file
        case .environment(let name): "environment \(name)"
        case .flag(let flag): "flag \(flag)"
        }
    }
}

/// One thing wrong with the configuration: where, of which key, and what would be right.
struct ConfigurationProblem: Sendable, Equatable, CustomStringConvertible {
    let origin: Origin
    /// Nil where it is about the file as a whole.
    let key: String?
    let text: String

    var description: String {
        switch (origin, key) {
        case (.environment(let name), _): "\(name): \(text)"
        case (.flag(let flag), _): "\(flag): \(text)"
        case (_, let key?): "\(origin.description): \(key): \(text)"
        case (_, nil): "\(origin.description): \(text)"
        }
    }
}

/// Why the program does not start: everything that is wrong, so that one round of mending does.
struct ConfigurationProblems: Error, Sendable, Equatable, CustomStringConvertible {
    let all: [ConfigurationProblem]

    var description: String { all.map(\.description).joined(separator: "; ") }
}
