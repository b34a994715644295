import Countersign
import GRDB
import GRDBSQLite

/// Turns SQLite's result codes into errors of ours. Its messages name tables and columns, never values.
enum SQLiteFailure {
    static func make(handle: OpaquePointer?, code: CInt) -> any Error {
        guard let handle else { return make(code: code, message: "") }
        let extended = sqlite3_extended_errcode(handle)
        return make(
            // A misused call leaves the connection's last code as it was.
            code: extended & 0xFF == code & 0xFF ? extended : code,
            message: sqlite3_errmsg(handle).map { String(cString: $0) } ?? ""
        )
    }

    /// Errors of the functions of GRDB that prepare, open and close.
    static func make(_ error: any Error) -> any Error {
        guard let error = error as? DatabaseError else { return error }
        return make(code: error.extendedResultCode.rawValue, message: error.message ?? "")
    }

    static func make(code: CInt, message: String) -> any Error {
        switch code & 0xFF {
        case SQLITE_CONSTRAINT: constraint(code: code, message: message)
        case SQLITE_CORRUPT, SQLITE_NOTADB: StoreFailure.corrupt(message)
        case SQLITE_TOOBIG, SQLITE_MISMATCH: StoreFailure.unstorable(message)
        // The statement and the schema do not fit: no table of that name, no such column.
        case SQLITE_ERROR, SQLITE_RANGE, SQLITE_MISUSE: StoreFailure.corrupt(message)
        // Busy, full, I/O, read-only, out of memory: try again later.
        default: StoreFailure.unavailable(message)
        }
    }

    private static func constraint(code: CInt, message: String) -> ConstraintFailure {
        // The extended codes are macros with shifts, which Swift does not see: SQLITE_CONSTRAINT | (n << 8).
        switch code >> 8 {
        case 3: return ConstraintFailure(.foreignKey)
        case 6, 8, 10:  // PRIMARYKEY, UNIQUE, ROWID: "UNIQUE constraint failed: account.name"
            let columns = message.split(separator: ": ", maxSplits: 1).last.map(String.init) ?? ""
            return ConstraintFailure(.unique, columns: columns)
        default: return ConstraintFailure(.check)
        }
    }
}
