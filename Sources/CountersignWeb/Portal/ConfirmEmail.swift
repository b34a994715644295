import Countersign
import Foundation
import Hummingbird

// `/sign-up/confirm`: the code, in the browser that asked for it

/// A sign-up that waits for its code in this browser.
private struct Waiting {
    let underWay: Carried.SignUpUnderWay
    let browser: Token
    let email: String
    /// The one whose mail was sent last.
    let latest: Challenge

    /// - Throws: `Detour` where nothing waits.
    init(_ visitor: Visitor) async throws {
        guard let underWay = visitor.carried.signUp, let browser = visitor.browserToken,
            let id = underWay.challengeIDs.first,
            let (email, latest) = try await SignUp(in: visitor.world).waiting(id, browser: browser)
        else { throw Detour(to: "/sign-up") }
        self.underWay = underWay
        self.browser = browser
        self.email = email
        self.latest = latest
    }
}

extension Portal {
    @Sendable
    static func showConfirmEmail(_ visitor: Visitor) async throws -> Response {
        let waiting = try await Waiting(visitor)
        // By the link, on another device: here it goes on.
        if waiting.latest.ended == .used { return confirmed(visitor, email: waiting.email, session: nil) }
        return try visitor.page(try await page(for: waiting, visitor))
    }

    @Sendable
    static func confirmEmail(_ visitor: Visitor, _ form: Form) async throws -> Response {
        let waiting = try await Waiting(visitor)
        if let slip = TypedMailCode.slip(in: form["code"]) {
            return try visitor.again(try await page(for: waiting, visitor, problem: slip))
        }
        do {
            let made = try await SignUp(in: visitor.world).confirm(
                waiting.underWay.challengeIDs,
                code: form["code"],
                browser: waiting.browser,
                client: visitor.client
            )
            return confirmed(visitor, email: waiting.email, session: made.session)
        } catch ChallengeProblem.ended(.used) {
            return confirmed(visitor, email: waiting.email, session: nil)
        } catch ChallengeProblem.expired {
            return try await anotherCode(.expired, waiting, visitor)
        } catch ChallengeProblem.ended(.exhausted) {
            return try await anotherCode(.exhausted, waiting, visitor)
        } catch let problem as ChallengeProblem {
            let shown: MailCodeProblem =
                switch problem {
                case .wrongCode: .wrong
                case .notACode: .shape
                case .otherBrowser: .otherBrowser
                case .unknown, .expired, .ended: .noneLive
                }
            return try visitor.again(try await page(for: waiting, visitor, problem: shown))
        }
    }

    @Sendable
    static func sendCodeAgain(_ visitor: Visitor, _ form: Form) async throws -> Response {
        let waiting = try await Waiting(visitor)
        var carried = visitor.carried
        do {
            let begun = try await send(waiting, visitor)
            carried.signUp = waiting.underWay.followed(by: begun)
            carried.signUp?.again = .sent
        } catch let tooMany as TooManyMails {
            let until = Int64(tooMany.until.timeIntervalSince1970.rounded(.up))
            switch tooMany.reason {
            case .pause: carried.signUp?.again = .early(until: until)
            case .address(let sent): carried.signUp?.again = .limit(count: sent, until: until)
            case .network: return try visitor.tooMany(tooMany)
            }
        }
        return .seeOther("/sign-up/confirm").carrying(carried)
    }

    /// The answer to "Did you mean sam@hotmail.com?".
    @Sendable
    static func correctAddress(_ visitor: Visitor, _ form: Form) async throws -> Response {
        let waiting = try await Waiting(visitor)
        var carried = visitor.carried
        guard !form.isTicked("keep") else {
            carried.signUp?.isKept = true
            return .seeOther("/sign-up/confirm").carrying(carried)
        }
        do {
            let begun = try await SignUp(in: visitor.world).useInstead(
                email: form["email"],
                of: waiting.underWay.challengeIDs,
                browser: waiting.browser,
                client: visitor.client
            )
            carried.signUp = Carried.SignUpUnderWay(begun)
            return .seeOther("/sign-up/confirm").carrying(carried)
        } catch is Problems<SignUp.Problem>, is ChallengeProblem {
            return .seeOther("/sign-up")
        } catch let tooMany as TooManyMails {
            return try visitor.tooMany(tooMany)
        }
    }

    /// After a code that ran out: a new one is sent at once, if one may be.
    private static func anotherCode(
        _ problem: MailCodeProblem,
        _ waiting: Waiting,
        _ visitor: Visitor
    ) async throws -> Response {
        do {
            let begun = try await send(waiting, visitor)
            var carried = visitor.carried
            carried.signUp = waiting.underWay.followed(by: begun)
            let page = ConfirmEmailPage(
                email: waiting.email,
                sentAt: begun.sentAt,
                expiresAt: begun.expiresAt,
                problem: problem
            )
            return try visitor.again(page).carrying(carried)
        } catch is TooManyMails {
            return try visitor.again(try await page(for: waiting, visitor, problem: .noneLive))
        }
    }

    private static func send(_ waiting: Waiting, _ visitor: Visitor) async throws -> SignUp.Begun {
        try await SignUp(in: visitor.world)
            .sendAgain(waiting.latest.id, browser: waiting.browser, client: visitor.client)
    }

    private static func page(
        for waiting: Waiting,
        _ visitor: Visitor,
        problem: MailCodeProblem? = nil
    ) async throws -> ConfirmEmailPage {
        let mail = try await visitor.world.store.mail(OutboxMail.ID(waiting.underWay.mail))
        let meant = waiting.underWay.isKept ? nil : (try? EmailAddress(waiting.email))?.likelyMeant
        return ConfirmEmailPage(
            email: waiting.email,
            sentAt: waiting.latest.createdAt,
            expiresAt: waiting.latest.expiresAt,
            mail: mail.map { MailStatus($0, sentAt: waiting.latest.createdAt) },
            again: waiting.underWay.shownAgain(sentAt: waiting.latest.createdAt, now: visitor.world.now()),
            suggestion: meant?.text,
            problem: problem
        )
    }

    /// The account is there: signed in, or on to signing in.
    static func confirmed(_ visitor: Visitor, email: String, session: SessionGrant?) -> Response {
        var carried = visitor.carried
        carried.signUp = nil
        guard let session else {
            carried.name = email
            return .seeOther("/sign-in").telling(SignInPage.Notice.emailConfirmed).carrying(carried)
        }
        return Response.seeOther(carried.destination?.text ?? "/security").signedIn(session).carrying(carried)
    }
}

extension Carried.SignUpUnderWay {
    /// What was answered to "Send another code", for as long as it is true.
    fileprivate func shownAgain(sentAt: Date, now: Date) -> MailAgain? {
        switch again {
        case nil: nil
        case .sent: .sent(at: sentAt)
        case .early(let until):
            Double(until) > now.timeIntervalSince1970
                ? .tooEarly(seconds: seconds(to: until, from: now), lastSentAt: sentAt) : nil
        case .limit(let count, let until):
            Double(until) > now.timeIntervalSince1970
                ? .limit(count: count, until: Date(timeIntervalSince1970: Double(until))) : nil
        }
    }

    private func seconds(to until: Int64, from now: Date) -> Int {
        Int(min((Double(until) - now.timeIntervalSince1970).rounded(.up), 86_400))
    }
}

extension MailStatus {
    init(_ mail: OutboxMail, sentAt: Date) {
        self =
            switch mail.state {
            case .queued: .queued
            case .accepted: .accepted(at: sentAt)
            case .deferred: mail.isAnswered ? .deferred : .unreached
            case .refused, .expired: .refused
            }
    }
}
