import CPostgreSQL
import Countersign

/// Turns PostgreSQL's error reports into errors of ours. Only the primary message is used: the detail holds values.
struct PostgreSQLFailure {
    let error: any Error
    /// Whether the same work may succeed if it is simply done again: a deadlock, a serialization failure.
    let isWorthRepeating: Bool

    init(_ result: OpaquePointer) {
        let state = Self.field(result, "C") ?? ""
        let message = Self.field(result, "M") ?? "the database gave no reason"
        isWorthRepeating = state == "40001" || state == "40P01"
        error = Self.error(state: state, message: message, result)
    }

    // Classes of Appendix A of PostgreSQL's documentation, by their first two characters.
    private static func error(state: String, message: String, _ result: OpaquePointer) -> any Error {
        switch state.prefix(2) {
        case "23": constraint(state: state, result)
        // A value out of range or not of its encoding; too large a value.
        case "22", "54": StoreFailure.unstorable(message)
        // Syntax, unknown table or column, a schema that does not fit; internal errors: damaged data.
        case "42", "XX", "0A": StoreFailure.corrupt(message)
        // Lost connection, no resources, shutdown, time limit, a standby that only reads, a wrong password.
        default: StoreFailure.unavailable(message)
        }
    }

    private static func constraint(state: String, _ result: OpaquePointer) -> ConstraintFailure {
        switch state {
        case "23505": ConstraintFailure(.unique, columns: columns(result))
        case "23503": ConstraintFailure(.foreignKey)
        default: ConstraintFailure(.check)
        }
    }

    /// The columns stand only in the detail, before the values, in every language: `Key (kind, handle)=(…) …`.
    private static func columns(_ result: OpaquePointer) -> String {
        guard let table = field(result, "t"), let detail = field(result, "D"),
            let start = detail.firstIndex(of: "("), let end = detail.firstRange(of: ")=(")?.lowerBound, start < end
        else { return "" }
        return detail[detail.index(after: start)..<end]
            .split(separator: ", ")
            .map { "\(table).\($0)" }
            .joined(separator: ", ")
    }

    /// A field by its code, as in the macros PG_DIAG_SQLSTATE ('C') and so on.
    private static func field(_ result: OpaquePointer, _ code: Unicode.Scalar) -> String? {
        PQresultErrorField(result, Int32(code.value)).map { String(cString: $0) }
    }
}
