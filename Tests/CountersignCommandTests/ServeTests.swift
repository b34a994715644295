import Foundation
import Testing

@Suite("The server's life")
struct ServeTests {
    let program: Program

    init() throws {
        program = try Program()
    }

    @Test("SIGTERM ends it with 0, and its log can be read without it")
    func ending() throws {
        let server = try ServingProgram(program)
        #expect(try server.end() == 0)
        let verified = try program.run("audit", "verify", "--data", "data", "--json")
        #expect(verified.status == 0)
        #expect(verified.output.contains("\"waiting_for_seal\":0"))
    }

    @Test("a first start prints the link that makes the first owner, and only there")
    func firstOwner() throws {
        let server = try ServingProgram(program)
        #expect(try server.end() == 0)
        let said = try String(contentsOf: server.log, encoding: .utf8)
        #expect(said.contains("http://localhost:8080/first-owner/"))
    }

    @Test("where events go to standard output, nothing else does")
    func eventsOnly() throws {
        let server = try ServingProgram(program, "--audit-log", "store,stdout")
        #expect(try server.end() == 0)
        let lines = try String(contentsOf: server.log, encoding: .utf8).split(separator: "\n")
        #expect(!lines.isEmpty && lines.allSatisfy { $0.hasPrefix("{\"") && !$0.contains("first-owner/") })
        let file = program.folder.appending(path: "data/first-owner-link")
        #expect(try String(contentsOf: file, encoding: .utf8).contains("/first-owner/"))
        let mode = try FileManager.default.attributesOfItem(atPath: file.path())[.posixPermissions] as? Int
        #expect(mode == 0o600)
    }

    @Test("a second server on the same file is refused in one line; commands are not")
    func secondServer() throws {
        let server = try ServingProgram(program)
        let second = try program.run(
            "serve",
            "--data",
            "data",
            "--listen",
            "127.0.0.1:0",
            "--operations-listen",
            "127.0.0.1:0"
        )
        #expect(second.status == 1)
        #expect(second.errors.contains("another Countersign server is running"))
        #expect(try program.run("account", "create", "--name", "sam", "--data", "data").status == 0)
        #expect(try program.run("restore", "--mend", "--data", "data").errors.contains("another Countersign server"))
        #expect(try server.end() == 0)
    }

    @Test("SIGHUP reads the master keys again, and a rotation is followed")
    func keys() throws {
        let server = try ServingProgram(program)
        #expect(try program.run("keys", "add", "--data", "data").status == 0)
        server.send(SIGHUP)
        #expect(try server.waitForLine(containing: "Read the master keys again").contains("k1 k2"))
        #expect(try program.run("keys", "rotate", "--data", "data").status == 0)
        #expect(try server.waitForLine(containing: "Read the master keys again").contains("\"seals\":\"k2\""))
        // A file that lacks a key in use changes nothing.
        let file = program.folder.appending(path: "data/master.key")
        try Data("k9 AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n".utf8).write(to: file)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file.path())
        server.send(SIGHUP)
        #expect(try server.waitForLine(containing: "nothing was reloaded").contains("lacks the key"))
        #expect(try server.end() == 0)
    }

    @Test("an address in use is named with its setting")
    func addressInUse() throws {
        let taken = try TakenPort()
        let outcome = try program.run("serve", "--data", "data", "--listen", "127.0.0.1:\(taken.port)")
        #expect(outcome.status == 1)
        #expect(
            outcome.errors == "countersign: listen: cannot listen on 127.0.0.1:\(taken.port): another program does\n"
        )
    }

    @Test("the checkpoints in the server's log agree with the database")
    func checkpoints() throws {
        let server = try ServingProgram(program)
        #expect(try program.run("account", "create", "--name", "sam", "--data", "data").status == 0)
        let line = try server.waitForLine(containing: "countersign-checkpoint:")
        #expect(try server.end() == 0)
        try program.write("noise\n\(line)\nmore noise\n", to: "kept.log")
        let verified = try program.run("audit", "verify", "--data", "data", "--checkpoint", "kept.log", "--json")
        #expect(verified.status == 0)
        #expect(verified.output.contains("\"outside_checkpoints\":1"))
        try program.write("noise\n", to: "empty.log")
        #expect(try program.run("audit", "verify", "--data", "data", "--checkpoint", "empty.log").status == 2)
    }
}

/// A port that somebody else listens on.
private final class TakenPort {
    let port: UInt16
    private let descriptor: Int32

    init() throws {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        self.descriptor = descriptor
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let bound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, length) == 0 && listen(descriptor, 1) == 0
                    && getsockname(descriptor, $0, &length) == 0
            }
        }
        try #require(bound)
        port = UInt16(bigEndian: address.sin_port)
    }

    deinit {
        close(descriptor)
    }
}
