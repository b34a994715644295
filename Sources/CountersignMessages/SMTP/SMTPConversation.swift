/// What was said while one mail was sent, as far as it decides what came of it.
struct SMTPConversation {
    /// The last command that concerns this mail.
    enum Stage {
        /// Greeting, EHLO, STARTTLS, AUTH: a "no" here is about us and our configuration, not about the mail.
        case opening
        case sender
        case recipient
        case content
    }

    private(set) var stage = Stage.opening
    /// We have said QUIT; what is answered to that decides nothing.
    private(set) var isOver = false
    private var lines: [[UInt8]] = []
    private var isReplyComplete = true

    /// The last reply's code and its words.
    var reply: (code: Int, text: String)? {
        guard let first = lines.first, let code = Self.code(of: first) else { return nil }
        let text = lines.map { Self.cleaned($0.dropFirst(4)) }.filter { !$0.isEmpty }.joined(separator: " ")
        return (code, String("\(code) \(text)".prefix(Self.longestReply)))
    }

    mutating func hear(_ line: [UInt8]) {
        if isOver { return }
        if isReplyComplete { lines = [] }
        // `250-` goes on, `250 ` is the last; a server that goes on for ever is not listened to for ever.
        isReplyComplete = !(line.count > 3 && line[3] == UInt8(ascii: "-"))
        if lines.count < 20 { lines.append(Array(line.prefix(512))) }
    }

    /// - Parameter command: never kept, for it may hold the login.
    mutating func say(_ command: some Collection<UInt8>) {
        let verb = String(decoding: command.prefix(5), as: UTF8.self).uppercased()
        switch verb {
        case "MAIL ": stage = .sender
        case "RCPT ": stage = .recipient
        case "DATA\r": stage = .content
        case "QUIT\r": isOver = true
        default: break
        }
    }

    /// What came of the mail when curl has failed.
    func failure(_ reason: String) -> MailOutcome {
        guard let reply, reply.code >= 400 else {
            // No answer to what was said last: perhaps it was accepted all the same, so it is sent again.
            return .deferred(code: nil, text: String(Self.cleaned(Array(reason.utf8)[...]).prefix(Self.longestReply)))
        }
        guard stage != .opening, reply.code >= 500, !Self.aboutUs.contains(reply.code) else {
            return .deferred(code: reply.code, text: reply.text)
        }
        return .refused(code: reply.code, text: reply.text)
    }

    /// Log in first, use TLS first, wrong login, stronger login wanted: an operator can mend it while the mail waits.
    private static let aboutUs: Set = [530, 534, 535, 538]

    private static let longestReply = 200

    private static func code(of line: [UInt8]) -> Int? {
        guard line.count >= 3, let code = Int(String(decoding: line.prefix(3), as: UTF8.self)),
            (200...599).contains(code)
        else { return nil }
        return code
    }

    /// Printable ASCII only: it goes into logs and onto pages.
    private static func cleaned(_ bytes: ArraySlice<UInt8>) -> String {
        let printable = bytes.map { (0x20...0x7E).contains($0) ? $0 : UInt8(ascii: " ") }
        return String(decoding: printable, as: UTF8.self).split(separator: " ").joined(separator: " ")
    }
}
