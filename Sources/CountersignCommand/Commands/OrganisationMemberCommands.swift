import ArgumentParser
import Countersign
import Foundation

// Who belongs to an organisation: listed, added, taken out.

/// `countersign organisation members`
struct OrganisationMembersCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "members",
        abstract: "List who belongs to an organisation; with --json one object a line."
    )

    @OptionGroup
    var options: GlobalOptions

    @Argument(help: "The organisation's id or name.")
    var organisation: String

    func run() async throws {
        try await options.withHost { host in
            let id = try await host.organisation(organisation).id
            var table = TextTable("ID", "NAME", "E-MAIL", "ROLE", "STATE", "JOINED")
            var after: Account.ID?
            while true {
                let page = try await host.world.store.members(of: id, after: after, limit: 500)
                for member in page {
                    if options.json {
                        Terminal.standardOutput.write(try Answer.encoded(MemberAnswer(member.account, member.joinedAt)))
                    } else {
                        table.add(
                            member.account.id.rawValue,
                            member.account.name,
                            AccountAnswer.addressText(of: member.account),
                            member.account.role.rawValue,
                            member.account.state.rawValue,
                            Moments.text(member.joinedAt)
                        )
                    }
                }
                guard page.count == 500, let last = page.last else { break }
                after = last.account.id
            }
            if !options.json { Terminal.standardOutput.write(table.text) }
        }
    }
}

/// `countersign organisation add`
struct OrganisationAddCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Add accounts to an organisation. Their days of grace begin now."
    )

    @OptionGroup
    var options: GlobalOptions

    @Argument(help: "The organisation's id or name.")
    var organisation: String

    @Argument(help: "Accounts by name, confirmed address or id.")
    var accounts: [String]

    func run() async throws {
        let ids = try await options.withHost { host in
            let id = try await host.organisation(organisation).id
            // All of them are looked up first: a slip in the last adds nobody.
            var found: [Account.ID] = []
            for account in accounts { found.append(try await host.dossier(of: account).account.id) }
            for account in found { try await OrganisationActs(in: host.world).add(account, to: id, actor: .host) }
            return found
        }
        try Answer.say(ids.map(\.rawValue), asJSON: options.json) { "Added \(ids.count).\n" }
    }
}

/// `countersign organisation remove`
struct OrganisationRemoveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove",
        abstract: "Take an account out of an organisation. The account stays."
    )

    @OptionGroup
    var options: GlobalOptions

    @Argument(help: "The organisation's id or name.")
    var organisation: String

    @Argument(help: "The account's name, confirmed address or id.")
    var account: String

    func run() async throws {
        let id = try await options.withHost { host in
            let organisation = try await host.organisation(organisation)
            let account = try await host.dossier(of: account).account.id
            guard try await host.world.store.isMember(account, of: organisation.id) else {
                throw CommandFailure("the account does not belong to \(Quoted.text(organisation.name))")
            }
            try await OrganisationActs(in: host.world).remove(account, from: organisation.id, actor: .host)
            return account
        }
        try Answer.say(AnswerID(id: id.rawValue), asJSON: options.json) { "Removed \(id).\n" }
    }
}

/// Somebody in an organisation.
private struct MemberAnswer: Encodable {
    let id: String
    let name: String
    let email: String?
    let role: String
    let state: String
    let joinedAt: Date

    private enum CodingKeys: String, CodingKey {
        case id, name, email, role, state
        case joinedAt = "joined_at"
    }

    init(_ account: Account, _ joinedAt: Date) {
        id = account.id.rawValue
        name = account.name
        email = account.email
        role = account.role.rawValue
        state = account.state.rawValue
        self.joinedAt = joinedAt
    }
}
