import Foundation

/// Why staff did something, and how they knew who asked: in every event of theirs, and told to the person.
package struct SupportReason: Sendable, Equatable, Codable {
    package let category: Category
    /// At least ten characters where the category says nothing.
    package let text: String
    package let identity: Identity
    /// The number of a ticket; may be empty.
    package let ticket: String

    package enum Category: String, Sendable, Codable, CaseIterable {
        case lostPhone = "lost_phone"
        case newPhone = "new_phone"
        case keyAtHome = "key_at_home"
        case emailTrouble = "email_trouble"
        case other
    }

    /// How identity was checked.
    package enum Identity: String, Sendable, Codable, CaseIterable {
        case videoCall = "video_call"
        case inPerson = "in_person"
        case managerConfirmed = "manager_confirmed"
        case callBack = "call_back"
        /// By the app that calls, or whoever works at the host: how, is their matter.
        case elsewhere

        /// Those that staff choose from.
        package static let forStaff: [Identity] = [.videoCall, .inPerson, .managerConfirmed, .callBack]
    }

    package enum Problem: Error, Sendable, Equatable {
        case categoryMissing
        case identityMissing
        case textTooShort
        case textTooLong
        case ticketTooLong
        case badCharacters
    }

    /// Lengths in Unicode scalars: what a reader sees as one character may be made of any number of them.
    package static let shortestText = 10
    package static let longestText = 500
    package static let longestTicket = 64

    /// - Throws: `Problems<Problem>`, all that is wrong at once.
    package init(category: Category?, text: String = "", identity: Identity?, ticket: String = "") throws {
        let text = text.trimmingCharacters(in: .whitespacesAndNewlines)
        let ticket = ticket.trimmingCharacters(in: .whitespacesAndNewlines)
        var problems: [Problem] = []
        if category == nil { problems.append(.categoryMissing) }
        let length = text.unicodeScalars.count
        if category == .other, length < Self.shortestText { problems.append(.textTooShort) }
        if length > Self.longestText { problems.append(.textTooLong) }
        if identity == nil { problems.append(.identityMissing) }
        if ticket.unicodeScalars.count > Self.longestTicket { problems.append(.ticketTooLong) }
        if (text + ticket).unicodeScalars.contains(where: Self.isBad) { problems.append(.badCharacters) }
        guard problems.isEmpty, let category, let identity else { throw Problems(list: problems) }
        self.category = category
        self.text = text
        self.identity = identity
        self.ticket = ticket
    }

    /// Control characters other than the end of a line.
    private static func isBad(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.generalCategory == .control && scalar != "\n" && scalar != "\r" && scalar != "\t"
    }

    /// What events keep where anybody of the staff may read it.
    var data: [String: String] {
        var data = ["category": category.rawValue, "identity": identity.rawValue]
        if !ticket.isEmpty { data["ticket"] = ticket }
        return data
    }

    /// What is sealed under the account's key: people write names into it.
    var personal: [String: String] {
        text.isEmpty ? [:] : ["reason": text]
    }
}
