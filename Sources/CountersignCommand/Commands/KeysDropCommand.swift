import ArgumentParser
import Countersign

/// `countersign keys drop`
struct KeysDropCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "drop",
        abstract: "Forget a key that nothing is sealed under any more.",
        discussion: """
            Refuses while the key seals, anything is sealed under it, or a code mailed under it has not run out. It does \
            not touch the master key file.
            """
    )

    @OptionGroup
    var options: GlobalOptions

    @Argument(help: "The key's id.")
    var id: String

    func run() async throws {
        let path = try await options.withHost { host in
            do {
                try await RotateKeys(in: host.world).drop(id)
            } catch let problem as RotateKeys.Problem {
                throw CommandFailure("\(problem)")
            }
            return MasterKeys(host.loaded).path
        }
        try Answer.say(AnswerID(id: id), asJSON: options.json) {
            """
            Dropped the key \(id). Servers start without it now: take its line out of \(path) on every node and send
            them SIGHUP. Keep a copy where your backups are, for those made until now open with it only.

            """
        }
    }
}
