import Foundation

/// Something that a second person has to agree to: an act of support that policy does not leave to one alone, or a
/// person's own wish to turn two-factor off.
package struct SupportRequest: Sendable, Equatable, Identifiable {
    package typealias ID = Identifier<SupportRequest>

    package let id: ID
    /// What people quote: `CS-7Q4F`. It opens nothing.
    package let reference: String
    /// Whom it is about.
    package let accountID: Account.ID
    package let kind: Kind
    package var state: State
    /// An `Event.Actor`'s name.
    package let askedBy: String
    package let askedAt: Date
    package var expiresAt: Date
    /// An `Event.Actor`'s name.
    package var decidedBy: String?
    package var decidedAt: Date?
    /// `Details`, sealed.
    package var sealedDetails: [UInt8]

    package enum Kind: String, Sendable, Codable, CaseIterable {
        case approval
        case turnOff = "turn_off"
    }

    package enum State: String, Sendable, Codable, CaseIterable {
        case waiting
        /// To be carried out by who asked: a code is shown to nobody else.
        case approved
        case done
        case declined
        /// By who asked.
        case withdrawn
        case expired

        package var isOpen: Bool { self == .waiting || self == .approved }
    }

    /// Who may do this, to the person it is about, may decide.
    package var decidingAct: StaffAct { kind == .turnOff ? .decideTurnOff : .approve }

    /// What is asked for, by whom and why, and what was said to it.
    package struct Details: Sendable, Equatable, Codable {
        package var order: SupportOrder
        /// What who asked is called; empty for the host.
        package let by: String
        package var decider: String?
        package var decision: String?

        package init(order: SupportOrder, by: String) {
            self.order = order
            self.by = by
        }
    }

    /// How long an approval may be waited for.
    package static let approvalTime: TimeInterval = 24 * 3600
    /// How long staff have for somebody's wish to turn two-factor off.
    package static let turnOffTime: TimeInterval = 14 * 24 * 3600

    package init(
        id: ID,
        reference: String,
        accountID: Account.ID,
        kind: Kind,
        state: State = .waiting,
        askedBy: String,
        askedAt: Date,
        expiresAt: Date,
        decidedBy: String? = nil,
        decidedAt: Date? = nil,
        sealedDetails: [UInt8]
    ) {
        self.id = id
        self.reference = reference
        self.accountID = accountID
        self.kind = kind
        self.state = state
        self.askedBy = askedBy
        self.askedAt = askedAt
        self.expiresAt = expiresAt
        self.decidedBy = decidedBy
        self.decidedAt = decidedAt
        self.sealedDetails = sealedDetails
    }
}
