import ArgumentParser
import Countersign
import Foundation

/// `countersign api-key`: the keys by which apps call the API.
struct APIKeyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "api-key",
        abstract: "Create, list and revoke API keys.",
        subcommands: [APIKeyCreateCommand.self, APIKeyListCommand.self, APIKeyRevokeCommand.self]
    )
}

/// `countersign api-key create`
struct APIKeyCreateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "create",
        abstract: "Create an API key. It is shown once.",
        discussion: "Without --app it makes a new app of that label."
    )

    @OptionGroup
    var options: GlobalOptions

    @Option(help: "What the key is for.")
    var label: String

    @Option(help: "What it may do: \(Scope.allCases.map(\.rawValue).joined(separator: ", ")), separated by commas.")
    var scope: String

    @Option(help: "The id or label of the app that it belongs to.")
    var app: String?

    @Option(help: "Whom it reaches: own (accounts that its app created), organisation:ID or all.")
    var reach = "own"

    @Option(help: "When it ends, such as 90d; never without.")
    var expiresIn: String?

    @Flag(help: "The new app may verify codes without having proved a password; such calls have a budget of their own.")
    var withoutFirstFactor = false

    func validate() throws {
        guard app == nil || !withoutFirstFactor else {
            throw ValidationError("--without-first-factor is for a new app, so leave out --app")
        }
        _ = try scopes()
        _ = try lifetime()
        _ = try parsedReach()
    }

    func run() async throws {
        let label = try cleanedLabel()
        let made = try await options.withHost(creating: true) { host in
            try await AppActs(in: host.world).createKey(
                label: label,
                scopes: try scopes(),
                reach: try await existingReach(in: host),
                app: try await existingApp(in: host),
                allowsVerifyWithoutFirstFactor: withoutFirstFactor,
                expiresAt: try lifetime().map { host.world.now().addingTimeInterval($0) },
                actor: .host
            )
        }
        let answer = NewKeyAnswer(id: made.key.id.rawValue, key: made.text, app: made.key.appID.rawValue)
        try Answer.say(answer, asJSON: options.json) {
            """
            Created the key \(made.key.id) of the app \(made.key.appID). It is shown this once:
            \(made.text)

            """
        }
    }

    private func parsedReach() throws -> Reach {
        guard let parsed = Reach(rawValue: reach) else {
            throw ValidationError("--reach: \(Quoted.text(reach)) is none; use own, organisation:ID or all")
        }
        return parsed
    }

    private func existingReach(in host: Host) async throws -> Reach {
        let reach = try parsedReach()
        guard case .organisation(let id) = reach else { return reach }
        guard try await host.world.store.organisations().contains(where: { $0.id == id }) else {
            throw CommandFailure("there is no organisation \(Quoted.text(id.rawValue))")
        }
        return reach
    }

    private func existingApp(in host: Host) async throws -> App? {
        guard let app else { return nil }
        return try await host.app(app)
    }

    private func scopes() throws -> Set<Scope> {
        let known = Scope.allCases.map(\.rawValue)
        return try Set(
            scope.split(separator: ",", omittingEmptySubsequences: false).map { part in
                let word = part.filter { $0 != " " }
                guard let scope = Scope(rawValue: word) else {
                    let guess = Nearest.word(to: word, among: known).map { "did you mean \($0)?" }
                    throw ValidationError(
                        "--scope: \(Quoted.text(word)) is no scope; \(guess ?? "use \(known.joined(separator: ", "))")"
                    )
                }
                return scope
            }
        )
    }

    private func lifetime() throws -> TimeInterval? {
        guard let expiresIn else { return nil }
        guard let length = DurationText.read(expiresIn), length > .zero, length <= .days(36_500) else {
            throw ValidationError("--expires-in: \(Quoted.text(expiresIn)) is no length of time; write it like 90d")
        }
        return TimeInterval(length.components.seconds)
    }

    private func cleanedLabel() throws -> String {
        do {
            let cleaned = try SignInName.cleanedLabel(label)
            guard !cleaned.isEmpty else { throw NameFault.empty }
            return cleaned
        } catch {
            throw CommandFailure("the label \(FaultWords.words(for: error) ?? "is none")", status: 2)
        }
    }
}

/// `countersign api-key list`
struct APIKeyListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List API keys; with --json one object a line. Never the keys themselves."
    )

    @OptionGroup
    var options: GlobalOptions

    func run() async throws {
        let answers = try await options.withHost { host in
            let apps = try await host.world.store.apps()
            let labels = Dictionary(apps.map { ($0.id, $0.label) }) { first, _ in first }
            let now = host.world.now()
            return try await host.world.store.apiKeys().map { KeyAnswer($0, app: labels[$0.appID] ?? "", at: now) }
        }
        guard !options.json else {
            for answer in answers { Terminal.standardOutput.write(try Answer.encoded(answer)) }
            return
        }
        var table = TextTable("ID", "LABEL", "APP", "SCOPES", "REACH", "STATE", "CREATED")
        for key in answers {
            let scopes = key.scopes.joined(separator: ",")
            table.add(key.id, key.label, key.app, scopes, key.reach, key.state, Moments.text(key.createdAt))
        }
        Terminal.standardOutput.write(table.text)
    }
}

/// `countersign api-key revoke`
struct APIKeyRevokeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "revoke",
        abstract: "End an API key, within a second on every server."
    )

    @OptionGroup
    var options: GlobalOptions

    @Argument(help: "The key's id, not the key.")
    var id: String

    func run() async throws {
        try await options.withHost { host in
            guard let key = try await host.world.store.apiKeys().first(where: { $0.id.rawValue == id }) else {
                throw CommandFailure("there is no key with this id")
            }
            do {
                try await AppActs(in: host.world).revokeKey(key, actor: .host)
            } catch CeremonyFault.gone {
                throw CommandFailure("the key \(key.id) was revoked before")
            }
        }
        try Answer.say(AnswerID(id: id), asJSON: options.json) { "Revoked the key \(id).\n" }
    }
}

/// A key as it is shown once.
private struct NewKeyAnswer: Encodable {
    let id: String
    let key: String
    let app: String
}

/// A key in a list.
private struct KeyAnswer: Encodable {
    let id: String
    let label: String
    let app: String
    let appID: String
    let scopes: [String]
    let reach: String
    let state: String
    let createdAt: Date
    let expiresAt: Date?
    let revokedAt: Date?

    private enum CodingKeys: String, CodingKey {
        case id, label, app
        case appID = "app_id"
        case scopes, reach, state
        case createdAt = "created_at"
        case expiresAt = "expires_at"
        case revokedAt = "revoked_at"
    }

    init(_ key: APIKey, app: String, at now: Date) {
        id = key.id.rawValue
        label = key.label
        self.app = app
        appID = key.appID.rawValue
        scopes = key.scopes.map(\.rawValue).sorted()
        reach = key.reach.rawValue
        state = key.isGood(at: now) ? "good" : key.revokedAt == nil ? "expired" : "revoked"
        createdAt = key.createdAt
        expiresAt = key.expiresAt
        revokedAt = key.revokedAt
    }
}
