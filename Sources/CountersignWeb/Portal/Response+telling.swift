import Countersign
import Foundation
import HTTPTypes
import Hummingbird

extension Response {
    /// The same, with word of what was just done for the next page.
    package func telling(_ flash: Flash) -> Response {
        setting(.flash, to: flash.rawValue)
    }

    /// The same, with word for the page to sign in.
    package func telling(_ notice: SignInPage.Notice) -> Response {
        setting(.flash, to: notice.rawValue)
    }

    /// The same, with word of how many were asked to set up again.
    func telling(_ asked: AskedSeveral) -> Response {
        setting(.flash, to: asked.text)
    }

    private func setting(_ cookie: CookieName, to value: String) -> Response {
        var response = self
        response.setCookie(cookie, to: value, lifetime: 300)
        return response
    }

    /// The same, saying when to come back: whole seconds, so that nobody is sent back too early.
    package func retryAfter(_ until: Date?, now: Date) -> Response {
        guard let until else { return self }
        var response = self
        let seconds = min(max(1, until.timeIntervalSince(now).rounded(.up)), 10_000_000)
        response.headers[.retryAfter] = String(Int(seconds))
        return response
    }
}

extension PageContext {
    /// The page of a wait: 429, with the time in `Retry-After`.
    package func wait(_ page: WaitPage) throws -> Response {
        try self.page(page, .tooManyRequests).retryAfter(page.until, now: world.now())
    }

    /// Too many mails asked for, where no page of its own says so.
    package func tooMany(_ mails: TooManyMails) throws -> Response {
        let kind: FaultPage.Kind =
            switch mails.reason {
            case .pause: .mailTooEarly(until: mails.until)
            case .address(let count): .tooManyMails(count: count, until: mails.until)
            case .network: .tooMany(until: mails.until)
            }
        return try page(FaultPage(kind, reference: nil), .tooManyRequests)
            .retryAfter(mails.until, now: world.now())
    }

    /// Nobody signs in to this account, and the page says whom to ask.
    package func closed(_ account: Account.ID, _ reason: ClosedAccountPage.Reason) throws -> Response {
        try page(ClosedAccountPage(reason: reason, reference: account.rawValue), .forbidden)
    }

    /// A mailed link that does not work, and why.
    package func oldLink(_ purpose: OldLinkPage.Purpose, _ problem: ChallengeProblem) throws -> Response {
        let ending: OldLinkPage.Ending =
            switch problem {
            case .expired: .expired
            case .ended(.used): .used
            case .ended(.replaced): .replaced
            case .ended(.cancelled), .ended(.exhausted): .changed
            case .unknown, .wrongCode, .otherBrowser, .notACode: .unknown
            }
        return try page(OldLinkPage(purpose: purpose, ending: ending), ending == .unknown ? .notFound : .gone)
    }
}
