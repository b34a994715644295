import Foundation

/// The second step over the API, for an app that keeps its own login.
package struct Verify: Sendable {
    let world: Surroundings

    package init(in world: Surroundings) {
        self.world = world
    }

    package struct Caller: Sendable {
        package let app: App
        package let key: APIKey

        package init(app: App, key: APIKey) {
            self.app = app
            self.key = key
        }

        package var actor: Event.Actor { .app(app.id, key: key.id) }
    }

    package enum Outcome: Sendable {
        case accepted(SecondStep.Accepted)
        case rejected(SecondStep.Rejected)
    }

    package enum Fault: Error, Sendable, Equatable {
        /// The call does not say that the app proved the first factor, and the app may not do without.
        case firstFactorMissing
    }

    /// - Parameters:
    ///   - account: as it was just read, by name or id.
    ///   - storing: for a call with an idempotency key: what is stored along with the charge, made of the outcome.
    package func answer(
        account: Dossier,
        given: Given,
        factorID: Factor.ID?,
        challengeID: Challenge.ID? = nil,
        firstFactor: Bool,
        caller: Caller,
        client: Client?,
        storing: @Sendable (Outcome, Date) throws -> [Change] = { _, _ in [] }
    ) async throws -> Outcome {
        guard firstFactor || caller.app.allowsVerifyWithoutFirstFactor else { throw Fault.firstFactorMissing }
        return try await world.answering(
            SecondStep.Try(
                given: given,
                factorID: factorID,
                challengeID: challengeID,
                door: firstFactor ? .app(caller.app.id) : .appWithoutFirstFactor(caller.app.id),
                client: client,
                actor: caller.actor
            ),
            account: account.account.id,
            asRead: account,
            caller: .known,
            concluding: { outcome, _, now in
                let told: Outcome
                switch outcome {
                case .prepareAgain: throw CeremonyFault.contended
                case .accepted(let accepted): told = .accepted(accepted)
                case .rejected(let rejected): told = .rejected(rejected)
                }
                return Decision(told, try storing(told, now))
            }
        )
    }
}

extension APIKey {
    /// Whether this account is in the key's reach; one that is not is as good as absent.
    package func reaches(_ account: Account, in world: Surroundings) async throws -> Bool {
        switch reach {
        case .all: true
        case .own: account.appID == appID
        case .organisation(let id): try await world.store.isMember(account.id, of: id)
        }
    }
}
