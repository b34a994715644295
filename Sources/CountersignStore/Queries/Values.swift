import Countersign
import Foundation

// How the values of the rules stand in columns.

extension Value {
    init<Subject>(_ id: Identifier<Subject>) {
        self = .text(id.rawValue)
    }

    init<Subject>(_ id: Identifier<Subject>?) {
        self = id.map { Value($0) } ?? .null
    }

    /// Whole milliseconds since 1970.
    init(_ date: Date) {
        // Beyond some hundred million years a Double is no Int64 any more; such a date means "never".
        let milliseconds = (date.timeIntervalSince1970 * 1000).rounded(.down)
        self = .integer(Int64(exactly: milliseconds) ?? (milliseconds < 0 ? .min : .max))
    }

    init(_ date: Date?) {
        self = date.map { Value($0) } ?? .null
    }

    init(_ flag: Bool) {
        self = .integer(flag ? 1 : 0)
    }

    init(_ number: Int) {
        self = .integer(Int64(number))
    }

    init<Word: RawRepresentable<String>>(word: Word) {
        self = .text(word.rawValue)
    }

    init<Word: RawRepresentable<String>>(word: Word?) {
        self = word.map { .text($0.rawValue) } ?? .null
    }
}

extension Row {
    func id<Subject>(_ column: Int, of _: Subject.Type = Subject.self) throws -> Identifier<Subject> {
        Identifier(try text(column))
    }

    func idIfAny<Subject>(_ column: Int, of _: Subject.Type = Subject.self) throws -> Identifier<Subject>? {
        try textIfAny(column).map { Identifier($0) }
    }

    func date(_ column: Int) throws -> Date {
        Date(timeIntervalSince1970: Double(try integer(column)) / 1000)
    }

    func dateIfAny(_ column: Int) throws -> Date? {
        try integerIfAny(column).map { Date(timeIntervalSince1970: Double($0) / 1000) }
    }

    func number(_ column: Int) throws -> Int {
        Int(try integer(column))
    }

    /// One of a closed list of words. A word that is not among them was written by another version, or by nobody of us.
    func word<Word: RawRepresentable<String>>(_ column: Int, _: Word.Type = Word.self) throws -> Word {
        let text = try text(column)
        guard let word = Word(rawValue: text) else { throw StoreFailure.corrupt("the unknown word \(text)") }
        return word
    }

    func wordIfAny<Word: RawRepresentable<String>>(_ column: Int, _: Word.Type = Word.self) throws -> Word? {
        try textIfAny(column) == nil ? nil : word(column)
    }
}

/// Words in one column, separated by spaces: none of ours has one.
enum WordList {
    static func text(of words: some Sequence<String>) -> String {
        words.joined(separator: " ")
    }

    static func words(in text: String) -> [String] {
        text.split(separator: " ").map { String($0) }
    }
}
