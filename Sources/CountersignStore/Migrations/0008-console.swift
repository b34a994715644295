extension Migration {
    /// Lists of people, the audit log by kind, person, staff and date, and figures for the console.
    static let console = Migration(
        number: 8,
        name: "console",
        script: """
            -- One row an account, written with what it tells. Apart from the account, whose row every answer touches.
            CREATE TABLE account_summary (
                account_id TEXT NOT NULL PRIMARY KEY REFERENCES account (id) ON DELETE CASCADE,
                -- What the person is called, folded.
                sort_name BYTEA NOT NULL,
                -- Of its factors, each once, in order, separated by spaces.
                kinds TEXT NOT NULL,
                factors BIGINT NOT NULL,
                -- Since when there has been a factor.
                protected_since BIGINT,
                -- 0: never.
                last_sign_in_at BIGINT NOT NULL,
                -- 0 for rows of before this table: the server looks at them anew once.
                is_current BIGINT NOT NULL CHECK (is_current IN (0, 1))
            );
            INSERT INTO account_summary
                (account_id, sort_name, kinds, factors, protected_since, last_sign_in_at, is_current)
            SELECT term.account_id, term.term, '',
                (SELECT COUNT(*) FROM factor WHERE factor.account_id = term.account_id), NULL, 0, 0
            FROM search_term AS term
            WHERE NOT EXISTS (
                SELECT 1 FROM search_term AS other
                WHERE other.account_id = term.account_id AND other.term < term.term);
            CREATE INDEX account_summary_stale ON account_summary (account_id) WHERE is_current = 0;

            -- A filter is an index of those it shows, in the order it shows them.
            CREATE INDEX account_summary_by_name ON account_summary (sort_name, account_id);
            CREATE INDEX account_summary_unprotected_by_name ON account_summary (sort_name, account_id)
                WHERE factors = 0;
            CREATE INDEX account_summary_email_by_name ON account_summary (sort_name, account_id)
                WHERE kinds = 'email';
            CREATE INDEX account_summary_one_by_name ON account_summary (sort_name, account_id) WHERE factors = 1;
            CREATE INDEX account_summary_never_by_name ON account_summary (sort_name, account_id)
                WHERE last_sign_in_at = 0;
            CREATE INDEX account_summary_by_sign_in ON account_summary (last_sign_in_at, account_id);
            CREATE INDEX account_summary_unprotected_by_sign_in ON account_summary (last_sign_in_at, account_id)
                WHERE factors = 0;
            CREATE INDEX account_summary_email_by_sign_in ON account_summary (last_sign_in_at, account_id)
                WHERE kinds = 'email';
            CREATE INDEX account_summary_one_by_sign_in ON account_summary (last_sign_in_at, account_id)
                WHERE factors = 1;

            -- Of the common lane alone: until when single codes are not looked at.
            ALTER TABLE lane ADD COLUMN waits_until BIGINT;
            CREATE INDEX lane_waiting ON lane (waits_until, account_id) WHERE waits_until IS NOT NULL;

            -- Written by the sealer, with an event's place, so that no answer waits for them.
            CREATE INDEX event_by_kind ON event (kind, position) WHERE position IS NOT NULL;
            CREATE INDEX event_by_time ON event (happened_at, position) WHERE position IS NOT NULL;
            -- What others than the person did: staff, apps, the host.
            CREATE INDEX event_by_actor ON event (actor, position)
                WHERE position IS NOT NULL AND actor <> 'visitor'
                    AND (account_id IS NULL OR actor <> 'member:' || account_id);

            -- How things stood, one row a week, the current one written again and again. JSON of the rules.
            CREATE TABLE figures (
                week BIGINT NOT NULL PRIMARY KEY,
                taken_at BIGINT NOT NULL,
                figures TEXT NOT NULL
            );

            -- For figures of deliveries: where a mail goes, but not to whom, and when that ended.
            ALTER TABLE outbox ADD COLUMN domain TEXT NOT NULL DEFAULT '';
            ALTER TABLE outbox ADD COLUMN finished_at BIGINT;
            CREATE INDEX outbox_by_creation ON outbox (created_at);
            """
    )
}
