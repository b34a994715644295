import Foundation
import Testing

@testable import CountersignCommand

@Suite("The configuration is shown with where it came from")
struct PrintedConfigurationTests {
    let program: Program

    init() throws {
        program = try Program()
    }

    private func lines(_ output: String) -> [String: [String]] {
        let lines = output.split(separator: "\n").map { $0.split(separator: " ", maxSplits: 1).map(String.init) }
        return Dictionary(
            lines.map { ($0[0], $0[1].replacing("  ", with: "\t").split(separator: "\t").map { $0.trimmed }) },
            uniquingKeysWith: { first, _ in first }
        )
    }

    @Test("flags go before the environment, the environment before the file, the file before defaults")
    func order() throws {
        try program.write(
            "listen: 127.0.0.1:1111\ndata: from-file\nlog-level: debug\ntrusted-proxies: [10.0.0.0/8, 192.0.2.7]\n"
        )
        let outcome = try program.run(
            "serve",
            "--print-config",
            "--listen",
            "127.0.0.1:3333",
            environment: ["COUNTERSIGN_LISTEN": "127.0.0.1:2222", "COUNTERSIGN_DATA": "from-variable"]
        )
        #expect(outcome.status == 0)
        #expect(outcome.errors.isEmpty)
        let shown = lines(outcome.output)
        #expect(shown["listen"] == ["127.0.0.1:3333", "flag --listen"])
        #expect(shown["data"] == ["from-variable", "environment COUNTERSIGN_DATA"])
        #expect(shown["log-level"] == ["debug", "countersign.yaml:3"])
        #expect(shown["trusted-proxies"] == ["10.0.0.0/8,192.0.2.7", "countersign.yaml:4"])
        #expect(shown["second-factor"] == ["optional", "default"])
        #expect(shown["database"] == ["sqlite:from-variable/countersign.sqlite", "default"])
        #expect(shown["log-format"] == ["json", "default"])
        #expect(shown.count == SettingTable.all.count)
    }

    @Test("another file is read with --config, and named as it was given")
    func otherFile() throws {
        try program.write("data: usual\n")
        try program.write("\u{FEFF}# with a mark\ndata: other\n", to: "other.yaml")
        let outcome = try program.run("serve", "--print-config", "--config", "./other.yaml")
        #expect(lines(outcome.output)["data"] == ["other", "./other.yaml:2"])
    }

    @Test("programs get it as JSON")
    func json() throws {
        struct Printed: Decodable {
            struct Setting: Decodable {
                struct Origin: Decodable, Equatable {
                    let kind: String
                    let name: String?
                    let line: Int?
                }
                let key: String
                let value: String
                let origin: Origin
            }
            let settings: [Setting]
        }
        try program.write("\nsession-lifetime: 12 hours\n")
        let outcome = try program.run(
            "serve",
            "--print-config",
            "--json",
            environment: ["COUNTERSIGN_ORGANISATION_NAME": "Ünïon \"A\""]
        )
        let printed = try JSONDecoder().decode(Printed.self, from: Data(outcome.output.utf8))
        #expect(printed.settings.map(\.key) == SettingTable.all.map(\.name))
        let lifetime = try #require(printed.settings.first { $0.key == "session-lifetime" })
        #expect(lifetime.value == "12h")
        #expect(lifetime.origin == .init(kind: "file", name: "countersign.yaml", line: 2))
        let name = try #require(printed.settings.first { $0.key == "organisation-name" })
        #expect(name.value == "Ünïon \"A\"")
        #expect(name.origin == .init(kind: "environment", name: "COUNTERSIGN_ORGANISATION_NAME", line: nil))
    }

    @Test("passwords are covered")
    func secrets() throws {
        let outcome = try program.run(
            "serve",
            "--print-config",
            "--smtp",
            "smtp://me:hunter2@mail.example.org",
            "--database",
            "postgres://me:hunter3@db/countersign?sslmode=require&password=hunter4"
        )
        #expect(outcome.status == 0)
        #expect(!outcome.output.contains("hunter"))
        #expect(lines(outcome.output)["smtp"]?.first == "smtp://me:•••@mail.example.org:587")
        #expect(
            lines(outcome.output)["database"]?.first
                == "postgres://me:•••@db/countersign?sslmode=require&password=•••"
        )
    }

    @Test("who is invited follows from the public address unless it is set")
    func signUp() throws {
        let local = try program.run("serve", "--print-config")
        #expect(lines(local.output)["sign-up"] == ["open", "default"])
        let public_ = try program.run("serve", "--print-config", "--public-url", "https://ID.example.org:443/")
        #expect(lines(public_.output)["public-url"]?.first == "https://id.example.org")
        #expect(lines(public_.output)["sign-up"] == ["invitation", "default"])
    }

    @Test("variables that container platforms add for a service of our name are no settings")
    func serviceLinks() throws {
        let outcome = try program.run(
            "serve",
            "--print-config",
            environment: [
                "COUNTERSIGN_PORT": "tcp://10.0.0.1:8080", "COUNTERSIGN_SERVICE_HOST": "10.0.0.1",
                "COUNTERSIGN_SERVICE_PORT": "8080", "COUNTERSIGN_SERVICE_PORT_HTTP": "8080",
                "COUNTERSIGN_PORT_8080_TCP": "tcp://10.0.0.1:8080", "COUNTERSIGN_PORT_8080_TCP_PROTO": "tcp",
                "COUNTERSIGN_PORT_8080_TCP_PORT": "8080", "COUNTERSIGN_PORT_8080_TCP_ADDR": "10.0.0.1",
            ]
        )
        #expect(outcome.status == 0)
        #expect(outcome.errors.isEmpty)
    }
}

extension StringProtocol {
    fileprivate var trimmed: String { trimmingCharacters(in: .whitespaces) }
}
