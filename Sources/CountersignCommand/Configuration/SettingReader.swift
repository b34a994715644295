import Configuration
import Synchronization

/// The sources in one: asks flags, environment, file and defaults in this order, and knows who answered.
struct SettingReader: Sendable {
    private let reader: ConfigReader
    private let answers: Answers
    private let file: SettingsFile?

    /// - Parameter defaults: by key, each as text.
    init(flags: [String: String], environment: [String: String], file: SettingsFile?, defaults: [String: String]) {
        let variables = EnvironmentVariablesProvider(environmentVariables: environment)
        answers = Answers()
        reader = ConfigReader(
            providers: [
                InMemoryProvider(name: "flags", values: Self.values(flags)),
                variables.prefixKeys(with: ConfigKey(["countersign"])),
                InMemoryProvider(name: "file", values: Self.values(file?.values.mapValues(\.text) ?? [:])),
                InMemoryProvider(name: "defaults", values: Self.values(defaults)),
            ],
            accessReporter: answers
        )
        self.file = file
    }

    func value<Value>(of setting: Setting<Value>) throws(Misfit) -> Value {
        guard let found = given(setting) else { throw Misfit("\(setting.name) has no value") }
        return try setting.read(found.text)
    }

    /// The text in force and where it was written; nil if no source has one.
    func given(_ setting: any AnySetting) -> (text: String, origin: Origin)? {
        guard let text = reader.string(forKey: ConfigKey([setting.name])) else { return nil }
        return switch answers.place(of: setting.name) {
        case 0: (text, .flag(setting.flag))
        case 1: (text, .environment(setting.environmentName))
        case 2: (text, .file(file?.name ?? "", line: file?.values[setting.name]?.line))
        default: (text, .fallback)
        }
    }

    private static func values(_ texts: [String: String]) -> [AbsoluteConfigKey: ConfigValue] {
        Dictionary(
            texts.map { (AbsoluteConfigKey([$0.key]), ConfigValue(.string($0.value), isSecret: true)) },
            uniquingKeysWith: { first, _ in first }
        )
    }
}

/// Notes which source answered for a key: they are asked in order, and the last one asked is it.
private final class Answers: AccessReporter {
    private let places = Mutex<[String: Int]>([:])

    func report(_ event: AccessEvent) {
        places.withLock {
            $0[event.metadata.key.components.joined(separator: ".")] = event.providerResults.count - 1
        }
    }

    func place(of name: String) -> Int? {
        places.withLock { $0[name] }
    }
}
