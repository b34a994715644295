import ArgumentParser
import Countersign
import Foundation

// `countersign support`: what support does for one account, from the host. The person is told by mail.

/// `countersign support suspend`
struct SupportSuspendCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "suspend",
        abstract: "Lift the second step of an account until an end time."
    )

    @OptionGroup var options: GlobalOptions
    @OptionGroup var support: SupportOptions

    @Option(
        name: .customLong("for"),
        help: "How long: 90m, 4h, 7d. At most what policy allows; that, or a day, if not given."
    )
    var length: HostDuration?

    @Flag(help: "Ask for a mailed code in its place.")
    var emailCode = false

    @Option(help: "Only from this address or block: 192.0.2.0/24.")
    var network: String?

    func run() async throws {
        var order = try support.order(.suspend)
        order.length = length?.seconds
        order.needsEmailCode = emailCode
        order.network = network
        let answer = try await support.carryOut(order, options)
        try Answer.say(answer, asJSON: options.json) { "Suspended until \(Moments.text(answer.endsAt)).\n" }
    }
}

/// `countersign support resume`
struct SupportResumeCommand: PlainSupportCommand {
    static let configuration = CommandConfiguration(
        commandName: "resume",
        abstract: "Turn the second step back on; who came in without it is signed out."
    )
    static let act = StaffAct.endSuspension
    static let told = "The second step is asked for again."

    @OptionGroup var options: GlobalOptions
    @OptionGroup var support: SupportOptions
}

/// `countersign support bypass`
struct SupportBypassCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bypass",
        abstract: "Make a code that stands in for the second step, once. It is shown now and never again."
    )

    @OptionGroup var options: GlobalOptions
    @OptionGroup var support: SupportOptions

    @Option(
        name: .customLong("for"),
        help: "How long it works: 15m, 1h, 24h. At most what policy allows; that, or an hour, if not given."
    )
    var length: HostDuration?

    @Flag(inversion: .prefixedNo, help: "Have the person set up a new factor before anything else.")
    var thenSetUp = true

    @Flag(help: "Cancel the code that was made before, and make none.")
    var cancel = false

    func run() async throws {
        if cancel {
            let answer = try await support.carryOut(try support.order(.cancelBypassCode), options)
            return try Answer.say(answer, asJSON: options.json) { "The code works no more.\n" }
        }
        var order = try support.order(.issueBypassCode)
        order.length = length?.seconds
        order.thenSetUpAgain = thenSetUp
        let answer = try await support.carryOut(order, options)
        try Answer.say(answer, asJSON: options.json) {
            "\(answer.code ?? "")\nIt works once, until \(Moments.text(answer.endsAt)).\n"
        }
    }
}

/// `countersign support reset`
struct SupportResetCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reset",
        abstract: "Have the person set up a factor anew at the next sign-in.",
        discussion: "What they have works until the new one does, and goes then. With --lost it goes at once."
    )

    @OptionGroup var options: GlobalOptions
    @OptionGroup var support: SupportOptions

    @Flag(help: "Lost or stolen: every factor and backup code goes at once, and every session ends.")
    var lost = false

    @Flag(help: "Sign the person out everywhere, so that it is now.")
    var signOut = false

    func run() async throws {
        var order = try support.order(.askToSetUpAgain)
        order.isLost = lost
        order.signsOut = signOut
        let answer = try await support.carryOut(order, options)
        try Answer.say(answer, asJSON: options.json) { "A new factor is set up at the next sign-in.\n" }
    }
}

/// `countersign support unlock`
struct SupportUnlockCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "unlock",
        abstract: "End the waits after wrong codes."
    )

    @OptionGroup var options: GlobalOptions
    @OptionGroup var support: SupportOptions

    @Flag(help: "Also give back the tries of the year's budget. Somebody who has the password gets as many more.")
    var refill = false

    func run() async throws {
        let answer = try await support.carryOut(try support.order(refill ? .refillBudget : .clearWait), options)
        try Answer.say(answer, asJSON: options.json) { "Ended the waits of \(answer.id).\n" }
    }
}

/// A length of time on the command line.
struct HostDuration: ExpressibleByArgument {
    let seconds: TimeInterval

    init(_ seconds: TimeInterval) {
        self.seconds = seconds
    }

    /// `90m`, `4h`, `7d`; a number alone is none.
    init?(argument: String) {
        guard let length = DurationText.read(argument) else { return nil }
        seconds = TimeInterval(length.components.seconds)
    }

    var defaultValueDescription: String { DurationText.write(.seconds(seconds)) }
}
