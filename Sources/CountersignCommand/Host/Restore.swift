import Countersign
import CountersignStore
import Foundation
import Logging

/// How a backup takes the place of the database: made safe beside it first, then moved there in one step, so that no crash
/// leaves a database in which spent codes count again.
struct Restore {
    let loaded: LoadedConfiguration
    let replacing: Bool

    /// What came of it.
    struct Outcome: Sendable {
        /// Factors moved past this moment.
        var factors: Int
        /// What was taken over from the database that was there; nothing for a part that it did not tell of.
        var takenOver: [TakeOver.Part: Int] = [:]
        /// Where that database is kept.
        var kept: String?
    }

    func run(from backup: String) async throws -> Outcome {
        guard case .sqlite(let named) = loaded.configuration.database else {
            throw CommandFailure(
                "a file can be restored to SQLite only; use pg_restore, then countersign restore --mend"
            )
        }
        try checkIsDatabase(backup)
        try PrivateFolder.make(loaded.configuration.data.path)
        try loaded.checkDatabaseFolder()
        // Under a link the file itself is replaced, or the old one would stay where the link leads.
        let target = try DatabaseFile.resolved(named)
        let isThere = FileManager.default.fileExists(atPath: target)
        guard !isThere || replacing else {
            throw CommandFailure("\(target) exists; --replace keeps it under another name and takes its place")
        }
        // As a server: it refuses while one is running.
        let old = isThere ? try SQLiteDatabase(path: target, as: .server) : nil
        do {
            var outcome = try await prepare(backup, beside: target, replacing: old)
            if let old {
                let kept = Self.freePath("\(target).before-restore-\(Int(SystemWorld.now().timeIntervalSince1970))")
                try await old.backup(to: kept)
                await old.close()
                outcome.kept = kept
            }
            // What is left of the old one's log would be played into the new one.
            for ending in ["-wal", "-shm"] { unlink(target + ending) }
            guard rename(Self.restored(target), target) == 0 else {
                throw CommandFailure(
                    "cannot move the restored database to \(target): \(String(cString: strerror(errno)))"
                )
            }
            try DurableFile.synchronize((target as NSString).deletingLastPathComponent)
            return outcome
        } catch {
            await old?.close()
            throw error
        }
    }

    /// Ends what must not live on, in an opened database.
    static func mend(_ host: Host) async throws -> Outcome {
        var bar = ProgressBar("Moving factors", total: 0)
        let moved = try await AfterRestore(in: host.world).run { bar.show($0) }
        bar.finish()
        return Outcome(factors: moved)
    }

    /// Makes the finished database as one file: a working copy is mended, and then written out whole, since a database
    /// that was open may have part of itself in its log.
    private func prepare(
        _ backup: String,
        beside target: String,
        replacing old: SQLiteDatabase?
    ) async throws -> Outcome {
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
            try await checkIsWhole(database, backup)
            let now = Int64((SystemWorld.now().timeIntervalSince1970 * 1000).rounded(.down))
            _ = try await Migrator(database).migrate(at: now)
            let opened = OpenedDatabase(database: database, store: SQLStore(database))
            let host = try await Host.make(loaded, over: opened, log: Logger(label: "countersign"))
            var outcome = try await Self.mend(host)
            if let old { outcome.takenOver = await takeOver(from: old, in: host.world) }
            try await database.backup(to: Self.restored(target))
            try DurableFile.synchronize(Self.restored(target))
            await database.close()
            return outcome
        } catch {
            await database.close()
            throw error
        }
    }

    /// A database that is replaced because it is broken may tell nothing any more, which is no reason to stop.
    private func takeOver(from old: SQLiteDatabase, in world: Surroundings) async -> [TakeOver.Part: Int] {
        let former = TakeOver(in: world, from: SQLStore(old))
        var taken: [TakeOver.Part: Int] = [:]
        for part in TakeOver.Part.allCases {
            do {
                taken[part] = try await former.run(part)
            } catch {
                Terminal.standardError.write("Warning: the replaced database cannot be read whole: \(error)\n")
            }
        }
        return taken
    }

    private func checkIsWhole(_ database: SQLiteDatabase, _ backup: String) async throws {
        let damage: String?
        do {
            damage = try await database.damage()
        } catch {
            damage = FaultWords.words(for: error) ?? "\(error)"
        }
        if let damage {
            throw CommandFailure("\(backup) is damaged, and nothing was changed; take an earlier one: \(damage)")
        }
    }

    private func checkIsDatabase(_ path: String) throws {
        guard let handle = FileHandle(forReadingAtPath: path) else {
            throw CommandFailure("\(path) cannot be read: \(String(cString: strerror(errno)))")
        }
        defer { try? handle.close() }
        guard (try? handle.read(upToCount: 16)) == Data("SQLite format 3\0".utf8) else {
            throw CommandFailure("\(path) is no backup of Countersign")
        }
    }

    private static func freePath(_ path: String) -> String {
        let paths = [path] + (2...999).map { "\(path)-\($0)" }
        return paths.first { !FileManager.default.fileExists(atPath: $0) } ?? path
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
