import ArgumentParser
import Countersign
import Foundation

/// `countersign support`: what support does, from the host; and requests that somebody has to decide on.
struct SupportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "support",
        abstract: "Help people who cannot sign in, and decide on requests.",
        subcommands: [
            SupportExplainCommand.self, SupportSuspendCommand.self, SupportResumeCommand.self,
            SupportBypassCommand.self, SupportResetCommand.self, SupportUnlockCommand.self,
            SupportExemptCommand.self, SupportEndExemptionCommand.self, SupportRemoveFactorCommand.self,
            SupportSignOutCommand.self, SupportFreezeCommand.self, SupportUnfreezeCommand.self,
            SupportDisableCommand.self, SupportEnableCommand.self,
            SupportRequestsCommand.self, SupportApproveCommand.self, SupportDeclineCommand.self,
        ]
    )
}

/// `countersign support requests`
struct SupportRequestsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "requests",
        abstract: "List the open requests, oldest first; with --json one object a line."
    )

    @OptionGroup
    var options: GlobalOptions

    func run() async throws {
        let answers = try await options.withHost { host in
            let recovery = Recovery(in: host.world)
            var answers: [RequestAnswer] = []
            for request in try await recovery.waiting() {
                guard let account = try await host.world.store.dossier(of: request.accountID)?.account else { continue }
                answers.append(RequestAnswer(request, of: account, saying: try recovery.details(of: request)))
            }
            let acts = SupportActs(in: host.world)
            for kind in SupportRequest.Kind.allCases {
                for request in try await acts.openRequests(kind) {
                    guard let account = try await host.world.store.dossier(of: request.accountID)?.account else {
                        continue
                    }
                    answers.append(RequestAnswer(request, of: account, saying: try acts.details(of: request)))
                }
            }
            return answers.sorted { $0.askedAt < $1.askedAt }
        }
        guard options.json else { return Terminal.standardOutput.write(RequestAnswer.table(answers)) }
        for answer in answers { Terminal.standardOutput.write(try Answer.encoded(answer)) }
    }
}

/// `countersign support approve`
struct SupportApproveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "approve",
        abstract: "Agree to a request. Make sure first who asks.",
        discussion: """
            Of a request to get in: the person gives their password in the browser that asked, within three days, and sets up a new factor; all \
            earlier ones go at that moment. They are told by mail. Of an act of support that waits for a second person: it \
            is done now; a code is made by who asked for it.
            """
    )

    @OptionGroup
    var options: GlobalOptions

    @Argument(help: "What the person quotes: CS-7Q4F.")
    var reference: String

    @Option(help: "How you know who it is; for the audit log.")
    var reason: String

    func run() async throws {
        try await options.deciding(reference, reason) { host, reference, reason in
            if try await host.world.store.recovery(reference: reference) != nil {
                try await Recovery(in: host.world).approve(reference, reason: reason, actor: .host)
            } else {
                let decided = try await SupportActs(in: host.world).approve(reference, by: .host)
                guard decided.state != .expired else {
                    throw CommandFailure("\(Quoted.text(reference)) can no longer be done, and has ended")
                }
            }
        }
        try Answer.say(["approved": reference], asJSON: options.json) { "Approved \(Quoted.text(reference)).\n" }
    }
}

/// `countersign support decline`
struct SupportDeclineCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "decline",
        abstract: "Decline a request. The reason is mailed to the person."
    )

    @OptionGroup
    var options: GlobalOptions

    @Argument(help: "What the person quotes: CS-7Q4F.")
    var reference: String

    @Option(help: "Why: the person reads it.")
    var reason: String

    func run() async throws {
        try await options.deciding(reference, reason) { host, reference, reason in
            if try await host.world.store.recovery(reference: reference) != nil {
                try await Recovery(in: host.world).decline(reference, reason: reason, actor: .host)
            } else {
                _ = try await SupportActs(in: host.world).decline(reference, reason: reason, by: .host)
            }
        }
        try Answer.say(["declined": reference], asJSON: options.json) { "Declined \(Quoted.text(reference)).\n" }
    }
}

extension GlobalOptions {
    fileprivate func deciding(
        _ reference: String,
        _ reason: String,
        _ decide: (Host, String, String) async throws -> Void
    ) async throws {
        let reason = reason.trimmingCharacters(in: .whitespacesAndNewlines)
        guard !reason.isEmpty, reason.count <= 500 else {
            throw CommandFailure("the reason has 1 to 500 characters", status: 2)
        }
        try await withHost { host in
            do {
                try await decide(host, reference.uppercased(), reason)
            } catch CeremonyFault.gone {
                throw CommandFailure("no open request has the reference \(Quoted.text(reference))")
            } catch let decided as AlreadyDecided {
                throw CommandFailure("the request is \(decided.state.rawValue) already")
            } catch is Problems<SupportOrder.Problem> {
                throw CommandFailure("the account is no longer as it was when that was asked for; decline it")
            } catch let refusal as Authority.Refusal {
                throw CommandFailure("who asked for it may not any more (\(refusal.rawValue)); decline it")
            }
        }
    }
}

/// One request.
struct RequestAnswer: Encodable {
    /// `recovery`, `approval` or `turn_off`.
    let kind: String
    /// What is asked for; nil for a request to get in.
    let act: String?
    let askedBy: String?
    let reference: String
    let account: String
    let name: String
    let role: String
    let state: String
    let reason: String
    let contact: String
    let address: String
    let userAgent: String
    let askedAt: Date
    let waitUntil: Date?
    let expiresAt: Date
    let passwordChangedAt: Date?

    private enum CodingKeys: String, CodingKey {
        case kind, act, reference, account, name, role, state, reason, contact, address
        case askedBy = "asked_by"
        case userAgent = "user_agent"
        case askedAt = "asked_at"
        case waitUntil = "wait_until"
        case expiresAt = "expires_at"
        case passwordChangedAt = "password_changed_at"
    }

    init(_ request: RecoveryRequest, of account: Account, saying details: RecoveryRequest.Details) {
        kind = "recovery"
        act = nil
        askedBy = nil
        reference = request.reference
        self.account = account.id.rawValue
        name = account.name
        role = account.role.rawValue
        state = request.state.rawValue
        reason = details.reason
        contact = details.contact
        address = request.client.address
        userAgent = request.client.userAgent
        askedAt = request.askedAt
        waitUntil = request.waitUntil
        expiresAt = request.expiresAt
        passwordChangedAt = account.passwordChangedAt
    }

    init(_ request: SupportRequest, of account: Account, saying details: SupportRequest.Details) {
        kind = request.kind.rawValue
        act = details.order.act.rawValue
        askedBy = details.by
        reference = request.reference
        self.account = account.id.rawValue
        name = account.name
        role = account.role.rawValue
        state = request.state.rawValue
        reason = [details.order.reason.category.rawValue, details.order.reason.text].filter { !$0.isEmpty }
            .joined(separator: ": ")
        contact = ""
        address = ""
        userAgent = ""
        askedAt = request.askedAt
        waitUntil = nil
        expiresAt = request.expiresAt
        passwordChangedAt = account.passwordChangedAt
    }

    static func table(_ answers: [RequestAnswer]) -> String {
        var table = TextTable(
            "REFERENCE",
            "KIND",
            "NAME",
            "ROLE",
            "STATE",
            "ASKED",
            "WAIT ENDS",
            "FROM",
            "REASON",
            "CONTACT"
        )
        for answer in answers {
            table.add(
                answer.reference,
                answer.act ?? answer.kind,
                answer.name,
                answer.role,
                answer.state,
                Moments.text(answer.askedAt),
                Moments.text(answer.waitUntil),
                answer.address,
                answer.reason,
                answer.contact
            )
        }
        return table.text
    }
}
