import Foundation

/// Browsers that an account signed in with before: each has a count of its own, and another one is told of.
extension Surroundings {
    /// Makes the browser a known one, or notes that it was here again. The one not seen for longest gives way.
    func knowing(
        _ browser: KnownBrowser.ID?,
        _ dossier: Dossier,
        _ client: Client,
        _ now: Date
    ) async throws -> (Token?, [Change]) {
        let account = dossier.account
        let known = try await store.knownBrowsers(of: account.id)
        // One whose own tries are spent becomes another: its new tries were earned by a whole sign-in.
        if let id = browser, known.contains(where: { $0.id == id }),
            try guards(of: dossier).lane(for: .knownBrowser(id), at: now) == .browser(id)
        {
            return (nil, [.touchKnownBrowser(id, at: now)])
        }
        let token = Token(random: random)
        let browser = KnownBrowser(
            id: makeID(),
            tokenHash: token.hash,
            accountID: account.id,
            createdAt: now,
            lastUsedAt: now,
            client: client
        )
        var changes = known.prefix(max(0, known.count - settings.knownBrowsersPerAccount + 1)).flatMap {
            [
                Change.removeKnownBrowser($0.id),
                .saveLane(account.id, lane: Lane.browser($0.id).rawValue, state: nil),
            ]
        }
        changes.append(.insertKnownBrowser(browser))
        // The first browser of all is no news; any later one is told.
        if !known.isEmpty { changes += try tell(account, .newBrowser, from: client, at: now) }
        return (token, changes)
    }

    /// No browser is known any more, nor has a lane of its own.
    func forgettingBrowsers(of dossier: Dossier) throws -> [Change] {
        let id = dossier.account.id
        var guards = try guards(of: dossier)
        guards.forgetAllBrowsers()
        return [.removeKnownBrowsers(of: id)] + guards.changes(of: id)
    }
}
