import ArgumentParser
import Countersign
import Foundation

/// `countersign account invite`
struct AccountInviteCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "invite",
        abstract: "Mail an invitation: a link that makes an account, once, within a week."
    )

    @OptionGroup
    var options: GlobalOptions

    @Argument(help: "The e-mail address.")
    var email: String

    @Option(help: "What the person is called.")
    var displayName = ""

    @Option(help: "What the person may do for others: \(Role.allCases.map(\.rawValue).joined(separator: ", ")).")
    var role = Role.member

    @Option(help: "The id or name of the organisation that the account joins; the first one without.")
    var organisation: String?

    @Option(help: "The language of the mail: en or de.")
    var language: String?

    func run() async throws {
        let invitation = try await options.withHost(creating: true) { host in
            let all = try await host.world.store.organisations()
            let joined =
                if let organisation { try await host.organisation(organisation).id } else { all.first?.id }
            guard let joined else { throw CommandFailure("there is no organisation") }
            do {
                return try await Invitations(in: host.world).invite(
                    email: email,
                    displayName: displayName,
                    role: role,
                    organisation: joined,
                    language: language,
                    actor: .host
                )
            } catch let problems as Problems<Invitations.Problem> {
                throw CommandFailure(problems.list.map(\.words).joined(separator: "; "), status: 2)
            }
        }
        try Answer.say(InvitationAnswer(invitation), asJSON: options.json) {
            "Invited \(Quoted.plain(invitation.email.unicodeScalars)); the link works until \(Moments.text(invitation.expiresAt)).\n"
        }
    }
}

/// `countersign account invitations`
struct AccountInvitationsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "invitations",
        abstract: "List the invitations that wait, newest first; with --json one object a line."
    )

    @OptionGroup
    var options: GlobalOptions

    func run() async throws {
        let open = try await options.withHost { try await Invitations(in: $0.world).open() }
        if options.json {
            for invitation in open { Terminal.standardOutput.write(try Answer.encoded(InvitationAnswer(invitation))) }
            return
        }
        var table = TextTable("ID", "E-MAIL", "ROLE", "SENT", "UNTIL")
        for invitation in open {
            table.add(
                invitation.id.rawValue,
                invitation.email,
                invitation.role.rawValue,
                Moments.text(invitation.sentAt),
                Moments.text(invitation.expiresAt)
            )
        }
        Terminal.standardOutput.write(table.text)
    }
}

/// `countersign account uninvite`
struct AccountUninviteCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "uninvite", abstract: "Take an invitation back.")

    @OptionGroup
    var options: GlobalOptions

    @Argument(help: "The invitation's id, or the address that it went to.")
    var invitation: String

    func run() async throws {
        let id = try await options.withHost { host in
            let invitations = Invitations(in: host.world)
            let found = try await invitations.open().first {
                $0.id.rawValue == invitation || SignInIdentifier($0.email) == SignInIdentifier(invitation)
            }
            guard let found else { throw CommandFailure("no such invitation waits") }
            try await invitations.revoke(found.id, actor: .host)
            return found.id
        }
        try Answer.say(AnswerID(id: id.rawValue), asJSON: options.json) { "Took it back.\n" }
    }
}

/// `countersign account role`
struct AccountRoleCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "role",
        abstract: "Give an account another role. Its sessions end, and the person is told by mail."
    )

    @OptionGroup
    var options: GlobalOptions

    @Argument(help: "The account's name, confirmed address or id.")
    var account: String

    @Argument(help: "One of \(Role.allCases.map(\.rawValue).joined(separator: ", ")).")
    var role: Role

    @Option(help: "Why; it stands in the audit log.")
    var reason = ""

    func run() async throws {
        let id = try await options.withHost { host in
            let id = try await host.dossier(of: account).account.id
            do {
                try await RoleActs(in: host.world).change(id, to: role, by: nil, reason: reason, actor: .host)
            } catch is Authority.Refusal {
                throw CommandFailure("this is the last owner; make another one first")
            }
            return id
        }
        try Answer.say(AnswerID(id: id.rawValue), asJSON: options.json) { "\(id) is \(role.rawValue) now.\n" }
    }
}

/// One invitation, without its link.
private struct InvitationAnswer: Encodable {
    let id: String
    let email: String
    let role: String
    let organisation: String
    let sentAt: Date
    let expiresAt: Date

    private enum CodingKeys: String, CodingKey {
        case id, email, role, organisation
        case sentAt = "sent_at"
        case expiresAt = "expires_at"
    }

    init(_ invitation: Invitations.Invitation) {
        id = invitation.id.rawValue
        email = invitation.email
        role = invitation.role.rawValue
        organisation = invitation.organisation.rawValue
        sentAt = invitation.sentAt
        expiresAt = invitation.expiresAt
    }
}

extension Invitations.Problem {
    fileprivate var words: String {
        switch self {
        case .email: "the address is none; write it like name@example.org"
        case .displayName: "--display-name: at most 64 characters, none of them invisible"
        case .password: "the password cannot be taken"
        case .hasAccount:
            "the address has an account already; see countersign account role and countersign organisation add"
        case .unknownOrganisation: "there is no such organisation"
        }
    }
}
