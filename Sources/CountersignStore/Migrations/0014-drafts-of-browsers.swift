extension Migration {
    /// Which browser began an enrolment: its secret is shown in no other. Those begun before are begun anew.
    static let draftsOfBrowsers = Migration(
        number: 14,
        name: "drafts of browsers",
        script: """
            ALTER TABLE draft ADD COLUMN browser_hash BYTEA;
            """
    )
}
