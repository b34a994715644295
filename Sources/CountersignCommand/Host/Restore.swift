import Countersign
import CountersignStore
import Foundation
import Logging

/// How a backup takes the place of the database: made safe beside it first, then moved there in one step, so that no crash
/// leaves a database in which spent codes count again.
struct Restore {
    let loaded: LoadedConfiguration
    let replacing: Bool

    /// - Returns: how many factors were moved past this moment.
    func run(from backup: String) async throws -> Int {
        guard case .sqlite(let target) = loaded.configuration.database else {
            throw CommandFailure(
                "a file can be restored to SQLite only; use pg_restore, then countersign restore --mend"
            )
        }
        try checkIsDatabase(backup)
        let isThere = FileManager.default.fileExists(atPath: target)
        guard !isThere || replacing else {
            throw CommandFailure("\(target) exists; --replace keeps it under another name and takes its place")
        }
        try PrivateFolder.make(loaded.configuration.data.path)
        // As a server: it refuses while one is running.
        let old = isThere ? try SQLiteDatabase(path: target, as: .server) : nil
        do {
            let moved = try await prepare(backup, beside: target, replacing: old)
            if let old {
                let stamp = Int(SystemWorld.now().timeIntervalSince1970)
                try await old.backup(to: "\(target).before-restore-\(stamp)")
                await old.close()
            }
            // What is left of the old one's log would be played into the new one.
            for ending in ["-wal", "-shm"] { unlink(target + ending) }
            guard rename(Self.restored(target), target) == 0 else {
                throw CommandFailure(
                    "cannot move the restored database to \(target): \(String(cString: strerror(errno)))"
                )
            }
            try DurableFile.synchronize(URL(fileURLWithPath: target).deletingLastPathComponent().path())
            return moved
        } catch {
            await old?.close()
            throw error
        }
    }

    /// Ends what must not live on, in an opened database.
    static func mend(_ host: Host) async throws -> Int {
        var bar = ProgressBar("Moving factors", total: 0)
        let moved = try await AfterRestore(in: host.world).run { bar.show($0) }
        bar.finish()
        return moved
    }

    /// Makes the finished database as one file: a working copy is mended, and then written out whole, since a database
    /// that was open may have part of itself in its log.
    private func prepare(
        _ backup: String,
        beside target: String,
        replacing old: SQLiteDatabase?
    ) async throws -> Int {
        let working = target + ".restoring"
        let remains = ["", "-wal", "-shm", ".lock"].map { working + $0 }
        for file in remains + [Self.restored(target)] { unlink(file) }
        defer { for file in remains { unlink(file) } }
        do {
            try FileManager.default.copyItem(atPath: backup, toPath: working)
            try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: working)
        } catch {
            throw CommandFailure("cannot copy \(backup) to \(working)")
        }
        let database = try SQLiteDatabase(path: working, as: .server)
        do {
            let now = Int64((SystemWorld.now().timeIntervalSince1970 * 1000).rounded(.down))
            _ = try await Migrator(database).migrate(at: now)
            let opened = OpenedDatabase(database: database, store: SQLStore(database))
            let host = try await Host.make(loaded, over: opened, log: Logger(label: "countersign"))
            let moved = try await Self.mend(host)
            if let old { await takeOverYubiKeys(from: old, in: host.world) }
            try await database.backup(to: Self.restored(target))
            try DurableFile.synchronize(Self.restored(target))
            await database.close()
            return moved
        } catch {
            await database.close()
            throw error
        }
    }

    /// A database that is replaced because it is broken may tell nothing any more, which is no reason to stop.
    private func takeOverYubiKeys(from old: SQLiteDatabase, in world: Surroundings) async {
        do {
            _ = try await AfterRestore(in: world).takeOverYubiKeys(from: SQLStore(old))
        } catch {
            Terminal.standardError.write(
                "Warning: the replaced database does not tell how far YubiKeys have come: \(error)\n"
            )
        }
    }

    private func checkIsDatabase(_ path: String) throws {
        guard let handle = FileHandle(forReadingAtPath: path) else {
            throw CommandFailure("\(path) cannot be read: \(String(cString: strerror(errno)))")
        }
        defer { try? handle.close() }
        guard try handle.read(upToCount: 16) == Data("SQLite format 3\0".utf8) else {
            throw CommandFailure("\(path) is no backup of Countersign")
        }
    }

    private static func restored(_ target: String) -> String { target + ".restored" }
}

/// A file or folder whose content is to outlive a power cut.
enum DurableFile {
    static func synchronize(_ path: String) throws {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw CommandFailure("cannot open \(path): \(String(cString: strerror(errno)))") }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else {
            throw CommandFailure("cannot make \(path) durable: \(String(cString: strerror(errno)))")
        }
    }
}
