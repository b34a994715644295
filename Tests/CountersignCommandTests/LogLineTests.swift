import Foundation
import Logging
import Synchronization
import Testing

@testable import CountersignCommand

@Suite("Log lines")
struct LogLineTests {
    /// What a logger wrote.
    private final class Written: Sendable {
        private let texts = Mutex<[String]>([])

        func add(_ text: String) { texts.withLock { $0.append(text) } }

        var all: [String] { texts.withLock { $0 } }
    }

    private let written = Written()

    private func logger(_ style: LogLineStyle, level: Logger.Level = .info) -> Logger {
        var logger = Logger(label: "countersign.test") { [written] label in
            LineLogHandler(
                label: label,
                level: level,
                style: style,
                now: { Date(timeIntervalSince1970: 1_700_000_000.25) },
                write: written.add
            )
        }
        logger.logLevel = level
        return logger
    }

    private func object(_ line: String) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    }

    @Test("JSON says time, level, label, message, request and the rest")
    func json() throws {
        var log = logger(.json)
        log[metadataKey: "hb.request.id"] = "abc"
        log.notice("Started", metadata: ["port": "8080", "list": ["a", "b"], "inner": ["level": "forged"]])
        let line = try #require(written.all.first)
        #expect(line.hasSuffix("}\n"))
        let object = try object(line)
        #expect(object["time"] as? String == "2023-11-14T22:13:20.250Z")
        #expect(object["level"] as? String == "notice")
        #expect(object["label"] as? String == "countersign.test")
        #expect(object["message"] as? String == "Started")
        #expect(object["request_id"] as? String == "abc")
        let metadata = try #require(object["metadata"] as? [String: Any])
        #expect(metadata["port"] as? String == "8080")
        #expect(metadata["list"] as? [String] == ["a", "b"])
        #expect(metadata["inner"] as? [String: String] == ["level": "forged"])
        #expect(metadata["hb.request.id"] == nil)
    }

    @Test("the console says the same for people")
    func console() {
        logger(.console(isColoured: false)).warning(
            "Mail waits",
            metadata: ["count": "3", "why": "no answer", "request-id": "abc", "empty": ""]
        )
        #expect(
            written.all == [
                "2023-11-14T22:13:20.250Z WARNING  Mail waits count=3 empty=\"\" why=\"no answer\" request-id=abc (countersign.test)\n"
            ]
        )
    }

    @Test("colours are there only where asked for")
    func colours() {
        logger(.console(isColoured: true)).error("Oh", metadata: ["a": "b"])
        #expect(written.all.first?.contains("\u{1B}[31mERROR\u{1B}[0m") == true)
    }

    @Test(
        "nothing that is logged can forge or hide a line",
        arguments: [
            "a\nb", "a\r\nb", "a\u{0}b", "a\u{1B}[2Jb", "a\u{85}b", "a\u{2028}b", "a\u{2029}b", "a\u{202E}b",
            "a\u{2066}b", "a\u{9B}31mb", "a\u{7F}b", "a\" level=error \"b", "a\\nb", "\u{FEFF}a", "a\u{200B}b",
            "a\u{E000}b", "a\u{F0000}b",
        ]
    )
    func injection(text: String) throws {
        for style in [LogLineStyle.json, .console(isColoured: false)] {
            logger(style).info("\(text)", metadata: ["\(text)": "\(text)", "list": ["\(text)"]])
        }
        #expect(written.all.count == 2)
        for line in written.all {
            #expect(line.unicodeScalars.count { PlainText.isHidden($0) } == 1, "only the line's own end")
            #expect(line.last == "\n")
        }
        let object = try object(written.all[0])
        #expect(object["message"] as? String == text)
        #expect((object["metadata"] as? [String: Any])?[text] as? String == text)
    }

    @Test("a value cannot pass for another key on the console")
    func forgedKey() {
        logger(.console(isColoured: false)).info("x", metadata: ["name": "eve level=admin"])
        #expect(written.all.first?.contains("name=\"eve level=admin\"") == true)
    }

    @Test("a line has an end, however long what is logged")
    func long() throws {
        logger(.json).info("\(String(repeating: "é", count: 100_000))")
        let line = try #require(written.all.first)
        #expect(line.utf8.count < 20_000)
        _ = try object(line)
    }

    @Test("deeply nested metadata is written without following it to its end")
    func deep() throws {
        var value = Logger.MetadataValue.string("x")
        for _ in 0..<200 { value = .array([value]) }
        logger(.json).info("deep", metadata: ["value": value])
        _ = try object(try #require(written.all.first))
    }

    @Test("what is below the level is not written")
    func level() {
        let log = logger(.json, level: .warning)
        log.info("quiet")
        log.error("loud")
        #expect(written.all.count == 1)
    }

    @Test("an error that is logged is in the line")
    func error() throws {
        struct Broken: Error, CustomStringConvertible {
            let description = "the disk\nis full"
        }
        logger(.json).error("Could not write", error: Broken())
        let metadata = try object(try #require(written.all.first))["metadata"] as? [String: Any]
        #expect(metadata?["error"] as? String == "the disk\nis full")
    }
}
