import CountersignTesting
import Foundation
import Hummingbird
import HummingbirdTesting
import Testing

@testable import CountersignWeb

@Suite("The server over a socket")
struct ServerTests {
    /// On a thread of its own: waiting for a program on one of the few that tasks share would stop the server too.
    private func run(_ program: String, _ arguments: [String]) async throws -> String {
        try await withCheckedThrowingContinuation { continuation in
            Thread {
                let process = Process()
                process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
                process.arguments = [program] + arguments
                let output = Pipe()
                process.standardOutput = output
                process.standardError = FileHandle.nullDevice
                continuation.resume(
                    with: Result {
                        try process.run()
                        let bytes = try output.fileHandleForReading.readToEnd() ?? Data()
                        process.waitUntilExit()
                        return String(decoding: bytes, as: UTF8.self)
                    }
                )
            }.start()
        }
    }

    private func withCertificate<Result>(_ body: (WebServer.Certificate) async throws -> Result) async throws -> Result
    {
        let folder = NSTemporaryDirectory() + "/countersign-tls-\(UInt64.random(in: 0...UInt64.max))"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let certificate = WebServer.Certificate(chainFile: "\(folder)/cert.pem", keyFile: "\(folder)/key.pem")
        _ = try await run(
            "openssl",
            [
                "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
                "-subj", "/CN=localhost", "-keyout", certificate.keyFile, "-out", certificate.chainFile,
            ]
        )
        return try await body(certificate)
    }

    @Test("over TLS it speaks HTTP/2 to those who can, HTTP/1.1 to others, and nothing older than TLS 1.2")
    func tls() async throws {
        try await withCertificate { certificate in
            try await World.run { world in
                let server = try WebServer(world.web).main(
                    at: WebServer.Endpoint(host: "127.0.0.1", port: 0),
                    certificate: certificate
                )
                try await server.test(.live) { client in
                    let port = try #require(client.port)
                    let about = ["-sk", "-m", "20", "-o", "/dev/null", "-w", "%{http_version} %{response_code}"]
                    let url = "https://localhost:\(port)/healthz"
                    #expect(try await run("curl", about + ["--http2", url]) == "2 200")
                    #expect(try await run("curl", about + ["--http1.1", url]) == "1.1 200")
                    #expect(try await run("curl", about + ["--tls-max", "1.1", url]) == "0 000")
                    #expect(try await run("curl", about + ["http://localhost:\(port)/healthz"]) == "0 000")
                    // A body over HTTP/2 as well.
                    let post = about + ["--http2", "-d", "{}", "https://localhost:\(port)/api/v1/verify"]
                    #expect(try await run("curl", post) == "2 401")
                }
            }
        }
    }

    @Test("files that make no certificate stop the start, by name")
    func badCertificates() async throws {
        try await withCertificate { certificate in
            try await withCertificate { other in
                try await World.run { world in
                    let endpoint = WebServer.Endpoint(host: "127.0.0.1", port: 0)
                    let wrong: [(CertificateFault.Part, WebServer.Certificate)] = [
                        (.certificate, .init(chainFile: "/nowhere/cert.pem", keyFile: certificate.keyFile)),
                        (.certificate, .init(chainFile: certificate.keyFile, keyFile: certificate.keyFile)),
                        (.key, .init(chainFile: certificate.chainFile, keyFile: certificate.chainFile)),
                        (.key, .init(chainFile: certificate.chainFile, keyFile: other.keyFile)),
                    ]
                    for (part, files) in wrong {
                        let fault = #expect(throws: CertificateFault.self) {
                            try WebServer(world.web).main(at: endpoint, certificate: files)
                        }
                        #expect(fault?.part == part)
                    }
                }
            }
        }
    }

    @Test("a client that waits to be told to go on is told")
    func expectedContinue() async throws {
        try await World.runLive { _, port in
            let url = "http://localhost:\(port)/api/v1/verify"
            let about = ["-s", "-v", "-m", "20", "-o", "/dev/null", "-w", "%{response_code} %{time_total}"]
            // curl would go on by itself after ten seconds.
            let waiting = ["-H", "Expect: 100-continue", "--expect100-timeout", "10", "-d", "{}"]
            let said = try await run("curl", about + waiting + [url]).split(separator: " ")
            #expect(said.first == "401")
            #expect((said.last.flatMap { Double($0) } ?? 99) < 8)
        }
    }

    @Test("headers have limits, and what is no HTTP is 400")
    func limits() async throws {
        try await World.runLive { _, port in
            let url = "http://localhost:\(port)/healthz"
            let about = ["-s", "-m", "20", "-o", "/dev/null", "-w", "%{response_code}"]
            let usual = try await run("curl", about + [url])
            #expect(usual == "200")
            let long = try await run("curl", about + ["-H", "X: " + String(repeating: "a", count: 20_000), url])
            #expect(long == "400")
            let fields = (0..<200).flatMap { ["-H", "X\($0): a"] }
            let many = try await run("curl", about + fields + [url])
            #expect(many == "400")
            let trace = try await run("curl", about + ["-X", "TRACE", url])
            #expect(trace == "405")
            let after = try await run("curl", about + [url])
            #expect(after == "200")
        }
    }
}
