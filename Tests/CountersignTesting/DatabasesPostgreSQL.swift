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
        let (said, status) = initdb.readToEnd()
        guard status == 0 else { throw PostgreSQLServerFailure(message: said) }
        let settings = [
            "listen_addresses=", "unix_socket_directories=\(folder)", "fsync=on", "synchronous_commit=on",
            "max_connections=300", "deadlock_timeout=100ms", "shared_buffers=64MB", "logging_collector=off",
            "log_min_messages=warning",
        ]
        let server = try Self.launch(
            "\(programs)/postgres",
            ["-D", data] + settings.flatMap { ["-c", $0] }
        )
        Self.endWithTests(server.process, folder: folder)
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
    ///
    /// Not with `Process`: that watches its children by `select`, which the many open files of a test run upset.
    private static func launch(_ program: String, _ arguments: [String]) throws -> Launched {
        let user = getuid() == 0 ? ["--reuid=postgres", "--regid=postgres", "--clear-groups"] : []
        let words =
            ["/usr/bin/env", "--chdir=/tmp", "setpriv"] + user + ["--pdeathsig=QUIT", "--", program] + arguments
        var output: [CInt] = [-1, -1]
        guard pipe(&output) == 0 else { throw PostgreSQLServerFailure(message: "no pipe") }
        for end in output { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        defer { close(output[1]) }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_adddup2(&actions, output[1], 1)
        posix_spawn_file_actions_adddup2(&actions, output[1], 2)
        let strings = words.map { strdup($0) } + [nil]
        defer { for string in strings { free(string) } }
        var process: pid_t = 0
        guard posix_spawn(&process, words[0], &actions, nil, strings, environ) == 0 else {
            close(output[0])
            throw PostgreSQLServerFailure(message: "\(program) could not be started")
        }
        return Launched(process: process, output: FileHandle(fileDescriptor: output[0], closeOnDealloc: true))
    }

    private struct Launched {
        let process: pid_t
        let output: FileHandle

        func read() -> String? {
            let bytes = output.availableData
            return bytes.isEmpty ? nil : String(decoding: bytes, as: UTF8.self)
        }

        func readToEnd() -> (said: String, status: CInt) {
            let bytes = (try? output.readToEnd()) ?? Data()
            var status: CInt = 0
            waitpid(process, &status, 0)
            return (String(decoding: bytes, as: UTF8.self), status)
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
            // Until it has ended it still writes.
            waitpid(process, nil, 0)
            try? FileManager.default.removeItem(atPath: folder)
        }
    }
}
