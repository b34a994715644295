extension Migration {
    /// Browsers, and clients of apps, that are not asked for the second step for a while.
    static let rememberedDevices = Migration(
        number: 4,
        name: "remembered devices",
        script: """
            CREATE TABLE remembered_device (
                id TEXT NOT NULL PRIMARY KEY,
                account_id TEXT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
                -- The app that keeps the token; none for a browser of the portal.
                app_id TEXT REFERENCES app (id) ON DELETE CASCADE,
                token_hash BYTEA NOT NULL,
                -- The token before, good for a moment after the rotation.
                previous_hash BYTEA,
                rotated_at BIGINT NOT NULL,
                created_at BIGINT NOT NULL,
                last_used_at BIGINT NOT NULL,
                expires_at BIGINT NOT NULL,
                client_address TEXT NOT NULL,
                user_agent TEXT NOT NULL
            );
            CREATE INDEX remembered_device_by_account ON remembered_device (account_id);
            CREATE INDEX remembered_device_by_app ON remembered_device (app_id);
            CREATE INDEX remembered_device_by_end ON remembered_device (expires_at);
            """
    )
}
