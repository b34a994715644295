import Countersign
import Foundation
import Logging
import ServiceLifecycle
import Synchronization

/// Sends what lies in the outbox. Any number of nodes may run one: each takes mails for a time that is its alone.
///
/// A mail is sent at least once: who dies between the server's "yes" and writing it down leaves it to be sent again.
package final class OutboxService: Service {
    private let desk: OutboxDesk
    private let sender: any MailSender
    private let from: Mailbox
    private let log: Logger
    private let parallel: Int
    private let bell = Bell()
    let isStopping = Flag()
    private let running = Atomic(0)
    /// What is being sent here. A clock that leaps, as where a machine has slept, ends a lease early; what is in our own
    /// hands is not sent beside itself.
    private let inHand = Mutex(Set<OutboxMail.ID>())
    /// So that a database that is away is one line in the log, not one a second.
    private let isStoreAway = Atomic(false)

    /// - Parameters:
    ///   - compose: chooses the words of a mail. What it throws refuses the mail for good.
    ///   - parallel: how many are sent at once; each has a thread and a connection of its own.
    package convenience init(
        _ surroundings: Surroundings,
        sender: any MailSender,
        from: Mailbox,
        parallel: Int = 4,
        compose: @escaping @Sendable (Notice) throws -> MailContent
    ) {
        let desk = OutboxDesk(surroundings, compose: compose)
        self.init(desk, sender: sender, from: from, parallel: parallel, log: surroundings.log)
    }

    init(_ desk: OutboxDesk, sender: any MailSender, from: Mailbox, parallel: Int = 4, log: Logger) {
        self.desk = desk
        self.sender = sender
        self.from = from
        self.log = log
        self.parallel = max(parallel, 1)
    }

    /// A mail was just written: look at once, not only at the next turn.
    package func wake() {
        bell.ring()
    }

    package func run() async throws {
        await withTaskCancellationOrGracefulShutdownHandler {
            await withDiscardingTaskGroup { group in
                while !isStopping.isRaised {
                    let free = parallel - running.load(ordering: .relaxed)
                    let taken = free > 0 ? await lease(free) : nil
                    for (mail, leaseEnd) in taken ?? [] where inHand.withLock({ $0.insert(mail.id).inserted }) {
                        running.add(1, ordering: .relaxed)
                        group.addTask { [self] in
                            await deliver(mail, leaseEnd: leaseEnd)
                            inHand.withLock { _ = $0.remove(mail.id) }
                            running.subtract(1, ordering: .relaxed)
                            bell.ring()
                        }
                    }
                    // As many as asked for: there may be more, once one of these is done.
                    if taken?.count != free || free == 0 { await bell.wait(atMost: desk.pause) }
                }
                // The group ends when what runs has ended.
            }
        } onCancelOrGracefulShutdown: { [self] in
            isStopping.raise()
            bell.ring()
        }
    }

    private func lease(_ limit: Int) async -> [(mail: OutboxMail, end: Date)]? {
        let now = desk.now()
        // Long enough for one try and for writing down what came of it; all that are taken begin at once.
        let end = now.addingTimeInterval(TimeInterval(sender.timeLimitInSeconds + 60))
        do {
            let mails = try await desk.lease(now, end, limit)
            if isStoreAway.exchange(false, ordering: .relaxed) { log.notice("the outbox can be read again") }
            return mails.map { ($0, end) }
        } catch {
            if !isStoreAway.exchange(true, ordering: .relaxed) {
                log.warning("the outbox cannot be read; trying again", metadata: ["error": "\(error)"])
            }
            return nil
        }
    }

    private func deliver(_ mail: OutboxMail, leaseEnd: Date) async {
        // Another node may have been done with it between the database's look and its grip: it is not ours to send again.
        guard !mail.state.isFinal else { return }
        guard mail.dueAt <= desk.now() else {
            _ = await save(mail, leaseEnd: leaseEnd)
            return
        }
        let result = await attempt(mail)
        var metadata: Logger.Metadata = [
            "mail": "\(mail.id)", "kind": "\(mail.kind.rawValue)", "state": "\(result.mail.state.rawValue)",
            "attempts": "\(result.mail.attempts)",
        ]
        if let code = result.code { metadata["code"] = "\(code)" }
        if result.mail.state != .accepted { metadata["reason"] = "\(Self.loggable(result.mail.reply))" }
        if await save(result.mail, leaseEnd: leaseEnd) {
            let level: Logger.Level = result.mail.state == .accepted ? .info : .warning
            log.log(level: level, "mail \(result.mail.state.rawValue)", metadata: metadata)
        } else {
            log.error("what came of a mail could not be written down; it may be sent again", metadata: metadata)
        }
    }

    /// One try. No transaction is open meanwhile.
    private func attempt(_ mail: OutboxMail) async -> (mail: OutboxMail, code: Int?) {
        let now = desk.now()
        guard now < mail.lastMoment else {
            return (mail.ended(as: .expired, reply: mail.reply), nil)
        }
        let notice: Notice
        do {
            notice = try desk.open(mail)
        } catch {
            // Perhaps sealed under a key that this node has not read yet: another node, or a later try, has it.
            return (mail.after(.deferred(code: nil, text: "cannot be opened"), at: now), nil)
        }
        let message: MailMessage
        do {
            message = try MailMessage(
                from: from,
                to: Mailbox(address: EmailAddress(notice.to)),
                content: desk.compose(notice),
                id: mail.id.rawValue,
                date: notice.at
            )
        } catch {
            // The same words will fail again.
            log.error(
                "a mail cannot be composed",
                metadata: ["mail": "\(mail.id)", "kind": "\(mail.kind.rawValue)", "error": "\(type(of: error))"]
            )
            return (mail.ended(as: .refused, reply: "cannot be composed"), nil)
        }
        let outcome = await sender.send(message).hiding(notice.repeatable)
        if case .deferred = outcome, Task.isCancelled {
            // We broke it off ourselves: no try of the mail's, and nothing to wait for.
            return (mail, nil)
        }
        return (mail.after(outcome, at: desk.now()), outcome.code)
    }

    /// What was said about a mail, without what looks like an address or a code: servers like to repeat both.
    static func loggable(_ reply: String) -> String {
        reply.split(separator: " ").map { word in
            word.contains("@") ? "•••" : word.replacing(/[0-9]{6,}/, with: "•••")
        }.joined(separator: " ")
    }

    /// Tries until the database takes it or the lease is over: an accepted mail that is not written down is sent twice.
    private func save(_ mail: OutboxMail, leaseEnd: Date) async -> Bool {
        let desk = desk
        // In a task of its own, for a cancelled one must still write down what it has done.
        return await Task {
            repeat {
                do {
                    try await desk.save(mail)
                    return true
                } catch {
                    if (try? await desk.pause()) == nil { return false }
                }
            } while desk.now() < leaseEnd
            return false
        }.value
    }
}

extension MailOutcome {
    /// Without what servers like to repeat: a reply is shown and logged.
    fileprivate func hiding(_ secrets: [String]) -> MailOutcome {
        func hidden(_ text: String) -> String {
            secrets.reduce(text) { $0.replacingOccurrences(of: $1, with: "•••", options: .caseInsensitive) }
        }
        return switch self {
        case .accepted(let reply): .accepted(reply: hidden(reply))
        case .deferred(let code, let text): .deferred(code: code, text: hidden(text))
        case .refused(let code, let text): .refused(code: code, text: hidden(text))
        }
    }

    fileprivate var code: Int? {
        switch self {
        case .accepted: nil
        case .deferred(let code, _): code
        case .refused(let code, _): code
        }
    }
}

extension Notice {
    /// The reader's address, and the codes and links of the mail, for the subject may be quoted and the body too.
    fileprivate var repeatable: [String] {
        let secret = facts.filter { $0.key == "code" || $0.key == "link" || $0.key.hasSuffix("_link") }.values
        return [to] + secret.filter { !$0.isEmpty }.sorted { $0.utf8.count > $1.utf8.count }
    }
}
