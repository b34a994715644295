extension Migration {
    /// The list of people with a passkey, by name and by their last sign-in.
    static let passkeyHolders = Migration(
        number: 10,
        name: "passkey holders",
        script: """
            CREATE INDEX account_summary_passkey_by_name ON account_summary (sort_name, account_id)
                WHERE kinds LIKE '%passkey%';
            CREATE INDEX account_summary_passkey_by_sign_in ON account_summary (last_sign_in_at, account_id)
                WHERE kinds LIKE '%passkey%';
            """
    )
}
