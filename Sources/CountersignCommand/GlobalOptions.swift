import ArgumentParser
import Foundation

/// What every command beside the server takes: how to answer, and where the database is.
struct GlobalOptions: ParsableArguments {
    @OptionGroup
    var file: ConfigurationFile

    @OptionGroup
    var overrides: SettingFlags<DatabaseSettings>

    @Flag(help: "Answer in JSON, for programs.")
    var json = false

    func load() throws -> LoadedConfiguration {
        try file.sources(flags: overrides.texts).load()
    }
}

/// Where the configuration is read from.
struct ConfigurationFile: ParsableArguments {
    @Option(name: .customLong("config"), help: "Read this file in place of countersign.yaml.")
    var path: String?

    func sources(flags: [String: String]) -> ConfigurationSources {
        let process = ProcessInfo.processInfo
        return ConfigurationSources(
            flags: flags,
            file: path,
            environment: process.environment,
            isTerminal: Terminal.standardError.isTerminal,
            processorCount: process.activeProcessorCount
        )
    }
}
