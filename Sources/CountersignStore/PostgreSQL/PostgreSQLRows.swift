import CPostgreSQL
import Countersign

/// Reads the rows of an answer that came in binary form.
enum PostgreSQLRows {
    static func read(_ result: OpaquePointer) throws -> [Row] {
        let columns = 0..<PQnfields(result)
        return try (0..<PQntuples(result)).map { row in
            Row(values: try columns.map { column in try value(result, row, column) })
        }
    }

    private static func value(_ result: OpaquePointer, _ row: Int32, _ column: Int32) throws -> Value {
        if PQgetisnull(result, row, column) == 1 { return .null }
        let bytes = UnsafeRawBufferPointer(
            start: PQgetvalue(result, row, column),
            count: Int(PQgetlength(result, row, column))
        )
        // Object ids of `pg_type.dat`.
        switch PQftype(result, column) {
        case 20, 23, 21, 16:  // int8, int4, int2, bool: SQLite has one type for all
            guard (1...8).contains(bytes.count) else { throw StoreFailure.corrupt("an integer has no bytes") }
            let isNegative = bytes.count > 1 && bytes[0] >= 0x80
            return .integer(bytes.reduce(isNegative ? -1 : 0) { $0 << 8 | Int64($1) })
        case 25, 1043, 19, 18:  // text, varchar, name, "char"
            guard let text = String(validating: bytes, as: UTF8.self) else {
                throw StoreFailure.corrupt("column \(column) holds a text that is not UTF-8")
            }
            return .text(text)
        case 17: return .bytes([UInt8](bytes))
        case 2278: return .null  // void, of a function that is called for what it does
        case let type: throw StoreFailure.corrupt("column \(column) has the unexpected type \(type)")
        }
    }
}
