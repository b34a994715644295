import ArgumentParser
import Countersign
import CountersignStore
import Foundation
import Logging

/// `countersign backup`: a copy of the database, while the server runs.
struct BackupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: "Write a consistent copy of the database to a new file. Servers go on meanwhile.",
        discussion: """
            The master key file is not part of it: keep that apart, for without it a backup opens nothing. \
            PostgreSQL has pg_dump.
            """
    )

    @OptionGroup
    var options: GlobalOptions

    @Argument(help: "The file to make; it must not exist.")
    var path: String

    func run() async throws {
        let (size, keyFile) = try await options.withHost { host in
            // Before the copy, so that the copy tells of itself.
            try await host.world.commit([
                try host.world.event(.backupMade, about: nil, by: .host, at: host.world.now())
            ])
            try await host.world.store.backup(to: path)
            let attributes = try FileManager.default.attributesOfItem(atPath: path)
            return (attributes[.size] as? Int ?? 0, host.loaded.configuration.masterKeyFile.path)
        }
        try Answer.say(BackupAnswer(path: path, bytes: size, masterKeyFile: keyFile), asJSON: options.json) {
            """
            Wrote \(path) (\(size) bytes).
            The master key file \(keyFile) is not in it. Keep a copy of it in another place.

            """
        }
    }
}

/// `countersign restore`: an earlier database, made safe to serve.
struct RestoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore",
        abstract: "Put a backup in the database's place, so that nothing that was spent since counts again.",
        discussion: """
            Stop the server first. The restore ends every session, known browser and challenge, moves every \
            authenticator app past this moment, and asks for new backup codes at the next sign-in.

            After a restore of PostgreSQL by pg_restore run it with --mend in place of a file.
            """
    )

    @OptionGroup
    var options: GlobalOptions

    @Argument(help: "The backup.")
    var path: String?

    @Flag(help: "Keep a database that is there under another name and take its place.")
    var replace = false

    @Flag(help: "Make the database safe that stands in its place already.")
    var mend = false

    func validate() throws {
        guard (path == nil) == mend else { throw ValidationError("give either the backup or --mend") }
        guard !mend || !replace else { throw ValidationError("--replace goes with a backup") }
    }

    func run() async throws {
        let loaded = try options.load()
        LoggingSystem.bootstrap(loaded.configuration, atLeast: .critical, now: SystemWorld.now)
        let moved: Int
        if let path {
            moved = try await Restore(loaded: loaded, replacing: replace).run(from: path)
        } else {
            let log = Logger(label: "countersign")
            moved = try await Restore.mend(try await Host.open(loaded, as: .server, creating: false, log: log))
        }
        try Answer.say(RestoreAnswer(factors: moved), asJSON: options.json) {
            """
            Restored. \(moved) factors were moved past this moment; the server may be started.
            Until then nobody can sign in, and codes of the last minutes will not be accepted.

            """
        }
    }
}

/// How a backup takes the place of the database: made safe beside it first, then moved in one step, so that a crash
/// leaves either the old state or the finished one.
struct Restore {
    let loaded: LoadedConfiguration
    let replacing: Bool

    func run(from backup: String) async throws -> Int {
        guard case .sqlite(let target) = loaded.configuration.database else {
            throw CommandFailure(
                "a file can be restored to SQLite only; use pg_restore, then countersign restore --mend"
            )
        }
        let files = FileManager.default
        try checkIsDatabase(backup)
        let isThere = files.fileExists(atPath: target)
        guard !isThere || replacing else {
            throw CommandFailure("\(target) exists; --replace keeps it under another name and takes its place")
        }
        try PrivateFolder.make(loaded.configuration.data.path)
        // As a server: it refuses while one is running.
        let old = isThere ? try SQLiteDatabase(path: target, as: .server) : nil
        do {
            let moved = try await prepare(backup, beside: target)
            await old?.close()
            if isThere { try setAside(target) }
            guard rename(Self.beside(target), target) == 0 else {
                throw CommandFailure(
                    "cannot move the restored database to \(target): \(String(cString: strerror(errno)))"
                )
            }
            return moved
        } catch {
            await old?.close()
            throw error
        }
    }

    /// Ends what must not live on, in a database that stands in its place.
    static func mend(_ host: Host) async throws -> Int {
        do {
            var bar = ProgressBar("Moving factors", total: 0)
            let moved = try await AfterRestore(in: host.world).run { bar.show($0) }
            bar.finish()
            await host.close()
            return moved
        } catch {
            await host.close()
            throw error
        }
    }

    private func prepare(_ backup: String, beside target: String) async throws -> Int {
        let path = Self.beside(target)
        for file in [path, path + "-wal", path + "-shm", path + ".lock"] { unlink(file) }
        do {
            try FileManager.default.copyItem(atPath: backup, toPath: path)
            try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
        } catch {
            throw CommandFailure("cannot copy \(backup) to \(path)")
        }
        let log = Logger(label: "countersign")
        let database = try SQLiteDatabase(path: path, as: .server)
        let host: Host
        do {
            let now = Int64((SystemWorld.now().timeIntervalSince1970 * 1000).rounded(.down))
            _ = try await Migrator(database).migrate(at: now)
            host = try await Host.make(
                loaded,
                over: OpenedDatabase(database: database, store: SQLStore(database)),
                log: log
            )
        } catch {
            await database.close()
            throw error
        }
        let moved = try await Self.mend(host)
        unlink(path + ".lock")
        return moved
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

    private func setAside(_ target: String) throws {
        let stamp = Int(SystemWorld.now().timeIntervalSince1970)
        for ending in ["", "-wal", "-shm"] where FileManager.default.fileExists(atPath: target + ending) {
            guard rename(target + ending, "\(target).before-restore-\(stamp)\(ending)") == 0 else {
                throw CommandFailure("cannot set \(target) aside: \(String(cString: strerror(errno)))")
            }
        }
    }

    private static func beside(_ target: String) -> String { target + ".restoring" }
}

private struct BackupAnswer: Encodable {
    let path: String
    let bytes: Int
    let masterKeyFile: String

    private enum CodingKeys: String, CodingKey {
        case path, bytes
        case masterKeyFile = "master_key_file_not_included"
    }
}

private struct RestoreAnswer: Encodable {
    let factors: Int
}
