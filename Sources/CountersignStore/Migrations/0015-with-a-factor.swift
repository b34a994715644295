extension Migration {
    /// The list of people with a second factor, by name and by their last sign-in.
    static let withAFactor = Migration(
        number: 15,
        name: "with a factor",
        script: """
            CREATE INDEX account_summary_protected_by_name ON account_summary (sort_name, account_id)
                WHERE factors > 0;
            CREATE INDEX account_summary_protected_by_sign_in ON account_summary (last_sign_in_at, account_id)
                WHERE factors > 0;
            """
    )
}
