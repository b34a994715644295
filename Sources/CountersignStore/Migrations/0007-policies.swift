extension Migration {
    /// Policies by organisation, and since when accounts belong to one.
    static let policies = Migration(
        number: 7,
        name: "policies",
        script: """
            -- Of the policy in force; 0 while none was ever saved.
            ALTER TABLE organisation ADD COLUMN policy_version BIGINT NOT NULL DEFAULT 0;

            ALTER TABLE membership ADD COLUMN joined_at BIGINT NOT NULL DEFAULT 0;
            UPDATE membership
            SET joined_at = (SELECT created_at FROM account WHERE account.id = membership.account_id);

            CREATE TABLE policy_version (
                organisation_id TEXT NOT NULL REFERENCES organisation (id) ON DELETE CASCADE,
                version BIGINT NOT NULL,
                -- The rules' own JSON.
                policy TEXT NOT NULL,
                saved_by TEXT NOT NULL,
                saved_at BIGINT NOT NULL,
                note TEXT NOT NULL,
                reverts_to BIGINT,
                PRIMARY KEY (organisation_id, version)
            );

            -- Which reminders of which day people were sent: each once, whichever node sends it.
            CREATE TABLE policy_reminder (
                account_id TEXT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
                -- From when on the account gets nothing before it has another factor.
                stop_at BIGINT NOT NULL,
                days_before BIGINT NOT NULL,
                sent_at BIGINT NOT NULL,
                PRIMARY KEY (account_id, stop_at, days_before)
            );

            -- Links of invitations, which belong to no account yet.
            CREATE INDEX challenge_of_invitation ON challenge (created_at) WHERE purpose = 'invitation';
            """
    )
}
