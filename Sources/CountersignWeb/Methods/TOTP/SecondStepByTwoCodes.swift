import Countersign
import Foundation
import Hummingbird

// `/sign-in/two-codes`: two consecutive codes, judged as one answer

extension Portal {
    @Sendable
    static func showTwoCodes(_ half: HalfSignedIn) async throws -> Response {
        let ways = try half.ways()
        return try half.page(page(half, ways, try factor(half, ways)))
    }

    @Sendable
    static func answerTwoCodes(_ half: HalfSignedIn, _ form: Form) async throws -> Response {
        let ways = try half.ways()
        let factor = try factor(half, ways)
        let digits = try half.world.digits(of: factor)
        switch TypedTwoCodes(form["first-code"], form["next-code"], digits: digits) {
        case .slip(let slip):
            return try half.again(page(half, ways, factor, slip, remember: form.remembers))
        case .answer(let given):
            return try await half.answer(given, on: factor, remembering: form) { rejected in
                let problem = TwoCodesPage.Problem(rejected, now: half.world.now())
                let page = page(half, ways, factor, problem, remember: form.remembers)
                guard case .tooSoon = problem else { return try half.again(page) }
                return try half.page(page, .tooManyRequests)
                    .retryAfter(rejected.waitUntil, now: half.world.now())
            }
        }
    }

    private static func page(
        _ half: HalfSignedIn,
        _ ways: SecondStepWays,
        _ factor: Factor,
        _ problem: TwoCodesPage.Problem? = nil,
        remember: Bool = false
    ) -> TwoCodesPage {
        TwoCodesPage(
            account: half.dossier.account.shownName,
            reason: ways.waitPage() == nil ? .clock : .paused,
            digits: (try? half.world.digits(of: factor)) ?? 6,
            problem: problem,
            remember: half.rememberBox(isTicked: remember)
        )
    }
}

/// What stands in the two fields, before any of it is judged.
package enum TypedTwoCodes: Sendable {
    case slip(TwoCodesPage.Problem)
    case answer(Given)

    package init(_ first: String, _ next: String, digits: Int) {
        let codes = [first, next].map { TypedCode.cleaned($0) }
        if codes.first == "" {
            self = .slip(.firstMissing)
        } else if codes.last == "" {
            self = .slip(.nextMissing)
        } else if !Self.isCode(codes.first, digits) {
            self = .slip(.firstShape)
        } else if !Self.isCode(codes.last, digits) {
            self = .slip(.nextShape)
        } else if codes.first == codes.last {
            self = .slip(.same)
        } else {
            // How far from our clock they are looked for, the rules decide.
            self = .answer(.pair(first, next, withinTheHour: false))
        }
    }

    private static func isCode(_ text: String??, _ digits: Int) -> Bool {
        guard case let text?? = text else { return false }
        return text.utf8.count == digits && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
    }
}

extension TwoCodesPage.Problem {
    package init(_ rejected: SecondStep.Rejected, now: Date) {
        if rejected.rejection.reason == .locked, let until = rejected.waitUntil {
            self = .tooSoon(seconds: max(1, Int(until.timeIntervalSince(now).rounded(.up))))
        } else if case .clockIsOff(let seconds) = rejected.rejection.hint {
            self = .clockIsOff(seconds: seconds)
        } else {
            self = .wrong
        }
    }
}
