import Countersign
import Logging

/// A setting that takes one of a few words.
protocol SettingChoice: SettingValue, RawRepresentable<String>, CaseIterable {}

extension SettingChoice {
    static var form: String { listed(allCases.map(\.rawValue)) }

    init(settingText: String) throws(Misfit) {
        guard let choice = Self(rawValue: settingText) else {
            throw Misfit("is not known; use \(Self.listed(Self.allCases.map { "\"\($0.rawValue)\"" }))")
        }
        self = choice
    }

    var settingText: String { rawValue }

    private static func listed(_ words: [String]) -> String {
        guard let last = words.last, words.count > 1 else { return words.joined() }
        return "\(words.dropLast().joined(separator: ", ")) or \(last)"
    }
}

extension SecondFactorPolicy: SettingChoice {}

extension EmailCodesPolicy: SettingChoice {}

extension SignUpPolicy: SettingChoice {}

/// Where events go.
enum AuditLog: String, SettingChoice {
    case store
    /// Also as JSON lines on standard output.
    case storeAndOutput = "store,stdout"
}

/// How log lines are written.
enum LogFormat: String, SettingChoice {
    /// For people.
    case console
    /// For programs: one JSON object a line.
    case json
}

/// The least of what is logged.
enum LogLevel: String, SettingChoice {
    case trace
    case debug
    case info
    case notice
    case warning
    case error
    case critical

    var level: Logger.Level {
        switch self {
        case .trace: .trace
        case .debug: .debug
        case .info: .info
        case .notice: .notice
        case .warning: .warning
        case .error: .error
        case .critical: .critical
        }
    }
}
