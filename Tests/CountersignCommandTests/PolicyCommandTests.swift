import Foundation
import Testing

@Suite("Organisations and policy from the host")
struct PolicyCommandTests {
    let program: Program

    init() throws {
        program = try Program()
        let made = try command("account", "create", "--name", "sam", "--email", "sam@example.org")
        try #require(made.status == 0, "\(made.errors)")
        let created = try program.run(
            ["account", "create", "--name", "kim", "--data", "data"]
        )
        try #require(created.status == 0, "\(created.errors)")
    }

    private func command(_ arguments: String...) throws -> Program.Outcome {
        try program.run(arguments + ["--data", "data"])
    }

    private func object(_ text: some StringProtocol) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    }

    @Test("rules are checked, set, shown, listed and taken back")
    func policy() throws {
        #expect(try command("policy", "show").output.contains("No rules were ever saved"))
        let checked = try object(try command("policy", "check", "--second-factor", "required", "--json").output)
        #expect(checked["people"] as? Int == 2)
        #expect(checked["stopped_now"] as? Int == 2)
        let listed = try command("policy", "check", "--second-factor", "required", "--list")
        #expect(listed.output.contains("  sam\n"))
        #expect(try command("policy", "show", "--json").output.contains("\"version\":0"))
        let set = try command(
            "policy",
            "set",
            "--second-factor",
            "required",
            "--required-from",
            "2030-01-01",
            "--grace-days",
            "14",
            "--forbid",
            "email",
            "--end",
            "totp=2031-01-01",
            "--phishing-resistant",
            "owner,supporter",
            "--note",
            "Why"
        )
        #expect(set.status == 0, "\(set.errors)")
        #expect(set.output.contains("email forbidden, totp until 2031-01-01T00:00:00Z"))
        #expect(try command("policy", "set", "--allow", "totp", "--backup-code-count", "8").status == 0)
        let rules = try #require(
            try object(try command("policy", "show", "--json").output)["rules"] as? [String: String]
        )
        #expect(rules["kinds"] == "email forbidden")
        #expect(rules["backup_code_count"] == "8")
        #expect(rules["phishing_resistant_roles"] == "supporter, owner")
        let history = try command("policy", "history")
        #expect(history.output.contains("Why"))
        #expect(history.output.contains("kinds, backup_code_count"))
        let reverted = try command("policy", "revert", "0", "--note", "Back")
        #expect(reverted.status == 0, "\(reverted.errors)")
        #expect(reverted.output.contains("Version 3"))
        #expect(try command("policy", "history").output.contains("back to 0"))
        #expect(try command("audit", "verify").status == 0)
    }

    @Test(
        "what could never hold is refused in one line, with status 2",
        arguments: [
            (["--grace-days", "366"], "--grace-days: 0 to 365"), (["--forbid", "sms"], "no kind of factor"),
            (["--required-from", "soon"], "--required-from: write a date"), (["--end", "email"], "email=2026-12-01"),
            (["--phishing-resistant", "boss"], "no role"), (["--second-factor", "perhaps"], "--second-factor"),
            (["--phishing-resistant", "owner", "--forbid", "passkey"], "passkeys are demanded and not allowed"),
            (["--attestation", "direct"], "passkey-trust-anchors"), (["--codes-in-subjects", "maybe"], "yes or no"),
            (["--allow-model", "YubiKey"], "--allow-model: \"YubiKey\" is no AAGUID"),
            (["--deny-model", "all"], "or one like"),
            (["--deny-model", "2fc0579f-8113-47ea-b116-bb5a8db9202a"], "lists of models need --attestation direct"),
            ([], "these are the rules in force already"),
        ]
    )
    func refused(_ arguments: [String], _ words: String) throws {
        let outcome = try program.run(["policy", "set"] + arguments + ["--data", "data"])
        #expect(outcome.status == 2)
        #expect(outcome.errorLines.count == 1)
        #expect(outcome.errors.contains(words), "\(outcome.errors)")
        #expect(try command("policy", "show", "--json").output.contains("\"version\":0"))
    }

    @Test("an organisation is made, filled, emptied and found by its name")
    func organisations() throws {
        let made = try object(try command("organisation", "create", "--name", "South", "--json").output)
        let id = try #require(made["id"] as? String)
        #expect(try command("organisation", "add", "South", "sam", "kim").output == "Added 2.\n")
        #expect(try command("organisation", "add", "South", "sam", "nobody").status == 1)
        let members = try command("organisation", "members", id, "--json").output.split(separator: "\n")
        #expect(members.count == 2)
        #expect(try object(members[0])["joined_at"] as? String != nil)
        #expect(try command("organisation", "remove", "South", "kim").status == 0)
        #expect(try command("organisation", "remove", "South", "kim").status == 1)
        #expect(try command("organisation", "rename", "South", "--name", "Süd").status == 0)
        let listed = try command("organisation", "list")
        #expect(listed.output.contains("Süd"))
        // Now that there are two, one has to be named.
        let unnamed = try command("policy", "show")
        #expect(unnamed.status == 2)
        #expect(unnamed.errors.contains("there are 2 organisations; name one with --organisation"))
        #expect(try command("policy", "set", "--organisation", "Süd", "--turning-off", "staff").status == 0)
        #expect(try command("organisation", "create", "--name", " ").status == 2)
    }
}
