extension AccountActs {
    /// The language that pages and mails of the account are in.
    package func chooseLanguage(_ language: String, for id: Account.ID, client: Client) async throws {
        try await world.decide(about: id) { dossier, now in
            var account = dossier.account
            guard account.state == .active, account.language != language else { return Decision(()) }
            account.language = language
            let event = try world.event(
                .accountChanged,
                about: account,
                by: .member(id),
                from: client,
                data: ["fields": "language"],
                at: now
            )
            return Decision((), [.saveAccount(account), event])
        }
    }
}
