import CPostgreSQL
import Countersign
import Foundation

/// Opens a connection as the driver needs it: UTF-8, with time limits, durable commits, in pipeline mode.
enum PostgreSQLOpening {
    private static let oldestVersion: Int32 = 130_000

    static func connect(_ settings: PostgreSQLSettings) throws -> OpaquePointer {
        // Later ones win, and the address stands in the middle: it may change what comes before, not what comes after.
        let parameters = [
            ("connect_timeout", String(settings.connectTimeoutInSeconds)),
            ("fallback_application_name", "countersign"),
            ("keepalives_idle", "30"),
            ("keepalives_interval", "5"),
            ("keepalives_count", "3"),
            ("dbname", settings.url),
            ("client_encoding", "UTF8"),
        ]
        guard let handle = connect(parameters) else {
            throw StoreFailure.unavailable("there was no memory for a connection")
        }
        do {
            try check(handle)
            return handle
        } catch {
            PQfinish(handle)
            throw error
        }
    }

    private static func connect(_ parameters: [(String, String)]) -> OpaquePointer? {
        // libpq wants two arrays of C strings, each ended by a nil.
        let keywords = parameters.map { strdup($0.0) } + [nil]
        let values = parameters.map { strdup($0.1) } + [nil]
        defer { for string in keywords + values { free(string) } }
        return PQconnectdbParams(keywords.map { UnsafePointer($0) }, values.map { UnsafePointer($0) }, 1)
    }

    private static func check(_ handle: OpaquePointer) throws {
        guard PQstatus(handle) == CONNECTION_OK else {
            // It names host, port and user, but no password.
            let reason = PQerrorMessage(handle).map { String(cString: $0) } ?? ""
            throw StoreFailure.unavailable(reason.split(whereSeparator: \.isNewline).joined(separator: "; "))
        }
        guard PQserverVersion(handle) >= oldestVersion else {
            throw StoreFailure.refused("PostgreSQL is too old: Countersign needs version 13 or later")
        }
        let encoding = PQparameterStatus(handle, "server_encoding").map { String(cString: $0) } ?? "unknown"
        guard encoding == "UTF8" else {
            throw StoreFailure.refused("the database has the encoding \(encoding); Countersign needs one with UTF8")
        }
        // Notices ("relation exists, skipping") would be printed to stderr.
        _ = PQsetNoticeProcessor(handle, { _, _ in }, nil)
        guard PQsetnonblocking(handle, 1) == 0, PQenterPipelineMode(handle) == 1 else {
            throw StoreFailure.unavailable("the connection to the database could not be set up")
        }
    }

    static func setUp(_ connection: PostgreSQLConnection, _ settings: PostgreSQLSettings) throws {
        let limit = String(settings.statementTimeout.wholeMilliseconds)
        _ = try connection.rows(sessionSettings, [.text(limit)])
    }

    /// `synchronous_commit = off` would answer before a commit is durable; any stricter choice of the operator stays.
    private static let sessionSettings = SQL.once(
        """
        SELECT set_config('statement_timeout', $1, false), set_config('lock_timeout', $1, false),
            set_config('idle_in_transaction_session_timeout', '30000', false),
            set_config('synchronous_commit', CASE current_setting('synchronous_commit')
                WHEN 'off' THEN 'on' ELSE current_setting('synchronous_commit') END, false)
        """
    )

    /// Lifts the server's limits for the transaction at hand.
    static let noTimeLimits = SQL.once(
        """
        SELECT set_config('statement_timeout', '0', true), set_config('lock_timeout', '0', true),
            set_config('idle_in_transaction_session_timeout', '0', true)
        """
    )
}
