import Foundation

/// Staff ask people, by mail, to set up a second factor.
package struct Reminding: Sendable {
    let world: Surroundings

    /// Nobody is mailed twice within that time.
    private static let pause = SlidingLog.Rate(1, in: 20 * 3600)

    package init(in world: Surroundings) {
        self.world = world
    }

    /// - Returns: how many were mailed. Left out are those who have a factor, have no confirmed address, were reminded
    ///   today, or may not be reminded by this person.
    package func remind(_ people: [Account.ID], by staff: Account, from client: Client?) async throws -> Int {
        var sent = 0
        for id in people {
            do {
                if try await remind(id, by: staff, from: client) { sent += 1 }
            } catch CeremonyFault.unknownAccount {
                continue
            }
        }
        return sent
    }

    private func remind(_ id: Account.ID, by staff: Account, from client: Client?) async throws -> Bool {
        let key = "reminder:\(id)"
        return try await world.decide(about: id) { dossier, now in
            let account = dossier.account
            let answer = Authority.allows(.remind, by: staff.role, to: account.role, isSelf: account.id == staff.id)
            guard answer.isAllowed, account.state == .active, dossier.factors.isEmpty,
                let address = account.confirmedEmail
            else { return Decision(false) }
            // Read in here and written with the mail: of two that press at once, one finds what the other wrote.
            let row = try await world.store.throttles([key])[key]
            let sent = try ThrottleJSON.read(SlidingLog.self, row?.state, else: SlidingLog())
            guard sent.blocked(at: now, under: Self.pause) == nil else { return Decision(false) }
            return Decision(
                true,
                [
                    .saveThrottle(
                        Throttle(
                            key: key,
                            version: row?.version ?? 0,
                            state: try ThrottleJSON.text(sent.recording(now, under: Self.pause)),
                            expiresAt: now.addingTimeInterval(Self.pause.seconds)
                        )
                    ),
                    try world.event(.reminderSent, about: account, by: .member(staff.id), from: client, at: now),
                    try world.mail(
                        .setUpReminder,
                        to: address,
                        language: account.language,
                        account: account.id,
                        facts: ["name": account.shownName, "link": "\(world.settings.publicURL)/security"],
                        at: now
                    ),
                ]
            )
        }
    }
}
