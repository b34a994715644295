import Foundation

/// Owners' settings, kept in the database: every node has them within a second.
package struct SettingTheServer: Sendable {
    let world: Surroundings

    private static let fact = "console.settings"
    private static let longestName = 60
    private static let longestText = 1000

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
        case textTooLong(Field)

        package enum Field: String, Sendable {
            case appHint
            case helpText
            case mailText
        }
    }

    /// Takes over what another node saved. Once a second, by a service.
    package func follow() async throws {
        world.settingsBox.take(try await read().own)
    }

    private func read() async throws -> (own: OwnSettings, raw: [UInt8]?) {
        let raw = try await world.store.fact(Self.fact)
        let own = raw.flatMap { try? JSONDecoder().decode(OwnSettings.self, from: Data($0)) }
        return (own ?? OwnSettings(), raw)
    }

    /// - Throws: `Problems<Problem>`; `CeremonyFault.contended` if somebody else saved meanwhile.
    package func save(_ given: OwnSettings, by staff: Account, from client: Client?) async throws {
        let own = try checked(given)
        let (before, raw) = try await read()
        let fields = own.fields(differingFrom: before)
        guard !fields.isEmpty else { return }
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let now = world.now()
        try await world.commit([
            .saveFact(Self.fact, to: [UInt8](try encoder.encode(own)), expected: raw),
            try world.event(
                .settingsChanged,
                about: nil,
                by: .member(staff.id),
                from: client,
                data: ["fields": fields.joined(separator: " ")],
                at: now
            ),
        ])
        world.settingsBox.take(own)
    }

    /// As it is to be kept: trimmed, and what is empty is nobody's word.
    private func checked(_ given: OwnSettings) throws -> OwnSettings {
        var problems: [Problem] = []
        var own = given
        own.organisationName = Self.oneLine(given.organisationName)
        if let name = own.organisationName, name.count > Self.longestName { problems.append(.nameTooLong) }
        own.mark = Self.oneLine(given.mark)
        if let mark = own.mark, mark.count > 2 { problems.append(.markTooLong) }
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
        own.supportContact = Self.oneLine(given.supportContact)
        if let contact = own.supportContact, contact.count > 200 { problems.append(.contactTooLong) }
        own.timeZone = Self.oneLine(given.timeZone)
        if let zone = own.timeZone, TimeZone(identifier: zone) == nil { problems.append(.noSuchZone) }
        if let languages = own.languages, languages.isEmpty { problems.append(.noLanguage) }
        own.appHint = Self.text(given.appHint)
        own.helpText = Self.text(given.helpText)
        own.mailText = Self.text(given.mailText)
        for (text, field) in [
            (own.appHint, Problem.Field.appHint), (own.helpText, .helpText), (own.mailText, .mailText),
        ] where (text?.count ?? 0) > Self.longestText { problems.append(.textTooLong(field)) }
        if !problems.isEmpty { throw Problems(list: problems) }
        return own
    }

    private static func oneLine(_ text: String?) -> String? {
        let line = text?.components(separatedBy: .controlCharacters).joined(separator: " ")
            .trimmingCharacters(in: .whitespacesAndNewlines)
        return line?.isEmpty == false ? line : nil
    }

    /// Line ends stay, other control characters go.
    private static func text(_ text: String?) -> String? {
        guard let text else { return nil }
        var kept = String.UnicodeScalarView()
        for scalar in text.replacing("\r\n", with: "\n").unicodeScalars
        where scalar == "\n" || !CharacterSet.controlCharacters.contains(scalar) {
            kept.append(scalar)
        }
        let trimmed = String(kept).trimmingCharacters(in: .whitespacesAndNewlines)
        return trimmed.isEmpty ? nil : trimmed
    }
}
