import ArgumentParser
import Countersign
import Foundation

// `countersign support`: what support does for one account, from the host. The person is told by mail.

/// Whom it is about and why: what all of these ask for.
struct SupportOptions: ParsableArguments {
    @Argument(help: "The account's name, confirmed address or id.")
    var account: String

    @Option(help: "Why, in ten characters or more; for the audit log.")
    var reason: String

    @Option(help: "What happened: lost_phone, new_phone, key_at_home, email_trouble or other. The person is told.")
    var category = SupportReason.Category.other

    @Option(help: "How you know who it is: video_call, in_person, manager_confirmed, call_back or elsewhere.")
    var identity = SupportReason.Identity.elsewhere

    @Option(help: "The number of a ticket.")
    var ticket = ""

    func order(_ act: StaffAct) throws -> SupportOrder {
        do {
            let reason = try SupportReason(category: category, text: reason, identity: identity, ticket: ticket)
            return SupportOrder(act, because: reason)
        } catch let problems as Problems<SupportReason.Problem> {
            throw CommandFailure(problems.list.map(\.words).joined(separator: "; "), status: 2)
        }
    }

    /// Carries it out as the host, which needs nobody to agree.
    func carryOut(_ order: SupportOrder, _ options: GlobalOptions) async throws -> SupportAnswer {
        try await options.withHost { host in
            let account = try await host.dossier(of: account).account
            do {
                let outcome = try await SupportActs(in: host.world).carryOut(order, on: account.id, by: .host)
                guard case .done(let done) = outcome else { throw CommandFailure("it waits for a second person") }
                return SupportAnswer(done, of: account)
            } catch let problems as Problems<SupportOrder.Problem> {
                let isMisuse = problems.list.contains { $0.isOfOrder }
                throw CommandFailure(
                    problems.list.map(\.words).joined(separator: "; "),
                    status: isMisuse ? 2 : 1
                )
            } catch Authority.Refusal.lastOwner {
                throw CommandFailure("this is the last owner: nobody could change anything here any more")
            }
        }
    }
}

/// `countersign support suspend`
struct SupportSuspendCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "suspend",
        abstract: "Lift the second step of an account until an end time."
    )

    @OptionGroup var options: GlobalOptions
    @OptionGroup var support: SupportOptions

    @Option(name: .customLong("for"), help: "How long: 90m, 4h, 7d. At most what policy allows.")
    var length = HostDuration(24 * 3600)

    @Flag(help: "Ask for a mailed code in its place.")
    var emailCode = false

    @Option(help: "Only from this address or block: 192.0.2.0/24.")
    var network: String?

    func run() async throws {
        var order = try support.order(.suspend)
        order.length = length.seconds
        order.needsEmailCode = emailCode
        order.network = network
        let answer = try await support.carryOut(order, options)
        try Answer.say(answer, asJSON: options.json) { "Suspended until \(Moments.text(answer.endsAt)).\n" }
    }
}

/// `countersign support resume`
struct SupportResumeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resume",
        abstract: "Turn the second step back on; who came in without it is signed out."
    )

    @OptionGroup var options: GlobalOptions
    @OptionGroup var support: SupportOptions

    func run() async throws {
        let answer = try await support.carryOut(try support.order(.endSuspension), options)
        try Answer.say(answer, asJSON: options.json) { "The second step is asked for again.\n" }
    }
}

/// `countersign support bypass`
struct SupportBypassCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bypass",
        abstract: "Make a code that stands in for the second step, once. It is shown now and never again."
    )

    @OptionGroup var options: GlobalOptions
    @OptionGroup var support: SupportOptions

    @Option(name: .customLong("for"), help: "How long it works: 15m, 1h, 24h. At most what policy allows.")
    var length = HostDuration(3600)

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
        order.length = length.seconds
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

/// What came of it.
struct SupportAnswer: Encodable {
    let id: String
    let endsAt: Date?
    let code: String?

    private enum CodingKeys: String, CodingKey {
        case id
        case endsAt = "ends_at"
        case code
    }

    init(_ done: SupportActs.Done, of account: Account) {
        id = account.id.rawValue
        endsAt = done.measure?.endsAt
        code = done.code
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

extension SupportReason.Category: ExpressibleByArgument {}
extension SupportReason.Identity: ExpressibleByArgument {}

extension SupportReason.Problem {
    fileprivate var words: String {
        switch self {
        case .categoryMissing: "the category is missing"
        case .identityMissing: "how you know who it is is missing"
        case .textTooShort: "the reason has at least \(SupportReason.shortestText) characters"
        case .textTooLong: "the reason has at most \(SupportReason.longestText) characters"
        case .ticketTooLong: "the ticket has at most \(SupportReason.longestTicket) characters"
        case .badCharacters: "the reason has control characters"
        }
    }
}

extension SupportOrder.Problem {
    /// Whether the order itself is at fault, rather than the account as it is.
    fileprivate var isOfOrder: Bool {
        switch self {
        case .lengthMissing, .tooLong, .tooShort, .untilMissing, .untilPast, .untilTooFar, .badNetwork: true
        case .noAddress, .noSuchFactor, .nothingToDo: false
        }
    }

    fileprivate var words: String {
        switch self {
        case .lengthMissing: "say how long, with --for"
        case .tooLong(let most): "it may last \(HostDuration(most).defaultValueDescription) at most"
        case .tooShort(let least): "it lasts \(HostDuration(least).defaultValueDescription) at least"
        case .untilMissing: "say until when"
        case .untilPast: "that is past"
        case .untilTooFar(let days): "it may last \(days) days at most"
        case .badNetwork: "that is no address or block, such as 192.0.2.0/24"
        case .noAddress: "the account has no confirmed e-mail address"
        case .noSuchFactor: "the account has no such factor"
        case .nothingToDo: "the account has no second step to lift, or nothing of the kind to end"
        }
    }
}
