import Foundation

/// What owners set in the console, over what the configuration says. Nil leaves the configuration's word.
package struct OwnSettings: Sendable, Equatable, Codable {
    package var organisationName: String?
    /// One or two letters in the shield.
    package var mark: String?
    /// `#rrggbb`
    package var colour: String?
    package var supportContact: String?
    /// An identifier such as `Europe/Paris`.
    package var timeZone: String?
    /// Tags of the languages that are offered.
    package var languages: [String]?

    package init() {}

    /// As they are kept; nothing set where there is nothing that can be read.
    init(_ raw: [UInt8]?) {
        self = raw.flatMap { try? JSONDecoder().decode(OwnSettings.self, from: Data($0)) } ?? OwnSettings()
    }

    /// One of them, by the name that events tell.
    package enum Field: String, Sendable, CaseIterable {
        case name
        case mark
        case colour
        case supportContact = "support_contact"
        case timeZone = "time_zone"
        case languages
    }

    /// Nil where it is the configuration's word.
    package subscript(field: Field) -> [String]? {
        switch field {
        case .name: organisationName.map { [$0] }
        case .mark: mark.map { [$0] }
        case .colour: colour.map { [$0] }
        case .supportContact: supportContact.map { [$0] }
        case .timeZone: timeZone.map { [$0] }
        case .languages: languages
        }
    }

    mutating func take(_ field: Field, from other: OwnSettings) {
        switch field {
        case .name: organisationName = other.organisationName
        case .mark: mark = other.mark
        case .colour: colour = other.colour
        case .supportContact: supportContact = other.supportContact
        case .timeZone: timeZone = other.timeZone
        case .languages: languages = other.languages
        }
    }

    package func fields(differingFrom other: OwnSettings) -> [Field] {
        Field.allCases.filter { self[$0] != other[$0] }
    }
}

extension Settings {
    /// These, with what owners set in place of the configuration's word.
    package func with(_ own: OwnSettings) -> Settings {
        var settings = self
        if let name = own.organisationName { settings.organisationName = name }
        if let contact = own.supportContact { settings.supportContact = contact }
        settings.own = own
        return settings
    }
}
