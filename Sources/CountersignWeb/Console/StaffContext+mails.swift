import Countersign

extension StaffContext {
    /// What became of the latest mails to somebody whom this member of staff may open.
    func mails(to person: Account) async throws -> SentMails {
        guard may(.openPerson, to: person) else { return SentMails() }
        return SentMails(mails: try await world.store.mails(to: person.id, limit: SentMails.shown))
    }
}
