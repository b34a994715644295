extension Migration {
    /// Accounts whose owners asked for them to be deleted, and what was last offered to whom.
    static let leaving = Migration(
        number: 6,
        name: "leaving",
        script: """
            ALTER TABLE account ADD COLUMN deletion_asked_at BIGINT;
            -- None while the account stays.
            ALTER TABLE account ADD COLUMN deletion_due_at BIGINT;
            ALTER TABLE account ADD COLUMN deletion_is_reminded BIGINT NOT NULL DEFAULT 0
                CHECK (deletion_is_reminded IN (0, 1));
            -- Whoever said "Not now" is left alone for a while.
            ALTER TABLE account ADD COLUMN offered_at BIGINT;
            CREATE INDEX account_leaving ON account (deletion_due_at) WHERE deletion_due_at IS NOT NULL;
            """
    )
}
