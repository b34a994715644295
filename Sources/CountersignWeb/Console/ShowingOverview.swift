import Countersign
import Hummingbird

/// `/admin`: how it stands.
enum ShowingOverview {
    @Sendable
    static func show(_ staff: Staff) async throws -> Response {
        try staff.demand(.seeOverview)
        let world = staff.world
        return try staff.page(
            OverviewPage(
                weeks: try await TakeFigures(in: world).weeks(),
                organisations: try await world.store.organisations(),
                waiting: try await world.store.countOfWaiting(at: world.now()),
                paused: try await world.store.countOfLiveMeasures(.suspension, at: world.now()),
                clock: staff.web.settings.clock()
            )
        )
    }
}
