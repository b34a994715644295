import Countersign
import Foundation
import Hummingbird

/// `/security/delete`, `/security/keep` and `/keep-account/…`: leaving for good after a wait, and staying after all.
enum DeletingAccount {
    @Sendable
    static func show(_ person: FreshlySignedIn) async throws -> Response {
        try person.page(page(person, person.account.deletion))
    }

    @Sendable
    static func ask(_ person: FreshlySignedIn, _ form: Form) async throws -> Response {
        let asked = try await AccountDeletion(in: person.world)
            .ask(person.account.id, client: person.client, actor: person.actor)
        switch asked {
        case .planned: return .seeOther("/security")
        case .lastOwner: return try person.page(DeleteAccountPage(.lastOwner), .conflict)
        }
    }

    @Sendable
    static func keep(_ person: SignedIn, _ form: Form) async throws -> Response {
        try await AccountDeletion(in: person.world)
            .keep(person.account.id, client: person.client, actor: person.actor)
        return .seeOther("/security").telling(Flash.accountKept)
    }

    private static func page(_ person: FreshlySignedIn, _ planned: PlannedDeletion?) -> DeleteAccountPage {
        guard let planned else {
            return DeleteAccountPage(
                .open(goesAt: person.world.now().addingTimeInterval(person.world.settings.accountDeletionWait))
            )
        }
        return DeleteAccountPage(.planned(goesAt: planned.dueAt))
    }

    // MARK: By the link of a mail

    @Sendable
    static func showLink(_ visitor: Visitor) async throws -> Response {
        do {
            let (account, planned) = try await AccountDeletion(in: visitor.world).linked(visitor.linkToken())
            return try visitor.page(
                KeepAccountPage(askedAt: planned.askedAt, goesAt: planned.dueAt),
                for: account
            )
        } catch let problem as ChallengeProblem {
            return try visitor.oldLink(.keepAccount, problem)
        }
    }

    @Sendable
    static func keepByLink(_ visitor: Visitor, _ form: Form) async throws -> Response {
        do {
            try await AccountDeletion(in: visitor.world).keep(link: visitor.linkToken(), client: visitor.client)
            return .seeOther("/keep-account/done")
        } catch let problem as ChallengeProblem {
            return try visitor.oldLink(.keepAccount, problem)
        } catch CeremonyFault.gone {
            return try visitor.oldLink(.keepAccount, .ended(.used))
        } catch CeremonyFault.unknownAccount {
            return try visitor.oldLink(.keepAccount, .unknown)
        }
    }

    @Sendable
    static func showKept(_ visitor: Visitor) async throws -> Response {
        try await visitor.openPage(AccountKeptPage())
    }
}
