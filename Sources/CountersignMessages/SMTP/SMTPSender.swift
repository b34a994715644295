import CCurl
import Countersign
import Foundation
import Logging
import Synchronization

/// Sends mails by SMTP with libcurl: one connection and one thread a mail, nothing kept between.
package struct SMTPSender: MailSender {
    package struct Settings: Sendable {
        package var server: SMTPServer
        /// A file of certificates to trust besides those of the system.
        package var certificateFile: String?
        /// What we call ourselves in EHLO; nil for the domain of the sender's address.
        package var ownName: String?
        package var connectTimeoutInSeconds = 15
        /// For the whole of one mail.
        package var timeoutInSeconds = 60
        /// `name:port:address` entries that answer instead of DNS.
        package var resolved: [String] = []

        package init(server: SMTPServer) {
            self.server = server
        }
    }

    private let settings: Settings

    package init(settings: Settings) {
        self.settings = settings
    }

    package var timeLimitInSeconds: Int { settings.timeoutInSeconds + 10 }

    package func send(_ message: MailMessage) async -> MailOutcome {
        let settings = settings
        return await run { SMTPTransfer(message, settings: settings, isCancelled: $0) }
    }

    /// Goes as far as a mail would before its first word: connects, begins TLS, logs in, and leaves.
    ///
    /// - Parameter domain: what we call ourselves, if the settings do not say.
    /// - Returns: `.accepted` if a mail could have begun; else what came in between.
    package func greet(as domain: String) async -> MailOutcome {
        let settings = settings
        return await run { SMTPTransfer(greetingAs: domain, settings: settings, isCancelled: $0) }
    }

    private func run(_ makeTransfer: @escaping @Sendable (Flag) -> SMTPTransfer) async -> MailOutcome {
        let isCancelled = Flag()
        return await withTaskCancellationHandler {
            await OwnThread.run("smtp") { finish in makeTransfer(isCancelled).run(finish) }
        } onCancel: {
            isCancelled.raise()
        }
    }
}

/// Says to another thread that it is to stop.
final class Flag: Sendable {
    private let value = Atomic(false)

    func raise() { value.store(true, ordering: .relaxed) }

    var isRaised: Bool { value.load(ordering: .relaxed) }
}
