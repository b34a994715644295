import ArgumentParser
import Countersign
import CountersignStore
import Foundation
import Logging

/// `countersign doctor`: looks at everything that an operator should know before people do.
struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Check configuration, files, keys, database, mail and the odds of guessing.",
        discussion: "Exit status: 0 all is well or only warned of, 1 something is wrong, 2 the configuration is."
    )

    @OptionGroup
    var options: GlobalOptions

    func run() async throws {
        let loaded = try options.load()
        LoggingSystem.bootstrap(loaded.configuration, atLeast: .critical, now: SystemWorld.now)
        var checks = ConfigurationChecks(loaded).all
        if let mailServer = await ConfigurationChecks(loaded).mailServer() { checks.append(mailServer) }
        do {
            let host = try await Host.open(loaded, as: .tool, creating: false, log: Logger(label: "countersign"))
            checks += await HostChecks(host).all()
            await host.close()
        } catch {
            let words = Ending(error).errors.joined(separator: "; ")
            checks.append(.wrong("database", words, "Nothing that needs the database was looked at."))
        }
        let answer = DoctorAnswer(checks: checks)
        try Answer.say(answer, asJSON: options.json) { answer.text(isColoured: Terminal.standardOutput.hasColours) }
        guard answer.isWell else { throw ExitCode(1) }
    }
}

/// One thing looked at.
struct Check: Encodable {
    enum Verdict: String, Encodable {
        case well
        /// It works, and something about it should be known.
        case warning
        case wrong
    }

    let subject: String
    let verdict: Verdict
    let finding: String
    /// What to do about it.
    let advice: String?

    static func well(_ subject: String, _ finding: String) -> Check {
        Check(subject: subject, verdict: .well, finding: finding, advice: nil)
    }

    static func warning(_ subject: String, _ finding: String, _ advice: String) -> Check {
        Check(subject: subject, verdict: .warning, finding: finding, advice: advice)
    }

    static func wrong(_ subject: String, _ finding: String, _ advice: String) -> Check {
        Check(subject: subject, verdict: .wrong, finding: finding, advice: advice)
    }
}

/// All that was looked at.
struct DoctorAnswer: Encodable {
    let checks: [Check]

    var isWell: Bool { !checks.contains { $0.verdict == .wrong } }

    private enum CodingKeys: String, CodingKey {
        case isWell = "well"
        case checks
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(isWell, forKey: .isWell)
        try container.encode(checks, forKey: .checks)
    }

    func text(isColoured: Bool) -> String {
        let width = checks.map(\.subject.count).max() ?? 0
        return checks.map { check in
            let (word, colour) =
                switch check.verdict {
                case .well: ("ok   ", 32)
                case .warning: ("note ", 33)
                case .wrong: ("WRONG", 31)
                }
            let mark = isColoured ? "\u{1B}[\(colour)m\(word)\u{1B}[0m" : word
            let subject = check.subject.padding(toLength: width, withPad: " ", startingAt: 0)
            let advice = check.advice.map { "\n\(String(repeating: " ", count: width + 9))\($0)" } ?? ""
            return "\(mark)  \(subject)  \(Quoted.plain(check.finding.unicodeScalars, quotesStand: true))\(advice)\n"
        }.joined()
    }
}
