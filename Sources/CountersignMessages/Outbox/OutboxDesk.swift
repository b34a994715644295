import Countersign
import Foundation

/// What the outbox needs of the world around it, so that a test may hand in another.
struct OutboxDesk: Sendable {
    var now: @Sendable () -> Date
    var lease: @Sendable (_ now: Date, _ until: Date, _ limit: Int) async throws -> [OutboxMail]
    var save: @Sendable (OutboxMail) async throws -> Void
    var open: @Sendable (OutboxMail) throws -> Notice
    /// The words of a mail, in the language of its reader.
    var compose: @Sendable (Notice) throws -> MailContent
    /// Between two looks at an empty outbox, or two tries to reach the database.
    var pause: @Sendable () async throws -> Void = { try await Task.sleep(for: .seconds(1)) }

    init(
        now: @escaping @Sendable () -> Date,
        lease: @escaping @Sendable (_ now: Date, _ until: Date, _ limit: Int) async throws -> [OutboxMail],
        save: @escaping @Sendable (OutboxMail) async throws -> Void,
        open: @escaping @Sendable (OutboxMail) throws -> Notice,
        compose: @escaping @Sendable (Notice) throws -> MailContent
    ) {
        self.now = now
        self.lease = lease
        self.save = save
        self.open = open
        self.compose = compose
    }

    init(_ surroundings: Surroundings, compose: @escaping @Sendable (Notice) throws -> MailContent) {
        self.init(
            now: surroundings.now,
            lease: { try await surroundings.store.leaseMail(now: $0, until: $1, limit: $2) },
            save: { try await surroundings.store.saveMail($0) },
            open: { mail in
                try surroundings.workshop.open(
                    Notice.self,
                    mail.sealedNotice,
                    at: .mail(mail.id, of: mail.accountID)
                )
            },
            compose: compose
        )
    }
}
