import ArgumentParser
import Countersign

/// `countersign factor`: the second factors of an account, from the host.
struct FactorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "factor",
        abstract: "Add, list and remove second factors.",
        subcommands: [FactorAddCommand.self, FactorListCommand.self, FactorRemoveCommand.self]
    )
}

/// `countersign factor add`
struct FactorAddCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Add a factor that was confirmed elsewhere. The person is told by mail.",
        discussion: """
            Examples, the first with the secret out of sight of other users:
              countersign factor add --account sam --secret - < secret.txt
              countersign factor add --account sam --kind yubikey --public-id ccccccbcgujh
            """
    )

    @OptionGroup
    var options: GlobalOptions

    @Option(help: "The account's name, confirmed address or id.")
    var account: String

    @Option(help: "The kind of factor.")
    var kind = Kind.totp

    @Option(help: "totp: the secret in Base32; - reads it from one line of standard input.")
    var secret: String?

    @Option(help: "totp: SHA1, SHA256 or SHA512.")
    var algorithm: String?

    @Option(help: "totp: digits of a code.")
    var digits: String?

    @Option(help: "totp: seconds that a code is shown.")
    var period: String?

    @Option(help: "yubikey: the letters that each of its codes begins with, 12 from the factory.")
    var publicID: String?

    @OptionGroup
    var yubiKey: YubiKeySecretOptions

    @Option(help: "What the person calls it.")
    var label = ""

    @Flag(help: "totp: it is a token of its own, whose clock nobody can set.")
    var hardwareToken = false

    func run() async throws {
        var parameters: [String: String] = [:]
        parameters["secret"] = secret == "-" ? try StandardInputLine.read() : secret
        parameters["public_id"] = publicID
        parameters["algorithm"] = algorithm
        parameters["digits"] = digits
        parameters["period"] = period
        let imported = try yubiKey.newKey(publicID: publicID, label: label)
        if imported != nil, kind != .yubikey {
            throw CommandFailure("--aes-key and --private-id go with --kind yubikey", status: 2)
        }
        if hardwareToken { parameters["hardware_token"] = "true" }
        let label = try cleanedLabel()
        let factor = try await options.withHost { [parameters] host in
            let account = try await host.dossier(of: account).account.id
            if let imported { _ = try await host.importYubiKeys([imported]) }
            return try await Enrolment(in: host.world).importConfirmed(
                kind: kind,
                label: label,
                parameters: parameters,
                for: account,
                actor: .host
            )
        }
        try Answer.say(AnswerID(id: factor.id.rawValue), asJSON: options.json) {
            "Added the factor \(factor.id) (\(factor.kind)).\n"
        }
    }

    private func cleanedLabel() throws -> String {
        do {
            return try SignInName.cleanedLabel(label)
        } catch {
            throw CommandFailure("the label \(FaultWords.words(for: error) ?? "is none")", status: 2)
        }
    }
}

/// `countersign factor list`
struct FactorListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List an account's factors; with --json one object a line. Never a secret."
    )

    @OptionGroup
    var options: GlobalOptions

    @Option(help: "The account's name, confirmed address or id.")
    var account: String

    func run() async throws {
        let dossier = try await options.withHost { try await $0.dossier(of: account) }
        let factors = dossier.factors.map { FactorAnswer($0, of: dossier.account) }
        guard options.json else { return Terminal.standardOutput.write(FactorAnswer.table(factors)) }
        for factor in factors { Terminal.standardOutput.write(try Answer.encoded(factor)) }
    }
}

/// `countersign factor remove`
struct FactorRemoveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove",
        abstract: "Remove a factor. The person is told by mail; without the last one the backup codes go too."
    )

    @OptionGroup
    var options: GlobalOptions

    @Option(help: "The account's name, confirmed address or id.")
    var account: String

    @Argument(help: "The factor's id.")
    var factor: String

    func run() async throws {
        try await options.withHost { host in
            let id = try await host.dossier(of: account).account.id
            do {
                let outcome = try await FactorActs(in: host.world)
                    .remove(Factor.ID(factor), of: id, client: nil, actor: .host)
                switch outcome {
                case .removed: return
                case .needed: throw CommandFailure("policy demands a second factor, and this is the last one")
                }
            } catch CeremonyFault.gone {
                throw CommandFailure("the account has no factor \(Quoted.text(factor))")
            }
        }
        try Answer.say(AnswerID(id: factor), asJSON: options.json) { "Removed the factor \(factor).\n" }
    }
}

extension Kind: ExpressibleByArgument {
    package init?(argument: String) {
        self.init(rawValue: argument)
    }
}
