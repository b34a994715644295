import Foundation

/// What `--print-config` says: every setting in force, and where it was written.
struct PrintedConfiguration: Encodable {
    private let values: [ResolvedSetting]

    init(_ loaded: LoadedConfiguration) {
        values = loaded.values
    }

    /// Three columns.
    var text: String {
        let keyWidth = values.map(\.setting.name.count).max() ?? 0
        // One long address must not push the last column off the screen.
        let valueWidth = min(values.map(\.shown.count).max() ?? 0, 44)
        return values.map { value in
            let key = value.setting.name.padding(toLength: keyWidth, withPad: " ", startingAt: 0)
            let shown = value.shown + String(repeating: " ", count: max(0, valueWidth - value.shown.count))
            return "\(key)  \(shown)  \(value.origin.description)\n"
        }.joined()
    }

    /// `{"settings":[{"key":…,"value":…,"origin":{…}}]}`
    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(values.map(Line.init), forKey: .settings)
    }

    private enum Key: String, CodingKey {
        case settings
    }

    private struct Line: Encodable {
        let key: String
        let value: String
        let origin: Source

        init(_ value: ResolvedSetting) {
            key = value.setting.name
            self.value = value.shown
            origin = Source(value.origin)
        }
    }

    private struct Source: Encodable {
        let kind: String
        var name: String?
        var line: Int?

        init(_ origin: Origin) {
            switch origin {
            case .fallback:
                kind = "default"
            case .file(let file, let line):
                kind = "file"
                name = file
                self.line = line
            case .environment(let variable):
                kind = "environment"
                name = variable
            case .flag(let flag):
                kind = "flag"
                name = flag
            }
        }
    }
}
