extension Migration {
    /// The way back in for people who have lost every second factor.
    static let recovery = Migration(
        number: 5,
        name: "recovery",
        script: """
            CREATE TABLE recovery_request (
                id TEXT NOT NULL PRIMARY KEY,
                -- What people quote.
                reference TEXT NOT NULL,
                account_id TEXT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
                state TEXT NOT NULL,
                -- Of the browser that asked.
                token_hash BYTEA NOT NULL,
                sealed_details BYTEA NOT NULL,
                asked_at BIGINT NOT NULL,
                wait_until BIGINT,
                is_halfway_told BIGINT NOT NULL CHECK (is_halfway_told IN (0, 1)),
                expires_at BIGINT NOT NULL,
                client_address TEXT NOT NULL,
                user_agent TEXT NOT NULL
            );
            CREATE UNIQUE INDEX recovery_request_by_reference ON recovery_request (reference);
            CREATE INDEX recovery_request_by_account ON recovery_request (account_id);
            CREATE INDEX recovery_request_open ON recovery_request (asked_at)
                WHERE state IN ('waiting', 'approved');
            CREATE INDEX recovery_request_by_end ON recovery_request (expires_at);

            -- The approved request that let a session in, which may do nothing but set up a factor.
            ALTER TABLE session ADD COLUMN recovery_id TEXT;
            """
    )
}
