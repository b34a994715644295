extension Migration {
    /// Which session began an enrolment: its secret is shown to no other. Those begun before are begun anew.
    static let draftsOfSessions = Migration(
        number: 14,
        name: "drafts of sessions",
        script: """
            ALTER TABLE draft ADD COLUMN session_id TEXT;
            """
    )
}
