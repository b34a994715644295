import Foundation

// What pages tell of codes that were mailed, without the codes.

extension Surroundings {
    /// The mails of an enrolment under way.
    package func mailedCodes(of draft: Draft) throws -> MailedCodes {
        try workshop.open(MailedCodes.self, draft)
    }

    /// The mails of a challenge.
    package func mailedCodes(of challenge: Challenge) throws -> MailedCodes {
        try workshop.open(MailedCodes.self, challenge)
    }
}
