import Foundation
import Testing

@testable import CountersignCommand

@Suite("Memory of the start")
struct StartMemoryTests {
    @Test(
        "only code of a file is given back",
        arguments: [
            ("55d0c0a00000-55d0c2300000 r-xp 00287000 fe:00 1234   /opt/a program/countersign", true),
            ("55d0c0a00000-55d0c2300000 r--p 00287000 fe:00 1234   /opt/countersign", false),
            ("55d0c0a00000-55d0c2300000 rw-p 00287000 fe:00 1234   /opt/countersign", false),
            ("7f00c0a00000-7f00c0a01000 r-xp 00000000 00:00 0", false),
            ("7ffd1b9f2000-7ffd1b9f4000 r-xp 00000000 00:00 0   [vdso]", false),
            ("55d0c2300000-55d0c0a00000 r-xp 00287000 fe:00 1234   /backwards", false),
            ("zz-55d0c0a00000 r-xp 00287000 fe:00 1234   /no-number", false),
            ("", false),
        ]
    )
    func lines(line: String, isCode: Bool) {
        #expect((StartMemory.codeRange(in: line[...]) != nil) == isCode)
        if isCode { #expect(StartMemory.codeRange(in: line[...]) == 0x55d0_c0a0_0000..<0x55d0_c230_0000) }
    }

    @Test("what was given back runs on, and counts as resident again only where it runs")
    func runsOn() throws {
        let before = try Self.residentCode()
        StartMemory.giveBack()
        #expect(try Self.residentCode() < before)
        #expect(try JSONDecoder().decode([Int].self, from: Data("[1, 2]".utf8)) == [1, 2])
    }

    /// In KiB, of files.
    private static func residentCode() throws -> Int {
        let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
        let line = try #require(status.split(separator: "\n").first { $0.hasPrefix("RssFile:") })
        return try #require(line.split(separator: " ").dropFirst().first.flatMap { Int($0) })
    }
}
