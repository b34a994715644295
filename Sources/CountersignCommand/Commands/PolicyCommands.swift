import ArgumentParser
import Countersign
import Foundation

/// `countersign policy`: who must have which factors by when, from the host.
struct PolicyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "policy",
        abstract: "Show and change the rules of an organisation, and see first whom they touch.",
        subcommands: [
            PolicyShowCommand.self, PolicyCheckCommand.self, PolicySetCommand.self, PolicyHistoryCommand.self,
            PolicyRevertCommand.self,
        ]
    )
}

/// `countersign policy show`
struct PolicyShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "show", abstract: "Show the rules in force.")

    @OptionGroup
    var options: GlobalOptions

    @Option(help: "The organisation's id or name; not needed where there is one.")
    var organisation: String?

    func run() async throws {
        let answer = try await options.withHost { host in
            let found = try await host.organisation(organisation)
            let version = try await host.world.store.policy(of: found.id, version: found.policyVersion)
            return PolicyAnswer(version, of: found)
        }
        try Answer.say(answer, asJSON: options.json) { answer.text }
    }
}

/// `countersign policy check`
struct PolicyCheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "See whom a change would touch, without making it.",
        discussion: "Takes the options of `policy set`. What is not given stays as it is."
    )

    @OptionGroup
    var options: GlobalOptions

    @Option(help: "The organisation's id or name; not needed where there is one.")
    var organisation: String?

    @OptionGroup
    var rules: PolicyOptions

    @Flag(help: "Also list who would be stopped now.")
    var list = false

    func run() async throws {
        let answer = try await options.withHost { host in
            let acts = PolicyActs(in: host.world)
            let found = try await host.organisation(organisation)
            let policy = try rules.applied(to: try await acts.current(of: found.id).policy)
            return try await saying {
                let effect = try await acts.effect(of: policy, on: found.id)
                var stopped: [Account] = []
                let people = list ? try await acts.stopped(by: policy, of: found.id) : nil
                while let page = try await people?.page(after: stopped.last?.id, limit: 5000) {
                    stopped += page
                    if page.count < 5000 { break }
                }
                let locks = try await acts.locksOwnersOut(policy, of: found.id)
                return EffectAnswer(effect, stopped: list ? stopped : nil, locksOwnersOut: locks)
            }
        }
        try Answer.say(answer, asJSON: options.json) { answer.text }
    }
}

/// `countersign policy set`
struct PolicySetCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "set",
        abstract: "Change the rules of an organisation.",
        discussion: """
            What is not given stays as it is. A running server follows within a second. The host is not held by rules \
            that would shut the owners out: it can always change them again.
            """
    )

    @OptionGroup
    var options: GlobalOptions

    @Option(help: "The organisation's id or name; not needed where there is one.")
    var organisation: String?

    @OptionGroup
    var rules: PolicyOptions

    @Option(help: "Why; it stands in the history.")
    var note = ""

    func run() async throws {
        let answer = try await options.withHost { host in
            let acts = PolicyActs(in: host.world)
            let found = try await host.organisation(organisation)
            let (current, before) = try await acts.current(of: found.id)
            let policy = try rules.applied(to: before)
            guard policy != before else { throw CommandFailure("these are the rules in force already", status: 2) }
            let saved = try await saying {
                try await acts.save(
                    policy,
                    of: found.id,
                    replacing: current.policyVersion,
                    note: note,
                    client: nil,
                    actor: .host
                )
            }
            return PolicyAnswer(saved, of: found)
        }
        try Answer.say(answer, asJSON: options.json) { "Saved.\n\n" + answer.text }
    }
}

/// `countersign policy history`
struct PolicyHistoryCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "history",
        abstract: "List the versions of the rules, newest first; with --json one object a line."
    )

    @OptionGroup
    var options: GlobalOptions

    @Option(help: "The organisation's id or name; not needed where there is one.")
    var organisation: String?

    func run() async throws {
        try await options.withHost { host in
            let found = try await host.organisation(organisation)
            let versions = try await host.world.store.policyHistory(of: found.id, before: nil, limit: 1000)
            if options.json {
                for version in versions {
                    Terminal.standardOutput.write(try Answer.encoded(PolicyAnswer(version, of: found)))
                }
                return
            }
            var table = TextTable("VERSION", "SAVED", "BY", "CHANGED", "NOTE")
            for (index, version) in versions.enumerated() {
                let before = versions.indices.contains(index + 1) ? versions[index + 1].policy : Policy()
                let changed = version.policy.differences(from: before).joined(separator: ", ")
                table.add(
                    String(version.version),
                    Moments.text(version.savedAt),
                    version.savedBy,
                    version.revertsTo.map { "back to \($0)" } ?? changed,
                    version.note
                )
            }
            Terminal.standardOutput.write(table.text)
        }
    }
}

/// `countersign policy revert`
struct PolicyRevertCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "revert",
        abstract: "Go back to an earlier version, which is saved as a new one; 0 is no rules at all."
    )

    @OptionGroup
    var options: GlobalOptions

    @Argument(help: "The version to go back to.")
    var version: Int64

    @Option(help: "The organisation's id or name; not needed where there is one.")
    var organisation: String?

    @Option(help: "Why; it stands in the history.")
    var note = ""

    func run() async throws {
        let answer = try await options.withHost { host in
            let acts = PolicyActs(in: host.world)
            let found = try await host.organisation(organisation)
            let saved = try await saying {
                try await acts.goBack(
                    to: version,
                    of: found.id,
                    replacing: found.policyVersion,
                    note: note,
                    client: nil,
                    actor: .host
                )
            }
            return PolicyAnswer(saved, of: found)
        }
        try Answer.say(answer, asJSON: options.json) { "Saved.\n\n" + answer.text }
    }
}

/// What is wrong, in lines for the terminal.
private func saying<Outcome>(_ act: () async throws -> Outcome) async throws -> Outcome {
    do {
        return try await act()
    } catch let problems as Problems<PolicyProblem> {
        throw CommandFailure(problems.list.map(\.words).joined(separator: "; "), status: 2)
    } catch let fault as PolicyActs.Fault {
        switch fault {
        case .unknownOrganisation: throw CommandFailure("there is no such organisation")
        case .unknownVersion: throw CommandFailure("there is no such version; see countersign policy history")
        case .changedMeanwhile(let version):
            throw CommandFailure("somebody saved version \(version) meanwhile; look at it and try again")
        case .locksOwnersOut: throw CommandFailure("no owner meets these rules")
        case .noteTooLong:
            throw CommandFailure("--note: at most \(PolicyActs.longestNote) characters", status: 2)
        }
    }
}
