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
            try DurableFile.synchronize(path)
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
            authenticator app past this moment, and asks for new backup codes at the next sign-in. From the \
            database that it replaces it takes over what was revoked, disabled, frozen and spent since the backup, \
            and says what that was; without one it says what to look at.

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
        let outcome: Restore.Outcome
        if let path {
            outcome = try await Restore(loaded: loaded, replacing: replace).run(from: path)
        } else {
            let log = Logger(label: "countersign")
            let host = try await Host.open(loaded, as: .server, creating: false, log: log)
            do {
                outcome = try await Restore.mend(host)
                await host.close()
            } catch {
                await host.close()
                throw error
            }
        }
        Terminal.standardError.write(RestoreAnswer.warning(of: outcome))
        try Answer.say(RestoreAnswer(outcome), asJSON: options.json) { RestoreAnswer.text(of: outcome) }
    }
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
