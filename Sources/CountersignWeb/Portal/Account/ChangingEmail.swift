import Countersign
import Foundation
import Hummingbird

/// `/security/email`: another address, confirmed at both.
enum ChangingEmail {
    private static let codesPath = "/security/email/codes"

    @Sendable
    static func show(_ person: FreshlySignedIn) async throws -> Response {
        if try await EmailActs(in: person.world).waiting(for: person.account) != nil { return .seeOther(codesPath) }
        let unconfirmed = person.account.confirmedEmail == nil ? person.account.email : nil
        return try person.page(ChangeEmailPage(current: person.account.confirmedEmail, value: unconfirmed ?? ""))
    }

    @Sendable
    static func begin(_ person: FreshlySignedIn, _ form: Form) async throws -> Response {
        guard let browser = person.visitor.browserToken else { throw Detour(to: "/security/email") }
        do {
            try await EmailActs(in: person.world)
                .begin(person.session, newEmail: form["email"], browser: browser, client: person.client)
            return .seeOther(codesPath)
        } catch let problem as EmailActs.Problem {
            let shown: Problem =
                switch problem {
                case .email(let fault): .email(fault)
                case .same: .emailSame
                }
            return try person.again(
                ChangeEmailPage(current: person.account.confirmedEmail, value: form["email"], problems: [shown])
            )
        } catch let tooMany as TooManyMails {
            return try person.tooMany(tooMany)
        }
    }

    // MARK: The codes

    @Sendable
    static func showCodes(_ person: SignedIn) async throws -> Response {
        guard let waiting = try await EmailActs(in: person.world).waiting(for: person.account) else {
            return .seeOther("/security/email")
        }
        let isSentAgain = person.visitor.query.has("again")
        return try person.page(page(waiting, again: isSentAgain ? .sent(at: waiting.sentAt) : nil))
    }

    @Sendable
    static func giveCodes(_ person: SignedIn, _ form: Form) async throws -> Response {
        let acts = EmailActs(in: person.world)
        guard let waiting = try await acts.waiting(for: person.account), let browser = person.visitor.browserToken
        else {
            return .seeOther("/security/email")
        }
        let codes = waiting.openSides.map { ($0, form[$0.field]) }
        // One at a time is fine: the mails need not come together.
        let given = codes.filter { TypedMailCode.slip(in: $0.1) != .missing }
        guard !given.isEmpty else {
            return try person.again(
                page(waiting, problems: Dictionary(uniqueKeysWithValues: codes.map { ($0.0, .missing) }))
            )
        }
        var problems: [EmailActs.Side: MailCodeProblem] = [:]
        for (side, code) in given {
            if let slip = TypedMailCode.slip(in: code) {
                problems[side] = slip
                continue
            }
            do {
                let outcome = try await acts.confirm(
                    person.session,
                    side,
                    code: code,
                    browser: browser,
                    client: person.client
                )
                switch outcome {
                case .waitingForOther: break
                case .changed: return .seeOther("/security").telling(waiting.flash(for: person.account))
                case .taken:
                    try await acts.cancel(person.session)
                    return try person.page(EmailChangeAgreedPage(outcome: .taken), .conflict)
                }
            } catch let problem as ChallengeProblem {
                problems[side] = try await shown(problem, person, browser)
            }
        }
        if problems.isEmpty { return .seeOther(codesPath) }
        // What has agreed meanwhile shows as such.
        guard let now = try await acts.waiting(for: person.account) else { return .seeOther("/security/email") }
        return try person.again(page(now, problems: problems))
    }

    @Sendable
    static func sendAgain(_ person: SignedIn, _ form: Form) async throws -> Response {
        let acts = EmailActs(in: person.world)
        guard let waiting = try await acts.waiting(for: person.account), let browser = person.visitor.browserToken
        else {
            return .seeOther("/security/email")
        }
        do {
            try await acts.sendAgain(person.session, browser: browser, client: person.client)
            return .seeOther("\(codesPath)?again=1")
        } catch let tooMany as TooManyMails {
            let seconds = max(1, Int(tooMany.until.timeIntervalSince(person.world.now()).rounded(.up)))
            let again: MailAgain
            switch tooMany.reason {
            case .pause: again = .tooEarly(seconds: seconds, lastSentAt: waiting.sentAt)
            case .address(let sent): again = .limit(count: sent, until: tooMany.until)
            case .network: return try person.tooMany(tooMany)
            }
            return try person.page(page(waiting, again: again), .tooManyRequests)
                .retryAfter(tooMany.until, now: person.world.now())
        } catch is ChallengeProblem {
            return .seeOther("/security/email")
        }
    }

    @Sendable
    static func cancel(_ person: SignedIn, _ form: Form) async throws -> Response {
        try await EmailActs(in: person.world).cancel(person.session)
        return .seeOther("/security").telling(Flash.emailKept)
    }

    /// A code that cannot be right any more is followed by another at once, if one may be sent.
    private static func shown(
        _ problem: ChallengeProblem,
        _ person: SignedIn,
        _ browser: Token
    ) async throws -> MailCodeProblem {
        let followed: MailCodeProblem
        switch problem {
        case .wrongCode: return .wrong
        case .notACode: return .shape
        case .ended(.exhausted): followed = .exhausted
        case .otherBrowser: followed = .otherBrowser
        case .unknown, .expired, .ended: return .noneLive
        }
        do {
            try await EmailActs(in: person.world).sendAgain(person.session, browser: browser, client: person.client)
            return followed
        } catch is TooManyMails {
            return .noneLive
        }
    }

    private static func page(
        _ waiting: EmailActs.Waiting,
        problems: [EmailActs.Side: MailCodeProblem] = [:],
        again: MailAgain? = nil
    ) -> EmailCodesPage {
        EmailCodesPage(
            new: EmailCodesPage.Side(
                email: waiting.newEmail,
                isConfirmed: waiting.agreed.contains(.new),
                problem: problems[.new]
            ),
            old: waiting.oldEmail.map { old in
                EmailCodesPage.Side(
                    email: old,
                    isConfirmed: waiting.agreed.contains(.old),
                    problem: problems[.old]
                )
            },
            expiresAt: waiting.expiresAt,
            again: again
        )
    }
}

extension EmailActs.Waiting {
    fileprivate var openSides: [EmailActs.Side] {
        (oldEmail == nil ? [.new] : [.new, .old]).filter { !agreed.contains($0) }
    }

    /// A first address is confirmed, a second one changes it.
    fileprivate func flash(for before: Account) -> Flash {
        before.email == newEmail ? .emailConfirmed : .emailChanged
    }
}

extension EmailActs.Side {
    fileprivate var field: String {
        switch self {
        case .new: "new-code"
        case .old: "old-code"
        }
    }
}
