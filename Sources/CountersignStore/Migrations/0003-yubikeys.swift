extension Migration {
    /// YubiKeys whose codes are judged here, and the programs that ask about them.
    static let yubiKeys = Migration(
        number: 3,
        name: "yubikeys",
        script: """
            CREATE TABLE yubikey (
                public_id TEXT NOT NULL PRIMARY KEY,
                sealed_secrets BYTEA NOT NULL,
                label TEXT NOT NULL,
                serial BIGINT,
                -- Of the last code accepted. Both -1 before the first, so that every code comes after.
                session_counter BIGINT NOT NULL,
                use_counter BIGINT NOT NULL,
                last_nonce TEXT,
                enabled BIGINT NOT NULL,
                created_at BIGINT NOT NULL,
                last_used_at BIGINT
            );

            CREATE TABLE validation_client (
                id BIGINT NOT NULL PRIMARY KEY,
                label TEXT NOT NULL,
                sealed_key BYTEA NOT NULL,
                may_ask_unsigned BIGINT NOT NULL,
                created_at BIGINT NOT NULL,
                revoked_at BIGINT
            );
            """
    )
}
