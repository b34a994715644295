import Foundation
import Logging
import Testing

@testable import CountersignMessages

@Suite struct MailDirectoryTests {
    private let folder = NSTemporaryDirectory() + "countersign-mail-\(UUID().uuidString)"
    private let log = Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })

    private func mode(_ path: String) throws -> Int {
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        return try #require(attributes[.posixPermissions] as? Int)
    }

    @Test("a mail is a file that only its owner can read, named by its time")
    func written() async throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let message = try MailMessage.sample()
        let name = "20260314T092653Z-01jq3zv5k8example.eml"
        let outcome = await MailDirectory(path: folder, log: log).send(message)
        #expect(outcome == .accepted(reply: "written to \(name)"))
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == [name])
        let content = try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(name)"))
        #expect(Array(content) == message.encoded(for: .file))
        #expect(try mode(folder) == 0o700)
        #expect(try mode("\(folder)/\(name)") == 0o600)
    }

    @Test("the same mail written twice is one file; what was left half-written does no harm")
    func twice() async throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let directory = MailDirectory(path: folder, log: log)
        _ = await directory.send(try .sample())
        let left = "\(folder)/.20260314T092653Z-01jq3zv5k8example.eml.new"
        #expect(FileManager.default.createFile(atPath: left, contents: Data(repeating: 65, count: 9999)))
        let message = try MailMessage.sample()
        _ = await directory.send(message)
        let names = try FileManager.default.contentsOfDirectory(atPath: folder)
        #expect(names.count == 1)
        let content = try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(try #require(names.first))"))
        #expect(Array(content) == message.encoded(for: .file))
    }

    @Test(
        "a folder that cannot be written defers and says why",
        arguments: ["/proc/nowhere", "/dev/null/mail", "/nonexistent/a/b"]
    )
    func unwritable(path: String) async throws {
        guard case .deferred(nil, let text) = await MailDirectory(path: path, log: log).send(try .sample()) else {
            Issue.record("written")
            return
        }
        #expect(text.hasPrefix("cannot write to the mail folder: "))
    }
}
