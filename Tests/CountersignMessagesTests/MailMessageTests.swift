import Countersign
import Foundation
import Testing

@testable import CountersignMessages

@Suite struct MailMessageTests {
    private func text(_ message: MailMessage, _ destination: MailMessage.Destination = .network) -> String {
        String(decoding: message.encoded(for: destination), as: UTF8.self)
    }

    /// The header lines, unfolded.
    private func headers(_ message: MailMessage) throws -> [String] {
        let block = try #require(text(message).firstRange(of: "\r\n\r\n"))
        return text(message)[..<block.lowerBound].replacing("\r\n ", with: " ").components(separatedBy: "\r\n")
    }

    @Test("a plain mail is what RFC 5322 says, to the letter")
    func plain() throws {
        let expected = """
            From: Countersign <no-reply@id.example.com>
            To: sam@example.com
            Subject: Your code
            Date: Sat, 14 Mar 2026 09:26:53 +0000
            Message-ID: <01jq3zv5k8example@id.example.com>
            Auto-Submitted: auto-generated
            MIME-Version: 1.0
            Content-Language: en
            Content-Type: text/plain; charset=utf-8
            Content-Transfer-Encoding: quoted-printable

            Your code is 123456.

            @id.example.com #123456=

            """
        #expect(text(try .sample()) == expected.replacing("\n", with: "\r\n"))
    }

    @Test("in a file the text stands as people read it, and its last line is the file's last")
    func file() throws {
        let link = "https://id.example.com/confirm/" + String(repeating: "a=b", count: 60)
        let message = try MailMessage.sample(text: "Grüße:\n\(link)\n@id.example.com #123456")
        #expect(text(message, .file).hasSuffix("\r\n\r\nGrüße:\r\n\(link)\r\n@id.example.com #123456"))
        #expect(text(message, .file).contains("Content-Transfer-Encoding: 8bit\r\n"))
    }

    @Test("no line is longer than 76 characters and nothing but ASCII goes over the network")
    func lineLength() throws {
        let long = String(repeating: "Überraschung im Frühling; ", count: 20)
        let message = try MailMessage.sample(subject: long, text: long + "\n\n" + long, html: "<p>" + long)
        #expect(message.encoded(for: .network).allSatisfy { $0 < 0x80 })
        for line in text(message).components(separatedBy: "\r\n") {
            #expect(line.utf8.count <= 76, "\(line)")
        }
    }

    @Test(
        "no value adds a header, whatever line ends it tries",
        arguments: ["\r\n", "\n", "\r", "\r\n ", "\u{0}", "\u{2028}", "\u{85}", "\u{B}", "\r\r\n\n", "=\r\n"]
    )
    func injection(lineEnd: String) throws {
        let attack = "Hello\(lineEnd)Bcc: eve@example.net\(lineEnd)\(lineEnd)<b>body</b>"
        let message = try MailMessage(
            from: Mailbox(name: attack, address: EmailAddress("no-reply@id.example.com")),
            to: Mailbox(name: attack, address: EmailAddress("sam@example.com")),
            content: MailContent(subject: attack, text: "text", language: nil),
            id: "1",
            date: Date(timeIntervalSince1970: 0)
        )
        let names = try headers(message).map { String($0.prefix { $0 != ":" }) }
        #expect(
            names == [
                "From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "MIME-Version", "Content-Type",
                "Content-Transfer-Encoding",
            ]
        )
        #expect(text(message).hasSuffix("\r\n\r\ntext=\r\n"))
    }

    @Test(
        "an id or language that could hold more than itself is refused",
        arguments: ["", "a b", "a\r\nBcc: x", "a>", "ä", "a@b"]
    )
    func badID(value: String) throws {
        let box = try Mailbox(parsing: "a@example.com")
        let date = Date(timeIntervalSince1970: 0)
        #expect(throws: MailFault.badID) {
            try MailMessage(from: box, to: box, content: MailContent(subject: "", text: ""), id: value, date: date)
        }
        #expect(throws: MailFault.badLanguage) {
            let content = MailContent(subject: "", text: "", language: value)
            _ = try MailMessage(from: box, to: box, content: content, id: "1", date: date)
        }
    }

    @Test(
        "an address with control characters or spaces is no address",
        arguments: [
            "sam@example.com\r\nBcc: eve@example.net", "sam @example.com", "<sam@example.com>\r\n",
            "sam@exa\u{0}mple.com",
            "Sam\r\nBcc: eve <sam@example.com>", "sam@example.com, eve@example.net", "",
            "Sam sam@example.com>", "sam@", "@example.com", "a@b@example.com", "\"a b\"@example.com",
        ]
    )
    func badAddress(text: String) {
        #expect(throws: NameFault.self) { try Mailbox(parsing: text) }
    }

    @Test("names and addresses are read as an operator writes them")
    func mailboxes() throws {
        #expect(try Mailbox(parsing: "no-reply@localhost").domain == "localhost")
        let named = try Mailbox(parsing: "  Northwind, Inc.  <id@northwind.example>")
        #expect(named.name == "Northwind, Inc.")
        #expect(named.address.text == "id@northwind.example")
        #expect(try Mailbox(parsing: "\"Northwind\" <id@northwind.example>").name == "Northwind")
        #expect(HeaderText.mailbox("From", named) == "From: \"Northwind, Inc.\" <id@northwind.example>")
    }

    @Test("a boundary that stands in the text is not used")
    func boundary() throws {
        let text = "--=_01jq3zv5k8example--\r\nand =_01jq3zv5k8example_"
        let message = try MailMessage.sample(text: text, html: "<p>")
        #expect(self.text(message, .file).contains("boundary=\"=_01jq3zv5k8example__\""))
    }

    @Test(
        "dates are those of the calendar, leap days included",
        arguments: [
            (0, "Thu, 01 Jan 1970 00:00:00 +0000"), (951_827_696, "Tue, 29 Feb 2000 12:34:56 +0000"),
            (1_709_251_199, "Thu, 29 Feb 2024 23:59:59 +0000"), (4_107_542_400, "Mon, 01 Mar 2100 00:00:00 +0000"),
            (1_798_761_599, "Thu, 31 Dec 2026 23:59:59 +0000"), (-5, "Thu, 01 Jan 1970 00:00:00 +0000"),
        ]
    )
    func dates(seconds: Int, text: String) {
        #expect(MailDate.text(Date(timeIntervalSince1970: TimeInterval(seconds))) == text)
    }

    @Test("no date is a trap", arguments: [Double.infinity, -.infinity, 1e300])
    func oddDates(seconds: Double) {
        #expect(MailDate.text(Date(timeIntervalSince1970: seconds)).hasSuffix("+0000"))
    }
}
