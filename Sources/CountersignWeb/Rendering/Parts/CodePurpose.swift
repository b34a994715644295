/// What a code is asked for: to sign in, or to prove oneself again within a session.
package enum CodePurpose: Sendable, Equatable {
    case signIn
    /// - Parameter returnTo: where it goes on, as a path of ours; kept in the address of the page.
    case confirm(returnTo: String)

    /// Proof in another tab, while a form waits in its own.
    static let inAnotherTab = "/security/confirm?return=/security/confirm/done"
    /// The same for a form of the console, which not every proof is enough for.
    static let inAnotherTabForConsole = "/security/confirm?return=/admin"

    /// Staff's pages take a factor of their own, and no code that only lets them back in.
    package var isForConsole: Bool {
        guard case .confirm(let returnTo) = self else { return false }
        return returnTo == "/admin" || returnTo.hasPrefix("/admin/") || returnTo.hasPrefix("/admin?")
    }

    var appCodeHeading: Message {
        Message(self == .signIn ? "secondStep.title" : "confirm.appTitle")
    }

    var twoCodesHeading: Message {
        Message(self == .signIn ? "twoCodes.title" : "confirm.twoCodesTitle")
    }

    var backupCodeHeading: Message {
        Message(self == .signIn ? "backupCode.title" : "confirm.backupTitle")
    }

    func progress(account: String, in words: Words) -> Markup {
        words.markup(
            self == .signIn ? "secondStep.progress" : "confirm.signedInAs",
            ["account": .name(account)]
        )
    }

    /// Where the ways are listed.
    var methodsPath: String { path("methods") }
    var twoCodesPath: String { path("two-codes") }

    /// The address of one way.
    func path(_ way: String) -> String {
        switch self {
        case .signIn: "/sign-in/\(way)"
        case .confirm(let returnTo): "/security/confirm/\(way)?return=\(PageFrame.encoded(returnTo))"
        }
    }

    var otherWays: [Plain.Link] {
        var links = [Plain.Link(href: methodsPath, label: Message("secondStep.anotherWay"))]
        if self == .signIn {
            links.append(Plain.Link(href: "/sign-in/lost", label: Message("secondStep.noCode")))
        }
        return links
    }
}
