import ArgumentParser
import Countersign
import CountersignStore
import Foundation
import Logging
import Metrics

/// `countersign serve`: the server itself.
struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Run the server.",
        discussion: "SIGTERM finishes what runs and ends; SIGHUP reads the master key file again."
    )

    @OptionGroup
    var file: ConfigurationFile

    @Flag(help: "Show every setting in force and where it was written, and end.")
    var printConfig = false

    @Flag(help: "With --print-config: in JSON.")
    var json = false

    @OptionGroup(title: "Settings")
    var settings: SettingFlags<EverySetting>

    func validate() throws {
        guard !json || printConfig else { throw ValidationError("--json goes with --print-config") }
    }

    func run() async throws {
        let loaded = try file.sources(flags: settings.texts).load()
        if printConfig {
            let printed = PrintedConfiguration(loaded)
            try Answer.say(printed, asJSON: json) { printed.text }
        }
        let unusable = loaded.unusableFiles
        guard unusable.isEmpty else { throw ConfigurationProblems(all: unusable) }
        if printConfig { return }
        try FreeAddress.check(SettingTable.shared.listen, loaded.configuration.listen)
        try FreeAddress.check(SettingTable.shared.operationsListen, loaded.configuration.operationsListen)
        // One that comes before we listen for it would end us.
        signal(SIGHUP, SIG_IGN)
        LoggingSystem.bootstrap(loaded.configuration, now: SystemWorld.now)
        let metrics = PrometheusMetrics(help: ServerMetrics.help)
        MetricsSystem.bootstrap(metrics)
        let log = Logger(label: "countersign")
        let host = try await Host.open(loaded, as: .server, creating: true, validating: true, log: log)
        do {
            try await Self.serve(host, metrics: metrics, log: log)
            await host.close()
        } catch {
            await host.close()
            throw error
        }
    }

    private static func serve(_ host: Host, metrics: PrometheusMetrics, log: Logger) async throws {
        // Of PostgreSQL another node may be answering.
        if case .sqlite = host.loaded.configuration.database { try await host.world.store.releaseAllAnswers() }
        if let link = try await FirstOwner(in: host.world).makeLink() {
            try Self.show("\(link)", under: host.loaded.configuration, log: log)
        }
        let services = try Assemble.services(host, metrics: metrics)
        try await ServerLife(services: services, reload: host.reloadKeys, log: log).run()
    }

    /// Not into the log, where it would be kept: whoever opens it first owns everything. Nor among events, which are read
    /// as lines of JSON and kept as well.
    private static func show(_ link: String, under configuration: Configuration, log: Logger) throws {
        guard configuration.auditLog == .storeAndOutput else {
            Terminal.standardOutput.write("Make the first owner here; the link works once, for a day:\n\n  \(link)\n\n")
            return
        }
        let path = configuration.data.path + "/first-owner-link"
        unlink(path)
        let text = Data("\(link)\n".utf8)
        guard FileManager.default.createFile(atPath: path, contents: text, attributes: [.posixPermissions: 0o600])
        else {
            throw CommandFailure("cannot write \(path): \(String(cString: strerror(errno)))")
        }
        log.notice(
            "The link that makes the first owner, once, within a day, is in a file",
            metadata: ["path": "\(path)"]
        )
    }
}
