extension Migration {
    /// The list of people who never signed in, by name. Where the condition was an equality, SQLite took the index by
    /// sign-in for it and sorted everybody.
    static let neverSignedIn = Migration(
        number: 13,
        name: "never signed in",
        script: """
            DROP INDEX account_summary_never_by_name;
            CREATE INDEX account_summary_never_by_name ON account_summary (sort_name, account_id)
                WHERE last_sign_in_at < 1;
            """
    )
}
