import Foundation
import Testing

@Suite("A wrong configuration stops the start")
struct WrongConfigurationTests {
    let program: Program

    init() throws {
        program = try Program()
    }

    @Test("a bad value in the file is named with file, line, key and what would be right")
    func badValueInFile() throws {
        try program.write(
            """
            # Our server
            listen: 127.0.0.1:8080

            second-factor: requird
            """
        )
        let outcome = try program.run("serve", "--print-config")
        #expect(outcome.status == 2)
        #expect(outcome.output.isEmpty)
        #expect(
            outcome.errors
                == "countersign: countersign.yaml:4: second-factor: \"requird\" is not known; use \"optional\" or \"required\"\n"
        )
    }

    @Test("a bad value in the environment is named by its variable")
    func badVariable() throws {
        let outcome = try program.run("serve", environment: ["COUNTERSIGN_LISTEN": "8080"])
        #expect(outcome.status == 2)
        #expect(
            outcome.errors == """
                countersign: COUNTERSIGN_LISTEN: "8080" is not host:port; write it like 127.0.0.1:8080, [::1]:8080 or \
                0.0.0.0:8080

                """
        )
    }

    @Test("a bad value in a flag is named by the flag")
    func badFlag() throws {
        let outcome = try program.run("serve", "--session-idle", "soon")
        #expect(outcome.status == 2)
        #expect(
            outcome.errors
                == "countersign: --session-idle: \"soon\" is not a length of time; write it like 90s, 10m, 24h or 30d\n"
        )
    }

    @Test("an unknown key is answered with the one that was probably meant")
    func unknownKeys() throws {
        try program.write("secnd-factor: required\n")
        let outcome = try program.run(
            "serve",
            environment: ["COUNTERSIGN_PUBLIC_ULR": "https://id.example.org"]
        )
        #expect(outcome.status == 2)
        #expect(
            outcome.errors == """
                countersign: countersign.yaml:1: "secnd-factor": is no setting; did you mean second-factor?
                countersign: COUNTERSIGN_PUBLIC_ULR: is no setting; did you mean COUNTERSIGN_PUBLIC_URL?

                """
        )
    }

    @Test("an unknown flag is answered with the one that was probably meant, in one line")
    func unknownFlag() throws {
        let outcome = try program.run("serve", "--secnd-factor", "required")
        #expect(outcome.status == 2)
        #expect(outcome.errorLines.count == 1)
        #expect(outcome.errors.contains("--secnd-factor"))
        #expect(outcome.errors.contains("--second-factor"))
    }

    @Test("an unknown key that is like no other is sent to the list")
    func strangeKey() throws {
        try program.write("colour-of-the-sky: blue\n")
        let outcome = try program.run("serve")
        #expect(
            outcome.errors
                == "countersign: countersign.yaml:1: \"colour-of-the-sky\": is no setting; countersign serve --help lists all\n"
        )
    }

    @Test("all mistakes are named at once, also those that another source overrides")
    func allAtOnce() throws {
        try program.write("backup-code-count: 4\nlog-level: loud\n")
        let outcome = try program.run("serve", "--log-level", "info", environment: ["COUNTERSIGN_DATA": ""])
        #expect(outcome.status == 2)
        #expect(
            outcome.errorLines.map { $0.prefix(while: { $0 != "\"" }) } == [
                "countersign: countersign.yaml:1: backup-code-count: ",
                "countersign: countersign.yaml:2: log-level: ",
                "countersign: COUNTERSIGN_DATA: ",
            ]
        )
    }

    @Test("a key given twice is named with both lines")
    func duplicateKey() throws {
        try program.write("listen: 127.0.0.1:8080\ndata: d\nlisten: 127.0.0.1:9090\n")
        let outcome = try program.run("serve")
        #expect(outcome.status == 2)
        #expect(
            outcome.errors == "countersign: countersign.yaml:3: listen: is given in line 1 already; keep one\n"
        )
    }

    @Test(
        "what is no YAML, or no list of keys and values, is named with its line",
        arguments: [
            ("listen: [1, 2\ndata: d\n", "countersign.yaml:2: cannot be read as YAML: "),
            ("data: d\n\tlisten: x\n", "countersign.yaml:2: cannot be read as YAML: "),
            ("data: \"\u{7}\"\n", "countersign.yaml:1: cannot be read as YAML: "),
            ("- a\n- b\n", "countersign.yaml:1: is not a list of keys and values"),
            ("data: d\nsmtp:\n  host: mail\n", "countersign.yaml:2: smtp: holds further keys or lists"),
            ("data: d\n---\ndata: e\n", "countersign.yaml:2: cannot be read as YAML: "),
            ("data: *nowhere\n", "countersign.yaml:1: cannot be read as YAML: "),
            ("? [a]\n: b\n", "countersign.yaml:1: has a key that is no text"),
        ]
    )
    func badYAML(content: String, start: String) throws {
        try program.write(content)
        let outcome = try program.run("serve", "--print-config")
        #expect(outcome.status == 2)
        #expect(outcome.errors.hasPrefix("countersign: " + start))
        #expect(outcome.errorLines.count == 1)
    }

    @Test("bytes that are no text are named with their line")
    func notText() throws {
        try program.write(Data("data: d\nlisten: ".utf8) + [0xFF, 0xFE, 0x0A])
        let outcome = try program.run("serve")
        #expect(outcome.status == 2)
        #expect(outcome.errors == "countersign: countersign.yaml:2: is not UTF-8 text\n")
    }

    @Test("a byte order mark is no part of the text")
    func byteOrderMark() throws {
        try program.write(Data([0xEF, 0xBB, 0xBF]) + Data("data: d\nlisten: here\n".utf8))
        #expect(try program.run("serve").errors.hasPrefix("countersign: countersign.yaml:2: listen: \"here\" is not"))
    }

    @Test("deep nesting and great length are refused")
    func hostileFiles() throws {
        try program.write("data: " + String(repeating: "[", count: 100_000))
        #expect(try program.run("serve").status == 2)
        try program.write("data: " + String(repeating: "a", count: 300_000))
        let outcome = try program.run("serve")
        #expect(outcome.errors == "countersign: countersign.yaml: is longer than 256 KiB\n")
    }

    @Test("a file that was asked for and is not there stops the start; the usual one may be absent")
    func missingFile() throws {
        let outcome = try program.run("serve", "--config", "there.yaml")
        #expect(outcome.status == 2)
        #expect(outcome.errors == "countersign: there.yaml: cannot be read: No such file or directory\n")
        #expect(try program.run("serve", "--print-config").status == 0)
    }

    @Test("passwords in bad addresses are not repeated")
    func secretsStayOut() throws {
        try program.write("smtp: smtp://me:hunter2@host:port\ndatabase: mysql://me:hunter3@host/db\n")
        let outcome = try program.run("serve", "--smtp", "smtp//me:hunter4@host")
        #expect(outcome.status == 2)
        #expect(outcome.errorLines.count == 3)
        #expect(!outcome.errors.contains("hunter"))
    }

    @Test("what is written on the terminal about bad values cannot command it")
    func noForgedLines() throws {
        let outcome = try program.run("serve", "--log-level", "info\ncountersign: all is well\u{1B}[2J")
        #expect(outcome.status == 2)
        #expect(outcome.errorLines.count == 1)
        #expect(!outcome.errors.contains("\u{1B}"))
        #expect(outcome.errors.contains("\\n"))
    }

    @Test("settings that do not go together are named")
    func conflicts() throws {
        try program.write("tls-key: key.pem\noperations-listen: 127.0.0.1:8080\nsession-idle: 48h\n")
        let outcome = try program.run("serve")
        #expect(outcome.status == 2)
        #expect(
            outcome.errors == """
                countersign: countersign.yaml:1: tls-key: is set without tls-certificate; set both or neither
                countersign: countersign.yaml:2: operations-listen: is the address of listen; use another port
                countersign: countersign.yaml:3: session-idle: is longer than session-lifetime; use at most 24h

                """
        )
    }

    @Test("files that are not there are named before the server starts")
    func missingFiles() throws {
        try program.write("tls-certificate: chain.pem\ntls-key: key.pem\n")
        try program.write("", to: "key.pem")
        let outcome = try program.run("serve")
        #expect(outcome.status == 2)
        #expect(
            outcome.errors == "countersign: countersign.yaml:1: tls-certificate: \"chain.pem\" does not exist\n"
        )
    }

    /// A certificate of its own, for so many days.
    private func makeCertificate(_ name: String, days: Int = 90) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/openssl")
        process.arguments = [
            "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-subj",
            "/CN=localhost", "-days", "\(days)", "-keyout", "\(name)-key.pem", "-out", "\(name).pem",
        ]
        process.currentDirectoryURL = program.folder
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0)
    }

    @Test("TLS files that do not fit are named with file, line and key, before anything is written")
    func certificates() throws {
        try makeCertificate("own")
        try makeCertificate("other")
        func outcome(_ certificate: String, _ key: String, _ arguments: String...) throws -> Program.Outcome {
            try program.write("data: d\ntls-certificate: \(certificate)\ntls-key: \(key)\n")
            return try program.run(arguments)
        }
        let pair = try outcome("own.pem", "other-key.pem", "serve")
        #expect(pair.status == 2)
        #expect(pair.errors.hasPrefix("countersign: countersign.yaml:3: tls-key: \"other-key.pem\" is not the key of"))
        #expect(pair.output.isEmpty)
        #expect(!FileManager.default.fileExists(atPath: program.folder.appending(path: "d").path()))
        let noKey = try outcome("own.pem", "own.pem", "serve")
        #expect(noKey.errors.hasPrefix("countersign: countersign.yaml:3: tls-key: \"own.pem\" holds no private key"))
        let noChain = try outcome("own-key.pem", "own-key.pem", "serve")
        #expect(noChain.errors.hasPrefix("countersign: countersign.yaml:2: tls-certificate: \"own-key.pem\" holds no"))
        let printed = try outcome("own.pem", "other-key.pem", "serve", "--print-config")
        #expect(printed.status == 2)
        #expect(printed.output.contains("other-key.pem"))
        #expect(printed.errors.contains("countersign.yaml:3: tls-key"))
        #expect(try outcome("own.pem", "own-key.pem", "serve", "--print-config").status == 0)
        #expect(try outcome("own.pem", "other-key.pem", "doctor").output.contains("tls-key: \"other-key.pem\" is not"))
    }

    @Test("doctor warns of a certificate that runs out within 14 days")
    func certificateEnd() throws {
        for (days, words) in [(13, "runs out at"), (16, "holds until")] {
            try makeCertificate("c\(days)", days: days)
            try program.write("tls-certificate: c\(days).pem\ntls-key: c\(days)-key.pem\n")
            #expect(try program.run("doctor").output.contains("the certificate \(words)"), "\(days) days")
        }
    }

    @Test("a path that is not there is named with its setting")
    func missingPlaces() throws {
        let serve = ["serve", "--listen", "127.0.0.1:0", "--operations-listen", "127.0.0.1:0"]
        try program.write("data: d\ndatabase: sqlite:nowhere/x.sqlite\n")
        let database = try program.run(serve)
        #expect(database.status == 2)
        #expect(
            database.errors == """
                countersign: countersign.yaml:2: database: "nowhere" does not exist; make it, or correct the path

                """
        )
        try program.write("data: d\n")
        #expect(try program.run("account", "create", "--name", "sam").status == 0)
        try program.write("data: d\nmaster-key-file: nowhere/k\n")
        for command in [serve, ["account", "list"]] {
            let outcome = try program.run(command)
            #expect(outcome.status == 2)
            #expect(
                outcome.errors == """
                    countersign: countersign.yaml:2: master-key-file: "nowhere/k" does not exist, and this database uses \
                    its key k1

                    """
            )
        }
    }

    @Test("plain http is only for this machine itself")
    func plainHTTP() throws {
        let outcome = try program.run("serve", "--public-url", "http://id.example.org")
        #expect(outcome.status == 2)
        #expect(outcome.errors.contains("use https://id.example.org"))
    }
}
