import Countersign
import Hummingbird

/// `/sign-in/bypass`: the code that support read out, here or in the field of an app's code.
enum AskingForBypassCode {
    @Sendable
    static func show(_ half: HalfSignedIn) async throws -> Response {
        try half.page(page(half))
    }

    @Sendable
    static func answer(_ half: HalfSignedIn, _ form: Form) async throws -> Response {
        let text = form["bypass"]
        guard BypassCodes.normalised(text) != nil else {
            let isEmpty = TypedCode.cleaned(text)?.isEmpty == true
            return try half.again(page(half, isEmpty ? .missing : .shape))
        }
        return try await answer(half, text)
    }

    /// Nil unless there is such a code, and it has its shape: then any field takes it.
    static func answer(_ half: HalfSignedIn, inAnotherField text: String) async throws -> Response? {
        guard live(half) != nil, BypassCodes.normalised(text) != nil else { return nil }
        return try await answer(half, text)
    }

    private static func answer(_ half: HalfSignedIn, _ text: String) async throws -> Response {
        // Not a guess at anything else of the account: without a code of support's nothing is looked at.
        guard live(half) != nil else { return try half.again(page(half, .gone)) }
        return try await half.answer(.text(text), on: nil) { rejected in
            if rejected.rejection.reason == .locked { return try half.wait(half.ways().spentPage()) }
            return try half.again(page(half, .wrong))
        }
    }

    private static func live(_ half: HalfSignedIn) -> Measure? {
        half.dossier.measure(.bypassCode, at: half.world.now())
    }

    private static func page(_ half: HalfSignedIn, _ problem: BypassCodePage.Problem? = nil) -> BypassCodePage {
        BypassCodePage(account: half.dossier.account.shownName, until: live(half)?.endsAt, problem: problem)
    }
}
