import GRDBSQLite

/// SQLite's log of the one connection that writes: how long it has grown, and folding it into the file.
///
/// By itself SQLite folds it inside a commit, so that whoever waits for that commit waits for the folding too, and
/// cannot do so while snapshots of before are open, of which there are always some under load.
final class WriteAheadLog {
    /// So many pages are worth the two flushes of folding them: 8 MB.
    private static let longest: CInt = 2000

    private let database: OpaquePointer?
    private var pages: CInt = 0

    /// - Parameter database: the connection, which has to be told to `forget` this before it outlives it.
    init(of database: OpaquePointer?) {
        self.database = database
        let hook: @convention(c) (UnsafeMutableRawPointer?, OpaquePointer?, UnsafePointer<CChar>?, CInt) -> CInt = {
            log,
            _,
            _,
            pages in
            if let log { Unmanaged<WriteAheadLog>.fromOpaque(log).takeUnretainedValue().pages = pages }
            return SQLITE_OK
        }
        // It takes the place of SQLite's own.
        sqlite3_wal_hook(database, hook, Unmanaged.passUnretained(self).toOpaque())
    }

    var isLong: Bool { pages >= Self.longest }

    /// What cannot be folded now, for want of space or because somebody reads it, stays for the next time.
    func fold() {
        sqlite3_wal_checkpoint_v2(database, nil, SQLITE_CHECKPOINT_PASSIVE, nil, nil)
    }

    /// - Parameter connection: nil if it is closed already, as a database in memory is by whoever ends first.
    func forget(on connection: OpaquePointer?) {
        if let connection { sqlite3_wal_hook(connection, nil, nil) }
    }
}
