extension Migration {
    /// Accounts with their factors, signing in, apps, the audit log, mail and keys.
    ///
    /// Times are milliseconds since 1970; ids are ours and sort by time; flags are 0 or 1; what was sent to somebody to
    /// prove something (tokens, codes, keys) is kept as a hash only. Texts that are compared by range are BYTEA, because
    /// PostgreSQL sorts TEXT by the rules of a language.
    static let foundation = Migration(
        number: 1,
        name: "foundation",
        script: """
            CREATE TABLE organisation (
                id TEXT NOT NULL PRIMARY KEY,
                name TEXT NOT NULL,
                created_at BIGINT NOT NULL
            );

            CREATE TABLE app (
                id TEXT NOT NULL PRIMARY KEY,
                label TEXT NOT NULL,
                allows_verify_without_first_factor BIGINT NOT NULL
                    CHECK (allows_verify_without_first_factor IN (0, 1)),
                created_at BIGINT NOT NULL
            );

            CREATE TABLE api_key (
                id TEXT NOT NULL PRIMARY KEY,
                app_id TEXT NOT NULL REFERENCES app (id) ON DELETE CASCADE,
                label TEXT NOT NULL,
                key_hash BYTEA NOT NULL,
                scopes TEXT NOT NULL,
                reach TEXT NOT NULL,
                created_at BIGINT NOT NULL,
                expires_at BIGINT,
                revoked_at BIGINT
            );
            CREATE UNIQUE INDEX api_key_by_hash ON api_key (key_hash);
            CREATE INDEX api_key_by_app ON api_key (app_id);

            CREATE TABLE account (
                id TEXT NOT NULL PRIMARY KEY,
                -- Raised by every commit that touches what decides about the account.
                revision BIGINT NOT NULL,
                name TEXT NOT NULL,
                display_name TEXT NOT NULL,
                email TEXT,
                email_confirmed_at BIGINT,
                password_hash TEXT,
                password_changed_at BIGINT,
                password_reset_at BIGINT,
                role TEXT NOT NULL,
                state TEXT NOT NULL,
                app_id TEXT REFERENCES app (id),
                external_id TEXT,
                preferred_factor_id TEXT,
                language TEXT,
                -- Sealed. Destroyed with the row, and with it what events say of the person.
                personal_key BYTEA NOT NULL,
                needs_new_backup_codes BIGINT NOT NULL CHECK (needs_new_backup_codes IN (0, 1)),
                guessing_told_at BIGINT,
                created_at BIGINT NOT NULL
            );
            CREATE UNIQUE INDEX account_by_external_id ON account (app_id, external_id);
            CREATE INDEX account_with_power ON account (role) WHERE role <> 'member';

            CREATE TABLE membership (
                organisation_id TEXT NOT NULL REFERENCES organisation (id) ON DELETE CASCADE,
                account_id TEXT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
                PRIMARY KEY (organisation_id, account_id)
            );
            CREATE INDEX membership_by_account ON membership (account_id);

            -- Folded names and confirmed addresses: each belongs to one account.
            CREATE TABLE sign_in_identifier (
                identifier TEXT NOT NULL PRIMARY KEY,
                account_id TEXT NOT NULL REFERENCES account (id) ON DELETE CASCADE
            );
            CREATE INDEX sign_in_identifier_by_account ON sign_in_identifier (account_id);

            -- Folded names and addresses, confirmed or not: what an account is found by.
            CREATE TABLE search_term (
                account_id TEXT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
                term BYTEA NOT NULL,
                PRIMARY KEY (account_id, term)
            );
            CREATE INDEX search_term_by_term ON search_term (term);

            CREATE TABLE factor (
                id TEXT NOT NULL PRIMARY KEY,
                account_id TEXT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
                kind TEXT NOT NULL,
                label TEXT NOT NULL,
                handle TEXT,
                sealed_state BYTEA NOT NULL,
                created_at BIGINT NOT NULL,
                last_used_at BIGINT
            );
            CREATE INDEX factor_by_account ON factor (account_id);
            -- Only those that have one: an index is written again with every state that is saved.
            CREATE UNIQUE INDEX factor_by_handle ON factor (kind, handle) WHERE handle IS NOT NULL;

            CREATE TABLE draft (
                id TEXT NOT NULL PRIMARY KEY,
                account_id TEXT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
                kind TEXT NOT NULL,
                label TEXT NOT NULL,
                sealed_state BYTEA NOT NULL,
                wrong_answers BIGINT NOT NULL,
                replaces TEXT,
                created_at BIGINT NOT NULL,
                expires_at BIGINT NOT NULL
            );
            CREATE INDEX draft_by_account ON draft (account_id);
            CREATE INDEX draft_by_end ON draft (expires_at);

            CREATE TABLE backup_code_set (
                id TEXT NOT NULL PRIMARY KEY,
                account_id TEXT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
                salt BYTEA NOT NULL,
                created_at BIGINT NOT NULL,
                -- While the codes can still be read: by which session, until when, and what.
                shown_to TEXT,
                shown_until BIGINT,
                sealed_codes BYTEA
            );
            CREATE UNIQUE INDEX backup_code_set_by_account ON backup_code_set (account_id);
            CREATE INDEX backup_code_set_shown ON backup_code_set (shown_until) WHERE shown_until IS NOT NULL;

            CREATE TABLE backup_code (
                set_id TEXT NOT NULL REFERENCES backup_code_set (id) ON DELETE CASCADE,
                number BIGINT NOT NULL,
                hash BYTEA NOT NULL,
                used_at BIGINT,
                PRIMARY KEY (set_id, number)
            );

            -- An account's guard, one row a lane. The state is the rules' own JSON.
            CREATE TABLE lane (
                account_id TEXT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
                lane TEXT NOT NULL,
                state TEXT NOT NULL,
                PRIMARY KEY (account_id, lane)
            );

            CREATE TABLE session (
                id TEXT NOT NULL PRIMARY KEY,
                token_hash BYTEA NOT NULL,
                account_id TEXT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
                created_at BIGINT NOT NULL,
                last_seen_at BIGINT NOT NULL,
                expires_at BIGINT NOT NULL,
                proof_methods TEXT NOT NULL,
                password_at BIGINT,
                second_factor_at BIGINT,
                client_address TEXT NOT NULL,
                user_agent TEXT NOT NULL
            );
            CREATE UNIQUE INDEX session_by_token ON session (token_hash);
            CREATE INDEX session_by_account ON session (account_id);
            CREATE INDEX session_by_end ON session (expires_at);

            CREATE TABLE sign_in (
                id TEXT NOT NULL PRIMARY KEY,
                token_hash BYTEA NOT NULL,
                account_id TEXT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
                password_at BIGINT NOT NULL,
                created_at BIGINT NOT NULL,
                expires_at BIGINT NOT NULL,
                client_address TEXT NOT NULL,
                user_agent TEXT NOT NULL,
                browser_id TEXT,
                pair_tried_at BIGINT
            );
            CREATE UNIQUE INDEX sign_in_by_token ON sign_in (token_hash);
            CREATE INDEX sign_in_by_account ON sign_in (account_id);
            CREATE INDEX sign_in_by_end ON sign_in (expires_at);

            CREATE TABLE known_browser (
                id TEXT NOT NULL PRIMARY KEY,
                token_hash BYTEA NOT NULL,
                account_id TEXT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
                created_at BIGINT NOT NULL,
                last_used_at BIGINT NOT NULL,
                client_address TEXT NOT NULL,
                user_agent TEXT NOT NULL
            );
            CREATE UNIQUE INDEX known_browser_by_token ON known_browser (token_hash);
            CREATE INDEX known_browser_by_account ON known_browser (account_id);

            -- Tries by name and network, under keyed hashes. Each guarded by its own version.
            CREATE TABLE throttle (
                name TEXT NOT NULL PRIMARY KEY,
                version BIGINT NOT NULL,
                state TEXT NOT NULL,
                expires_at BIGINT NOT NULL
            );
            CREATE INDEX throttle_by_end ON throttle (expires_at);

            CREATE TABLE challenge (
                id TEXT NOT NULL PRIMARY KEY,
                purpose TEXT NOT NULL,
                account_id TEXT REFERENCES account (id) ON DELETE CASCADE,
                code_hash BYTEA,
                link_hash BYTEA,
                browser_hash BYTEA,
                sealed_payload BYTEA NOT NULL,
                wrong_answers BIGINT NOT NULL,
                created_at BIGINT NOT NULL,
                expires_at BIGINT NOT NULL,
                ended TEXT
            );
            CREATE UNIQUE INDEX challenge_by_link ON challenge (link_hash);
            CREATE INDEX challenge_by_account ON challenge (account_id, purpose);
            CREATE INDEX challenge_by_end ON challenge (expires_at);

            -- What was answered to a call with an idempotency key; without a status while the first one runs.
            CREATE TABLE answer (
                key_hash BYTEA NOT NULL PRIMARY KEY,
                body_hash BYTEA NOT NULL,
                claimed_at BIGINT NOT NULL,
                expires_at BIGINT NOT NULL,
                status BIGINT,
                sealed_body BYTEA
            );
            CREATE INDEX answer_by_end ON answer (expires_at);

            -- The audit log. No reference to the account: events outlive it.
            CREATE TABLE event (
                id TEXT NOT NULL PRIMARY KEY,
                happened_at BIGINT NOT NULL,
                kind TEXT NOT NULL,
                account_id TEXT,
                actor TEXT NOT NULL,
                data TEXT NOT NULL,
                personal BYTEA NOT NULL,
                -- The place in the chain and the hash up to there, once it is sealed.
                position BIGINT,
                hash BYTEA
            );
            -- Each row is in one of these two. With NULLs in the first, SQLite would use that and sort all unsealed ones.
            CREATE UNIQUE INDEX event_by_position ON event (position) WHERE position IS NOT NULL;
            CREATE INDEX event_unsealed ON event (id) WHERE position IS NULL;
            -- Accounts come in no order, so each entry of this is a page of its own to write: once, when the place is known.
            CREATE INDEX event_by_account ON event (account_id, position) WHERE position IS NOT NULL;
            -- What the alarm counts.
            CREATE INDEX event_of_failure ON event (happened_at) WHERE kind = 'second_step.failed';

            CREATE TABLE chain_head (
                id BIGINT NOT NULL PRIMARY KEY CHECK (id = 1),
                epoch BIGINT NOT NULL,
                position BIGINT NOT NULL,
                hash BYTEA NOT NULL
            );

            CREATE TABLE checkpoint (
                position BIGINT NOT NULL PRIMARY KEY,
                line TEXT NOT NULL,
                -- When the last of its events happened.
                through_at BIGINT NOT NULL
            );

            -- Mail to be sent. No reference to the account: its last mail may say that it is gone.
            CREATE TABLE outbox (
                id TEXT NOT NULL PRIMARY KEY,
                account_id TEXT,
                kind TEXT NOT NULL,
                sealed_notice BYTEA NOT NULL,
                state TEXT NOT NULL,
                attempts BIGINT NOT NULL,
                due_at BIGINT NOT NULL,
                expires_at BIGINT NOT NULL,
                reply TEXT NOT NULL,
                created_at BIGINT NOT NULL,
                -- Nobody else takes it before.
                leased_until BIGINT NOT NULL
            );
            CREATE INDEX outbox_by_state ON outbox (state, due_at);

            -- The master keys that were ever used here: enough to know one again, never the key.
            CREATE TABLE sealing_key (
                id TEXT NOT NULL PRIMARY KEY,
                check_value BYTEA NOT NULL,
                added_at BIGINT NOT NULL
            );

            -- The server's own facts by name: which key seals, the alarm, …
            CREATE TABLE fact (
                name TEXT NOT NULL PRIMARY KEY,
                value BYTEA NOT NULL
            );
            """
    )
}
