import Countersign
import Hummingbird

// `/not-me/{token}`: "This wasn’t me". Opening it shows; its button freezes the account.

extension Portal {
    @Sendable
    static func showNotMe(_ visitor: Visitor) async throws -> Response {
        do {
            let shown = try await NotMe(in: visitor.world).show(visitor.linkToken())
            let organisation = visitor.world.settings.organisationName
            return try visitor.page(
                NotMePage(
                    event: EventRow(shown.report, organisation: organisation),
                    ways: NotMePage.Ways(shown.report, path: visitor.request.uri.path),
                    isSignedOut: visitor.query.has("signed-out")
                ),
                for: shown.account
            )
        } catch let problem as ChallengeProblem {
            return try visitor.oldLink(.notMe, problem)
        }
    }

    @Sendable
    static func freeze(_ visitor: Visitor, _ form: Form) async throws -> Response {
        let notMe = NotMe(in: visitor.world)
        do {
            let link = try visitor.linkToken()
            let account = try await notMe.show(link).account
            try await notMe.freeze(link, client: visitor.client)
            var carried = Carried()
            carried.reference = account.id.rawValue
            return Response.seeOther("/not-me/done").signedOut().carrying(carried)
        } catch let problem as ChallengeProblem {
            return try visitor.oldLink(.notMe, problem)
        } catch CeremonyFault.gone {
            return try visitor.oldLink(.notMe, .ended(.used))
        }
    }

    /// Signs every browser out, and comes back: the change itself is still to be undone.
    @Sendable
    static func signOutStranger(_ visitor: Visitor, _ form: Form) async throws -> Response {
        do {
            let link = try visitor.linkToken()
            try await NotMe(in: visitor.world).signOutEverywhere(link, client: visitor.client)
            return Response.seeOther("/not-me/\(link.text)?signed-out=1").signedOut()
        } catch let problem as ChallengeProblem {
            return try visitor.oldLink(.notMe, problem)
        }
    }

    /// Of a mail about its deletion: the account stays, and the page says so.
    @Sendable
    static func keepAccount(_ visitor: Visitor, _ form: Form) async throws -> Response {
        do {
            try await NotMe(in: visitor.world).keepAccount(visitor.linkToken(), client: visitor.client)
            return .seeOther("/keep-account/done")
        } catch let problem as ChallengeProblem {
            return try visitor.oldLink(.notMe, problem)
        } catch CeremonyFault.unknownAccount {
            return try visitor.oldLink(.notMe, .unknown)
        }
    }

    @Sendable
    static func showFrozen(_ visitor: Visitor) async throws -> Response {
        guard let reference = visitor.carried.reference else { throw Detour(to: "/") }
        return try visitor.page(ClosedAccountPage(reason: .frozenNow, reference: reference))
    }
}
