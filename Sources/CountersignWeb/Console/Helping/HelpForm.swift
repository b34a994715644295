import Countersign
import Foundation

/// What staff filled in to help one person: the same form for every act, with what the act needs beside it.
struct HelpForm: Sendable, Equatable {
    let act: StaffAct
    var category: String
    var text: String
    var identity: String
    var ticket: String
    /// Minutes, or days for an exemption.
    var length: String
    var network: String
    var needsEmailCode: Bool
    var thenSetUpAgain: Bool
    var isLost: Bool
    var signsOut: Bool
    var factor: String

    /// As it is opened.
    init(_ act: StaffAct, factor: String = "") {
        self.act = act
        category = ""
        text = ""
        identity = ""
        ticket = ""
        length = act.lengths.first { $0.isOffered }.map { String($0.value) } ?? ""
        network = ""
        needsEmailCode = false
        thenSetUpAgain = true
        isLost = false
        signsOut = false
        self.factor = factor
    }

    /// As it was sent.
    init(_ act: StaffAct, _ form: Form) {
        self.act = act
        category = form["category"]
        text = form["reason"]
        identity = form["identity"]
        ticket = form["ticket"]
        length = form["length"]
        network = form["network"].trimmingCharacters(in: .whitespacesAndNewlines)
        needsEmailCode = form.isTicked("email-code")
        thenSetUpAgain = form.isTicked("then")
        isLost = form.isTicked("lost")
        signsOut = form.isTicked("sign-out")
        factor = form["factor"]
    }

    /// For the confirmation, which sends it all again.
    var fields: [(name: String, value: String)] {
        [
            ("category", category), ("reason", text), ("identity", identity), ("ticket", ticket), ("length", length),
            ("network", network), ("email-code", needsEmailCode ? "1" : ""), ("then", thenSetUpAgain ? "1" : ""),
            ("lost", isLost ? "1" : ""), ("sign-out", signsOut ? "1" : ""), ("factor", factor),
        ].filter { !$0.1.isEmpty }.map { (name: $0.0, value: $0.1) }
    }

    /// - Throws: `Problems<SupportReason.Problem>`
    func order(at now: Date) throws -> SupportOrder {
        let chosen = SupportReason.Identity(rawValue: identity)
        let reason = try SupportReason(
            category: SupportReason.Category(rawValue: category),
            text: text,
            identity: chosen.flatMap { SupportReason.Identity.forStaff.contains($0) ? $0 : nil },
            ticket: ticket
        )
        var order = SupportOrder(act, because: reason)
        let number = act.lengths.first { String($0.value) == length }?.value
        switch act {
        case .suspend, .issueBypassCode: order.length = number.map { TimeInterval($0) * 60 }
        case .exempt: order.until = number.map { now.addingTimeInterval(TimeInterval($0) * 24 * 3600) }
        default: break
        }
        order.network = network.isEmpty ? nil : network
        order.needsEmailCode = needsEmailCode
        order.thenSetUpAgain = thenSetUpAgain
        order.isLost = isLost
        order.signsOut = signsOut
        order.factorID = factor.isEmpty ? nil : Factor.ID(factor)
        return order
    }
}

extension StaffAct {
    /// What staff do to one person from that person's page.
    static let helping: [StaffAct] = [
        .clearWait, .refillBudget, .issueBypassCode, .cancelBypassCode, .suspend, .endSuspension, .askToSetUpAgain,
        .signOutEverywhere, .exempt, .endExemption, .freeze, .unfreeze, .disable, .enable, .removeFactor,
    ]

    /// Its part of a path: `issue-bypass-code`.
    var segment: String { rawValue.replacing("_", with: "-") }

    init?(segment: String) {
        guard let act = Self.helping.first(where: { $0.segment == segment }) else { return nil }
        self = act
    }

    /// The lengths to choose from, in minutes, or in days for an exemption; the one that is offered is chosen first.
    var lengths: [(value: Int, isOffered: Bool)] {
        switch self {
        case .suspend: [(60, false), (240, false), (1440, true), (10_080, false)]
        case .issueBypassCode: [(15, false), (60, true), (480, false), (1440, false)]
        case .exempt: [(7, true), (30, false), (90, false)]
        default: []
        }
    }

    /// Whether it takes something away that is not easily given back.
    var isDangerous: Bool {
        switch self {
        case .askToSetUpAgain, .removeFactor, .freeze, .disable, .signOutEverywhere: true
        default: false
        }
    }
}
