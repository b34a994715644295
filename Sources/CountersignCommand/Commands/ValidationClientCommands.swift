import ArgumentParser
import Countersign
import Foundation
import YubicoOTP

/// `countersign yubikey client`: programs that ask this server about codes.
struct ValidationClientCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "client",
        abstract: "Create, list and revoke programs that ask at /wsapi/2.0/verify.",
        subcommands: [
            ValidationClientCreateCommand.self, ValidationClientListCommand.self, ValidationClientRevokeCommand.self,
        ]
    )
}

/// `countersign yubikey client create`
struct ValidationClientCreateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "create",
        abstract: "Create a client id and its key. The key is shown once.",
        discussion: "Clients of Yubico's protocol take both as they are: ykclient --apikey KEY ID OTP."
    )

    @OptionGroup
    var options: GlobalOptions

    @Option(help: "What the client is for.")
    var label: String

    @Flag(help: "It may ask without signing, as simple clients do. The answers are signed all the same.")
    var mayAskUnsigned = false

    func run() async throws {
        let label = try CleanedLabel.of(label)
        guard !label.isEmpty else { throw CommandFailure("the label is empty", status: 2) }
        let made = try await options.withHost(creating: true) { host in
            try await YubiKeyActs(in: host.world)
                .createClient(label: label, mayAskUnsigned: mayAskUnsigned, actor: .host)
        }
        let answer = NewClientAnswer(id: made.client.number, key: made.key.base64)
        try Answer.say(answer, asJSON: options.json) {
            """
            Created the client \(answer.id). Its key is shown this once:
            \(answer.key)

            """
        }
    }
}

/// `countersign yubikey client list`
struct ValidationClientListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the clients; with --json one object a line. Never a key."
    )

    @OptionGroup
    var options: GlobalOptions

    func run() async throws {
        let clients = try await options.withHost { try await $0.world.store.validationClients() }.map(ClientAnswer.init)
        guard !options.json else {
            for client in clients { Terminal.standardOutput.write(try Answer.encoded(client)) }
            return
        }
        var table = TextTable("ID", "LABEL", "STATE", "UNSIGNED", "CREATED")
        for client in clients {
            let unsigned = client.mayAskUnsigned ? "yes" : "no"
            table.add("\(client.id)", client.label, client.state, unsigned, Moments.text(client.createdAt))
        }
        Terminal.standardOutput.write(table.text)
    }
}

/// `countersign yubikey client revoke`
struct ValidationClientRevokeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "revoke",
        abstract: "Answer a client no more; it is told OPERATION_NOT_ALLOWED."
    )

    @OptionGroup
    var options: GlobalOptions

    @Argument(help: "The client's id.")
    var id: Int64

    func run() async throws {
        do {
            try await options.withHost { try await YubiKeyActs(in: $0.world).revokeClient(id, actor: .host) }
        } catch CeremonyFault.gone {
            throw CommandFailure("there is no client \(id), or it was revoked before")
        }
        try Answer.say(AnswerID(id: String(id)), asJSON: options.json) { "Revoked the client \(id).\n" }
    }
}

/// A client as it is shown once.
private struct NewClientAnswer: Encodable {
    let id: Int64
    let key: String
}

/// A client in a list.
private struct ClientAnswer: Encodable {
    let id: Int64
    let label: String
    let state: String
    let mayAskUnsigned: Bool
    let createdAt: Date
    let revokedAt: Date?

    private enum CodingKeys: String, CodingKey {
        case id, label, state
        case mayAskUnsigned = "may_ask_unsigned"
        case createdAt = "created_at"
        case revokedAt = "revoked_at"
    }

    init(_ client: ValidationClient) {
        id = client.number
        label = client.label
        state = client.revokedAt == nil ? "good" : "revoked"
        mayAskUnsigned = client.mayAskUnsigned
        createdAt = client.createdAt
        revokedAt = client.revokedAt
    }
}
