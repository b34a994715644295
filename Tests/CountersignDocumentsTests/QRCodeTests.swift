import Foundation
import FoundationXML
import Testing

@testable import CountersignDocuments

struct QRCodeTests {
    private static let uri =
        "otpauth://totp/Northwind%20Traders:sam@example.org?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
        + "&issuer=Northwind%20Traders&algorithm=SHA1&digits=6&period=30"

    /// Read back from the drawing itself: what the path fills, on ten by ten pixels a module.
    private func readBack(_ svg: String) throws -> String {
        let side = try #require(
            svg.firstMatch(of: /viewBox="0 0 (\d+) (\d+)"/).flatMap { $0.1 == $0.2 ? Int($0.1) : nil }
        )
        let path = try #require(svg.firstMatch(of: /<path fill="#000" d="([^"]*)"\/>/)?.1)
        var isDark = [Bool](repeating: false, count: side * side)
        var rest = path
        while let run = rest.prefixMatch(of: /M(\d+) (\d+)h(\d+)v1h-(\d+)z/) {
            #expect(run.3 == run.4)
            let column = try #require(Int(run.1))
            let row = try #require(Int(run.2))
            let length = try #require(Int(run.3))
            try #require(column + length <= side && row < side)
            for offset in 0..<length { isDark[row * side + column + offset] = true }
            rest = rest[run.range.upperBound...]
        }
        #expect(rest.isEmpty)
        // The quiet zone is light, and the code reaches right up to it.
        for row in 0..<side {
            for column in 0..<side where min(row, column) < 4 || max(row, column) >= side - 4 {
                #expect(!isDark[row * side + column])
            }
        }
        #expect(isDark[4 * side + 4] && isDark[4 * side + side - 5] && isDark[(side - 5) * side + 4])

        let scale = 10
        var picture = Array("P5 \(side * scale) \(side * scale) 255\n".utf8)
        for row in 0..<(side * scale) {
            for column in 0..<(side * scale) {
                picture.append(isDark[row / scale * side + column / scale] ? 0 : 255)
            }
        }
        let read = try Tool.zbarimg.output(
            ["-q", "--raw", "-Sdisable", "-Sqrcode.enable", "FILE"],
            file: picture,
            endingIn: ".pgm"
        )
        return read.hasSuffix("\n") ? String(read.dropLast()) : read
    }

    @Test(
        "a scanner reads back what was put in",
        arguments: [uri, "A", "otpauth://hotp/x?secret=MY&counter=0", String(repeating: "Az09&%20", count: 120)]
    )
    func scans(text: String) throws {
        let code = try QRCode(text)
        #expect(try readBack(code.svg(label: "QR code")) == text)
    }

    @Test("the drawing is one path on white, with a name for screen readers and nothing a strict page forbids")
    func drawing() throws {
        let svg = try QRCode(Self.uri).svg(label: "QR code holding the setup key")
        #expect(svg.hasPrefix(#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 "#))
        #expect(svg.contains(#" role="img" aria-label="QR code holding the setup key" shape-rendering="crispEdges">"#))
        #expect(svg.matches(of: /<path/).count == 1)
        #expect(!svg.contains("style"))
        #expect(!svg.contains("<script"))
        #expect(XMLParser(data: Data(svg.utf8)).parse())
    }

    @Test("the name cannot leave its attribute")
    func label() throws {
        let label = "\"><script>alert('x')</script>&\u{0}\u{1F}\n\u{FFFF} ‮ é 😀"
        let svg = try QRCode("A").svg(label: label)
        #expect(XMLParser(data: Data(svg.utf8)).parse())
        #expect(!svg.contains("<script"))
        #expect(
            svg.contains(
                "aria-label=\"&quot;&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;\u{FFFD}\u{FFFD} \u{FFFD} ‮ é 😀\""
            )
        )
    }

    @Test("the longest text fits, and one byte more is refused")
    func length() throws {
        // ISO/IEC 18004 table 7, version 40-M: 2,331 bytes, 5,596 digits.
        #expect(try QRCode(String(repeating: "a", count: 2_331)).size == 177)
        #expect(throws: QRCode.Failure.tooLong) { try QRCode(String(repeating: "a", count: 2_332)) }
        #expect(try QRCode(String(repeating: "1", count: 5_596)).size == 177)
        #expect(throws: QRCode.Failure.tooLong) { try QRCode(String(repeating: "1", count: 5_597)) }
        #expect(throws: QRCode.Failure.tooLong) { try QRCode(String(repeating: "a", count: 10_000_000)) }
    }

    @Test("what a C string cannot hold is refused", arguments: ["", "\u{0}", "otpauth://totp/a\u{0}?secret=MY"])
    func notText(text: String) {
        #expect(throws: QRCode.Failure.notText) { try QRCode(text) }
    }

    @Test("no module lies outside")
    func outside() throws {
        let code = try QRCode("A")
        #expect(code.isDark(column: 0, row: 0))
        for (column, row) in [(-1, 0), (0, -1), (code.size, 0), (0, code.size), (.max, .max), (.min, .min)] {
            #expect(!code.isDark(column: column, row: row))
        }
    }

    @Test("many at once are the same as one after the other")
    func threads() async throws {
        let expected = try (0..<64).map { try QRCode(Self.uri + "\($0)") }
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for (index, code) in expected.enumerated() {
                group.addTask { try QRCode(Self.uri + "\(index)") == code }
            }
            for try await isSame in group { #expect(isSame) }
        }
    }
}
