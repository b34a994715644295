import Foundation

/// What staff want done to one account, as one value: what a form asks for, a call sends, an approval waits with.
package struct SupportOrder: Sendable, Equatable, Codable {
    package var act: StaffAct
    package var reason: SupportReason
    /// Of a suspension or a bypass code, in seconds; from when it is carried out.
    package var length: TimeInterval?
    /// Of an exemption.
    package var until: Date?
    /// A suspension for this network only.
    package var network: String?
    /// A suspension with a mailed code in place of the second step.
    package var needsEmailCode = false
    /// A bypass code after which a factor is set up anew.
    package var thenSetUpAgain = true
    /// To set up again: the old factors are lost or stolen, and go at once.
    package var isLost = false
    /// To set up again: now, by signing out everywhere, and not at the next sign-in.
    package var signsOut = false
    /// Which way to remove.
    package var factorID: Factor.ID?
    /// A request to get in that is to be let in.
    package var reference: String?

    package init(_ act: StaffAct, because reason: SupportReason) {
        self.act = act
        self.reason = reason
    }

    /// What is wrong with it for an account; each names its field.
    package enum Problem: Error, Sendable, Equatable {
        case lengthMissing
        /// Of a suspension or code.
        case tooLong(most: TimeInterval)
        case tooShort(least: TimeInterval)
        case untilMissing
        case untilPast
        case untilTooFar(days: Int)
        case badNetwork
        /// Nothing can be mailed to the account.
        case noAddress
        /// The account has no such factor.
        case noSuchFactor
        /// The account is frozen or disabled: nobody signs in to it, with a second step or without.
        case closed
        /// There is no second step to lift, or nothing of the kind to end.
        case nothingToDo
    }

    package static let longestExemption = 365
    private static let shortestSuspension: TimeInterval = 60
    private static let shortestBypass: TimeInterval = 60

    /// Whether an act would change anything about an account as it is: what a page offers.
    package static func changesSomething(_ act: StaffAct, for dossier: Dossier, at now: Date) -> Bool {
        let isOpen = dossier.account.state == .active
        return switch act {
        case .suspend: isOpen && !dossier.factors.isEmpty && dossier.suspension(at: now) == nil
        case .issueBypassCode: isOpen && !dossier.factors.isEmpty
        case .askToSetUpAgain:
            isOpen && !dossier.factors.isEmpty && dossier.measure(.setUpAgain, at: now) == nil
        case .exempt: isOpen && dossier.measure(.exemption, at: now) == nil
        case .endSuspension: dossier.suspension(at: now) != nil
        case .cancelBypassCode: dossier.measure(.bypassCode, at: now) != nil
        case .endExemption: dossier.measure(.exemption, at: now) != nil
        case .freeze: isOpen
        case .unfreeze: dossier.account.state == .frozen
        case .disable: dossier.account.state != .disabled
        case .enable: dossier.account.state == .disabled
        default: true
        }
    }

    /// Whether both would do the same, for whatever reason. An end counts from the moment it was asked for.
    func asksTheSame(as other: SupportOrder) -> Bool {
        var this = self
        (this.reason, this.until) = (other.reason, other.until)
        return this == other
    }

    /// A button that was pressed twice, or a call that is repeated, is this old at most.
    private static let repeated: TimeInterval = 60

    /// What this very order has brought about just now; nil if it is to be carried out.
    func justDone(for dossier: Dossier, at now: Date) -> Measure? {
        let live: Measure? =
            switch act {
            case .suspend: dossier.suspension(at: now)
            case .exempt: dossier.measure(.exemption, at: now)
            case .askToSetUpAgain where !isLost && !signsOut: dossier.measure(.setUpAgain, at: now)
            default: nil
            }
        guard let live, now.timeIntervalSince(live.begunAt) < Self.repeated, live.terms == terms else { return nil }
        let end = length.map { live.begunAt.addingTimeInterval($0) } ?? until
        // Ends are whole seconds.
        switch (live.endsAt, end) {
        case (nil, nil): return live
        case (let told?, let asked?): return abs(told.timeIntervalSince(asked)) < 1 ? live : nil
        default: return nil
        }
    }

    /// What what lasts of it is bound to.
    var terms: Measure.Terms {
        var terms = Measure.Terms()
        switch act {
        case .suspend: (terms.needsEmailCode, terms.network) = (needsEmailCode, network)
        case .issueBypassCode: terms.thenSetUpAgain = thenSetUpAgain
        default: break
        }
        return terms
    }

    /// Where no length is given, the usual one, or as long as policy allows.
    func withLength(under limits: SupportLimits) -> SupportOrder {
        var order = self
        switch act {
        case .suspend: order.length = length ?? min(SupportLimits.usualSuspension, limits.longestSuspension)
        case .issueBypassCode: order.length = length ?? min(SupportLimits.usualBypass, limits.longestBypass)
        default: break
        }
        return order
    }

    /// All that is wrong at once.
    package func problems(for dossier: Dossier, under limits: SupportLimits, at now: Date) -> [Problem] {
        var problems: [Problem] = []
        switch act {
        case .suspend:
            problems += lengthProblems(least: Self.shortestSuspension, most: limits.longestSuspension)
            if let network, !Self.isNetwork(network) { problems.append(.badNetwork) }
            if needsEmailCode, dossier.account.confirmedEmail == nil { problems.append(.noAddress) }
            if dossier.account.state != .active {
                problems.append(.closed)
            } else if dossier.factors.isEmpty {
                problems.append(.nothingToDo)
            }
        case .issueBypassCode:
            problems += lengthProblems(least: Self.shortestBypass, most: limits.longestBypass)
            if dossier.account.state != .active {
                problems.append(.closed)
            } else if dossier.factors.isEmpty {
                problems.append(.nothingToDo)
            }
        case .exempt:
            guard let until else { return [.untilMissing] }
            if until <= now { problems.append(.untilPast) }
            if until > now.addingTimeInterval(TimeInterval(Self.longestExemption) * 24 * 3600) {
                problems.append(.untilTooFar(days: Self.longestExemption))
            }
        case .removeFactor:
            if !dossier.factors.contains(where: { $0.id == factorID }) { problems.append(.noSuchFactor) }
        case .askToSetUpAgain:
            if dossier.account.state != .active {
                problems.append(.closed)
            } else if dossier.factors.isEmpty {
                problems.append(.nothingToDo)
            }
        case .endSuspension:
            if dossier.suspension(at: now) == nil { problems.append(.nothingToDo) }
        case .cancelBypassCode:
            if dossier.measure(.bypassCode, at: now) == nil { problems.append(.nothingToDo) }
        case .endExemption:
            if dossier.measure(.exemption, at: now) == nil { problems.append(.nothingToDo) }
        case .freeze:
            if dossier.account.state != .active { problems.append(.nothingToDo) }
        case .unfreeze:
            if dossier.account.state != .frozen { problems.append(.nothingToDo) }
        case .disable:
            if dossier.account.state == .disabled { problems.append(.nothingToDo) }
        case .enable:
            if dossier.account.state != .disabled { problems.append(.nothingToDo) }
        default: break
        }
        return problems
    }

    /// Nothing would be said by a block that everybody is in.
    private static func isNetwork(_ text: String) -> Bool {
        (AddressBlock(meant: text)?.prefixLength ?? 0) > 0
    }

    private func lengthProblems(least: TimeInterval, most: TimeInterval) -> [Problem] {
        guard let length else { return [.lengthMissing] }
        if length < least { return [.tooShort(least: least)] }
        if length > most { return [.tooLong(most: most)] }
        return []
    }
}

extension AddressBlock {
    /// As people write them: whoever writes `192.0.2.7/24` means that network. Nil for what is no address.
    init?(meant text: String) {
        do {
            try self.init(text)
        } catch .bitsBeyond(let block) {
            self = block
        } catch {
            return nil
        }
    }
}
