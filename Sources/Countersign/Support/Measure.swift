import Foundation

/// Something that support has done to one account and that lasts: lifted, given, or asked. One live of each kind.
package struct Measure: Sendable, Equatable, Identifiable {
    package typealias ID = Identifier<Measure>

    package let id: ID
    package let accountID: Account.ID
    package let kind: Kind
    package let begunAt: Date
    /// From this very moment on it counts no more, whoever has or has not noticed; nil for what waits to be done.
    package let endsAt: Date?
    /// An `Event.Actor`'s name.
    package let actorName: String
    package let terms: Terms
    /// Keyed hash of a bypass code.
    package let codeHash: [UInt8]?
    /// `Details`, sealed.
    package let sealedDetails: [UInt8]

    package enum Kind: String, Sendable, Codable, CaseIterable {
        /// The second step is not asked for.
        case suspension
        /// A code in place of a factor, once.
        case bypassCode = "bypass_code"
        /// The person sets up a factor anew at the next sign-in; what they had goes when that works.
        case setUpAgain = "set_up_again"
        /// Policy does not demand a factor.
        case exemption
    }

    /// What decides, and is no secret.
    package struct Terms: Sendable, Equatable, Codable {
        /// A suspension with a mailed code in place of the second step.
        package var needsEmailCode = false
        /// A suspension for this network only: `192.0.2.0/24`.
        package var network: String?
        /// A bypass code after which a factor is set up anew.
        package var thenSetUpAgain = false

        package init() {}
    }

    /// Who did it and why, for staff, the person and nobody else.
    package struct Details: Sendable, Equatable, Codable {
        /// What the person calls whoever it was; empty for the host.
        package let by: String
        package let reason: SupportReason

        package init(by: String, reason: SupportReason) {
            self.by = by
            self.reason = reason
        }
    }

    package init(
        id: ID,
        accountID: Account.ID,
        kind: Kind,
        begunAt: Date,
        endsAt: Date?,
        actorName: String,
        terms: Terms = Terms(),
        codeHash: [UInt8]? = nil,
        sealedDetails: [UInt8]
    ) {
        self.id = id
        self.accountID = accountID
        self.kind = kind
        self.begunAt = begunAt
        self.endsAt = endsAt
        self.actorName = actorName
        self.terms = terms
        self.codeHash = codeHash
        self.sealedDetails = sealedDetails
    }

    package func counts(at now: Date) -> Bool {
        endsAt.map { now < $0 } ?? true
    }

    package var actor: Event.Actor? { Event.Actor(rawValue: actorName) }
}

extension Dossier {
    /// The live measure of a kind.
    package func measure(_ kind: Measure.Kind, at now: Date) -> Measure? {
        measures.first { $0.kind == kind && $0.counts(at: now) }
    }

    /// The suspension in force, wherever the person is.
    package func suspension(at now: Date) -> Measure? { measure(.suspension, at: now) }

    /// Whether policy's demand for a factor is lifted. Policy asks here, and so does what explains it.
    package func isExempt(at now: Date) -> Bool { measure(.exemption, at: now) != nil }

    /// Whether whoever has signed in since must set up a factor before anything else.
    package func mustSetUpAgain(_ session: Session) -> Bool {
        measures.contains { $0.kind == .setUpAgain && session.createdAt >= $0.begunAt }
    }

    /// The suspension, if it holds for somebody there. One that is bound to a network holds nowhere else, and for nobody
    /// whose place is unknown.
    package func suspension(at now: Date, from client: Client?) -> Measure? {
        guard let suspension = suspension(at: now) else { return nil }
        guard let network = suspension.terms.network else { return suspension }
        guard let address = (client?.address).flatMap({ Address($0) }), let block = AddressBlock(meant: network),
            block.contains(address)
        else { return nil }
        return suspension
    }
}

extension Surroundings {
    /// Who took a measure and why.
    package func details(of measure: Measure) throws -> Measure.Details {
        try workshop.open(
            Measure.Details.self,
            measure.sealedDetails,
            at: .measure(measure.id, of: measure.accountID)
        )
    }
}
