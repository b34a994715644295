import CPostgreSQL
import Countersign
import Foundation

/// One connection to the server, confined to one thread.
///
/// It stays in libpq's pipeline mode: `BEGIN` and a statement's preparation travel with the statement that needs
/// them, and the end of a read is not waited for. Each of these would cost a trip to the server otherwise.
final class PostgreSQLConnection: Connection {
    private let handle: OpaquePointer
    private let settings: PostgreSQLSettings
    private var faults: Faults?
    private var plans: [PlanKey: String] = [:]
    /// What was sent and not yet answered, in order.
    private var unanswered: [Sent] = []
    /// `BEGIN` of a transaction that has had no statement yet.
    private var unsentBegin: SQL?
    /// Nothing can be said over it any more.
    private(set) var isBroken = false
    /// The first error of a statement; after it the transaction cannot be committed.
    private(set) var failure: (any Error)?
    private(set) var isWorthRepeating = false
    /// From then on only the server knows what became of the transaction.
    private(set) var isCommitSent = false
    /// Nil while a migration runs.
    private var answerTimeout: Duration?

    private static let commitWork = SQL.once("COMMIT")
    private static let rollbackWork = SQL.once("ROLLBACK")

    /// A statement is prepared for the types of its values; a NULL has none of its own.
    private struct PlanKey: Hashable {
        let sql: SQL
        let types: [UInt32]
    }

    private enum Sent {
        case preparation(PlanKey, name: String)
        case statement
        case sync
    }

    init(_ settings: PostgreSQLSettings, faults: Faults?) throws {
        self.settings = settings
        answerTimeout = settings.answerTimeout
        handle = try PostgreSQLOpening.connect(settings)
        // From here on `deinit` closes it, whatever fails.
        try PostgreSQLOpening.setUp(self, settings)
        self.faults = faults
    }

    deinit {
        PQfinish(handle)
    }

    // MARK: Statements

    func execute(_ sql: SQL, _ values: [Value]) throws -> Int {
        try run(sql, values) { result in
            Int(PQcmdTuples(result).map { String(cString: $0) } ?? "") ?? 0
        } ?? 0
    }

    func rows(_ sql: SQL, _ values: [Value]) throws -> [Row] {
        try run(sql, values, read: PostgreSQLRows.read) ?? []
    }

    private func run<Answer>(
        _ sql: SQL,
        _ values: [Value],
        read: (OpaquePointer) throws -> Answer
    ) throws -> Answer? {
        if let failure { throw failure }
        do {
            try values.checkStorable()
            try faults?.pass()
            if let begin = unsentBegin {
                try send(begin)
                unsentBegin = nil
            }
            try send(sql, values)
            return try sync(read)
        } catch {
            failure = error
            throw error
        }
    }

    // MARK: Transactions

    /// Only noted; it goes out with the first statement.
    func begin(_ sql: SQL) {
        unsentBegin = sql
        failure = nil
        isWorthRepeating = false
        isCommitSent = false
    }

    /// Whether there is nothing to end, because `BEGIN` never went out.
    private func takeBackBegin() -> Bool {
        defer { unsentBegin = nil }
        return unsentBegin != nil
    }

    /// Returns once the server has said that it is durable. An answer that is lost is an error: nobody knows.
    func commit() throws {
        if let failure { throw failure }
        if takeBackBegin() { return }
        try faults?.pass()
        isCommitSent = true
        try send(Self.commitWork)
        // A transaction that had failed is answered with "ROLLBACK", and that is no error to the server.
        let word = try sync { PQcmdStatus($0).map { String(cString: $0) } }
        guard word == "COMMIT" else { throw StoreFailure.unavailable("the database did not commit") }
        try faults?.pass()
    }

    /// Ends a read without waiting: there is nothing to learn from the answer, which is read before the next one.
    func endRead() {
        if takeBackBegin() { return }
        do {
            try send(Self.commitWork)
            try sendSync()
        } catch {
            isBroken = true
        }
    }

    func rollback() {
        if takeBackBegin() { return }
        guard !isBroken else { return }
        do {
            try send(Self.rollbackWork)
            _ = try sync { _ in }
        } catch {
            isBroken = true
        }
    }

    /// Runs the body without time limits, the server's or ours.
    func withoutTimeLimits<Result>(_ body: () throws -> Result) rethrows -> Result {
        answerTimeout = nil
        defer { answerTimeout = settings.answerTimeout }
        return try body()
    }

    // MARK: Sending

    private func send(_ sql: SQL, _ values: [Value] = []) throws {
        let parameters = try PostgreSQLParameters(values)
        let formats = [Int32](repeating: 1, count: values.count)
        let count = Int32(values.count)
        guard sql.isKept else {
            let sent = parameters.withPointers { pointers in
                PQsendQueryParams(handle, sql.text, count, parameters.types, pointers, parameters.lengths, formats, 1)
            }
            guard sent == 1 else { throw lost() }
            return unanswered.append(.statement)
        }
        let name = try plan(for: sql, parameters.types)
        let sent = parameters.withPointers { pointers in
            PQsendQueryPrepared(handle, name, count, pointers, parameters.lengths, formats, 1)
        }
        guard sent == 1 else { throw lost() }
        unanswered.append(.statement)
    }

    /// The name of the prepared statement, which is sent to be prepared if it is new.
    private func plan(for sql: SQL, _ types: [UInt32]) throws -> String {
        let key = PlanKey(sql: sql, types: types)
        if let name = plans[key] { return name }
        // The server would take a value too many without a word.
        guard types.count == sql.parameterCount else {
            throw StoreFailure.corrupt("a statement was given \(types.count) values and wants \(sql.parameterCount)")
        }
        let name = "s\(plans.count)"
        guard PQsendPrepare(handle, name, sql.text, Int32(types.count), types) == 1 else { throw lost() }
        unanswered.append(.preparation(key, name: name))
        return name
    }

    private func sendSync() throws {
        guard PQpipelineSync(handle) == 1 else { throw lost() }
        unanswered.append(.sync)
        while true {
            switch PQflush(handle) {
            case 0: return
            case 1: try waitForSocket(POLLIN | POLLOUT)
            default: throw lost()
            }
            // The server may wait for us to read before it reads on.
            guard PQconsumeInput(handle) == 1 else { throw lost() }
        }
    }

    // MARK: Receiving

    /// Reads all that is unanswered and returns what the last statement said.
    private func sync<Answer>(_ read: (OpaquePointer) throws -> Answer) throws -> Answer? {
        try sendSync()
        var answer: Answer?
        var failure: (any Error)?
        var wasSeparator = false
        while let next = unanswered.first {
            guard let result = try nextResult() else {
                // One nil separates two answers. Two of them say that nothing is to come any more.
                if wasSeparator { throw lost() }
                wasSeparator = true
                continue
            }
            defer { PQclear(result) }
            wasSeparator = false
            unanswered.removeFirst()
            switch PQresultStatus(result) {
            case PGRES_COMMAND_OK, PGRES_TUPLES_OK:
                if case .preparation(let key, let name) = next { plans[key] = name }
                if case .statement = next, failure == nil {
                    do { answer = try read(result) } catch { failure = error }
                }
            case PGRES_PIPELINE_SYNC, PGRES_PIPELINE_ABORTED: break
            default:
                let report = PostgreSQLFailure(result)
                failure = failure ?? report.error
                isWorthRepeating = isWorthRepeating || report.isWorthRepeating
                if PQstatus(handle) == CONNECTION_BAD { isBroken = true }
                if isBroken { throw report.error }
            }
        }
        if let failure { throw failure }
        return answer
    }

    private func nextResult() throws -> OpaquePointer? {
        while PQisBusy(handle) == 1 {
            try waitForSocket(POLLIN)
            guard PQconsumeInput(handle) == 1 else { throw lost() }
        }
        return PQgetResult(handle)
    }

    /// Waits until the socket is ready, but no longer than an answer may take.
    private func waitForSocket(_ events: Int32) throws {
        let limit = answerTimeout.map { Int32(clamping: $0.wholeMilliseconds) } ?? -1
        while true {
            var socket = pollfd(fd: PQsocket(handle), events: Int16(truncatingIfNeeded: events), revents: 0)
            guard socket.fd >= 0 else { throw lost() }
            switch poll(&socket, 1, limit) {
            case 0:
                isBroken = true
                throw StoreFailure.unavailable("the database did not answer in time")
            case 1...: return
            default:
                if errno != EINTR { throw lost() }
            }
        }
    }

    private func lost() -> StoreFailure {
        isBroken = true
        return .unavailable("the connection to the database was lost")
    }
}
