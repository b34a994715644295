import Foundation

/// What a command says when it has done its work: text for people, JSON for programs. Both on standard output.
enum Answer {
    /// - Parameters:
    ///   - json: whether `--json` was given.
    ///   - text: lines with their ends.
    static func say(_ value: some Encodable, asJSON json: Bool, text: () -> String) throws {
        Terminal.standardOutput.write(json ? try encoded(value) : text())
    }

    /// One object a line; keys in order and slashes plain, so that two runs can be compared.
    static func encoded(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.dateEncodingStrategy = .iso8601
        return String(decoding: try encoder.encode(value), as: UTF8.self) + "\n"
    }
}

/// Columns that line up. Cells come from people, so nothing in them may move the cursor.
struct TextTable {
    private let headings: [String]
    private var rows: [[String]] = []

    init(_ headings: String...) {
        self.headings = headings
    }

    mutating func add(_ cells: String...) {
        rows.append(cells.map { Quoted.plain($0.unicodeScalars, quotesStand: true) })
    }

    var text: String {
        let lines = [headings] + rows
        let widths = headings.indices.map { column in
            lines.map { $0.indices.contains(column) ? $0[column].count : 0 }.max() ?? 0
        }
        return lines.map { cells in
            let padded = zip(cells, widths).map { cell, width in
                cell + String(repeating: " ", count: width - cell.count)
            }
            let line = padded.joined(separator: "  ")
            return String(line.reversed().drop { $0 == " " }.reversed()) + "\n"
        }.joined()
    }
}
