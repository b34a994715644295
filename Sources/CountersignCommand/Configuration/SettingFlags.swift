import ArgumentParser

/// Which settings a command takes as flags.
protocol SettingChoiceOfCommand {
    static var settings: [any AnySetting] { get }
}

/// All of them: for `serve`.
enum EverySetting: SettingChoiceOfCommand {
    static var settings: [any AnySetting] { SettingTable.all }
}

/// What it takes to open the database: for the commands beside it.
enum DatabaseSettings: SettingChoiceOfCommand {
    static var settings: [any AnySetting] {
        [SettingTable.shared.data, SettingTable.shared.database, SettingTable.shared.masterKeyFile]
    }
}

/// Settings as flags: `--` and the key, with help and completion, made from the table.
///
/// ArgumentParser finds options by reflecting on an empty value and reads them back by name, so a mirror of the table
/// stands in for one property a setting.
struct SettingFlags<Choice: SettingChoiceOfCommand>: ParsableArguments, CustomReflectable {
    /// By key; only those that were given.
    private(set) var texts: [String: String] = [:]

    init() {}

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        for setting in Choice.settings {
            texts[setting.name] = try container.decodeIfPresent(String.self, forKey: Key(stringValue: setting.name))
        }
    }

    var customMirror: Mirror {
        Mirror(self, children: Choice.settings.map { ($0.name, Self.option(for: $0)) }, displayStyle: .struct)
    }

    private static func option(for setting: any AnySetting) -> Option<String?> {
        let value = ArgumentHelp(
            "\(setting.summary) (default: \(setting.fallback.description))",
            valueName: setting.form.replacing(", or none", with: "")
        )
        return Option(name: .customLong(setting.name), help: value)
    }

    private struct Key: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }

        init(stringValue: String) {
            self.stringValue = stringValue
        }

        init?(intValue: Int) {
            nil
        }
    }
}
