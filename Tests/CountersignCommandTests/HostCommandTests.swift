import Foundation
import Testing

@Suite("Commands beside the server")
struct HostCommandTests {
    let program: Program

    private static let secret = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"

    init() throws {
        program = try Program()
    }

    private func object(_ text: some StringProtocol) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    }

    private func makeAccount(_ name: String = "sam") throws -> String {
        let outcome = try program.run(
            [
                "account", "create", "--name", name, "--email", "\(name)@example.org", "--password-stdin", "--data",
                "data", "--json",
            ],
            input: "trombone cloud violet 73\n"
        )
        try #require(outcome.status == 0, "\(outcome.errors)")
        return try #require(try object(outcome.output)["id"] as? String)
    }

    private func command(_ arguments: String..., input: String = "") throws -> Program.Outcome {
        try program.run(arguments + ["--data", "data"], input: input)
    }

    @Test("an account is created, listed and shown, never with a secret")
    func accounts() throws {
        let id = try makeAccount()
        let listed = try command("account", "list", "--json")
        let account = try object(listed.output)
        #expect(account["id"] as? String == id)
        #expect(account["email_confirmed"] as? Bool == true)
        #expect(account["role"] as? String == "member")
        for name in ["sam", "SAM", "sam@example.org", id] {
            let shown = try command("account", "show", name)
            #expect(shown.output.contains(id))
            #expect(shown.output.contains("sam@example.org"))
            #expect(!shown.output.contains("argon2"))
        }
        #expect(try command("account", "list").output.contains(id))
        #expect(try command("account", "list", "--prefix", "nobody").output.split(separator: "\n").count == 1)
    }

    @Test(
        "an account that cannot be is refused in one line",
        arguments: [
            (["--name", "sam"], "", "another account has this name"),
            (["--name", "Sam"], "", "another account has this name"),
            (["--name", "kim", "--email", "sam@example.org"], "", "another account has this e-mail address"),
            (["--name", "kim@example.org"], "", "the account's own e-mail address"),
            (["--name", "kim", "--email", "kim"], "", "name@example.org"),
            (["--name", "kim", "--password-stdin"], "short\n", "shorter than 12"),
            (["--name", "kim", "--password-stdin"], "passwordpassword\n", "everybody tries first"),
            (["--name", "kim", "--password-stdin"], "", "the password is empty"),
            (["--name", ""], "", "the name is empty"),
        ]
    )
    func refusedAccounts(arguments: [String], input: String, words: String) throws {
        _ = try makeAccount()
        let outcome = try program.run(["account", "create", "--data", "data"] + arguments, input: input)
        // What another database would take is no mistake of the arguments.
        let isTaken = ["another", "own e-mail", "everybody"].contains { words.contains($0) }
        #expect(outcome.status == (isTaken ? 1 : 2))
        #expect(outcome.errorLines.count == 1)
        #expect(outcome.errors.contains(words), "\(outcome.errors)")
        #expect(outcome.output.isEmpty)
    }

    @Test("an account is deleted after a wait, kept after all, or deleted at once")
    func deletion() throws {
        let id = try makeAccount()
        let asked = try command("account", "delete", "sam", "--json")
        #expect(asked.status == 0, "\(asked.errors)")
        let date = try #require(try object(asked.output)["deletes_at"] as? String)
        #expect(try object(command("account", "show", "sam", "--json").output)["deletes_at"] as? String == date)
        #expect(try command("account", "show", "sam").output.contains("to be deleted     \(date)"))
        #expect(try command("account", "keep", "sam").output == "Kept \(id).\n")
        #expect(try !command("account", "show", "sam").output.contains("to be deleted"))
        let again = try command("account", "keep", "sam")
        #expect(again.status == 1)
        #expect(again.errors.contains("the account is not to be deleted"))
        #expect(try command("account", "delete", "sam", "--now").output == "Deleted \(id).\n")
        #expect(try command("account", "show", "sam").errors.contains("there is no account"))
    }

    @Test("the last owner is not deleted")
    func lastOwner() throws {
        let made = try command(
            "account",
            "create",
            "--name",
            "boss",
            "--email",
            "boss@example.org",
            "--role",
            "owner"
        )
        #expect(made.status == 0, "\(made.errors)")
        for arguments in [["--now"], []] {
            let outcome = try program.run(["account", "delete", "boss", "--data", "data"] + arguments)
            #expect(outcome.status == 1)
            #expect(outcome.errorLines.count == 1)
            #expect(outcome.errors.contains("this is the last owner"))
        }
    }

    @Test("a factor is added with its secret out of sight, listed and removed")
    func factors() throws {
        _ = try makeAccount()
        let added = try command("factor", "add", "--account", "sam", "--secret", "-", "--json", input: Self.secret)
        let id = try #require(try object(added.output)["id"] as? String)
        let listed = try command("factor", "list", "--account", "sam", "--json")
        #expect(try object(listed.output)["kind"] as? String == "totp")
        #expect(!listed.output.contains(Self.secret))
        #expect(try command("account", "show", "sam").output.contains(id))
        #expect(try command("factor", "remove", "--account", "sam", id).status == 0)
        #expect(try command("factor", "list", "--account", "sam", "--json").output.isEmpty)
        let again = try command("factor", "remove", "--account", "sam", id)
        #expect(again.status == 1)
        #expect(again.errors.contains("has no factor"))
    }

    @Test(
        "a factor that cannot be is refused in one line",
        arguments: [
            (["--account", "nobody", "--secret", secret], "there is no account \"nobody\""),
            (["--account", "sam", "--secret", "0189"], "secret must be Base32"),
            (["--account", "sam", "--secret", secret, "--digits", "5"], "digits"),
            (["--account", "sam", "--secret", secret, "--period", "soon"], "period"),
            (["--account", "sam", "--secret", secret, "--algorithm", "MD5"], "algorithm"),
            (["--account", "sam", "--secret", secret, "--kind", "smoke"], "kind is not offered"),
        ]
    )
    func refusedFactors(arguments: [String], words: String) throws {
        _ = try makeAccount()
        let outcome = try program.run(["factor", "add", "--data", "data"] + arguments)
        #expect(outcome.status == (words.contains("there is no") ? 1 : 2))
        #expect(outcome.errorLines.count == 1)
        #expect(outcome.errors.contains(words), "\(outcome.errors)")
    }

    @Test("policy keeps members from removing their last factor, but not the host")
    func lastFactor() throws {
        _ = try makeAccount()
        let added = try command("factor", "add", "--account", "sam", "--secret", Self.secret, "--json")
        let id = try #require(try object(added.output)["id"] as? String)
        let outcome = try program.run(
            ["factor", "remove", "--account", "sam", id, "--data", "data"],
            environment: ["COUNTERSIGN_SECOND_FACTOR": "required"]
        )
        #expect(outcome.status == 0)
    }

    @Test("an API key is shown once, listed without itself, and revoked once")
    func apiKeys() throws {
        let made = try command(
            "api-key",
            "create",
            "--label",
            "shop",
            "--scope",
            "verify,accounts",
            "--reach",
            "all",
            "--json"
        )
        let answer = try object(made.output)
        let id = try #require(answer["id"] as? String)
        let key = try #require(answer["key"] as? String)
        #expect(key.hasPrefix("cs_"))
        let listed = try command("api-key", "list", "--json")
        #expect(!listed.output.contains(key))
        let entry = try object(listed.output)
        #expect(entry["scopes"] as? [String] == ["accounts", "verify"])
        #expect(entry["state"] as? String == "good")
        // A second key of the same app, by its label.
        #expect(try command("api-key", "create", "--label", "two", "--scope", "verify", "--app", "shop").status == 0)
        #expect(try command("api-key", "revoke", id).status == 0)
        let again = try command("api-key", "revoke", id)
        #expect(again.status == 1)
        #expect(again.errors.contains("revoked before"))
        #expect(try command("api-key", "list").output.contains("revoked"))
    }

    @Test(
        "a key with an odd scope, reach or end is refused before anything is opened",
        arguments: [
            (["--scope", "verifi"], "did you mean verify?"), (["--scope", ""], "is no scope"),
            (["--scope", "verify", "--reach", "some"], "use own, organisation:ID or all"),
            (["--scope", "verify", "--expires-in", "later"], "write it like 90d"),
            (["--scope", "verify", "--app", "x", "--without-first-factor"], "leave out --app"),
        ]
    )
    func refusedKeys(arguments: [String], words: String) throws {
        let outcome = try program.run(["api-key", "create", "--label", "x", "--data", "data"] + arguments)
        #expect(outcome.status == 2)
        #expect(outcome.errorLines.count == 1)
        #expect(outcome.errors.contains(words), "\(outcome.errors)")
        #expect(!FileManager.default.fileExists(atPath: program.folder.appending(path: "data").path()))
    }

    @Test("everything that is made is for the operator's eyes only")
    func modes() throws {
        _ = try makeAccount()
        let data = program.folder.appending(path: "data")
        let names = try FileManager.default.contentsOfDirectory(atPath: data.path())
        #expect(names.contains("master.key"))
        for name in names + [""] {
            let attributes = try FileManager.default.attributesOfItem(atPath: data.appending(path: name).path())
            let mode = try #require(attributes[.posixPermissions] as? Int)
            #expect(mode & 0o077 == 0, "\(name)")
        }
    }

    @Test("a master key file that others can read is refused, and so is one without a key in use")
    func masterKeyFile() throws {
        _ = try makeAccount()
        let file = program.folder.appending(path: "data/master.key").path()
        let kept = try String(contentsOfFile: file, encoding: .utf8)
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: file)
        let open = try command("account", "list")
        #expect(open.status == 1)
        #expect(open.errors.contains("chmod 600"))

        try FileManager.default.removeItem(atPath: file)
        let missing = try command("account", "list")
        #expect(missing.status == 2)
        #expect(missing.errors.contains("\"data/master.key\" does not exist, and this database uses its key k1"))
        #expect(!FileManager.default.fileExists(atPath: file), "no new key for old data")

        try kept.replacing("k1 ", with: "k9 ").write(toFile: file, atomically: false, encoding: .utf8)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file)
        #expect(try command("account", "list").errors.contains("lacks the key k1"))

        try "k1 notbase64\n".write(toFile: file, atomically: false, encoding: .utf8)
        let broken = try command("account", "list")
        #expect(broken.errors.contains("line 1"))
        #expect(!broken.errors.contains("notbase64"))
    }

    @Test("a key is added and rotated to, and everything opens under it")
    func rotation() throws {
        _ = try makeAccount()
        #expect(try command("factor", "add", "--account", "sam", "--secret", Self.secret).status == 0)
        #expect(try command("keys", "rotate").status == 2)
        #expect(try object(try command("keys", "add", "--json").output)["id"] as? String == "k2")
        #expect(try command("keys", "add", "--id", "k2").errors.contains("already"))
        #expect(try command("keys", "add", "--id", "a b").status == 2)
        #expect(try command("keys", "rotate", "--to", "k7").errors.contains("holds no key k7"))
        let rotated = try object(try command("keys", "rotate", "--json").output)
        #expect(rotated["key"] as? String == "k2")
        #expect(try #require(rotated["resealed"] as? Int) >= 2)
        #expect(try object(try command("keys", "list", "--json").output)["current"] as? String == "k2")
        #expect(try command("account", "show", "sam").status == 0)
        // Again: nothing is left to do, and the old key does not seal again.
        let again = try object(try command("keys", "rotate", "--json").output)
        #expect(again["key"] as? String == "k2")
        #expect(again["resealed"] as? Int == 0)
        #expect(try object(try command("keys", "rotate", "--to", "k2", "--json").output)["resealed"] as? Int == 0)
    }

    @Test("an old key is dropped once nothing needs it, and then the file may lack it")
    func dropsKey() throws {
        _ = try makeAccount()
        #expect(try command("factor", "add", "--account", "sam", "--secret", Self.secret).status == 0)
        #expect(try command("keys", "drop", "k1").errors.contains("the key k1 seals"))
        #expect(try command("keys", "drop", "k2").errors.contains("uses no key k2"))
        #expect(try command("keys", "add").status == 0)
        #expect(try command("keys", "rotate").status == 0)
        #expect(try command("keys", "drop", "k2").errors.contains("the key k2 seals"))
        let file = program.folder.appending(path: "data/master.key").path()
        let both = try String(contentsOfFile: file, encoding: .utf8)
        let fresh = both.split(separator: "\n").filter { !$0.hasPrefix("k1 ") }.joined(separator: "\n") + "\n"
        try fresh.write(toFile: file, atomically: false, encoding: .utf8)
        #expect(try command("account", "show", "sam").errors.contains("lacks the key k1"))
        try both.write(toFile: file, atomically: false, encoding: .utf8)
        let dropped = try command("keys", "drop", "k1", "--json")
        #expect(try object(dropped.output)["id"] as? String == "k1")
        #expect(try command("keys", "drop", "k1").status == 1)
        try fresh.write(toFile: file, atomically: false, encoding: .utf8)
        #expect(try command("account", "show", "sam").status == 0)
        #expect(try command("audit", "verify").status == 0)
        #expect(try object(try command("keys", "list", "--json").output)["ids"] as? [String] == ["k2"])
    }

    @Test("a backup restores elsewhere, and takes the place of another database only when told to")
    func restore() throws {
        _ = try makeAccount()
        #expect(try command("factor", "add", "--account", "sam", "--secret", Self.secret).status == 0)
        let made = try command("backup", "copy.sqlite", "--json")
        #expect(made.status == 0)
        #expect(try object(made.output)["master_key_file_not_included"] as? String == "data/master.key")
        #expect(try command("backup", "copy.sqlite").errors.contains("exists"))
        _ = try makeAccount("kim")
        let key = try command("api-key", "create", "--label", "late", "--scope", "verify", "--json")
        #expect(key.status == 0)

        let refused = try command("restore", "copy.sqlite")
        #expect(refused.status == 1)
        #expect(refused.errors.contains("--replace"))
        #expect(try command("account", "show", "kim").status == 0)

        let restored = try command("restore", "copy.sqlite", "--replace", "--json")
        #expect(restored.status == 0, "\(restored.errors)")
        #expect(try object(restored.output)["factors"] as? Int == 1)
        #expect((try object(restored.output)["taken_over"] as? [String: Int])?["api_keys"] == 0)
        #expect(restored.errors.isEmpty)
        #expect(try command("account", "show", "sam").status == 0)
        #expect(try command("account", "show", "kim").status == 1)
        #expect(try command("audit", "verify").status == 0)
        let names = try FileManager.default.contentsOfDirectory(
            atPath: program.folder.appending(path: "data").path()
        )
        #expect(names.contains { $0.hasPrefix("countersign.sqlite.before-restore-") })
        #expect(!names.contains { $0.contains("restoring") || $0.hasSuffix("restored") })

        // With nothing there that tells what happened since, it says what to look at.
        let alone = try program.run("restore", "copy.sqlite", "--data", "alone", "--master-key-file", "data/master.key")
        #expect(alone.status == 0, "\(alone.errors)")
        #expect(alone.errors.contains("API keys: those revoked since work again"))

        // Elsewhere without the key file: it says what is missing, and leaves nothing half done.
        let elsewhere = try program.run("restore", "copy.sqlite", "--data", "elsewhere")
        #expect(elsewhere.status == 2)
        #expect(elsewhere.errors.contains("master-key-file: \"elsewhere/master.key\" does not exist"))
        #expect(
            !FileManager.default.fileExists(
                atPath: program.folder.appending(path: "elsewhere/countersign.sqlite").path()
            )
        )
    }

    @Test("a damaged backup is refused, and the database stays")
    func damagedBackup() throws {
        _ = try makeAccount()
        #expect(try command("backup", "copy.sqlite").status == 0)
        let path = program.folder.appending(path: "copy.sqlite")
        let whole = try Data(contentsOf: path)
        _ = try makeAccount("kim")
        var refused = 0
        for page in stride(from: 4096, to: whole.count - 4096, by: 4096 * 13) {
            var damaged = whole
            damaged.replaceSubrange(page..<(page + 2048), with: Data(repeating: 0xA5, count: 2048))
            try damaged.write(to: path)
            let outcome = try command("restore", "copy.sqlite", "--replace")
            #expect(outcome.status == 1, "page \(page / 4096)")
            if outcome.errors.contains("is damaged, and nothing was changed") { refused += 1 }
            #expect(try command("account", "show", "kim").status == 0)
        }
        #expect(refused > 0)
        try whole.write(to: path)
        for _ in 0..<2 { #expect(try command("restore", "copy.sqlite", "--replace").status == 0) }
    }

    @Test("what is no backup is not restored")
    func noBackup() throws {
        #expect(try command("restore", ".").errors.contains("is no backup"))
        try program.write("something else\n", to: "copy.sqlite")
        #expect(try command("restore", "copy.sqlite").errors.contains("is no backup"))
        #expect(try command("restore", "absent.sqlite").errors.contains("cannot be read"))
        #expect(try command("restore").status == 2)
        #expect(try command("restore", "copy.sqlite", "--mend").status == 2)
    }

    @Test("doctor says what is well and what is not")
    func doctor() throws {
        _ = try makeAccount()
        let outcome = try command("doctor", "--json")
        #expect(outcome.status == 0)
        let answer = try object(outcome.output)
        #expect(answer["well"] as? Bool == true)
        let checks = try #require(answer["checks"] as? [[String: Any]])
        let subjects = checks.compactMap { $0["subject"] as? String }
        for subject in ["database", "keys", "audit log", "outbox", "disk", "hashing", "guessing", "master-key-file"] {
            #expect(subjects.contains(subject))
        }
        let file = program.folder.appending(path: "data/master.key").path()
        try FileManager.default.removeItem(atPath: file)
        let broken = try command("doctor")
        #expect(broken.status == 1)
        #expect(broken.output.contains("WRONG"))
        #expect(broken.output.contains("does not exist, and this database uses its key k1"))
    }

    @Test(
        "a command that only looks makes no database, in which nothing would be wrong",
        arguments: [
            ["account", "list"], ["account", "show", "sam"], ["audit", "verify"], ["api-key", "list"],
            ["keys", "list"],
            ["factor", "list", "--account", "sam"], ["doctor"], ["backup", "copy.sqlite"], ["restore", "--mend"],
        ]
    )
    func noneMade(arguments: [String]) throws {
        let outcome = try program.run(arguments + ["--data", "data"])
        #expect(outcome.status == 1)
        #expect((outcome.output + outcome.errors).contains("there is no database at"))
        #expect(!FileManager.default.fileExists(atPath: program.folder.appending(path: "data").path()))
    }

    @Test("a database that is no database is refused, and not written over")
    func noDatabase() throws {
        try FileManager.default.createDirectory(
            at: program.folder.appending(path: "data"),
            withIntermediateDirectories: true
        )
        let content = String(repeating: "not a database ", count: 1000)
        try program.write(content, to: "data/countersign.sqlite")
        let outcome = try command("account", "list")
        #expect(outcome.status == 1)
        #expect(outcome.errorLines.count == 1)
        let file = program.folder.appending(path: "data/countersign.sqlite")
        #expect(try String(contentsOf: file, encoding: .utf8) == content)
    }
}
