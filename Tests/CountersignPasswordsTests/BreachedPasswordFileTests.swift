import Crypto
import Foundation
import Testing

@testable import CountersignPasswords

@Suite struct BreachedPasswordFileTests {
    private func withFile(_ content: some StringProtocol, _ body: (String) throws -> Void) throws {
        let path = NSTemporaryDirectory() + "countersign-breached-\(UUID().uuidString).txt"
        try Data(content.utf8).write(to: URL(fileURLWithPath: path))
        defer { try? FileManager.default.removeItem(atPath: path) }
        try body(path)
    }

    private func hash(_ password: String) -> String {
        Insecure.SHA1.hash(data: Data(password.utf8)).map { String(format: "%02X", $0) }.joined()
    }

    @Test("every password of a list of hashes is found, and no other")
    func hashes() throws {
        let known = (0..<3000).map { "leaked \($0)" }
        let lines = known.map { "\(hash($0)):\($0.count * 7_919)" }.sorted()
        try withFile(lines.joined(separator: "\r\n") + "\r\n") { path in
            let file = try BreachedPasswordFile(path: path)
            for password in known { #expect(try file.contains(password)) }
            for number in 3000..<4000 { #expect(try !file.contains("leaked \(number)")) }
        }
    }

    @Test("lists of one to nine lines, with and without a last line feed", arguments: 1...9, ["", "\n"])
    func shortLists(count: Int, end: String) throws {
        let known = (0..<count).map { "leaked \($0)" }
        let lines = known.map { hash($0).lowercased() }.sorted()
        try withFile(lines.joined(separator: "\n") + end) { path in
            let file = try BreachedPasswordFile(path: path)
            for password in known { #expect(try file.contains(password)) }
            for number in count..<(count + 50) { #expect(try !file.contains("leaked \(number)")) }
        }
    }

    @Test("a list of plain passwords is searched as it stands")
    func passwords() throws {
        let known = [
            "Zebra kettle orbit", "a", "zebra kettle", "zebra kettle orbit", "åland islands", "pässword 12345",
        ]
        let lines = known.sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) }
        try withFile(lines.joined(separator: "\n")) { path in
            let file = try BreachedPasswordFile(path: path)
            for password in known { #expect(try file.contains(password), "\(password)") }
            for password in ["", "Zebra kettle", "zebra kettle orbi", "zebra kettle orbit ", "b"] {
                #expect(try !file.contains(password), "\(password)")
            }
        }
    }

    @Test("a breached password is common; without the file it is not")
    func screen() throws {
        let password = "olive tram pencil cloud"
        try withFile(hash(password) + ":3\n") { path in
            let file = try BreachedPasswordFile(path: path)
            #expect(CommonPasswords(breached: file).isCommon(password))
            #expect(!CommonPasswords(breached: file).isCommon("olive tram pencil clouds"))
            #expect(!CommonPasswords().isCommon(password))
        }
    }

    @Test("an empty file holds nothing")
    func empty() throws {
        try withFile("") { path in
            let file = try BreachedPasswordFile(path: path)
            #expect(try !file.contains("password"))
        }
    }

    @Test("a file that is not in order is refused at the start")
    func unsorted() throws {
        let lines = (0..<500).map { hash("leaked \($0)") }
        try withFile(lines.joined(separator: "\n")) { path in
            #expect(throws: BreachedPasswordFile.Failure.self) { _ = try BreachedPasswordFile(path: path) }
        }
    }

    @Test("a file without lines is refused instead of being read whole")
    func endlessLine() throws {
        try withFile(String(repeating: "x", count: 100_000)) { path in
            #expect(throws: BreachedPasswordFile.Failure.self) { _ = try BreachedPasswordFile(path: path) }
        }
    }

    @Test("a missing file and a folder are refused with their path", arguments: ["/nonexistent/list.txt", "/tmp"])
    func unreadable(path: String) {
        do {
            _ = try BreachedPasswordFile(path: path)
            Issue.record("was opened")
        } catch {
            #expect("\(error)".hasPrefix(path + ": "))
        }
    }
}
