/// Takes one mail off our hands: a mail server, or a folder where there is none.
package protocol MailSender: Sendable {
    /// Longest time that one `send` takes, for the lease of what is sent.
    var timeLimitInSeconds: Int { get }
    func send(_ message: MailMessage) async -> MailOutcome
}

/// What came of sending one mail.
package enum MailOutcome: Sendable, Equatable {
    /// The server answers for it from here on.
    case accepted(reply: String)
    /// Not now: try again later. Without a code the server said nothing, or was not reached.
    case deferred(code: Int?, text: String)
    /// The server will never take this mail.
    case refused(code: Int, text: String)
}
