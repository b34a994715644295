extension Migration {
    /// Challenges that a method issues in a second step: of which kind, and at which door.
    static let issuedChallenges = Migration(
        number: 2,
        name: "issued challenges",
        script: """
            ALTER TABLE challenge ADD COLUMN kind TEXT;
            ALTER TABLE challenge ADD COLUMN bound_to TEXT;
            """
    )
}
