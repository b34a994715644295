import Countersign
import Foundation
import GRDB
import GRDBSQLite

/// One prepared statement of one connection, stepped through SQLite's own functions.
///
/// GRDB prepares it and closes it. Running it through GRDB too costs three times as much: it copies and trims the
/// statement's text each time.
final class SQLiteStatement {
    private let statement: GRDB.Statement
    /// Which of the values stands at which place: SQLite numbers `$2, $1` by appearance, not by name.
    private let order: [Int]
    private let valueCount: Int
    let isReadOnly: Bool

    init(_ statement: GRDB.Statement) throws {
        self.statement = statement
        let count = sqlite3_bind_parameter_count(statement.sqliteStatement)
        order = try (0..<count).map { index in
            guard let name = sqlite3_bind_parameter_name(statement.sqliteStatement, index + 1),
                let number = Int(String(cString: name).dropFirst()), number >= 1
            else { throw StoreFailure.corrupt("a statement has a parameter that is not of the form $1") }
            return number - 1
        }
        valueCount = (order.max() ?? -1) + 1
        isReadOnly = statement.isReadonly
    }

    /// Binds the values and steps to the end, handing each row out on the way.
    func run(_ values: [Value], each row: (Row) -> Void) throws {
        let handle = statement.sqliteStatement
        defer {
            sqlite3_reset(handle)
            sqlite3_clear_bindings(handle)
        }
        try bind(values)
        while true {
            let code = sqlite3_step(handle)
            switch code {
            case SQLITE_ROW: row(try currentRow())
            case SQLITE_DONE: return
            default: throw SQLiteFailure.make(handle: sqlite3_db_handle(handle), code: code)
            }
        }
    }

    private func bind(_ values: [Value]) throws {
        let handle = statement.sqliteStatement
        // PostgreSQL refuses a parameter too many, so this does as well.
        guard values.count == valueCount else {
            throw StoreFailure.corrupt("a statement was given \(values.count) values and wants \(valueCount)")
        }
        for (position, number) in order.enumerated() {
            let index = CInt(position + 1)
            let code =
                switch values[number] {
                case .null: sqlite3_bind_null(handle, index)
                case .integer(let integer): sqlite3_bind_int64(handle, index, integer)
                case .text(let text): bind(text, at: index)
                // A pointer to no bytes would be bound as NULL.
                case .bytes(let bytes) where bytes.isEmpty: sqlite3_bind_zeroblob(handle, index, 0)
                case .bytes(let bytes):
                    bytes.withUnsafeBytes {
                        sqlite3_bind_blob64(handle, index, $0.baseAddress, UInt64($0.count), Self.copied)
                    }
                }
            guard code == SQLITE_OK else {
                throw SQLiteFailure.make(handle: sqlite3_db_handle(handle), code: code)
            }
        }
    }

    private func bind(_ text: String, at index: CInt) -> CInt {
        var text = text
        return text.withUTF8 { utf8 in
            utf8.withMemoryRebound(to: CChar.self) { characters in
                // An empty string may have no address, and no address would be NULL.
                guard let start = characters.baseAddress, !characters.isEmpty else {
                    return sqlite3_bind_text(statement.sqliteStatement, index, "", 0, Self.copied)
                }
                return sqlite3_bind_text64(
                    statement.sqliteStatement,
                    index,
                    start,
                    UInt64(characters.count),
                    Self.copied,
                    UInt8(SQLITE_UTF8)
                )
            }
        }
    }

    private func currentRow() throws -> Row {
        let handle = statement.sqliteStatement
        return Row(
            values: try (0..<sqlite3_column_count(handle)).map { column in
                switch sqlite3_column_type(handle, column) {
                case SQLITE_NULL: return .null
                case SQLITE_INTEGER: return .integer(sqlite3_column_int64(handle, column))
                case SQLITE_TEXT: return .text(try currentText(column))
                case SQLITE_BLOB:
                    let start = sqlite3_column_blob(handle, column)
                    let count = Int(sqlite3_column_bytes(handle, column))
                    return .bytes([UInt8](UnsafeRawBufferPointer(start: start, count: start == nil ? 0 : count)))
                default: throw StoreFailure.corrupt("column \(column) holds a fraction")
                }
            }
        )
    }

    private func currentText(_ column: CInt) throws -> String {
        let handle = statement.sqliteStatement
        guard let start = sqlite3_column_text(handle, column) else {
            throw StoreFailure.unavailable("there was no memory for a text")
        }
        let utf8 = UnsafeBufferPointer(start: start, count: Int(sqlite3_column_bytes(handle, column)))
        guard let text = String(validating: utf8, as: UTF8.self) else {
            throw StoreFailure.corrupt("column \(column) holds a text that is not UTF-8")
        }
        return text
    }

    /// SQLITE_TRANSIENT: SQLite copies the value before the call returns.
    private static let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
}
