import ArgumentParser
import Foundation
import Logging

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
            return try Answer.say(printed, asJSON: json) { printed.text }
        }
        let unreadable = loaded.unreadableFiles
        guard unreadable.isEmpty else { throw ConfigurationProblems(all: unreadable) }
        LoggingSystem.bootstrap(loaded.configuration, now: { Date() })
    }
}
