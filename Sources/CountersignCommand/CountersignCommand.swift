import ArgumentParser
import Foundation

/// The program `countersign`.
@main
struct CountersignCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "countersign",
        abstract: "A self-hosted second-factor server.",
        discussion: """
            Settings come from countersign.yaml in the working directory (or --config FILE), then from variables \
            COUNTERSIGN_…, then from flags; the later wins. `countersign serve --print-config` shows what is in force.

            Exit status: 0 done, 1 it did not work, 2 wrong arguments or configuration.
            """,
        version: Version.current,
        subcommands: [
            ServeCommand.self, AccountCommand.self, OrganisationCommand.self, PolicyCommand.self, FactorCommand.self,
            DeviceCommand.self, SupportCommand.self,
            APIKeyCommand.self, YubiKeyCommand.self, ImportCommand.self, AuditCommand.self, KeysCommand.self,
            BackupCommand.self, RestoreCommand.self, DoctorCommand.self, OTPCommand.self,
        ]
    )

    static func main() async {
        // Whatever is made (database, keys, mail, backups) is for the operator's eyes only.
        umask(0o077)
        do {
            var command = try parseAsRoot()
            if var slow = command as? any AsyncParsableCommand {
                try await slow.run()
            } else {
                try command.run()
            }
        } catch {
            let ending = Ending(error)
            Terminal.standardOutput.write(ending.output)
            Terminal.standardError.write(ending.errorText)
            Foundation.exit(ending.status)
        }
    }
}

/// Which Countersign this is.
enum Version {
    static let current = "0.1.0"
}
