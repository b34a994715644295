import Countersign
import Hummingbird

/// `/security/offer`: a passkey, at the moments that suit: after a first setup, after the way back in, and once in a while
/// after a sign-in. Nothing is blocked, and "Not now" holds for 60 days.
enum Offering {
    static let path = "/security/offer"

    @Sendable
    static func show(_ person: SignedIn) async throws -> Response {
        guard !person.dossier.factors.contains(where: { $0.kind == KindPages.passkey.kind }) else {
            return .seeOther(person.afterSetup)
        }
        return try person.page(OfferPage(setUpPath: KindPages.passkey.setUpPath, flash: person.flash))
    }

    @Sendable
    static func putOff(_ person: SignedIn, _ form: Form) async throws -> Response {
        try await Offers(in: person.world).putOff(by: person.account.id)
        return Response.seeOther(person.afterSetup).endingSetup(person)
    }
}

extension PageContext {
    /// Where somebody who has just signed in or set up goes: to the offer, if it is to be made, and from there to what
    /// they wanted. Whoever is on the way out of their own account, or to undo what a stranger did, is not stopped, and a
    /// sign-in is never lost for an offer that could not be noted.
    func offering(to account: Account.ID, before wanted: String) async -> String {
        guard wanted.hasPrefix("/security"), !wanted.hasPrefix(UndoingChange.beginning) else { return wanted }
        let isMade = (try? await Offers(in: world).make(to: account)) ?? false
        return isMade ? Offering.path : wanted
    }
}
