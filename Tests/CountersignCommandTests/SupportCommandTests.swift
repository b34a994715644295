import Foundation
import Testing

/// `countersign support` on the host.
@Suite("The support command")
struct SupportCommandTests {
    let program: Program

    init() throws {
        program = try Program()
    }

    private func object(_ text: some StringProtocol) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    }

    private func command(_ arguments: String..., input: String = "") throws -> Program.Outcome {
        try program.run(arguments + ["--data", "data"], input: input)
    }

    private func makeProtected(role: String = "member") throws {
        let made = try command(
            "account",
            "create",
            "--name",
            "sam",
            "--email",
            "sam@example.org",
            "--role",
            role,
            "--password-stdin",
            input: "trombone cloud violet 73\n"
        )
        try #require(made.status == 0, "\(made.errors)")
        let added = try command(
            "factor",
            "add",
            "--account",
            "sam",
            "--kind",
            "totp",
            "--secret",
            "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
        )
        try #require(added.status == 0, "\(added.errors)")
    }

    @Test("an owner is let back in from the host, by each of the ways", arguments: ["member", "owner"])
    func letsIn(role: String) throws {
        try makeProtected(role: role)
        let why = ["--reason", "Phone fell into the lake"]
        let suspended = try program.run(
            ["support", "suspend", "sam", "--for", "4h", "--data", "data", "--json"] + why
        )
        #expect(suspended.status == 0, "\(suspended.errors)")
        #expect(try object(suspended.output)["ends_at"] is String)
        #expect(try command("support", "explain", "sam").output.hasPrefix("The password alone would sign in."))
        let resumed = try program.run(["support", "resume", "sam", "--data", "data"] + why)
        #expect(resumed.status == 0, "\(resumed.errors)")
        let explained = try object(try command("support", "explain", "sam", "--json").output)
        #expect(explained["outcome"] as? String == "second_step")
        let bypass = try object(
            try program.run(["support", "bypass", "sam", "--for", "15m", "--data", "data", "--json"] + why).output
        )
        #expect((bypass["code"] as? String)?.count == 11)
        #expect(try program.run(["support", "bypass", "sam", "--cancel", "--data", "data"] + why).status == 0)
        #expect(try program.run(["support", "unlock", "sam", "--refill", "--data", "data"] + why).status == 0)
        #expect(try program.run(["support", "reset", "sam", "--lost", "--data", "data"] + why).status == 0)
        #expect(try command("account", "show", "sam").output.contains("no second factor"))
        #expect(try command("support", "explain", "sam").output.contains("support asked for a new setup"))
        #expect(try command("audit", "verify").status == 0)
    }

    @Test(
        "what cannot be is refused in one line",
        arguments: [
            (["suspend", "sam", "--for", "8d"], 2, "7d at most"),
            (["suspend", "sam", "--for", "soon"], 2, "soon"),
            (["suspend", "sam", "--network", "x"], 2, "192.0.2.0/24"),
            (["suspend", "sam", "--category", "boredom"], 2, "boredom"),
            (["resume", "sam"], 1, "nothing of the kind to end"),
            (["bypass", "sam", "--cancel"], 1, "nothing of the kind to end"),
            (["suspend", "kim"], 1, "no account"),
        ]
    )
    func refused(arguments: [String], status: Int32, words: String) throws {
        try makeProtected()
        let outcome = try program.run(
            ["support"] + arguments + ["--data", "data", "--reason", "Phone fell into the lake"]
        )
        #expect(outcome.status == status)
        #expect(outcome.errors.contains(words), "\(outcome.errors)")
    }

    @Test("exceptions are made and ended, factors removed, accounts closed and opened")
    func closing() throws {
        try makeProtected()
        let why = ["--reason", "Has left the company", "--data", "data"]
        func support(_ arguments: String...) throws -> Program.Outcome {
            try program.run(["support"] + arguments + why)
        }
        let days = Date().addingTimeInterval(30 * 24 * 3600).formatted(.iso8601.year().month().day())
        let exempt = try support("exempt", "sam", "--until", days, "--json")
        #expect(exempt.status == 0, "\(exempt.errors)")
        #expect((try object(exempt.output)["ends_at"] as? String)?.hasPrefix(days) == true)
        #expect(try support("end-exemption", "sam").status == 0)
        #expect(try support("end-exemption", "sam").status == 1)
        #expect(try support("exempt", "sam", "--until", "2001-01-01").errors.contains("that is past"))
        #expect(try support("exempt", "sam", "--until", "soon").status == 2)
        #expect(try support("sign-out", "sam").status == 0)
        let factors = try object(try command("factor", "list", "--account", "sam", "--json").output)
        let factor = try #require(factors["id"] as? String)
        #expect(try support("remove-factor", "sam", "--factor", "other").errors.contains("no such factor"))
        #expect(try support("remove-factor", "sam", "--factor", factor).status == 0)
        #expect(try command("factor", "list", "--account", "sam", "--json").output.isEmpty)
        for (close, open, state) in [("freeze", "unfreeze", "frozen"), ("disable", "enable", "disabled")] {
            #expect(try support(close, "sam").status == 0)
            #expect(try command("account", "show", "sam", "--json").output.contains("\"\(state)\""))
            #expect(try support("suspend", "sam").errors.contains("frozen or disabled"))
            #expect(try support(open, "sam").status == 0)
            #expect(try support(open, "sam").status == 1)
        }
        #expect(try command("audit", "verify").status == 0)
    }

    @Test("without a reason nothing is done")
    func reason() throws {
        try makeProtected()
        #expect(try command("support", "suspend", "sam").status == 2)
        let short = try command("support", "suspend", "sam", "--reason", "because")
        #expect(short.status == 2 && short.errors.contains("at least 10 characters"))
        #expect(try command("support", "requests").output.hasPrefix("REFERENCE"))
        #expect(try command("support", "approve", "CS-2222", "--reason", "seen in person").status == 1)
    }
}
