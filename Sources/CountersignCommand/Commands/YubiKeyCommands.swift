import ArgumentParser
import Countersign
import Foundation
import YubicoOTP

/// `countersign yubikey`: keys whose codes are judged here, and the programs that ask about them.
struct YubiKeyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "yubikey",
        abstract: "Manage YubiKeys whose codes are judged here, and the programs that ask about them.",
        discussion: "Whole files of keys are taken in by countersign import yubico-csv.",
        subcommands: [
            YubiKeyAddCommand.self, YubiKeyListCommand.self, YubiKeyEnableCommand.self, YubiKeyDisableCommand.self,
            YubiKeyRemoveCommand.self, ValidationClientCommand.self,
        ]
    )
}

/// `countersign yubikey add`
struct YubiKeyAddCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Import the secrets of one key.",
        discussion: """
            Example, with the AES key out of sight of other users:
              countersign yubikey add --public-id vvcccccccccc --private-id 8792ebfe26cc --aes-key - < key.txt
            """
    )

    @OptionGroup
    var options: GlobalOptions

    @Option(help: "The letters that each of its codes begins with.")
    var publicID: String

    @OptionGroup
    var secrets: YubiKeySecretOptions

    @Option(help: "What you call it.")
    var label = ""

    @Option(help: "The number that is printed on it.")
    var serial: Int64?

    func run() async throws {
        let label = try CleanedLabel.of(label)
        guard let key = try secrets.newKey(publicID: publicID, label: label, serial: serial) else {
            throw CommandFailure("--aes-key and --private-id are needed", status: 2)
        }
        let finding = try await options.withHost(creating: true) { try await $0.importYubiKeys([key])[0] }
        try Answer.say(AnswerID(id: key.publicID.text), asJSON: options.json) {
            finding == .new ? "Added the key \(key.publicID).\n" : "The key \(key.publicID) is here already.\n"
        }
    }
}

/// `countersign yubikey list`
struct YubiKeyListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the keys; with --json one object a line. Never a secret."
    )

    @OptionGroup
    var options: GlobalOptions

    func run() async throws {
        let keys = try await options.withHost { host in
            var keys: [YubiKey] = []
            while true {
                let page = try await host.world.store.yubiKeys(after: keys.last?.publicID.text ?? "", limit: 1000)
                if page.isEmpty { return keys }
                keys += page
            }
        }.map(YubiKeyAnswer.init)
        guard !options.json else {
            for key in keys { Terminal.standardOutput.write(try Answer.encoded(key)) }
            return
        }
        var table = TextTable("PUBLIC ID", "SERIAL", "LABEL", "STATE", "COUNTERS", "LAST USED")
        for key in keys {
            let counters = key.session.map { "\($0)/\(key.use ?? 0)" } ?? ""
            let state = key.enabled ? "enabled" : "disabled"
            let used = key.lastUsedAt.map(Moments.text) ?? "never"
            table.add(key.publicID, key.serial.map(String.init) ?? "", key.label, state, counters, used)
        }
        Terminal.standardOutput.write(table.text)
    }
}

/// `countersign yubikey enable`
struct YubiKeyEnableCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "enable",
        abstract: "Let the codes of a disabled key count again."
    )

    @OptionGroup
    var options: GlobalOptions

    @Argument(help: "The key's public id.")
    var publicID: String

    func run() async throws {
        try await YubiKeyCommand.act(on: publicID, options, done: "Enabled") {
            try await $0.enable($1, true, actor: .host)
        }
    }
}

/// `countersign yubikey disable`
struct YubiKeyDisableCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "disable",
        abstract: "Let no code of a key count, here and for programs that ask."
    )

    @OptionGroup
    var options: GlobalOptions

    @Argument(help: "The key's public id.")
    var publicID: String

    func run() async throws {
        try await YubiKeyCommand.act(on: publicID, options, done: "Disabled") {
            try await $0.enable($1, false, actor: .host)
        }
    }
}

/// `countersign yubikey remove`
struct YubiKeyRemoveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove",
        abstract: "Forget a key's secrets and counters. Factors that stand on it stay, and are no longer judged here.",
        discussion: """
            Counters are forgotten too: if the same secrets are imported again, codes that were used before count once \
            more. To pause a key, disable it.
            """
    )

    @OptionGroup
    var options: GlobalOptions

    @Argument(help: "The key's public id.")
    var publicID: String

    func run() async throws {
        try await YubiKeyCommand.act(on: publicID, options, done: "Removed") { try await $0.remove($1, actor: .host) }
    }
}

extension YubiKeyCommand {
    fileprivate static func act(
        on text: String,
        _ options: GlobalOptions,
        done: String,
        _ act: @Sendable (YubiKeyActs, PublicID) async throws -> Void
    ) async throws {
        let id: PublicID
        do throws(PublicID.TextError) {
            id = try PublicID(text)
        } catch {
            throw CommandFailure("\(error)", status: 2)
        }
        do {
            try await options.withHost { try await act(YubiKeyActs(in: $0.world), id) }
        } catch CeremonyFault.gone {
            throw CommandFailure("there is no key \(Quoted.text(id.text))")
        }
        try Answer.say(AnswerID(id: id.text), asJSON: options.json) { "\(done) the key \(id).\n" }
    }
}

/// A key in a list.
private struct YubiKeyAnswer: Encodable {
    let publicID: String
    let serial: Int64?
    let label: String
    let enabled: Bool
    let session: UInt16?
    let use: UInt8?
    let createdAt: Date
    let lastUsedAt: Date?

    private enum CodingKeys: String, CodingKey {
        case publicID = "public_id"
        case serial, label, enabled
        case session = "session_counter"
        case use = "use_counter"
        case createdAt = "created_at"
        case lastUsedAt = "last_used_at"
    }

    init(_ key: YubiKey) {
        publicID = key.publicID.text
        serial = key.serial
        label = key.label
        enabled = key.isEnabled
        session = key.counters?.session
        use = key.counters?.use
        createdAt = key.createdAt
        lastUsedAt = key.lastUsedAt
    }
}

/// A label from the command line.
enum CleanedLabel {
    static func of(_ label: String) throws -> String {
        do {
            return try SignInName.cleanedLabel(label)
        } catch {
            throw CommandFailure("the label \(FaultWords.words(for: error) ?? "is none")", status: 2)
        }
    }
}
