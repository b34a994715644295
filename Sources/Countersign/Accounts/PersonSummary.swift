import Foundation

/// One line of the list of people: enough to tell them apart and to see how they are protected, in one read.
package struct PersonSummary: Sendable, Equatable, Identifiable {
    package let id: Account.ID
    package let name: String
    package let displayName: String
    package let email: String?
    package let role: Role
    package let state: Account.State
    /// Of its factors, each once.
    package let kinds: [Kind]
    package let factors: Int
    package let lastSignInAt: Date?
    /// Single codes are not looked at before.
    package let waitsUntil: Date?
    /// Support has suspended the second step until then.
    package let pausedUntil: Date?

    package init(
        id: Account.ID,
        name: String,
        displayName: String,
        email: String?,
        role: Role,
        state: Account.State,
        kinds: [Kind],
        factors: Int,
        lastSignInAt: Date?,
        waitsUntil: Date?,
        pausedUntil: Date? = nil
    ) {
        self.id = id
        self.name = name
        self.displayName = displayName
        self.email = email
        self.role = role
        self.state = state
        self.kinds = kinds
        self.factors = factors
        self.lastSignInAt = lastSignInAt
        self.waitsUntil = waitsUntil
        self.pausedUntil = pausedUntil
    }
}

/// One line of the list of staff.
package struct StaffSummary: Sendable, Equatable {
    package let person: PersonSummary
    /// The last sign-in, or the last look of a browser that is signed in; nil for never.
    package let lastActiveAt: Date?

    package init(person: PersonSummary, lastActiveAt: Date?) {
        self.person = person
        self.lastActiveAt = lastActiveAt
    }
}

/// Which people a list shows, and from where on.
package struct PeopleQuery: Sendable, Equatable {
    /// The beginning of a name, of a word of it, or of an address; "" for everybody.
    package var prefix = ""
    package var filter: Filter?
    package var sort = Sort.name
    /// What `PeopleFound.next` said; nil for the first page.
    package var after: PeoplePlace?
    package var limit = 50

    package init() {}

    package enum Filter: String, Sendable, CaseIterable {
        /// With a second factor.
        case protected = "on"
        /// Without a second factor.
        case unprotected = "none"
        /// With a passkey or security key.
        case passkey
        /// With codes by e-mail and nothing else.
        case emailOnly = "email"
        /// With one factor: when it is lost, only backup codes are left.
        case oneWay = "one"
        /// Whose single codes are not looked at just now.
        case waiting
        /// Whose second step support has suspended.
        case paused
        case neverSignedIn = "never"
    }

    package enum Sort: String, Sendable, CaseIterable {
        case name
        /// The latest first.
        case lastSignIn = "sign-in"
    }
}

/// A place in a list of people: the line after which the next page begins.
package struct PeoplePlace: Sendable, Equatable {
    package let key: [UInt8]
    package let id: Account.ID

    package init(key: [UInt8], id: Account.ID) {
        self.key = key
        self.id = id
    }
}

/// A page of people, and where the next one begins if there may be one.
package struct PeopleFound: Sendable, Equatable {
    package let people: [PersonSummary]
    package let next: PeoplePlace?

    package init(people: [PersonSummary], next: PeoplePlace?) {
        self.people = people
        self.next = next
    }
}

extension Account {
    /// What lists sort a person by: what they are called, folded.
    package var sortName: [UInt8] {
        Array(SignInIdentifier(displayName.isEmpty ? shownName : displayName).folded.utf8)
    }

    /// Whole name, address, what the person is called, and the later words of that: "okafor" finds Sam Okafor.
    package var searchTerms: Set<String> {
        let called = SignInIdentifier(displayName).folded
        var terms: Set<String> = [SignInIdentifier(name).folded, SignInIdentifier(email ?? "").folded, called]
        let words = called.split(separator: " ")
        for start in words.indices.dropFirst().prefix(Self.mostWords) {
            terms.insert(words[start...].joined(separator: " "))
        }
        return terms.subtracting([""])
    }

    private static let mostWords = 5
}
