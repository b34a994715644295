import Foundation

// While the second step is suspended with a mailed code in its place, that code is one of the account's ways, like any
// factor: waits, budgets, resending and pages are those of codes by e-mail.

extension Factor {
    private static let standInID = Factor.ID("suspended")

    /// No factor of the account's: it stands in for one while the second step is suspended. It is never stored.
    package var isStandIn: Bool { id == Self.standInID }

    fileprivate init(
        standingInFor account: Account.ID,
        sealing seal: (Factor.ID) throws -> [UInt8],
        at now: Date
    ) throws {
        self.init(
            id: Self.standInID,
            accountID: account,
            kind: .email,
            label: "",
            sealedState: try seal(Self.standInID),
            createdAt: now
        )
    }
}

extension Dossier {
    /// The factor that is asked for first: what stands in, else the one the person chose.
    package var firstAskedID: Factor.ID? {
        factors.first(where: \.isStandIn)?.id ?? account.preferredFactorID
    }
}

extension Surroundings {
    /// An account as it stands at a door at one moment: with the mailed code that a suspension asks for among its ways.
    package func standing(_ dossier: Dossier, at now: Date, from client: Client?) throws -> Dossier {
        guard let suspension = dossier.suspension(at: now, from: client), suspension.terms.needsEmailCode,
            dossier.account.confirmedEmail != nil, !dossier.factors.contains(where: { $0.kind == .email })
        else { return dossier }
        var standing = dossier
        let account = dossier.account.id
        let factor = try Factor(
            standingInFor: account,
            sealing: { try workshop.seal(EmailCodeState(), at: .factor($0, of: account)) },
            at: suspension.begunAt
        )
        standing.factors.insert(factor, at: 0)
        return standing
    }
}

extension Measure {
    /// After a bypass code that asks for it: the person sets up a factor before anything else.
    func followedBySettingUpAgain(at now: Date, in world: Surroundings) throws -> Measure {
        let id: Measure.ID = world.makeID()
        return Measure(
            id: id,
            accountID: accountID,
            kind: .setUpAgain,
            begunAt: now,
            endsAt: nil,
            actorName: actorName,
            sealedDetails: try world.workshop.seal(try world.details(of: self), at: .measure(id, of: accountID))
        )
    }
}
