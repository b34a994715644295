import Foundation

/// Mail that is to be sent.
package protocol MailStore: Sendable {
    /// Takes up to `limit` mails that are due, in one statement, for this caller alone until `until`.
    func leaseMail(now: Date, until: Date, limit: Int) async throws -> [OutboxMail]
    /// Records what came of one and ends its lease.
    func saveMail(_ mail: OutboxMail) async throws
    func mail(_ id: OutboxMail.ID) async throws -> OutboxMail?
    /// The latest to an account's own address that are still kept, newest first.
    func mails(to account: Account.ID, limit: Int) async throws -> [OutboxMail]
    /// By state, for metrics and `doctor`.
    func countsOfMail() async throws -> [OutboxMail.State: Int]
}
