import Countersign
import Foundation
import Hummingbird

/// `/security/two-factor/email`: what it is, a code to the account's address, and on.
enum TurningOnEmailCodes {
    private static let path = "/security/two-factor/email"

    @Sendable
    static func show(_ person: Enrolling) async throws -> Response {
        if isOn(person) { return .seeOther("/security") }
        guard let begun = try await unfinished(person) else { return try person.page(setupPage(person)) }
        let page = try await page(person, begun)
        // What was sent has run out: it begins with the button again.
        return page.sent == nil ? try person.page(setupPage(person)) : try person.page(page)
    }

    /// With a code it is the proof; without one it is the button that sends the first.
    @Sendable
    static func confirm(_ person: Enrolling, _ form: Form) async throws -> Response {
        if isOn(person) { return .seeOther("/security") }
        guard form.has("code") else { return try await send(person) }
        guard let begun = try await unfinished(person) else { return .seeOther(path) }
        if let slip = TypedMailCode.slip(in: form["code"]) {
            return try person.again(try await page(person, begun, problem: slip))
        }
        let outcome: Enrolment.Outcome
        do {
            outcome = try await Enrolment(in: person.world).finish(
                begun.draft.id,
                of: person.account.id,
                given: .text(form["code"]),
                session: person.session,
                browser: person.enrolmentBrowser,
                client: person.client,
                actor: person.actor
            )
        } catch CeremonyFault.taken {
            // Somebody else has proved this address meanwhile.
            return try person.page(EmailChangeAgreedPage(outcome: .taken), .conflict)
        }
        switch outcome {
        case .confirmed(_, backupCodes: .some): return .seeOther(SavingBackupCodes.path(.setup(.email)))
        case .confirmed(_, backupCodes: nil):
            return .seeOther(person.afterSetup).telling(.emailCodesOn).endingSetup(person)
        case .draftEnded: return .seeOther(path)
        case .unrecognised: return try person.again(try await page(person, begun, problem: .shape))
        case .rejected(let rejection, _):
            let problem: MailCodeProblem =
                switch rejection.reason {
                case .expired: try await followed(.expired, begun, person)
                case .challengeEnded: try await followed(.exhausted, begun, person)
                default: .wrongReference
                }
            guard let now = try await unfinished(person) else { return .seeOther(path) }
            return try person.again(try await page(person, now, problem: problem))
        }
    }

    @Sendable
    static func sendAgain(_ person: Enrolling, _ form: Form) async throws -> Response {
        isOn(person) ? .seeOther("/security") : try await send(person)
    }

    // MARK: Sending

    private static func send(_ person: Enrolling) async throws -> Response {
        guard person.account.email != nil else { return try person.page(setupPage(person)) }
        let enrolment = Enrolment(in: person.world)
        let begun = try await unfinished(person)
        do {
            if let begun, try isOfThisAddress(begun, person) {
                _ = try await enrolment.sendAgain(
                    begun.draft.id,
                    of: person.account.id,
                    browser: person.enrolmentBrowser,
                    client: person.client
                )
            } else {
                _ = try await enrolment.begin(
                    kind: .email,
                    label: "",
                    for: person.account.id,
                    browser: person.enrolmentBrowser,
                    client: person.client,
                    actor: person.actor
                )
            }
            return .seeOther(path)
        } catch let tooMany as TooManyMails {
            guard let begun, tooMany.reason != .network else { return try person.tooMany(tooMany) }
            let now = person.world.now()
            let sentAt = try person.world.mailedCodes(of: begun.draft).sent.last?.sentAt ?? now
            let seconds = max(1, Int(tooMany.until.timeIntervalSince(now).rounded(.up)))
            let again: MailAgain =
                if case .address(let sent) = tooMany.reason {
                    .limit(count: sent, until: tooMany.until)
                } else {
                    .tooEarly(seconds: seconds, lastSentAt: sentAt)
                }
            return try person.page(try await page(person, begun, again: again), .tooManyRequests)
                .retryAfter(tooMany.until, now: now)
        }
    }

    private static func followed(
        _ problem: MailCodeProblem,
        _ begun: Enrolment.Begun,
        _ person: Enrolling
    ) async throws -> MailCodeProblem {
        do {
            _ = try await Enrolment(in: person.world)
                .sendAgain(
                    begun.draft.id,
                    of: person.account.id,
                    browser: person.enrolmentBrowser,
                    client: person.client
                )
            return problem
        } catch is TooManyMails {
            return .noneLive
        } catch CeremonyFault.gone {
            // The address was changed meanwhile, or another tab has finished.
            return .noneLive
        }
    }

    // MARK: Pages

    private static func isOn(_ person: Enrolling) -> Bool {
        person.dossier.factors.contains { $0.kind == .email }
    }

    private static func unfinished(_ person: Enrolling) async throws -> Enrolment.Begun? {
        try await Enrolment(in: person.world).resumed(
            kind: .email,
            for: person.dossier,
            browser: person.enrolmentBrowser
        )
    }

    private static func isOfThisAddress(_ begun: Enrolment.Begun, _ person: Enrolling) throws -> Bool {
        try person.world.mailedCodes(of: begun.draft).address == person.account.email
    }

    private static func otherPath(_ person: Enrolling) -> String {
        person.isRequired ? "/setup/choose" : "/security/two-factor/new"
    }

    private static func setupPage(_ person: Enrolling) -> EmailCodesSetupPage {
        EmailCodesSetupPage(email: person.account.email, otherPath: otherPath(person))
    }

    private static func page(
        _ person: Enrolling,
        _ begun: Enrolment.Begun,
        problem: MailCodeProblem? = nil,
        again: MailAgain? = nil
    ) async throws -> EmailCodePage {
        let codes = try person.world.mailedCodes(of: begun.draft)
        let isOurs = codes.address == person.account.email
        return EmailCodePage(
            use: .turningOn(otherPath: otherPath(person)),
            account: person.account.shownName,
            email: codes.address,
            sent: isOurs ? try await person.sent(codes) : nil,
            again: again ?? codes.sentAgain,
            problem: problem
        )
    }
}
