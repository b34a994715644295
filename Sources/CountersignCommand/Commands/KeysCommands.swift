import ArgumentParser
import Countersign
import Foundation

/// `countersign keys`: the master keys that seal every secret.
struct KeysCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "keys",
        abstract: "Add, rotate and drop master keys, while servers run.",
        discussion: """
            To rotate: `keys add`, copy the file to every other node, send every server SIGHUP, `keys rotate`, and \
            `keys drop` for the old key. Then the file may lack it, but backups of before still need it.
            """,
        subcommands: [KeysListCommand.self, KeysAddCommand.self, KeysRotateCommand.self, KeysDropCommand.self]
    )
}

/// `countersign keys list`
struct KeysListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List the ids of the keys.")

    @OptionGroup
    var options: GlobalOptions

    func run() async throws {
        let (ids, current) = try await options.withHost { host in
            (host.world.keys.current.ids, host.world.keys.current.currentID)
        }
        try Answer.say(KeysAnswer(ids: ids, current: current), asJSON: options.json) {
            ids.map { "\($0)\($0 == current ? "  (seals)" : "")\n" }.joined()
        }
    }
}

/// `countersign keys add`
struct KeysAddCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Write a new key into the master key file. It seals nothing before `keys rotate`."
    )

    @OptionGroup
    var options: GlobalOptions

    @Option(help: "The new key's id; the next free k1, k2, … without it.")
    var id: String?

    func run() async throws {
        let (made, path) = try await options.withHost { host in
            let file = MasterKeys(host.loaded)
            let keys = try file.read() ?? []
            let id = id ?? Self.freeID(beside: keys.map(\.id))
            guard !keys.contains(where: { $0.id == id }) else {
                throw CommandFailure("the file has a key \(Quoted.text(id)) already")
            }
            do {
                try file.write(keys + [MasterKey.make(id: id, random: host.world.random)], replacing: true)
            } catch let fault as MasterKeyFault {
                throw CommandFailure("--id: \(fault)", status: 2)
            }
            try await host.world.commit([
                try host.world.event(.keyAdded, about: nil, by: .host, data: ["key": id], at: host.world.now())
            ])
            return (id, file.path)
        }
        try Answer.say(AnswerID(id: made), asJSON: options.json) {
            """
            Added the key \(made) to \(path). Copy the file to every node, send every server SIGHUP, and then run
            countersign keys rotate --to \(made)

            """
        }
    }

    static func freeID(beside ids: [String]) -> String {
        let numbers = ids.compactMap { $0.hasPrefix("k") ? Int($0.dropFirst()) : nil }
        return "k\((numbers.max() ?? 0) + 1)"
    }
}

/// `countersign keys rotate`
struct KeysRotateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rotate",
        abstract: "Switch to another key of the file and seal everything anew.",
        discussion: "May be stopped at any time and run again. Servers go on meanwhile."
    )

    @OptionGroup
    var options: GlobalOptions

    @Option(help: "The key that is to seal. Without it a rotation is finished, or the file's one new key is taken.")
    var to: String?

    func run() async throws {
        let (id, count) = try await options.withHost { host in
            let ring = host.world.keys.current
            let rotation = RotateKeys(in: host.world)
            let id = try await target(in: ring, rotation, host.world)
            if id != ring.currentID { _ = try await rotation.switch(to: id, ring: ring) }
            var count = 0
            var turns = 0
            repeat {
                // Servers look for a switched key every two seconds and seal under the old one until then.
                if turns > 0 { try await Task.sleep(for: .seconds(1)) }
                turns += 1
                count += try await Self.resealAll(rotation)
                guard turns <= Self.mostTurns else {
                    throw CommandFailure(
                        "a server still seals under another key; copy the key file to it, send SIGHUP, and run this again"
                    )
                }
            } while try await rotation.remaining(notUnder: id)
            return (id, count)
        }
        try Answer.say(RotationAnswer(key: id, resealed: count), asJSON: options.json) {
            "The key \(id) seals. \(count) values were sealed anew.\n"
        }
    }

    private static let mostTurns = 6

    private static func resealAll(_ rotation: RotateKeys) async throws -> Int {
        var bar = ProgressBar("Sealing anew", total: 0)
        var columns: [SealedColumn: Int] = [:]
        let count = try await rotation.resealAll { progress in
            columns[progress.column] = progress.resealed
            bar.show(columns.values.reduce(0, +))
        }
        bar.finish()
        return count
    }

    /// Never back to a key that has sealed before, unless it is named: that one is to be retired.
    private func target(in ring: KeyRing, _ rotation: RotateKeys, _ world: Surroundings) async throws -> String {
        if let to { return to }
        if try await rotation.remaining(notUnder: ring.currentID) { return ring.currentID }
        guard ring.ids.count > 1 else { throw CommandFailure("the file has no other key; run keys add", status: 2) }
        let known = Set(try await world.store.sealingKeys().map(\.id))
        let fresh = ring.ids.filter { !known.contains($0) }
        guard fresh.count < 2 else { throw CommandFailure("say which with --to", status: 2) }
        return fresh.first ?? ring.currentID
    }
}

private struct KeysAnswer: Encodable {
    let ids: [String]
    let current: String
}

private struct RotationAnswer: Encodable {
    let key: String
    let resealed: Int
}
