import Foundation
import Testing

/// `countersign audit list`
@Suite("The audit list command")
struct AuditListCommandTests {
    let program: Program

    init() throws {
        program = try Program()
    }

    private func list(_ arguments: String...) throws -> Program.Outcome {
        try program.run(["audit", "list", "--data", "data"] + arguments)
    }

    private func events(_ arguments: String...) throws -> [[String: Any]] {
        let outcome = try program.run(["audit", "list", "--data", "data", "--json"] + arguments)
        try #require(outcome.status == 0, "\(outcome.errors)")
        return try outcome.output.split(separator: "\n").map {
            try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
        }
    }

    @Test("events are listed, the oldest first, and by account, kind, time and number")
    func lists() throws {
        let server = try ServingProgram(program)
        for name in ["sam", "kim"] {
            #expect(try program.run("account", "create", "--name", name, "--data", "data").status == 0)
        }
        #expect(try program.run("api-key", "create", "--label", "x", "--scope", "verify", "--data", "data").status == 0)
        #expect(try server.end() == 0)

        let all = try events()
        let positions = all.compactMap { $0["position"] as? Int }
        #expect(positions == Array(1...all.count))
        #expect(all.allSatisfy { ($0["hash"] as? String)?.count == 64 })
        let made = try events("--kind", "account.created")
        #expect(made.count == 2)
        #expect(try events("--kind", "account.created", "--kind", "api_key.created").count == 3)
        let sam = try events("--account", "sam")
        #expect(!sam.isEmpty && sam.count < all.count)
        #expect(Set(sam.compactMap { $0["account_id"] as? String }).count == 1)
        #expect(try events("--limit", "2").compactMap { $0["position"] as? Int } == positions.suffix(2))
        #expect(try events("--until", "2001-01-01").isEmpty)
        #expect(try events("--since", "2001-01-01").count == all.count)
        #expect(try events("--since", "2999-01-01").isEmpty)

        let lines = try list("--kind", "account.created").output.split(separator: "\n")
        #expect(lines.count == 2)
        #expect(lines.first?.contains("  account.created") == true && lines.first?.contains("  sam  by host") == true)
    }

    @Test("what cannot be asked for is refused in one line")
    func refused() throws {
        #expect(try program.run("account", "create", "--name", "sam", "--data", "data").status == 0)
        let kind = try list("--kind", "account.create")
        #expect(kind.status == 2 && kind.errors.contains("did you mean account.created?"))
        #expect(try list("--since", "yesterday").errors.contains("--since: write a date like"))
        #expect(try list("--limit", "0").status == 2)
        #expect(try list("--account", "kim").errors.contains("there is no account"))
    }
}
