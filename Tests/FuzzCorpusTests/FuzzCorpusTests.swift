import Foundation
import Testing

/// The corpus of `Fuzz/` as plain tests: whatever the fuzzer once found stays found. `script/fuzz` looks for more.
@Suite("the fuzzer's corpus")
struct FuzzCorpusTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../Fuzz/Corpus").standardizedFileURL

    private static func files(of entry: FuzzEntry) throws -> [URL] {
        try FileManager.default.contentsOfDirectory(
            at: folder.appending(path: entry.rawValue),
            includingPropertiesForKeys: nil
        ).sorted { $0.path < $1.path }
    }

    @Test("every way in has its corpus, and nothing in it ends the process", arguments: FuzzEntry.allCases)
    func corpus(_ entry: FuzzEntry) throws {
        let files = try Self.files(of: entry)
        #expect(files.count >= 4)
        for file in files {
            try entry.run([UInt8](Data(contentsOf: file)))
        }
    }

    @Test("each of them cut off anywhere is refused or read", arguments: FuzzEntry.allCases)
    func cutOff(_ entry: FuzzEntry) throws {
        for file in try Self.files(of: entry) {
            let bytes = [UInt8](try Data(contentsOf: file))
            for length in stride(from: 0, to: bytes.count, by: max(1, bytes.count / 97)) {
                try entry.run(Array(bytes.prefix(length)))
            }
        }
    }
}
