import Countersign
import Hummingbird

// `/sign-in/app`: a code from the app, or a backup code in the same field

extension Portal {
    @Sendable
    static func showAppCode(_ half: HalfSignedIn) async throws -> Response {
        let ways = try half.ways()
        guard ways.waitPage() == nil else { return .seeOther("/sign-in/wait") }
        return try half.page(page(half, ways, try factor(half, ways)))
    }

    @Sendable
    static func answerAppCode(_ half: HalfSignedIn, _ form: Form) async throws -> Response {
        let ways = try half.ways()
        let factor = try factor(half, ways)
        if let answer = try await AskingForBypassCode.answer(half, inAnotherField: form["code"]) { return answer }
        switch TypedAppCode(form["code"], digits: try half.world.digits(of: factor)) {
        case .slip(let slip):
            let touched = try await AskingYubiKey.answer(half, inAppField: form) {
                try half.again(page(half, ways, factor, .touched($0), remember: form.remembers))
            }
            if let touched { return touched }
            guard ways.waitPage() == nil else { return .seeOther("/sign-in/wait") }
            return try half.again(page(half, ways, factor, slip, remember: form.remembers))
        case .answer(let given, let isBackupCode):
            return try await half.answer(given, on: factor, remembering: form) { rejected in
                if let problem = AppCodeProblem(rejected, isBackupCode: isBackupCode) {
                    return try half.again(
                        page(
                            half,
                            ways,
                            factor,
                            problem,
                            triesLeft: rejected.shownTriesLeft,
                            remember: form.remembers
                        )
                    )
                }
                return isBackupCode ? try half.wait(ways.spentPage()) : .seeOther("/sign-in/wait")
            }
        }
    }

    /// The app chosen, else the preferred one.
    static func factor(_ half: HalfSignedIn, _ ways: SecondStepWays) throws -> Factor {
        guard let factor = ways.factor(chosen: half.visitor.query.fields["factor"], kind: .totp) else {
            // Its app went since the password was given, or it never had one.
            throw Detour(to: half.dossier.factors.isEmpty ? "/sign-in" : half.firstPath)
        }
        return factor
    }

    private static func page(
        _ half: HalfSignedIn,
        _ ways: SecondStepWays,
        _ factor: Factor,
        _ problem: AppCodeProblem? = nil,
        triesLeft: Int? = nil,
        remember: Bool = false
    ) -> SecondStepPage {
        SecondStepPage(
            account: half.dossier.account.shownName,
            device: ways.device(of: factor),
            digits: (try? half.world.digits(of: factor)) ?? 6,
            problem: problem,
            triesLeft: triesLeft,
            remember: half.rememberBox(isTicked: remember)
        )
    }
}
