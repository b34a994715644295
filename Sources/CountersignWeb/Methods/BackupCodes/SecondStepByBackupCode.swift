import Countersign
import Hummingbird

// `/sign-in/backup`: one of the codes on the sheet

extension Portal {
    /// After a sign-in with one; after the last one a gate.
    static let lastCodePath = "/sign-in/backup/used"

    @Sendable
    static func showBackupCode(_ half: HalfSignedIn) async throws -> Response {
        try half.page(page(half))
    }

    @Sendable
    static func answerBackupCode(_ half: HalfSignedIn, _ form: Form) async throws -> Response {
        if let slip = BackupCodePage.Problem(slipIn: form["backup"]) {
            return try half.again(page(half, problem: slip))
        }
        return try await half.answer(.text(form["backup"]), on: nil) { rejected in
            guard let problem = BackupCodePage.Problem(rejected) else {
                return try half.wait(half.ways().spentPage())
            }
            return try half.again(page(half, problem: problem))
        }
    }

    /// After a sign-in with one: how many are left, and what to do about it.
    @Sendable
    static func showBackupCodeUsed(_ person: Renewing) async throws -> Response {
        let apps = person.dossier.factors.filter { $0.kind == .totp }
        let app = apps.first { $0.id == person.account.preferredFactorID } ?? apps.first
        return try person.page(
            AfterBackupCodePage(
                left: person.dossier.backupCodes?.left ?? 0,
                continuePath: person.carried.destination?.text ?? "/security",
                setUpAgainPath: app.map { "/security/two-factor/app/\($0.id)/move" }
            )
        )
    }

    private static func page(_ half: HalfSignedIn, problem: BackupCodePage.Problem? = nil) -> BackupCodePage {
        BackupCodePage(account: half.dossier.account.shownName, left: half.dossier.backupCodes?.left, problem: problem)
    }
}

extension BackupCodePage.Problem {
    /// What is plain to see in what was typed; nil if it has the shape of a backup code.
    package init?(slipIn text: String) {
        if BackupCodes.normalised(text) != nil { return nil }
        self = TypedCode.cleaned(text)?.isEmpty == true ? .missing : .shape
    }

    /// The words for a rejection; nil where no backup code is looked at any more.
    package init?(_ rejected: SecondStep.Rejected) {
        switch (rejected.rejection.reason, rejected.rejection.hint) {
        case (.locked, _): return nil
        case (_, .usedOn(let date)): self = .used(on: date)
        case (.noFactor, _): self = .noneLeft
        case (.unavailable, _): self = .unavailable
        case (.wrongCode, _), (.alreadyUsed, _), (.expired, _), (.challengeEnded, _): self = .wrong
        }
    }
}
