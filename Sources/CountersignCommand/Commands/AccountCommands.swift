import ArgumentParser
import Countersign
import Foundation

/// `countersign account`: the directory of accounts, from the host.
struct AccountCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "account",
        abstract: "Create, find and mend accounts.",
        subcommands: [
            AccountCreateCommand.self, AccountListCommand.self, AccountShowCommand.self, AccountUnlockCommand.self,
            AccountUnfreezeCommand.self, AccountRoleCommand.self, AccountInviteCommand.self,
            AccountInvitationsCommand.self, AccountUninviteCommand.self, AccountDeleteCommand.self,
            AccountKeepCommand.self,
        ]
    )
}

/// `countersign account create`
struct AccountCreateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "create",
        abstract: "Create an account.",
        discussion: """
            Without --password-stdin the account has no password; the person sets one by "forgotten password". The \
            address counts as confirmed, for the host vouches for it, unless --email-unconfirmed is given.
            """
    )

    @OptionGroup
    var options: GlobalOptions

    @Option(help: "The sign-in name. One with an @ must be the account's own e-mail address.")
    var name: String

    @Option(help: "The e-mail address.")
    var email: String?

    @Flag(help: "The address is still to be confirmed by its owner.")
    var emailUnconfirmed = false

    @Option(help: "What the person is called.")
    var displayName = ""

    @Option(help: "What the person may do for others: \(Role.allCases.map(\.rawValue).joined(separator: ", ")).")
    var role = Role.member

    @Flag(help: "Read the password from one line of standard input.")
    var passwordStdin = false

    func run() async throws {
        let password = passwordStdin ? try StandardInputLine.read() : nil
        let account = try await options.withHost(creating: true) { host in
            var request = AccountActs.Request(name: name)
            request.displayName = displayName
            request.email = email
            request.emailIsConfirmed = !emailUnconfirmed
            request.password = password
            request.role = role
            return try await AccountActs(in: host.world).create(request, appID: nil, actor: .host)
        }
        try Answer.say(AnswerID(id: account.id.rawValue), asJSON: options.json) {
            "Created the account \(account.id) (\(Quoted.plain(account.name.unicodeScalars))).\n"
        }
    }
}

/// `countersign account list`
struct AccountListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List accounts; with --json one object a line."
    )

    @OptionGroup
    var options: GlobalOptions

    @Option(help: "Only those whose name or address begins so.")
    var prefix = ""

    @Option(help: "At most so many.")
    var limit = 1000

    func validate() throws {
        guard limit > 0 else { throw ValidationError("--limit is at least 1") }
    }

    func run() async throws {
        try await options.withHost { host in
            var table = TextTable("ID", "NAME", "E-MAIL", "ROLE", "STATE", "CREATED")
            var count = 0
            var after: Account.ID?
            while count < limit {
                let page = try await host.world.store.accounts(
                    prefix: prefix,
                    after: after,
                    limit: min(500, limit - count)
                )
                guard let last = page.last else { break }
                for account in page {
                    if options.json {
                        Terminal.standardOutput.write(try Answer.encoded(AccountAnswer(account)))
                    } else {
                        table.add(
                            account.id.rawValue,
                            account.name,
                            AccountAnswer.addressText(of: account),
                            account.role.rawValue,
                            account.state.rawValue,
                            Moments.text(account.createdAt)
                        )
                    }
                }
                count += page.count
                after = last.id
            }
            if !options.json { Terminal.standardOutput.write(table.text) }
        }
    }
}

/// `countersign account show`
struct AccountShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show what protects an account and whether it has to wait; never a secret."
    )

    @OptionGroup
    var options: GlobalOptions

    @Argument(help: "The account's name, confirmed address or id.")
    var account: String

    func run() async throws {
        let answer = try await options.withHost { host in
            try AccountDetails(try await host.dossier(of: account), in: host.world)
        }
        try Answer.say(answer, asJSON: options.json) { answer.text }
    }
}

/// `countersign account unlock`
struct AccountUnlockCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "unlock",
        abstract: "End the waits after wrong codes. The person is told by mail."
    )

    @OptionGroup
    var options: GlobalOptions

    @Argument(help: "The account's name, confirmed address or id.")
    var account: String

    @Option(help: "Why; it stands in the audit log.")
    var reason: String

    @Flag(help: "Also give back the tries of the year's budget. Somebody who has the password gets as many more.")
    var refill = false

    func run() async throws {
        let id = try await options.withHost { host in
            let id = try await host.dossier(of: account).account.id
            try await AccountActs(in: host.world).unlock(id, refillingBudgets: refill, reason: reason, actor: .host)
            return id
        }
        try Answer.say(AnswerID(id: id.rawValue), asJSON: options.json) { "Ended the waits of \(id).\n" }
    }
}

/// `countersign account unfreeze`
struct AccountUnfreezeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "unfreeze",
        abstract: "Let an account be used again that its owner froze with \"This was not me\"."
    )

    @OptionGroup
    var options: GlobalOptions

    @Argument(help: "The account's name, confirmed address or id.")
    var account: String

    func run() async throws {
        let id = try await options.withHost { host in
            let found = try await host.dossier(of: account).account
            guard found.state == .frozen else {
                throw CommandFailure("the account is \(found.state.rawValue), not frozen")
            }
            try await AccountActs(in: host.world).unfreeze(found.id, actor: .host)
            return found.id
        }
        try Answer.say(AnswerID(id: id.rawValue), asJSON: options.json) { "Unfroze \(id).\n" }
    }
}

extension Role: ExpressibleByArgument {}
