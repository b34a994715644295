import Countersign
import Foundation

/// One mail as plain values. What travels is made by `encoded(for:)`; no value can add a header or a line to it.
package struct MailMessage: Sendable, Equatable {
    package let from: Mailbox
    package let to: Mailbox
    package let content: MailContent
    /// Our own id of it; the Message-ID is this under the sender's domain.
    package let id: String
    package let date: Date

    package init(from: Mailbox, to: Mailbox, content: MailContent, id: String, date: Date) throws(MailFault) {
        let atoms = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_."
        guard !id.isEmpty, id.utf8.count <= 64, id.allSatisfy(atoms.contains) else { throw .badID }
        if let language = content.language {
            guard !language.isEmpty, language.utf8.count <= 35,
                language.utf8.allSatisfy({ $0 < 0x80 }),
                language.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "-" })
            else { throw .badLanguage }
        }
        self.from = from
        self.to = to
        self.content = content
        self.id = id
        self.date = date
    }

    /// Where the bytes go.
    package enum Destination: Sendable {
        /// A mail server: no line over 76 characters in the bodies, nothing but ASCII.
        case network
        /// A file: the text stands in it as people read it, with links and codes in one piece.
        case file
    }

    /// The bytes of the message, lines ended by CRLF.
    ///
    /// The text's last line stays its last: decoded, not even a line break follows it.
    package func encoded(for destination: Destination) -> [UInt8] {
        var headers = [
            HeaderText.mailbox("From", from),
            HeaderText.mailbox("To", to),
            HeaderText.unstructured("Subject", content.subject),
            "Date: \(MailDate.text(date))",
            "Message-ID: <\(id)@\(from.domain)>",
            // RFC 3834: keeps holiday notices from coming back.
            "Auto-Submitted: auto-generated",
            "MIME-Version: 1.0",
        ]
        if let language = content.language { headers.append("Content-Language: \(language)") }
        let message: String
        if let html = content.html {
            let boundary = unusedBoundary(in: [content.text, html])
            headers.append("Content-Type: multipart/alternative; boundary=\"\(boundary)\"")
            let parts = [("plain", content.text), ("html", html)].map { kind, text in
                // The line break before a boundary belongs to the boundary (RFC 2046, 5.1.1).
                "--\(boundary)\r\n" + block(partHeaders(kind, destination)) + "\r\n" + body(text, destination) + "\r\n"
            }
            message = block(headers) + "\r\n" + parts.joined() + "--\(boundary)--\r\n"
        } else {
            let end = destination == .network ? BodyText.softEnd : ""
            message =
                block(headers + partHeaders("plain", destination)) + "\r\n" + body(content.text, destination) + end
        }
        return Array(message.utf8)
    }

    private func partHeaders(_ kind: String, _ destination: Destination) -> [String] {
        let encoding = destination == .network ? "quoted-printable" : "8bit"
        return ["Content-Type: text/\(kind); charset=utf-8", "Content-Transfer-Encoding: \(encoding)"]
    }

    private func body(_ text: String, _ destination: Destination) -> String {
        switch destination {
        case .network: BodyText.quotedPrintable(text)
        case .file: BodyText.lines(of: text).joined(separator: "\r\n")
        }
    }

    private func block(_ headers: [String]) -> String {
        headers.map { $0 + "\r\n" }.joined()
    }

    private func unusedBoundary(in texts: [String]) -> String {
        var boundary = "=_\(id)"
        while texts.contains(where: { $0.contains(boundary) }) { boundary += "_" }
        return boundary
    }
}

/// What a mail says: words that are ready, in one language.
package struct MailContent: Sendable, Equatable {
    package let subject: String
    package let text: String
    package let html: String?
    /// A tag of BCP 47.
    package let language: String?

    package init(subject: String, text: String, html: String? = nil, language: String? = nil) {
        self.subject = subject
        self.text = text
        self.html = html
        self.language = language
    }
}

/// Why a mail cannot be made at all.
package enum MailFault: Error, Sendable, Equatable {
    case badID
    case badLanguage
}
