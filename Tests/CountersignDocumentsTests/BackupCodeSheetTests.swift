import Foundation
import Testing

@testable import CountersignDocuments

struct BackupCodeSheetTests {
    private static let codes = [
        "k7qf-29xmh-w4t3", "2345-67892-3456", "abcd-efghj-kmnp", "zzzz-zzzzz-zzzz", "w2w2-mmmmm-2345",
    ]

    private func sheet(
        language: String = "en",
        title: String = "Backup codes for Northwind Traders",
        organisation: String = "Northwind Traders",
        account: String = "Account: sam@example.org",
        introduction: [String] = ["If you lose your phone, one of these codes gets you in. Each works once."],
        codes: [String] = codes,
        howToUse: [String] = ["Sign in with your password. When you are asked for a code, type one of these."]
    ) throws -> BackupCodeSheet {
        try BackupCodeSheet(
            language: language,
            title: title,
            organisation: organisation,
            account: account,
            date: "Made on 2 October 2026",
            introduction: introduction,
            codes: codes,
            howToUse: howToUse,
            howToMakeNewOnes: ["To make new codes, open Security and choose Backup codes."],
            madeAt: Date(timeIntervalSince1970: 1_790_899_200)
        )
    }

    private func words(_ pdf: [UInt8]) throws -> String {
        try Tool.pdftotext.output(["-layout", "-enc", "UTF-8", "FILE", "-"], file: pdf, endingIn: ".pdf")
    }

    private func facts(_ pdf: [UInt8]) throws -> [String: String] {
        let said = try Tool.pdfinfo.output(["-isodates", "FILE"], file: pdf, endingIn: ".pdf")
        return Dictionary(
            said.split(separator: "\n").map { line in
                let parts = line.split(separator: ":", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
                return (parts[0], parts.count > 1 ? parts[1] : "")
            },
            uniquingKeysWith: { first, _ in first }
        )
    }

    @Test("the PDF is one A4 page whose words can be read back, every code beside its number")
    func reads() throws {
        let pdf = try sheet().pdf()
        let text = try words(pdf)
        for (index, code) in Self.codes.enumerated() { #expect(text.contains("\(index + 1). \(code)")) }
        for line in [
            "Backup codes for Northwind Traders", "Account: sam@example.org", "Made on 2 October 2026",
            "Each works once.",
            "type one of these.", "open Security and choose Backup codes.",
        ] {
            #expect(text.contains(line))
        }
        let facts = try facts(pdf)
        #expect(facts["Pages"] == "1")
        #expect(facts["Page size"]?.hasSuffix("(A4)") == true)
        #expect(facts["Title"] == "Backup codes for Northwind Traders")
        #expect(facts["Creator"] == "Countersign")
        #expect(facts["CreationDate"]?.hasPrefix("2026-10-02T") == true)
        #expect(facts["Tagged"] == "yes")
    }

    @Test("the PDF says its language in its catalogue", arguments: ["en", "de", "zh-Hans"])
    func language(tag: String) throws {
        let pdf = try sheet(language: tag).pdf()
        let text = String(decoding: pdf, as: Unicode.ASCII.self)
        let end = try #require(text.ranges(of: "/Type /Catalog").last)
        #expect(text[..<end.lowerBound].suffix(40).contains("/Lang (\(tag))"))
    }

    @Test("the same sheet makes the same file, whatever the clock says")
    func sameAgain() throws {
        #expect(try sheet().pdf() == sheet().pdf())
    }

    @Test("an Arabic name is read back, and the codes stay left to right")
    func arabic() throws {
        let pdf = try sheet(
            language: "ar",
            title: "الرموز الاحتياطية",
            organisation: "شركة المثال",
            account: "ليلى",
            introduction: ["إذا فقدت هاتفك فإن أحد هذه الرموز يسمح لك بالدخول."]
        ).pdf()
        let text = try words(pdf)
        // Without the marks that say which way the letters run; some fonts give the letters in their joined shapes.
        let plain = text.precomposedStringWithCompatibilityMapping
        for word in ["ليلى", "شركة", "المثال", "الاحتياطية"] { #expect(plain.contains(word)) }
        for (index, code) in Self.codes.enumerated() { #expect(text.contains("\(index + 1). \(code)")) }
        #expect(try facts(pdf)["Title"] == "الرموز الاحتياطية")
    }

    private static let hasChineseFont =
        (try? Tool.fontList.output([":lang=zh", "family"]).isEmpty) == false

    @Test(
        "a Chinese name is read back",
        .enabled(if: hasChineseFont, "needs a font with Chinese letters: apt-get install fonts-droid-fallback")
    )
    func chinese() throws {
        let pdf = try sheet(language: "zh-Hans", organisation: "北風貿易公司", account: "王小明").pdf()
        let text = try words(pdf)
        #expect(text.contains("北風貿易公司"))
        #expect(text.contains("王小明"))
        #expect(try facts(pdf)["Title"] == "Backup codes for Northwind Traders")
    }

    /// A name that means ill, under a name that can be printed.
    struct Hostile: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let name: String

        static let all = [
            Hostile("markup", "<b>&amp;</b>"),
            Hostile("letters no font has", "北風貿易 \u{FFFE}\u{FFFF}\u{10FFFF}\u{E000}\u{200F}"),
            Hostile("emoji", "😀👨‍👩‍👧‍👦🏴‍☠️"),
            Hostile("control characters", "a\u{0}b\u{7}\u{1B}[31m\r\nc"),
            Hostile("one endless word", String(repeating: "W", count: 10_000)),
            Hostile("endless words", String(repeating: "word ", count: 2_000)),
            Hostile("endless accents", "e" + String(repeating: "\u{301}", count: 10_000)),
            Hostile("endless turns of direction", String(repeating: "\u{202E}\u{2067}", count: 5_000)),
            Hostile("the longest ligature", String(repeating: "\u{FDFA}", count: 3_000)),
            Hostile("endless lines", String(repeating: "\n", count: 10_000)),
            Hostile("the insides of a PDF", ") /Lang (xx) endobj <<"),
            Hostile("the end of a PDF", "\\) (trailer << startxref %%EOF"),
            Hostile("nothing", ""),
        ]

        private init(_ description: String, _ name: String) {
            testDescription = description
            self.name = name
        }
    }

    @Test("no name, however hostile, takes the codes off the one page", arguments: Hostile.all)
    func hostile(hostile: Hostile) throws {
        let name = hostile.name
        let pdf = try sheet(title: name, organisation: name, account: name).pdf()
        let text = try words(pdf)
        for (index, code) in Self.codes.enumerated() { #expect(text.contains("\(index + 1). \(code)")) }
        #expect(text.contains("open Security and choose Backup codes."))
        #expect(try facts(pdf)["Pages"] == "1")
    }

    @Test("markup in a name is shown as it is")
    func markup() throws {
        #expect(try words(try sheet(account: "<b>&amp;</b>").pdf()).contains("<b>&amp;</b>"))
    }

    @Test("forty codes of the longest kind and long words still fit on the page")
    func much() throws {
        let codes = (10..<50).map { "\($0)" + String(repeating: "w", count: BackupCodeSheet.longestCode - 2) }
        let paragraph = String(repeating: "Aufbewahrungsmöglichkeiten ", count: 12)
        let pdf = try sheet(introduction: [paragraph, paragraph], codes: codes, howToUse: [paragraph]).pdf()
        let text = try words(pdf)
        for (index, code) in codes.enumerated() { #expect(text.contains("\(index + 1). \(code)")) }
        #expect(text.contains("open Security and choose Backup codes."))
        #expect(try facts(pdf)["Pages"] == "1")
    }

    @Test("more text than a page holds is refused, not cut off")
    func tooMuch() throws {
        let paragraph = String(repeating: "words ", count: 100)
        let full = try sheet(introduction: Array(repeating: paragraph, count: BackupCodeSheet.mostParagraphs - 2))
        #expect(throws: BackupCodeSheet.Flaw.tooMuchText) { try full.pdf() }
        #expect(throws: BackupCodeSheet.Flaw.tooMuchText) {
            try sheet(introduction: Array(repeating: "a", count: BackupCodeSheet.mostParagraphs))
        }
    }

    @Test("codes that could be cut off or forge a line are refused")
    func codes() throws {
        #expect(throws: BackupCodeSheet.Flaw.numberOfCodes(0)) { try sheet(codes: []) }
        #expect(throws: BackupCodeSheet.Flaw.numberOfCodes(41)) {
            try sheet(codes: Array(repeating: "abcd", count: 41))
        }
        for code in ["", "a b", "a\nb", "é", "<b>", String(repeating: "a", count: 25)] {
            #expect(throws: BackupCodeSheet.Flaw.code) { try sheet(codes: [code]) }
        }
        for tag in ["", "en_GB", "en)", "-", "toolonglanguage", "en-"] {
            #expect(throws: BackupCodeSheet.Flaw.language) { try sheet(language: tag) }
        }
    }

    @Test("the text file holds the same, one line each, with the line ends every editor knows")
    func text() throws {
        #expect(
            try sheet(organisation: "", account: "sam\r\n6. forged").text()
                == """
                Backup codes for Northwind Traders

                sam  6. forged
                Made on 2 October 2026

                If you lose your phone, one of these codes gets you in. Each works once.

                1. k7qf-29xmh-w4t3
                2. 2345-67892-3456
                3. abcd-efghj-kmnp
                4. zzzz-zzzzz-zzzz
                5. w2w2-mmmmm-2345

                Sign in with your password. When you are asked for a code, type one of these.

                To make new codes, open Security and choose Backup codes.

                """.replacingOccurrences(of: "\n", with: "\r\n")
        )
        #expect(try sheet(codes: Array(repeating: "abcd", count: 10)).text().contains("\r\n 9. abcd\r\n10. abcd\r\n"))
    }

    @Test("a sheet does not print its codes")
    func printing() throws {
        let sheet = try sheet()
        var said = "\(sheet) \(String(reflecting: sheet))"
        dump(sheet, to: &said)
        #expect(!said.contains("k7qf"))
    }

    @Test("many sheets at once are the same as one after the other")
    func threads() async throws {
        let expected = try (0..<24).map { try sheet(account: "Account \($0) ليلى 王小明").pdf() }
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for (index, pdf) in expected.enumerated() {
                group.addTask { try sheet(account: "Account \(index) ليلى 王小明").pdf() == pdf }
            }
            for try await isSame in group { #expect(isSame) }
        }
    }
}
