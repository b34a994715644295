import Foundation
import Yams

/// What `countersign.yaml` says: one text a key, with the line it stands in.
struct SettingsFile: Sendable {
    /// As it was named, for messages.
    let name: String
    private(set) var values: [String: (text: String, line: Int?)] = [:]
    private(set) var problems: [ConfigurationProblem] = []

    static let longestFile = 256 * 1024

    init(reading name: String) {
        self.name = name
        guard let handle = FileHandle(forReadingAtPath: name) else {
            note("cannot be read: \(String(cString: strerror(errno)))")
            return
        }
        do {
            let bytes = try handle.read(upToCount: Self.longestFile + 1) ?? Data()
            try handle.close()
            read(bytes)
        } catch {
            note("cannot be read")
        }
    }

    init(name: String, content: String) {
        self.name = name
        read(Data(content.utf8))
    }

    private mutating func read(_ bytes: Data) {
        guard bytes.count <= Self.longestFile else { return note("is longer than \(Self.longestFile / 1024) KiB") }
        // As some editors write it, and no part of the text.
        let bytes = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Data(bytes.dropFirst(3)) : bytes
        guard let text = String(validating: bytes, as: UTF8.self) else {
            let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            let line = lines.firstIndex { String(validating: $0, as: UTF8.self) == nil }
            return note("is not UTF-8 text", line: line.map { $0 + 1 })
        }
        do {
            guard let root = try Parser(yaml: text).singleRoot() else { return }
            read(root)
        } catch let error as YamlError {
            note(error, in: text)
        } catch {
            note("cannot be read as YAML")
        }
    }

    private mutating func read(_ root: Node) {
        // A file of comments alone is an empty scalar.
        if let scalar = root.scalar, scalar.string.isEmpty { return }
        guard let mapping = root.mapping else {
            return note("is not a list of keys and values; write each on a line as key: value", line: root.mark?.line)
        }
        for (key, value) in mapping {
            guard let name = key.scalar?.string else {
                note("has a key that is no text; write each on a line as key: value", line: key.mark?.line)
                continue
            }
            switch value {
            case .scalar(let scalar):
                values[name] = (scalar.string, key.mark?.line)
            case .sequence(let sequence) where sequence.allSatisfy { $0.scalar != nil }:
                values[name] = (sequence.compactMap(\.scalar?.string).joined(separator: ","), key.mark?.line)
            case .sequence, .mapping, .alias:
                note("holds further keys or lists; write its value as one text", line: key.mark?.line, key: name)
            }
        }
    }

    private mutating func note(_ error: YamlError, in text: String) {
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            note("cannot be read as YAML: \(problem)", line: mark.line)
        case .reader(let problem, let offset, _, _):
            let line = offset.map { text.prefix($0).count { $0.isNewline } + 1 }
            note("cannot be read as YAML: \(problem)", line: line)
        case .duplicatedKeysInMapping(let keys, let context):
            noteDuplicates(keys, from: context.mark.line, in: text)
        default:
            note("cannot be read as YAML")
        }
    }

    /// Yams names the keys and one line; people want the other line too.
    private mutating func noteDuplicates(_ keys: [String], from firstLine: Int, in text: String) {
        let lines = text.split(omittingEmptySubsequences: false) { $0.isNewline }
        for key in keys {
            let places = lines.indices.filter { index in
                [key, "\"\(key)\"", "'\(key)'"].contains { lines[index].hasPrefix($0 + ":") }
            }
            guard let first = places.first, let last = places.last, first != last else {
                note("is given more than once; keep one", line: firstLine, key: key)
                continue
            }
            note("is given in line \(first + 1) already; keep one", line: last + 1, key: key)
        }
    }

    private mutating func note(_ text: String, line: Int? = nil, key: String? = nil) {
        problems.append(
            ConfigurationProblem(
                origin: .file(name, line: line),
                key: key.map { SettingTable.setting(named: $0) == nil ? Quoted.text($0) : $0 },
                text: text
            )
        )
    }
}
