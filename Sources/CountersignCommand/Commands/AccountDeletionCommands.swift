import ArgumentParser
import Countersign
import Foundation

/// `countersign account delete`
struct AccountDeleteCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "delete",
        abstract: "Delete an account after account-deletion-wait, or at once. The person is told by mail.",
        discussion: """
            Its events stay in the audit log; what named the person in them can no longer be read. Until the wait is \
            over the account works as before, and its owner can keep it.
            """
    )

    @OptionGroup
    var options: GlobalOptions

    @Argument(help: "The account's name, confirmed address or id.")
    var account: String

    @Flag(help: "Without a wait. Nothing brings it back.")
    var now = false

    func run() async throws {
        let answer = try await options.withHost { host in
            let deletion = AccountDeletion(in: host.world)
            let id = try await host.dossier(of: account).account.id
            if now {
                guard try await deletion.deleteNow(id, actor: .host) else { throw CommandFailure.lastOwner }
                return DeletionAnswer(id: id.rawValue, deletesAt: nil)
            }
            switch try await deletion.ask(id, client: nil, actor: .host) {
            case .planned(let planned): return DeletionAnswer(id: id.rawValue, deletesAt: planned.dueAt)
            case .lastOwner: throw CommandFailure.lastOwner
            }
        }
        try Answer.say(answer, asJSON: options.json) {
            guard let moment = answer.deletesAt else { return "Deleted \(answer.id).\n" }
            return "\(answer.id) is deleted at \(Moments.text(moment)), unless its owner or `account keep` keeps it.\n"
        }
    }
}

/// `countersign account keep`
struct AccountKeepCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "keep",
        abstract: "Keep an account that is to be deleted. The person is told by mail."
    )

    @OptionGroup
    var options: GlobalOptions

    @Argument(help: "The account's name, confirmed address or id.")
    var account: String

    func run() async throws {
        let id = try await options.withHost { host in
            let found = try await host.dossier(of: account).account
            guard found.deletion != nil else { throw CommandFailure("the account is not to be deleted") }
            try await AccountDeletion(in: host.world).keep(found.id, client: nil, actor: .host)
            return found.id
        }
        try Answer.say(AnswerID(id: id.rawValue), asJSON: options.json) { "Kept \(id).\n" }
    }
}

/// An account that is gone, or when it goes.
private struct DeletionAnswer: Encodable {
    let id: String
    let deletesAt: Date?

    private enum CodingKeys: String, CodingKey {
        case id
        case deletesAt = "deletes_at"
    }
}

extension CommandFailure {
    fileprivate static let lastOwner = CommandFailure(
        "this is the last owner, and nobody would look after the other accounts; make another owner first"
    )
}
