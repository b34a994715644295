import ArgumentParser
import Foundation

/// `countersign otp`: makes and checks one-time codes by themselves, without server or database.
struct OTPCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "otp",
        abstract: "Make or check one-time codes, as oathtool does.",
        discussion: """
            Codes by time (TOTP, RFC 6238), or by counter (HOTP, RFC 4226) with --counter. Nothing is stored and no \
            server is needed.
            """,
        subcommands: [OTPCodeCommand.self, OTPVerifyCommand.self]
    )

    /// What the commands below take from the world.
    struct World: Sendable {
        /// Seconds since 1970.
        var now: @Sendable () -> Int64
        /// One line of standard input.
        var line: @Sendable () throws -> String

        static let real = World(
            now: { Int64(Date().timeIntervalSince1970.rounded(.down)) },
            line: { try StandardInputLine.read() }
        )
    }
}

/// `countersign otp code`: the code of a moment or counter.
struct OTPCodeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "code",
        abstract: "Print the code of a moment or counter.",
        discussion: """
            Examples:
              countersign otp code --secret - < secret.txt
              countersign otp code --secret - --at 2026-10-02T12:00:00Z < secret.txt
              countersign otp code --secret - --counter 7 --window 3 < secret.txt

            Exit status: 0 done, 2 wrong arguments.
            """
    )

    @OptionGroup
    var options: OTPOptions

    @Option(help: "Print the codes of so many steps or counters after it as well.")
    var window = 0

    func run() async throws {
        let answer = try answer(in: .real)
        try Answer.say(answer, asJSON: options.json) { answer.codes.map { $0.code + "\n" }.joined() }
    }

    func answer(in world: OTPCommand.World) throws -> OTPCodes {
        let window = try OTPOptions.checked(window: window)
        let question = try options.question(in: world)
        return OTPCodes(question, codes: question.places(before: 0, after: window).map(question.code))
    }
}

/// `countersign otp verify`: whether a code is right, and for which moment or counter.
struct OTPVerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Say whether a code is right, and for which step or counter.",
        discussion: """
            Examples:
              countersign otp verify 492039 --secret - --window 1 < secret.txt
              countersign otp verify 755224 --secret - --counter 0 --window 10 < secret.txt

            Exit status: 0 the code is right, 1 it is not, 2 wrong arguments.
            """
    )

    @Argument(help: "The code. Spaces in it are passed over.")
    var code: String

    @OptionGroup
    var options: OTPOptions

    @Option(
        help: "Try so many steps before and after the moment as well; with --counter, so many counters after it."
    )
    var window = 0

    func run() async throws {
        let match = try answer(in: .real)
        if options.json {
            try Answer.say(match, asJSON: true) { "" }
            if !match.matched { throw ExitCode(1) }
        } else {
            guard match.matched else { throw CommandFailure("the code is not right") }
            Terminal.standardOutput.write(match.text)
        }
    }

    func answer(in world: OTPCommand.World) throws -> OTPMatch {
        let window = try OTPOptions.checked(window: window)
        let digits = code.filter { $0 != " " }
        guard digits.utf8.count == options.digits, digits.utf8.allSatisfy({ 48...57 ~= $0 }) else {
            throw CommandFailure("the code must have \(options.digits) digits; --digits says how many", status: 2)
        }
        return try options.question(in: world).match(digits, window: window)
    }
}
