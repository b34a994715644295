extension Migration {
    /// Staff see what became of the latest mails to one person.
    static let mailOfAccount = Migration(
        number: 12,
        name: "mail of account",
        script: """
            CREATE INDEX outbox_by_account ON outbox (account_id, created_at, id) WHERE account_id IS NOT NULL;
            """
    )
}
