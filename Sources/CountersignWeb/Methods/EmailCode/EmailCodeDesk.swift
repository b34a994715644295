import Countersign
import Foundation
import Hummingbird

/// Codes by e-mail at one door: a sign-in, or a session that proves itself again. What was sent, sending, and the page.
struct EmailCodeDesk<Person: PageContext>: Sendable {
    let person: Person
    let account: Account
    let door: SecondStep.Door
    let ways: SecondStepWays
    let purpose: CodePurpose
    var remember: RememberBox?

    enum Sending {
        case sent
        /// What was sent before still counts.
        case notNow(TooManyMails)
        /// No confirmed address, or no such factor any more.
        case impossible
    }

    /// Whether a code would be looked at, short or long.
    var isOpen: Bool { ways.waitPage(for: purpose) == nil || sendsLong }

    /// Whether a code that was sent would be looked at: while short ones wait, a long one alone.
    func isAnswerable() async throws -> Bool {
        guard ways.waitPage(for: purpose) != nil else { return true }
        return sendsLong ? try await waiting()?.codes.sent.last?.isLong == true : false
    }

    /// While short codes wait, who has only e-mail is sent a long one.
    private var sendsLong: Bool { ways.strong.contains(Kind.email.rawValue) }

    private var challenging: Challenging { Challenging(in: person.world) }

    private var path: String { purpose.path("email") }

    /// What still waits here, with its mails.
    private func waiting() async throws -> (challenge: Challenge, codes: MailedCodes)? {
        guard let last = try await challenging.last(.email, for: account.id, at: door), last.ended == nil else {
            return nil
        }
        return (last, try person.world.mailedCodes(of: last))
    }

    // MARK: Sending

    /// The button that opens this way: sends, unless a code that was sent before still gets in.
    func open() async throws -> Response {
        if let waiting = try await waiting(), let newest = waiting.codes.sent.last,
            person.world.now() < newest.expiresAt, newest.isLong == needsLong
        {
            return .seeOther(path)
        }
        return try await sendAgain()
    }

    /// "Send another code".
    func sendAgain() async throws -> Response {
        switch try await send() {
        case .sent: return .seeOther(path)
        case .impossible: return .seeOther(purpose.methodsPath)
        case .notNow(let tooMany):
            return try person.page(try await page(again: again(tooMany)), .tooManyRequests)
                .retryAfter(tooMany.until, now: person.world.now())
        }
    }

    func send() async throws -> Sending {
        let waiting = try await waiting()
        // One that is of another length begins anew, and need not wait its minute.
        let continued = waiting.flatMap { $0.codes.sent.last?.isLong == needsLong ? $0.challenge.id : nil }
        do {
            _ = try await challenging.begin(
                .email,
                for: account.id,
                at: door,
                continuing: continued,
                client: person.visitor.client
            )
            return .sent
        } catch let tooMany as TooManyMails {
            return .notNow(tooMany)
        } catch is Challenging.Fault {
            return .impossible
        }
    }

    private var needsLong: Bool { sendsLong && ways.waitPage(for: purpose) != nil }

    private func again(_ tooMany: TooManyMails) async throws -> MailAgain {
        let now = person.world.now()
        switch tooMany.reason {
        case .pause:
            let seconds = max(1, Int(tooMany.until.timeIntervalSince(now).rounded(.up)))
            return .tooEarly(seconds: seconds, lastSentAt: try await waiting()?.codes.sent.last?.sentAt ?? now)
        case .address(let sent): return .limit(count: sent, until: tooMany.until)
        case .network: return .limit(count: SecondStepGuards.mailedCodesRate.limit, until: tooMany.until)
        }
    }

    // MARK: Answering

    /// What a page says to an answer that was refused; nil where that is a page of its own.
    func problem(
        of rejected: SecondStep.Rejected,
        isBackupCode: Bool
    ) async throws -> (problem: MailCodeProblem, triesLeft: MailTriesLeft?)? {
        if isBackupCode {
            switch BackupCodePage.Problem(rejected) {
            case nil: return nil
            case .used(let date): return (.backupCodeUsed(on: date), nil)
            default: return (.backupCodeWrong, nil)
            }
        }
        if rejected.waits { return nil }
        switch (rejected.rejection.reason, rejected.rejection.hint) {
        case (_, .otherBrowser): return (.otherSignIn, nil)
        case (.expired, _): return (try await followed(.expired), nil)
        // The fifth wrong one ends what was sent, and so does every answer after it.
        case (.challengeEnded, _): return (try await followed(.exhausted), nil)
        case (.wrongCode, _):
            guard let codes = try await waiting()?.codes else { return (try await followed(.exhausted), nil) }
            return (.wrongReference, triesLeft(after: rejected, of: codes))
        default: return (.wrongReference, nil)
        }
    }

    /// Whichever comes first: the end of what was sent, or the wait that wrong codes of all kinds lead to.
    private func triesLeft(after rejected: SecondStep.Rejected, of codes: MailedCodes) -> MailTriesLeft? {
        guard let beforeWait = rejected.shownTriesLeft, let newest = codes.sent.last else { return nil }
        let ofCode = codes.triesLeft(isLong: newest.isLong)
        // A longer one is taken in a wait, too.
        return newest.isLong || ofCode <= beforeWait ? .ofCode(ofCode) : .beforeWait(beforeWait)
    }

    /// A code that cannot be right any more is followed by another at once, if one may be sent.
    private func followed(_ problem: MailCodeProblem) async throws -> MailCodeProblem {
        if case .sent = try await send() { problem } else { .noneLive }
    }

    // MARK: The page

    func page(
        problem: MailCodeProblem? = nil,
        again: MailAgain? = nil,
        triesLeft: MailTriesLeft? = nil
    ) async throws -> EmailCodePage {
        let codes = try await waiting()?.codes
        return EmailCodePage(
            use: .secondStep(purpose, remember: remember),
            account: account.shownName,
            email: account.confirmedEmail.flatMap { try? EmailAddress($0).masked } ?? "•••",
            sent: try await person.sent(codes),
            again: again ?? codes?.sentAgain,
            problem: problem,
            triesLeft: triesLeft
        )
    }
}

/// What was typed into the field for a mailed code.
enum TypedEmailCode {
    case slip(MailCodeProblem)
    case answer(Given, isBackupCode: Bool)

    /// - Parameter isLong: whether the code that was sent last is.
    init(_ text: String, isLong: Bool) {
        if BackupCodes.normalised(text) != nil {
            self = .answer(.text(text), isBackupCode: true)
        } else if let answer = EmailCodeAnswer(typed: text), answer.isLong || !isLong {
            self = .answer(.text(text), isBackupCode: false)
        } else {
            self = .slip(isLong ? .long : TypedMailCode.slip(in: text) ?? .shape)
        }
    }
}

extension PageContext {
    /// The mails as the page tells of them; nil if none still counts.
    func sent(_ codes: MailedCodes?) async throws -> EmailCodePage.Sent? {
        let now = world.now()
        guard let codes, let newest = codes.sent.last, now < newest.expiresAt else { return nil }
        let mail = try await world.store.mail(newest.mail)
        return EmailCodePage.Sent(
            references: codes.sent.filter { now < $0.expiresAt }.map(\.reference),
            at: newest.sentAt,
            expiresAt: newest.expiresAt,
            status: mail.map { MailStatus($0, sentAt: newest.sentAt) },
            isLong: newest.isLong
        )
    }
}

extension MailedCodes {
    /// "Sent again at 14:34": nothing after the first.
    var sentAgain: MailAgain? {
        guard sent.count > 1, let newest = sent.last else { return nil }
        return .sent(at: newest.sentAt)
    }
}
