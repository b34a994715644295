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

    /// Names of the fields that differ, for the event.
    package func fields(differingFrom other: OwnSettings) -> [String] {
        var names: [String] = []
        if organisationName != other.organisationName { names.append("name") }
        if mark != other.mark { names.append("mark") }
        if colour != other.colour { names.append("colour") }
        if supportContact != other.supportContact { names.append("support_contact") }
        if timeZone != other.timeZone { names.append("time_zone") }
        if languages != other.languages { names.append("languages") }
        return names
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
