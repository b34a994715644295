import Countersign
import Foundation
import Hummingbird

/// `/admin/people/{id}`: one person, with all that helps to help them.
enum OpeningPerson {
    private static let eventsLookedAt = 20
    private static let eventsShown = 12

    @Sendable
    static func show(_ staff: FreshStaff) async throws -> Response {
        let dossier = try await staff.person()
        let account = dossier.account
        try staff.demand(.openPerson, to: account)
        let world = staff.world
        let events = try await world.store.events(of: account.id, before: nil, limit: eventsLookedAt)
        try await Looking(staff).opened(account, events: events)
        let sessions = try await SessionActs(in: world).all(of: account.id)
        let devices = try await RememberedDevices(in: world).all(of: account.id)
        let additions = try await PersonAdditions.all(for: dossier, seenBy: staff)
        let told = try await ToldEvents(Array(events.prefix(eventsShown)), in: world)
        let explanation = try await Explaining(in: world).explain(dossier)
        return try staff.page(
            PersonPage(
                id: account.id.rawValue,
                name: account.calledName,
                signInName: account.name,
                email: account.email,
                isMailed: account.confirmedEmail != nil,
                lastSignInAt: try await world.store.lastSignIn(of: account.id),
                tags: try PersonTags.of(dossier, in: world) + additions.tags,
                notices: additions.notices,
                ways: try ways(of: dossier, additions, in: world),
                explanation: explanation.messages + additions.explanation,
                events: events.prefix(eventsShown).map { told.eventRow(of: $0.event) },
                allEventsPath: staff.may(.seeAuditLog) ? "/admin/audit?person=\(account.id)" : nil,
                mails: try await staff.mails(to: account),
                places: sessions.map(place) + devices.map(place),
                actions: additions.actions
            )
        )
    }

    private static func ways(
        of dossier: Dossier,
        _ additions: PersonAdditions,
        in world: Surroundings
    ) throws -> [PersonPage.Way] {
        var ways = try dossier.factors.map { factor in
            PersonPage.Way(
                kind: KindPages.of(factor.kind)?.name ?? Message("event.factor.unknown"),
                label: factor.label,
                addedAt: factor.createdAt,
                lastUsedAt: factor.lastUsedAt,
                driftSeconds: factor.kind == .totp ? try world.drift(of: factor) : 0,
                links: additions.links(factor)
            )
        }
        if let codes = dossier.backupCodes {
            ways.append(
                PersonPage.Way(
                    kind: Message("security.backupCodes"),
                    addedAt: codes.createdAt,
                    lastUsedAt: codes.codes.compactMap(\.usedAt).max(),
                    left: (codes.left, codes.codes.count)
                )
            )
        }
        return ways
    }

    private static func place(_ session: Session) -> PersonPage.Place {
        PersonPage.Place(
            browser: Browser(userAgent: session.client.userAgent),
            address: session.client.address,
            since: session.createdAt,
            lastSeenAt: session.lastSeenAt
        )
    }

    private static func place(_ device: RememberedDevice) -> PersonPage.Place {
        PersonPage.Place(
            browser: Browser(userAgent: device.client.userAgent),
            address: device.client.address,
            since: device.createdAt,
            lastSeenAt: device.lastUsedAt,
            rememberedUntil: device.expiresAt
        )
    }
}
