import ArgumentParser
import Countersign
import Foundation

/// `countersign organisation`: groups of accounts under one policy, from the host.
struct OrganisationCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "organisation",
        abstract: "Create organisations and say who belongs to them.",
        subcommands: [
            OrganisationCreateCommand.self, OrganisationListCommand.self, OrganisationRenameCommand.self,
            OrganisationMembersCommand.self, OrganisationAddCommand.self, OrganisationRemoveCommand.self,
        ]
    )
}

/// `countersign organisation create`
struct OrganisationCreateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "create", abstract: "Create an organisation.")

    @OptionGroup
    var options: GlobalOptions

    @Option(help: "What it is called.")
    var name: String

    func run() async throws {
        let made = try await options.withHost(creating: true) { host in
            try await OrganisationActs(in: host.world).create(name: try cleaned(name), actor: .host)
        }
        try Answer.say(AnswerID(id: made.id.rawValue), asJSON: options.json) {
            "Created the organisation \(made.id) (\(Quoted.plain(made.name.unicodeScalars))).\n"
        }
    }
}

/// `countersign organisation list`
struct OrganisationListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the organisations; with --json one object a line."
    )

    @OptionGroup
    var options: GlobalOptions

    func run() async throws {
        let answers = try await options.withHost { host in
            var answers: [OrganisationAnswer] = []
            for organisation in try await host.world.store.organisations() {
                let people = try await host.world.store.countOfMembers(of: organisation.id)
                answers.append(OrganisationAnswer(organisation, people: people))
            }
            return answers
        }
        if options.json {
            for answer in answers { Terminal.standardOutput.write(try Answer.encoded(answer)) }
            return
        }
        var table = TextTable("ID", "NAME", "PEOPLE", "POLICY", "CREATED")
        for answer in answers {
            table.add(
                answer.id,
                answer.name,
                String(answer.people),
                answer.policyVersion == 0 ? "-" : "version \(answer.policyVersion)",
                Moments.text(answer.createdAt)
            )
        }
        Terminal.standardOutput.write(table.text)
    }
}

/// `countersign organisation rename`
struct OrganisationRenameCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rename",
        abstract: "Give an organisation another name."
    )

    @OptionGroup
    var options: GlobalOptions

    @Argument(help: "The organisation's id or name.")
    var organisation: String

    @Option(help: "What it is to be called.")
    var name: String

    func run() async throws {
        let renamed = try await options.withHost { host in
            let id = try await host.organisation(organisation).id
            return try await OrganisationActs(in: host.world).rename(id, to: try cleaned(name), actor: .host)
        }
        try Answer.say(AnswerID(id: renamed.id.rawValue), asJSON: options.json) {
            "Renamed \(renamed.id) to \(Quoted.plain(renamed.name.unicodeScalars)).\n"
        }
    }
}

/// One organisation in a list.
struct OrganisationAnswer: Encodable {
    let id: String
    let name: String
    let people: Int
    let policyVersion: Int64
    let createdAt: Date

    private enum CodingKeys: String, CodingKey {
        case id, name, people
        case policyVersion = "policy_version"
        case createdAt = "created_at"
    }

    init(_ organisation: Organisation, people: Int) {
        id = organisation.id.rawValue
        name = organisation.name
        self.people = people
        policyVersion = organisation.policyVersion
        createdAt = organisation.createdAt
    }
}

private func cleaned(_ name: String) throws -> String {
    do {
        let name = try SignInName.cleanedLabel(name)
        guard !name.isEmpty else { throw CommandFailure("--name is empty", status: 2) }
        return name
    } catch is NameFault {
        throw CommandFailure("--name: at most 64 characters, none of them invisible", status: 2)
    }
}

extension Host {
    /// An organisation by its id or name; the only one there is, if none is named.
    func organisation(_ text: String?) async throws -> Organisation {
        let all = try await world.store.organisations()
        guard let text else {
            guard let only = all.first, all.count == 1 else {
                throw CommandFailure("there are \(all.count) organisations; name one with --organisation", status: 2)
            }
            return only
        }
        if let found = all.first(where: { $0.id.rawValue == text }) { return found }
        let named = all.filter { $0.name == text }
        guard let found = named.first else { throw CommandFailure("there is no organisation \(Quoted.text(text))") }
        guard named.count == 1 else {
            throw CommandFailure("several organisations are called \(Quoted.text(text)); give the id of one")
        }
        return found
    }
}
