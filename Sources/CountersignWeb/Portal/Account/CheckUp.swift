import Countersign
import Foundation
import Hummingbird

/// `/security/check-up`: a browser that skips the second step lets people forget that they have one. After four weeks
/// without it they are shown once a sign-in how to see whether it still works; nothing is blocked.
enum CheckUp {
    static let path = "/security/check-up"
    private static let patience: TimeInterval = 28 * 24 * 3600

    static func isDue(_ dossier: Dossier, at now: Date) -> Bool {
        guard let last = dossier.factors.map({ $0.lastUsedAt ?? $0.createdAt }).max() else { return false }
        return now.timeIntervalSince(last) >= patience
    }

    @Sendable
    static func show(_ person: SignedIn) async throws -> Response {
        guard let kind = KindPages.first(for: person.dossier, under: person.world.settings)?.kind else {
            return .seeOther("/security")
        }
        let apps = person.dossier.factors.filter { $0.kind == .totp }
        let app = apps.first { $0.id == person.account.preferredFactorID } ?? apps.first
        return try person.page(
            CheckUpPage(
                kind: kind,
                appID: kind == .totp ? app?.id.rawValue : nil,
                onwardPath: person.carried.destination?.text ?? "/security"
            )
        )
    }
}
