extension Migration {
    /// What support has lifted, given or asked, and what waits for a second person to agree.
    static let support = Migration(
        number: 9,
        name: "support",
        script: """
            CREATE TABLE measure (
                id TEXT NOT NULL PRIMARY KEY,
                account_id TEXT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
                kind TEXT NOT NULL,
                begun_at BIGINT NOT NULL,
                -- From this moment on it counts no more; NULL for what waits to be done.
                ends_at BIGINT,
                actor TEXT NOT NULL,
                -- The rules' own JSON.
                terms TEXT NOT NULL,
                -- Of a bypass code.
                code_hash BYTEA,
                sealed_details BYTEA NOT NULL
            );
            -- One of each kind. Read with its account, every time.
            CREATE UNIQUE INDEX measure_by_account ON measure (account_id, kind);
            CREATE INDEX measure_by_end ON measure (kind, ends_at, id);
            CREATE INDEX measure_ended ON measure (ends_at) WHERE ends_at IS NOT NULL;

            CREATE TABLE support_request (
                id TEXT NOT NULL PRIMARY KEY,
                -- What people quote.
                reference TEXT NOT NULL,
                account_id TEXT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
                kind TEXT NOT NULL,
                state TEXT NOT NULL,
                asked_by TEXT NOT NULL,
                asked_at BIGINT NOT NULL,
                expires_at BIGINT NOT NULL,
                decided_by TEXT,
                decided_at BIGINT,
                sealed_details BYTEA NOT NULL
            );
            CREATE UNIQUE INDEX support_request_by_reference ON support_request (reference);
            CREATE INDEX support_request_by_account ON support_request (account_id);
            CREATE INDEX support_request_open ON support_request (asked_at, id)
                WHERE state IN ('waiting', 'approved');
            CREATE INDEX support_request_by_end ON support_request (expires_at);
            """
    )
}
