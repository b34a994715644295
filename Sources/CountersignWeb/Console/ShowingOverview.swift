import Countersign
import Hummingbird

/// `/admin`: how it stands.
enum ShowingOverview {
    @Sendable
    static func show(_ staff: Staff) async throws -> Response {
        try staff.page(OverviewPage())
    }
}
