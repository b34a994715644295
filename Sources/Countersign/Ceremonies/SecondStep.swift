import Foundation

/// The heart of every door: one answer to the second step, judged, counted and written as one act.
package struct SecondStep: Sendable {
    /// Which count a wrong answer goes to.
    package enum Door: Sendable {
        /// The portal, in a sign-in whose password was right.
        case signIn(SignInUnderWay)
        /// A full session that proves itself again.
        case session(Session, browser: KnownBrowser.ID?)
        /// An app that proved the first factor itself.
        case app(App.ID)
        /// An app that did not: it has a count of its own.
        case appWithoutFirstFactor(App.ID)

        /// Whether somebody comes in here: within a session only what is the account's own proves anything.
        var isSigningIn: Bool {
            switch self {
            case .signIn, .app, .appWithoutFirstFactor: true
            case .session: false
            }
        }

        /// What a challenge that is issued here is bound to: it is answered nowhere else.
        package var binding: String {
            switch self {
            case .signIn(let signIn): "sign_in:\(signIn.id)"
            case .session(let session, _): "session:\(session.id)"
            case .app(let id), .appWithoutFirstFactor(let id): "app:\(id)"
            }
        }
    }

    /// Tries of one network at the portal, over all accounts: a cheap filter in front of the counts, never in their place.
    static let triesOfNetwork = SlidingLog.Rate(60, in: 600)

    /// One try, as it came in.
    package struct Try: Sendable {
        package let given: Given
        /// The kind that was asked for; nil where the shape of the answer decides.
        package let kind: Kind?
        /// Judge against this factor alone; nil for all of the kind, preferred first.
        package let factorID: Factor.ID?
        /// What it answers to; nil for whatever was last issued at this door.
        package let challengeID: Challenge.ID?
        package let door: Door
        package let client: Client?
        package let actor: Event.Actor

        package init(
            given: Given,
            kind: Kind? = nil,
            factorID: Factor.ID? = nil,
            challengeID: Challenge.ID? = nil,
            door: Door,
            client: Client?,
            actor: Event.Actor
        ) {
            self.given = given
            self.kind = kind
            self.factorID = factorID
            self.challengeID = challengeID
            self.door = door
            self.client = client
            self.actor = actor
        }
    }

    package enum Outcome: Sendable {
        case accepted(Accepted)
        case rejected(Rejected)
        /// The backup-code set changed between the hashing and this decision: hash again.
        case prepareAgain
    }

    package struct Accepted: Sendable {
        /// Nil for a backup code, and for one of support's.
        package let factor: Factor?
        package let amr: [String]
        /// After a backup code: how many are left.
        package let backupCodesLeft: Int?
        /// Whether a pair got in while single codes had to wait.
        package let byPair: Bool
        /// Whether it was support's word: a bypass code, or a mailed one while the second step was suspended.
        package var isBySupport = false

        /// The word of the API for what was shown.
        package var kindName: String {
            factor?.kind.rawValue ?? (isBySupport ? "bypass_code" : "backup_code")
        }
    }

    package struct Rejected: Sendable {
        package let rejection: Rejection
        /// Wrong codes still free before the next wait or the end of the budget, whichever comes first.
        package let triesLeft: Int
        /// Codes that can still be typed before a wait begins: what a page tells.
        package let triesBeforeWait: Int
        /// Wrong codes in a row so far, this one among them.
        package let wrongInRow: Int
        package let waitUntil: Date?
        /// What still gets in: `pair`, `backup_code`, … in the words of the API.
        package let accepts: [String]
    }
}
