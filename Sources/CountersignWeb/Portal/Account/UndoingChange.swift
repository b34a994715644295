import Countersign
import Hummingbird

/// `/security/undo/{token}`: takes back what a mail told of. The mailbox led here; a second step from before the change is
/// what counts.
enum UndoingChange {
    static let beginning = "/security/undo/"

    /// Where the change of a not-me link is undone.
    static func path(of link: Token) -> String { beginning + link.text }

    /// The link, if that is where somebody is on their way to.
    static func link(in path: ReturnPath?) -> Token? {
        guard let text = path?.text, text.hasPrefix(beginning) else { return nil }
        return Token(shown: String(text.dropFirst(beginning.count)))
    }

    /// The address that its account had before; nil if the link is about something else.
    static func earlierAddress(_ visitor: Visitor, returningTo path: ReturnPath?) async throws -> String? {
        guard let link = link(in: path) else { return nil }
        return try? await NotMe(in: visitor.world).show(link).report.earlierAddress
    }

    @Sendable
    static func show(_ person: FreshlySignedIn) async throws -> Response {
        do {
            let link = try person.visitor.linkToken()
            let shown = try await Undoing(in: person.world).show(link, to: person.session)
            guard let step = shown.step else { return try page(person, shown, .nothingLeft) }
            return try page(person, shown, shown.isProved ? .may(step) : .needsEarlierProof(path: path(of: link)))
        } catch let problem as ChallengeProblem {
            return try person.visitor.oldLink(.notMe, problem)
        }
    }

    @Sendable
    static func undo(_ person: FreshlySignedIn, _ form: Form) async throws -> Response {
        do {
            let link = try person.visitor.linkToken()
            let undoing = Undoing(in: person.world)
            switch try await undoing.undo(link, session: person.session, client: person.client) {
            case .undone: return Response.seeOther("/security").forgettingDevice().telling(Flash.undone)
            case .needsEarlierProof, .nothingLeft: return .seeOther(path(of: link))
            case .taken: return try page(person, try await undoing.show(link, to: person.session), .taken)
            }
        } catch let problem as ChallengeProblem {
            return try person.visitor.oldLink(.notMe, problem)
        }
    }

    private static func page(
        _ person: FreshlySignedIn,
        _ shown: Undoing.Shown,
        _ state: UndoPage.State
    ) throws -> Response {
        let organisation = person.world.settings.organisationName
        return try person.page(UndoPage(EventRow(shown.report, organisation: organisation), state))
    }
}
