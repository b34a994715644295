import Foundation

/// Tells people by mail that a day comes from which on they need a second factor: 14, 7 and 1 days before, each once.
///
/// It looks once an hour, whichever node comes first. What it sent is written with the mail, so that a node which ends in
/// the middle, or two that look at once, remind nobody twice.
package struct RemindOfPolicy: Sendable {
    let world: Surroundings

    package static let daysBefore = [14, 7, 1]
    private static let day: TimeInterval = 24 * 3600
    private static let pause: TimeInterval = 3600
    private static let page = 1000
    private static let fact = "policy.reminded_at"

    package init(in world: Surroundings) {
        self.world = world
    }

    /// - Returns: how many were reminded.
    @discardableResult
    package func look() async throws -> Int {
        guard !world.policies.isPlain, try await isMyTurn() else { return 0 }
        var count = 0
        for id in world.policies.policies.keys.sorted(by: { $0.rawValue < $1.rawValue }) {
            count += try await remind(peopleOf: id)
        }
        return count
    }

    /// One node takes the hour.
    private func isMyTurn() async throws -> Bool {
        let now = Moment(world.now())
        let last = try await world.store.fact(Self.fact)
        if let last, let milliseconds = Int64(String(decoding: last, as: UTF8.self)) {
            let age = TimeInterval(now.since(Moment(milliseconds: milliseconds))) / 1000
            // A clock that was set back must not end reminders for as long as it was ahead.
            guard age < 0 || age >= Self.pause else { return false }
        }
        return try await world.store.setFact(Self.fact, to: Array(String(now.milliseconds).utf8), expected: last)
    }

    private func remind(peopleOf id: Organisation.ID) async throws -> Int {
        let soon = try await PolicyActs(in: world).soonStopped(of: id)
        var count = 0
        var after: Account.ID?
        while !Task.isCancelled {
            let people = try await soon.page(after: after, limit: Self.page)
            for account in people where try await remind(account.id) { count += 1 }
            guard people.count == Self.page, let last = people.last else { break }
            after = last.id
        }
        return count
    }

    private func remind(_ id: Account.ID) async throws -> Bool {
        do {
            return try await world.decide(about: id) { dossier, now in
                guard dossier.account.state == .active, let stop = world.stop(of: dossier, at: now), stop.at > now,
                    let days = Self.daysBefore.last(where: { stop.at.timeIntervalSince(now) <= Double($0) * Self.day }),
                    let address = dossier.account.confirmedEmail
                else { return Decision(false) }
                var facts = [
                    "name": world.name(of: stop.source),
                    "expires": String(Int64(stop.at.timeIntervalSince1970)),
                    "link": "\(world.settings.publicURL)/security/two-factor/new",
                ]
                if !dossier.factors.isEmpty { facts["has_factor"] = "true" }
                return Decision(
                    true,
                    [
                        .noteReminder(id, of: stop.at, daysBefore: days, at: now),
                        try world.mail(
                            .policyReminder,
                            to: address,
                            language: dossier.account.language,
                            account: id,
                            facts: facts,
                            at: now
                        ),
                        try world.event(
                            .policyReminded,
                            about: dossier.account,
                            by: .system,
                            data: ["days": String(days)],
                            at: now
                        ),
                    ]
                )
            }
        } catch CeremonyFault.gone, CeremonyFault.unknownAccount {
            // Sent before, by us or another node; or the account is gone.
            return false
        }
    }
}
