extension Migration {
    /// By which kind of factor a session was proved last: staff need one, and no code that only lets them back in.
    static let proofKinds = Migration(
        number: 11,
        name: "proof kinds",
        script: """
            ALTER TABLE session ADD COLUMN proof_kind TEXT;
            """
    )
}
