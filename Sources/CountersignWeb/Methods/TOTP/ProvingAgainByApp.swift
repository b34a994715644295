import Countersign
import Hummingbird

// `/security/confirm/app` and `…/two-codes`

extension ProvingAgain {
    @Sendable
    static func showCode(_ person: InSession) async throws -> Response {
        let ways = try await person.ways()
        guard let factor = chosen(person, ways) else { return .seeOther(person.purpose.path("password")) }
        if let wait = ways.waitPage(for: person.purpose) { return try person.wait(wait) }
        return try person.page(codePage(person, ways, factor))
    }

    @Sendable
    static func giveCode(_ person: InSession, _ form: Form) async throws -> Response {
        let ways = try await person.ways()
        guard let factor = chosen(person, ways) else { return .seeOther(person.purpose.path("password")) }
        switch TypedAppCode(form["code"], digits: try person.world.digits(of: factor)) {
        case .slip(let slip):
            let touched = try await AskingYubiKey.answer(person, inAppField: form["code"]) {
                try person.again(codePage(person, ways, factor, .touched($0)))
            }
            if let touched { return touched }
            if let wait = ways.waitPage(for: person.purpose) { return try person.wait(wait) }
            return try person.again(codePage(person, ways, factor, slip))
        case .answer(let given, let isBackupCode):
            return try await person.prove(by: given, on: isBackupCode ? nil : factor) { rejected, ways in
                if let problem = AppCodeProblem(rejected, isBackupCode: isBackupCode) {
                    return try person.again(
                        codePage(person, ways, factor, problem, triesLeft: rejected.shownTriesLeft)
                    )
                }
                return isBackupCode
                    ? try person.wait(ways.spentPage(for: person.purpose)) : .seeOther(person.visitor.path)
            }
        }
    }

    @Sendable
    static func showTwoCodes(_ person: InSession) async throws -> Response {
        let ways = try await person.ways()
        guard let factor = chosen(person, ways) else { return .seeOther(person.purpose.path("password")) }
        return try person.page(twoCodesPage(person, ways, factor))
    }

    @Sendable
    static func giveTwoCodes(_ person: InSession, _ form: Form) async throws -> Response {
        let ways = try await person.ways()
        guard let factor = chosen(person, ways) else { return .seeOther(person.purpose.path("password")) }
        switch TypedTwoCodes(form["first-code"], form["next-code"], digits: try person.world.digits(of: factor)) {
        case .slip(let slip):
            return try person.again(twoCodesPage(person, ways, factor, slip))
        case .answer(let given):
            return try await person.prove(by: given, on: factor) { rejected, ways in
                let now = person.world.now()
                let problem = TwoCodesPage.Problem(rejected, now: now)
                guard case .tooSoon = problem else {
                    return try person.again(twoCodesPage(person, ways, factor, problem))
                }
                return try person.page(twoCodesPage(person, ways, factor, problem), .tooManyRequests)
                    .retryAfter(rejected.waitUntil, now: now)
            }
        }
    }

    /// The app in the query, else the preferred one; nil where there is none.
    private static func chosen(_ person: InSession, _ ways: SecondStepWays) -> Factor? {
        ways.factor(chosen: person.visitor.query.fields["factor"], kind: .totp)
    }

    private static func codePage(
        _ person: InSession,
        _ ways: SecondStepWays,
        _ factor: Factor,
        _ problem: AppCodeProblem? = nil,
        triesLeft: Int? = nil
    ) -> SecondStepPage {
        SecondStepPage(
            account: person.account.shownName,
            device: ways.device(of: factor),
            digits: (try? person.world.digits(of: factor)) ?? 6,
            problem: problem,
            triesLeft: triesLeft,
            purpose: person.purpose
        )
    }

    private static func twoCodesPage(
        _ person: InSession,
        _ ways: SecondStepWays,
        _ factor: Factor,
        _ problem: TwoCodesPage.Problem? = nil
    ) -> TwoCodesPage {
        TwoCodesPage(
            account: person.account.shownName,
            reason: ways.waitPage() == nil ? .clock : .paused,
            digits: (try? person.world.digits(of: factor)) ?? 6,
            problem: problem,
            purpose: person.purpose
        )
    }
}
