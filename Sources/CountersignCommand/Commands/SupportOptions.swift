import ArgumentParser
import Countersign
import Foundation

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
        case .noAddress, .noSuchFactor, .closed, .nothingToDo: false
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
        case .closed: "the account is frozen or disabled, so nobody signs in to it at all"
        case .nothingToDo: "the account has no second step to lift, or nothing of the kind to end"
        }
    }
}
