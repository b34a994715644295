import Foundation
import Synchronization

/// A PostgreSQL of the test run's own: in a temporary folder, reached over a socket in it, gone when the run ends.
///
/// `COUNTERSIGN_TEST_POSTGRES` names another one to use instead.
package struct PostgreSQLServer: Sendable {
    /// The address of its one database.
    package let url: String

    /// Started when the first test asks for it.
    package static var shared: PostgreSQLServer {
        get async throws { try await starting.value }
    }

    private static let starting = Task.detached {
        if let url = ProcessInfo.processInfo.environment["COUNTERSIGN_TEST_POSTGRES"], !url.isEmpty {
            return PostgreSQLServer(url: url)
        }
        return try await withCheckedThrowingContinuation { continuation in
            // The thread stays for as long as the server runs: the server is told to end when the thread does,
            // so it is gone even after a crash of the tests.
            Thread { PrivateServer(answer: continuation).run() }.start()
        }
    }
}

/// Why no server could be started, with what it said.
struct PostgreSQLServerFailure: Error {
    let message: String
}

/// Makes the folder, starts the server and reads its log until it ends.
private final class PrivateServer {
    private var answer: CheckedContinuation<PostgreSQLServer, any Error>?

    init(answer: CheckedContinuation<PostgreSQLServer, any Error>) {
        self.answer = answer
    }

    func run() {
        do {
            try start()
        } catch {
            answer?.resume(throwing: error)
            answer = nil
        }
    }

    private func start() throws {
        let programs = try Self.programs()
        let folder = try Self.makeFolder()
        let data = "\(folder)/data"
        let initdb = try Self.launch(
            "\(programs)/initdb",
            ["--no-sync", "--auth=trust", "--username=postgres", "--encoding=UTF8", "--locale=C.UTF-8", data]
        )
        let said = initdb.readToEnd()
        guard initdb.process.terminationStatus == 0 else { throw PostgreSQLServerFailure(message: said) }
        let settings = [
            "listen_addresses=", "unix_socket_directories=\(folder)", "fsync=on", "synchronous_commit=on",
            "max_connections=300", "deadlock_timeout=100ms", "shared_buffers=64MB", "logging_collector=off",
            "log_min_messages=warning",
        ]
        let server = try Self.launch(
            "\(programs)/postgres",
            ["-D", data] + settings.flatMap { ["-c", $0] }
        )
        Self.endWithTests(server.process.processIdentifier, folder: folder)
        var log = ""
        while let more = server.read() {
            guard answer != nil else { continue }
            log += more
            if log.contains("ready to accept connections") {
                let socket = folder.replacingOccurrences(of: "/", with: "%2F")
                answer?.resume(returning: PostgreSQLServer(url: "postgres://postgres@/postgres?host=\(socket)"))
                answer = nil
            }
        }
        throw PostgreSQLServerFailure(message: log)
    }

    /// Debian keeps them out of the PATH, one folder a version; the newest one is taken.
    private static func programs() throws -> String {
        let base = "/usr/lib/postgresql"
        let versions = (try? FileManager.default.contentsOfDirectory(atPath: base)) ?? []
        let newest = versions.max { (Int($0) ?? 0) < (Int($1) ?? 0) }
        for folder in [newest.map { "\(base)/\($0)/bin" }, "/usr/local/bin", "/usr/bin"].compactMap({ $0 })
        where FileManager.default.isExecutableFile(atPath: "\(folder)/initdb") {
            return folder
        }
        throw PostgreSQLServerFailure(
            message: "initdb was not found; install postgresql or set COUNTERSIGN_TEST_POSTGRES"
        )
    }

    private static func makeFolder() throws -> String {
        let folder = "/tmp/countersign-postgresql-\(getpid())"
        try FileManager.default.createDirectory(
            atPath: folder,
            withIntermediateDirectories: false,
            attributes: [.posixPermissions: 0o700]
        )
        if getuid() == 0, let user = getpwnam("postgres") {
            chown(folder, user.pointee.pw_uid, user.pointee.pw_gid)
        }
        return folder
    }

    /// As the user postgres where the tests run as root, because the server refuses to be root.
    private static func launch(_ program: String, _ arguments: [String]) throws -> Launched {
        let isRoot = getuid() == 0
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/setpriv")
        process.arguments =
            (isRoot ? ["--reuid=postgres", "--regid=postgres", "--clear-groups"] : [])
            + ["--pdeathsig=QUIT", "--", program] + arguments
        process.currentDirectoryURL = URL(fileURLWithPath: "/tmp")
        let output = Pipe()
        process.standardOutput = output
        process.standardError = output
        process.standardInput = FileHandle.nullDevice
        try process.run()
        return Launched(process: process, output: output.fileHandleForReading)
    }

    private struct Launched {
        let process: Process
        let output: FileHandle

        func read() -> String? {
            let bytes = output.availableData
            return bytes.isEmpty ? nil : String(decoding: bytes, as: UTF8.self)
        }

        func readToEnd() -> String {
            let bytes = (try? output.readToEnd()) ?? Data()
            process.waitUntilExit()
            return String(decoding: bytes, as: UTF8.self)
        }
    }

    // MARK: The end

    private static let running = Mutex<(process: pid_t, folder: String)?>(nil)

    /// SIGQUIT is "stop at once": nothing in it is worth keeping.
    private static func endWithTests(_ process: pid_t, folder: String) {
        running.withLock { $0 = (process, folder) }
        atexit {
            guard let (process, folder) = PrivateServer.running.withLock({ $0 }) else { return }
            kill(process, SIGQUIT)
            // Until it has ended it still writes. Somebody else may have taken its end already; that is one too.
            var end = siginfo_t()
            _ = waitid(P_PID, id_t(process), &end, WEXITED | WNOWAIT)
            try? FileManager.default.removeItem(atPath: folder)
        }
    }
}
