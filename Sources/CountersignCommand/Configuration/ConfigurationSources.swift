import Countersign
import Foundation

/// All that a configuration is made from.
struct ConfigurationSources: Sendable {
    /// By key, without `--`.
    var flags: [String: String] = [:]
    /// `--config`; without it `countersign.yaml` is read if it is there.
    var file: String?
    var environment: [String: String] = [:]
    /// Whether log lines go to a terminal.
    var isTerminal = false
    var processorCount = 1

    static let usualFile = "countersign.yaml"

    /// Reads and checks everything that was given, wherever, also what another source overrides: a mistake that
    /// hides today is found on the worst day.
    func load() throws(ConfigurationProblems) -> LoadedConfiguration {
        let file = settingsFile()
        let problems = (file?.problems ?? []) + given(in: file).compactMap(\.problem)
        guard problems.isEmpty else { throw ConfigurationProblems(all: problems) }
        do {
            let reader = try reader(of: file)
            let loaded = LoadedConfiguration(
                configuration: try Configuration(reader),
                values: SettingTable.all.compactMap { setting in
                    reader.given(setting).map { ResolvedSetting(setting: setting, text: $0.text, origin: $0.origin) }
                }
            )
            let conflicts = loaded.conflicts
            guard conflicts.isEmpty else { throw ConfigurationProblems(all: conflicts) }
            return loaded
        } catch let problems as ConfigurationProblems {
            throw problems
        } catch {
            throw ConfigurationProblems(all: [.init(origin: .fallback, key: nil, text: "\(error)")])
        }
    }

    private func settingsFile() -> SettingsFile? {
        if let file { return SettingsFile(reading: file) }
        return FileManager.default.fileExists(atPath: Self.usualFile) ? SettingsFile(reading: Self.usualFile) : nil
    }

    /// Every value that was written down, file first.
    private func given(in file: SettingsFile?) -> [GivenValue] {
        let lines = (file?.values ?? [:]).sorted { ($0.value.line ?? 0, $0.key) < ($1.value.line ?? 0, $1.key) }
        return lines.map {
            GivenValue(name: $0.key, text: $0.value.text, origin: .file(file?.name ?? "", line: $0.value.line))
        }
            + EnvironmentSettings.given(in: environment)
            + flags.sorted { $0.key < $1.key }.map {
                GivenValue(name: $0.key, text: $0.value, origin: .flag("--" + $0.key))
            }
    }

    /// Some defaults follow from other settings, so those are read first.
    private func reader(of file: SettingsFile?) throws(Misfit) -> SettingReader {
        let table = SettingTable.shared
        var defaults: [String: String] = [:]
        for setting in SettingTable.all {
            if case .text(let text) = setting.fallback { defaults[setting.name] = text }
        }
        let first = SettingReader(flags: flags, environment: environment, file: file, defaults: defaults)
        let data = try first.value(of: table.data).path
        let isLocal = try first.value(of: table.publicURL).isLoopback
        defaults[table.database.name] = "sqlite:\(data)/countersign.sqlite"
        defaults[table.masterKeyFile.name] = "\(data)/master.key"
        defaults[table.signUp.name] = (isLocal ? SignUpPolicy.open : .invitation).settingText
        defaults[table.logFormat.name] = (isTerminal ? LogFormat.console : .json).settingText
        defaults[table.hashingThreads.name] = String(min(max(processorCount, 1), 64))
        return SettingReader(flags: flags, environment: environment, file: file, defaults: defaults)
    }
}

/// A text as it was written down for a key, which may be none.
struct GivenValue: Sendable {
    let name: String
    let text: String
    let origin: Origin

    var problem: ConfigurationProblem? {
        guard let setting = SettingTable.setting(named: name) else {
            let guess = Nearest.word(to: name, among: SettingTable.all.map(\.name))
            return ConfigurationProblem(
                origin: origin,
                key: Quoted.text(name),
                text:
                    "is no setting; \(guess.map { "did you mean \(proper($0))?" } ?? "countersign serve --help lists all")"
            )
        }
        do {
            _ = try setting.shown(text)
            return nil
        } catch {
            // A text that may hold a password stays out of messages, which end up in logs.
            let shown = setting.isSecret ? "" : Quoted.text(text) + " "
            return ConfigurationProblem(origin: origin, key: name, text: shown + error.reason)
        }
    }

    /// The right key in the way of this source.
    private func proper(_ name: String) -> String {
        switch origin {
        case .environment: SettingTable.setting(named: name)?.environmentName ?? name
        case .flag: "--" + name
        case .file, .fallback: name
        }
    }
}
