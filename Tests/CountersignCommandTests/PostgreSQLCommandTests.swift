import Foundation
import Testing

@Suite(
    "Commands over PostgreSQL",
    .enabled(if: ProcessInfo.processInfo.environment["COUNTERSIGN_TEST_POSTGRES"] != nil, "needs script/with-postgres")
)
struct PostgreSQLCommandTests {
    let program: Program
    /// A database of its own.
    let url: String

    init() throws {
        program = try Program()
        let server = try #require(ProcessInfo.processInfo.environment["COUNTERSIGN_TEST_POSTGRES"])
        let name = "command_\(UUID().uuidString.replacing("-", with: "").lowercased())"
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["psql", "-q", server, "-c", "CREATE DATABASE \(name)"]
        try process.run()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0)
        url =
            server.split(separator: "/").dropLast().joined(separator: "/").replacing("postgres:/", with: "postgres://")
            + "/" + name
    }

    private func command(_ arguments: String...) throws -> Program.Outcome {
        try program.run(arguments + ["--data", "data", "--database", url])
    }

    @Test("accounts, keys and the audit log work as on SQLite")
    func works() throws {
        #expect(try command("account", "list").errors.contains("there is no database at"))
        let made = try command("account", "create", "--name", "sam", "--json")
        #expect(made.status == 0, "\(made.errors)")
        #expect(try command("account", "show", "sam").output.contains("sam"))
        #expect(try command("account", "create", "--name", "SAM").errors.contains("another account has this name"))
        #expect(try command("keys", "add").status == 0)
        #expect(try command("keys", "rotate").status == 0)
        #expect(try command("audit", "verify").status == 0)
        #expect(try command("doctor").status == 0)
    }

    @Test("what only SQLite can says so")
    func unsupported() throws {
        #expect(try command("account", "create", "--name", "sam").status == 0)
        let backup = try command("backup", "copy.sqlite")
        #expect(backup.status == 1)
        #expect(backup.errorLines.count == 1)
        #expect(backup.errors.contains("not possible here"))
        #expect(try command("restore", "copy.sqlite").errors.contains("pg_restore"))
    }

    @Test("a server that does not answer is said in one line, without its password")
    func unreachable() throws {
        let outcome = try program.run(
            "account",
            "list",
            "--data",
            "data",
            "--database",
            "postgres://me:hunter2@127.0.0.1:1/countersign"
        )
        #expect(outcome.status == 1)
        #expect(outcome.errorLines.count == 1)
        #expect(!outcome.errors.contains("hunter2"))
    }
}
