import Foundation

/// Counts how things stand, and keeps it: at least once an hour, and as often as it costs next to nothing.
package struct TakeFigures: Sendable {
    let world: Surroundings

    private static let weeks: Int64 = 12
    private static let sample = 300
    private static let mostSetups = 2000
    private static let week: TimeInterval = 7 * 24 * 3600
    /// A page counts by itself where that is no work: where there are few accounts always, and where the last count took
    /// fewer milliseconds than `quick` if it is no longer fresh.
    private static let few = 1000
    private static let quick = 20
    private static let fresh: TimeInterval = 5
    private static let longestPause: TimeInterval = 3600

    package init(in world: Surroundings) {
        self.world = world
    }

    /// The last twelve weeks, oldest first; the last of them is as things stand now, or stood at `takenAt`.
    package func weeks() async throws -> [WeekOfFigures] {
        let now = world.now()
        let this = WeekOfFigures.week(of: now)
        var weeks = try await world.store.figures(since: this - Self.weeks + 1)
        let last = weeks.last
        guard last.map({ isWorthCounting(after: $0, at: now) }) ?? true else { return weeks }
        if weeks.last?.week == this { weeks.removeLast() }
        let week = WeekOfFigures(week: this, takenAt: now, figures: try await count(after: last?.figures, at: now))
        // So many joined since the last count that it is work by now: the next page has it from here.
        if last.map({ $0.figures.accounts < Self.few }) ?? true, week.figures.accounts >= Self.few {
            try await world.store.saveFigures(week)
        }
        return weeks + [week]
    }

    /// How the people of one organisation stand, and when they were counted: now, or at the last count where there are many.
    package func standing(
        of id: Organisation.ID
    ) async throws -> (people: Figures.Organisation, takenAt: Date) {
        let now = world.now()
        let week = WeekOfFigures.week(of: now)
        if let last = try await world.store.figures(since: week - 1).last,
            let people = last.figures.organisations?[id.rawValue],
            people.people >= Self.few, last.takenAt <= now
        {
            return (people, last.takenAt)
        }
        return (Figures.Organisation(try await PolicyActs(in: world).effect(ofPresent: id)), now)
    }

    /// Whether a page counts again: who has just joined a small place is on its overview at once.
    private func isWorthCounting(after last: WeekOfFigures, at now: Date) -> Bool {
        let age = now.timeIntervalSince(last.takenAt)
        if age < 0 || last.figures.accounts < Self.few { return true }
        return age >= Self.fresh && last.figures.took < Self.quick
    }

    /// By the service: counts and keeps it, if the last count is old enough for what it cost.
    package func run() async throws {
        while try await world.store.refreshSummaries(limit: 200) > 0 { try Task.checkCancellation() }
        let now = world.now()
        let this = WeekOfFigures.week(of: now)
        let last = try await world.store.figures(since: this - Self.weeks + 1).last
        if let last {
            let pause = min(Self.longestPause, max(60, Double(last.figures.took)))
            let age = now.timeIntervalSince(last.takenAt)
            guard age < 0 || age >= pause else { return }
        } else {
            try await reconstruct(before: this)
        }
        let figures = try await count(after: last?.figures, at: now)
        try await world.store.saveFigures(WeekOfFigures(week: this, takenAt: now, figures: figures))
    }

    /// The weeks before the first count, as far as what is there still tells them.
    private func reconstruct(before this: Int64) async throws {
        for week in (this - Self.weeks + 1)..<this {
            let end = Date(timeIntervalSince1970: Double(week + 1) * WeekOfFigures.length)
            let then = try await world.store.standing(at: end)
            guard then.accounts > 0 else { continue }
            var figures = Figures()
            figures.accounts = then.accounts
            figures.protected = then.protected
            try await world.store.saveFigures(WeekOfFigures(week: week, takenAt: end, figures: figures))
        }
    }

    private func count(after last: Figures?, at now: Date) async throws -> Figures {
        var figures = Figures()
        for (kinds, count) in try await world.store.countPeople() {
            figures.accounts += count
            if !kinds.isEmpty { figures.protected += count }
            if kinds.map(\.rawValue) == ["email"] { figures.emailOnly += count }
            for kind in kinds { figures.byKind[kind.rawValue, default: 0] += count }
        }
        let standings = try await PolicyActs(in: world).standings()
        figures.organisations = standings.organisations
        figures.inGrace = standings.inGrace
        let refused = Event.Kind.allCases.filter { $0.outcome == .refused && $0.isToldToPeople }
        let since = now.addingTimeInterval(-Self.week)
        for (kind, count) in try await world.store.countEvents(of: refused, since: since) where count > 0 {
            figures.refusals[kind.rawValue] = count
        }
        figures.medianSetup = try await medianSetup(at: now)
        figures.mail = try await world.store.mailFigures(since: since)
        figures.drift = try await drift(after: last?.drift)
        figures.took = Int((world.now().timeIntervalSince(now) * 1000).rounded())
        return figures
    }

    private func medianSetup(at now: Date) async throws -> Int? {
        var query = EventQuery()
        query.since = now.addingTimeInterval(-30 * 24 * 3600)
        query.limit = Self.mostSetups
        query.kinds = [.factorAdded]
        let added = try await world.store.events(query).events.map(\.event)
        guard !added.isEmpty else { return nil }
        query.kinds = [.enrolmentBegun]
        let begun = try await world.store.events(query).events.map(\.event)
        let starts = Dictionary(begun.compactMap { event in event.data["factor"].map { ($0, event.at) } }) { one, _ in
            one
        }
        let lengths = added.compactMap { event in
            event.data["factor"].flatMap { starts[$0] }.map { Int(event.at.timeIntervalSince($0).rounded()) }
        }.sorted()
        return lengths.isEmpty ? nil : lengths[lengths.count / 2]
    }

    /// A sample goes on where the last one ended; what it found is added to half of what was known, so that old word fades.
    private func drift(after last: Figures.Drift?) async throws -> Figures.Drift {
        var found = Figures.Drift()
        let ids = try await world.store.accountsWithFactors(
            after: last?.cursor.isEmpty == false ? last.map { Account.ID($0.cursor) } : nil,
            limit: Self.sample
        )
        for id in ids {
            guard let dossier = try await world.store.dossier(of: id) else { continue }
            for factor in dossier.factors where factor.kind == .totp {
                guard let drift = try? world.drift(of: factor) else { continue }
                found.apps += 1
                if drift > 0 { found.ahead += 1 } else if drift < 0 { found.behind += 1 }
            }
        }
        let isWhole = ids.count < Self.sample
        found.cursor = isWhole ? "" : ids.last?.rawValue ?? ""
        // Where one sample is everybody, nothing else is to be remembered.
        if let last, !(isWhole && last.cursor.isEmpty) {
            found.apps += last.apps / 2
            found.ahead += last.ahead / 2
            found.behind += last.behind / 2
        }
        return found
    }
}

extension Event.Kind {
    /// Whether a person saw a message with it.
    fileprivate var isToldToPeople: Bool {
        switch self {
        case .mailFailed, .passwordFailuresCounted, .validationRefused, .validationRefusalsCounted, .deviceTokenReused,
            .recoveryExpired:
            false
        default: true
        }
    }
}
