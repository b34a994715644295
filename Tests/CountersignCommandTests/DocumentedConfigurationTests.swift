import Foundation
import Testing

@testable import CountersignCommand

@Suite("docs/configuration.md")
struct DocumentedConfigurationTests {
    @Test("has one row for each setting, with what the program itself says, and no other")
    func rows() throws {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appending(path: "../../docs/configuration.md").standardizedFileURL
        let documented = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
            .filter { $0.hasPrefix("| `") }.map(String.init)
        let expected = SettingTable.all.map { setting in
            let fallback =
                switch setting.fallback {
                case .text(let text): "`\(text)`"
                case .derived(let words): words.contains(" ") ? words : "`\(words)`"
                }
            let cells = [
                "`\(setting.name)`", "`\(setting.environmentName)`", "`\(setting.form)`", fallback, setting.summary,
            ]
            return "| " + cells.joined(separator: " | ") + " |"
        }
        for row in expected {
            #expect(documented.contains(row), "missing: \(row)")
        }
        for row in documented {
            #expect(expected.contains(row), "no longer so: \(row)")
        }
        #expect(documented.count == expected.count)
    }
}
