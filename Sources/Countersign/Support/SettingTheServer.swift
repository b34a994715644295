import Foundation

/// Owners' settings, kept in the database: every node has them within a second.
package struct SettingTheServer: Sendable {
    let world: Surroundings

    private static let fact = "console.settings"
    private static let longestName = 60

    package init(in world: Surroundings) {
        self.world = world
    }

    package enum Problem: Error, Sendable, Equatable {
        case nameTooLong
        case markTooLong
        case colourShape
        /// Too pale: the contrast that it has on our paper, times ten.
        case colourPale(tenths: Int)
        case contactTooLong
        case noSuchZone
        case noLanguage
        /// It has characters that cannot be seen.
        case invisible(OwnSettings.Field)
    }

    /// Takes over what another node saved. Once a second, by a service.
    package func follow() async throws {
        let (settings, words) = try await read()
        world.settingsBox.follow(SettingsBox.Raw(settings: settings, words: words))
    }

    /// Settings before words: whoever takes words out of the settings writes both at once, so they are never missed.
    func read() async throws -> (settings: [UInt8]?, words: [UInt8]?) {
        let settings = try await world.store.fact(Self.fact)
        return (settings, try await world.store.fact(SettingWords.fact))
    }

    package enum Outcome: Sendable, Equatable {
        case saved
        /// As it was.
        case nothingNew
        /// Somebody else changed these very fields since they were shown: nothing is saved. What the owner wants, over all
        /// that others saved, is `wanted`.
        case changedMeanwhile([OwnSettings.Field], wanted: OwnSettings)
    }

    /// - Parameter shown: what the owner saw. Fields that they left as they were stay as they are now.
    /// - Throws: `Problems<Problem>`; `CeremonyFault.contended` if somebody else saved in this very moment.
    package func save(
        _ given: OwnSettings,
        over shown: OwnSettings,
        by staff: Account,
        from client: Client?
    ) async throws -> Outcome {
        let wanted = try checked(given)
        let (raw, words) = try await read()
        let before = OwnSettings(raw)
        let changed = wanted.fields(differingFrom: shown).filter { wanted[$0] != before[$0] }
        var own = before
        for field in changed { own.take(field, from: wanted) }
        let overtaken = changed.filter { before[$0] != shown[$0] }
        guard overtaken.isEmpty else {
            world.settingsBox.take(before)
            return .changedMeanwhile(overtaken, wanted: own)
        }
        guard !changed.isEmpty else { return .nothingNew }
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let now = world.now()
        var changes: [Change] = [
            .saveFact(Self.fact, to: [UInt8](try encoder.encode(own)), expected: raw),
            try world.event(
                .settingsChanged,
                about: nil,
                by: .member(staff.id),
                from: client,
                data: ["fields": changed.map(\.rawValue).joined(separator: " ")],
                at: now
            ),
        ]
        // What an earlier version kept among the settings would go with them.
        let former = OwnWords(former: raw)
        if words == nil, !former.isEmpty {
            changes.append(.saveFact(SettingWords.fact, to: try former.encoded(), expected: nil))
        }
        try await world.commit(changes)
        world.settingsBox.take(own)
        return .saved
    }

    /// As it is to be kept: trimmed, and what is empty is nobody's word.
    private func checked(_ given: OwnSettings) throws -> OwnSettings {
        var problems: [Problem] = []
        var own = given
        own.organisationName = label(.name, given.organisationName, Self.longestName, .nameTooLong, &problems)
        own.mark = label(.mark, given.mark, 2, .markTooLong, &problems)
        own.colour = Self.oneLine(given.colour)?.lowercased()
        if let text = own.colour {
            if let colour = Colour(text) {
                let contrast = colour.contrast(with: .paper)
                if contrast < Colour.leastContrast { problems.append(.colourPale(tenths: Int(contrast * 10))) }
                own.colour = colour.text
            } else {
                problems.append(.colourShape)
            }
        }
        own.supportContact = label(.supportContact, given.supportContact, 200, .contactTooLong, &problems)
        own.timeZone = Self.oneLine(given.timeZone)
        if let zone = own.timeZone, TimeZone(identifier: zone) == nil { problems.append(.noSuchZone) }
        if let languages = own.languages, languages.isEmpty { problems.append(.noLanguage) }
        if !problems.isEmpty { throw Problems(list: problems) }
        return own
    }

    /// What is read in headings and subjects: as long as it says, and of characters that can be seen.
    private func label(
        _ field: OwnSettings.Field,
        _ given: String?,
        _ longest: Int,
        _ tooLong: Problem,
        _ problems: inout [Problem]
    ) -> String? {
        guard let line = Self.oneLine(given) else { return nil }
        do {
            return try SignInName.cleanedLabel(line, limit: longest)
        } catch {
            problems.append(error == .tooLong ? tooLong : .invisible(field))
            return line
        }
    }

    private static func oneLine(_ text: String?) -> String? {
        let line = text?.components(separatedBy: .newlines).joined(separator: " ")
            .trimmingCharacters(in: .whitespacesAndNewlines)
        return line?.isEmpty == false ? line : nil
    }
}
