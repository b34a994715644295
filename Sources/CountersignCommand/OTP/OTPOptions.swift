import ArgumentParser
import Countersign
import OneTimePassword

/// What both `otp` commands take: the secret, and how codes are made from it.
struct OTPOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The secret in Base32. Better `-`: then it is read from standard input, and no other user of this computer can see it in the list of processes.",
            valueName: "base32"
        )
    )
    var secret: String?

    @Option(help: ArgumentHelp("The secret in hexadecimal, or `-` to read it from standard input.", valueName: "hex"))
    var secretHex: String?

    @Option(help: ArgumentHelp("SHA1, SHA256 or SHA512.", valueName: "name"))
    var algorithm = "SHA1"

    @Option(help: "How many digits a code has: 6, 7 or 8.")
    var digits = 6

    @Option(help: ArgumentHelp("How many seconds a code lasts. (default: 30)", valueName: "seconds"))
    var period: Int64?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "The moment: seconds since 1970, or ISO 8601 like 2026-10-02T12:00:00Z. (default: now)",
            valueName: "time"
        )
    )
    var at: String?

    @Option(help: "Codes by counter (HOTP): this one.")
    var counter: UInt64?

    @Flag(help: "Answer in JSON, for programs.")
    var json = false

    static let widestWindow = 10_000

    static func checked(window: Int) throws -> Int {
        guard 0...widestWindow ~= window else { throw wrong("--window must be 0 to \(widestWindow), not \(window)") }
        return window
    }

    func question(in world: OTPCommand.World) throws -> OTPQuestion {
        guard let algorithm = HashAlgorithm(named: algorithm) else {
            throw Self.wrong("--algorithm must be SHA1, SHA256 or SHA512")
        }
        if counter != nil, period != nil || at != nil {
            throw Self.wrong(
                "--counter is for codes by counter; leave out --at and --period, which are for codes by time"
            )
        }
        let time = try at.map(Self.seconds)
        let secret = try sharedSecret(line: world.line)
        do {
            if let counter {
                return .byCounter(try HOTP(secret: secret, algorithm: algorithm, digits: digits), counter: counter)
            }
            let totp = try TOTP(secret: secret, algorithm: algorithm, digits: digits, period: period ?? 30)
            return .byTime(totp, step: totp.step(at: time ?? world.now()))
        } catch {
            throw Self.wrong("\(error)")
        }
    }

    private func sharedSecret(line: () throws -> String) throws -> SharedSecret {
        let given = [secret, secretHex].compactMap(\.self)
        guard given.count == 1, let first = given.first else {
            throw Self.wrong(
                given.isEmpty
                    ? "give the secret: --secret - reads it in Base32 from standard input, --secret-hex - in hexadecimal"
                    : "give --secret or --secret-hex, not both"
            )
        }
        let text = first == "-" ? try line() : first
        do {
            return try SharedSecret(secret == nil ? Hexadecimal.decode(text) : Base32.decode(text))
        } catch {
            throw Self.wrong("\(secret == nil ? "--secret-hex" : "--secret"): \(error)")
        }
    }

    private static func seconds(_ text: String) throws -> Int64 {
        guard let seconds = TimeText.seconds(text) else {
            throw wrong(
                "--at must be seconds since 1970, or a time like 2026-10-02T12:00:00Z or 2026-10-02T14:00:00+02:00"
            )
        }
        return seconds
    }

    private static func wrong(_ message: String) -> CommandFailure {
        CommandFailure(message, status: 2)
    }
}
