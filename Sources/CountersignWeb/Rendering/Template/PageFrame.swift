import Countersign
import Foundation

/// What every page has around it: language, names, contact, and who is signed in.
package struct PageFrame: Sendable {
    package let words: Words
    package let organisation: String
    /// The account's sign-in name; nil where nobody is signed in.
    package let signedInAs: String?
    /// The account's id, by which its browser knows again whose form was not sent; nil where nobody is signed in.
    package let accountID: String?
    /// Seconds until the session ends if nobody does anything; nil where nothing but its age ends it.
    package let sessionLeft: Int?
    /// What the signed-in person may do for others.
    package let role: Role
    /// How many requests wait for the staff; 0 on pages that are not theirs.
    package let openRequests: Int
    /// Whether this browser skips the second step: then signing out asks whether it is to be forgotten.
    package let isRemembered: Bool
    /// Goes into every form.
    package let csrf: String
    package let support: SupportContact?
    /// The path and query of this page, for coming back after the language was changed.
    package let path: String
    /// The host of the public URL, named where mail must be allowed from it.
    package let host: String
    package let now: Date
    /// What the organisation set in the console.
    let own: OwnSettings
    let brandPath: String?

    package init(
        words: Words,
        organisation: String,
        signedInAs: String?,
        accountID: String? = nil,
        sessionLeft: Int? = nil,
        role: Role = .member,
        openRequests: Int = 0,
        isRemembered: Bool = false,
        csrf: String,
        support: SupportContact?,
        path: String,
        host: String,
        now: Date,
        own: OwnSettings = OwnSettings(),
        brandPath: String? = nil
    ) {
        self.words = words
        self.organisation = organisation
        self.signedInAs = signedInAs
        self.accountID = accountID
        self.sessionLeft = sessionLeft
        self.role = role
        self.openRequests = openRequests
        self.isRemembered = isRemembered
        self.csrf = csrf
        self.support = support
        self.path = path
        self.host = host
        self.now = now
        self.own = own
        self.brandPath = brandPath
    }

    func values(title: String, hasProblems: Bool, isConsole: Bool) -> TemplateValues {
        let shown = hasProblems ? words.text("layout.errorTitle", ["title": .text(title)]) : title
        return [
            "title": .text(
                words.text("layout.pageTitle", ["title": .text(shown), "organisation": .text(organisation)])
            ),
            "language": .text(words.language),
            "locale": .text(words.catalogue.locale.identifier(.bcp47)),
            "direction": .text(words.catalogue.direction),
            "languageName": .text(words.text("language.name")),
            "organisation": .text(organisation),
            "signedInAs": .text(signedInAs),
            "accountID": .text(accountID ?? ""),
            "sessionLeft": .text(sessionLeft.map(String.init) ?? ""),
            "signInPath": .text("/sign-in?return=\(Self.encoded(path))"),
            "otherSide": .group(otherSide(isConsole: isConsole)),
            "isRemembered": .flag(isRemembered),
            "csrf": .text(csrf),
            "support": support.map { .markup($0.line(in: words)) } ?? .absent,
            "languagePath": .text("/language?return=\(Self.encoded(path))"),
            "brand": .text(brandPath),
            "mark": .text(own.mark),
            "stylesheet": .text(Asset.stylesheet.path),
            "script": .text(Asset.script.path),
            "favicon": .text(Asset.favicon.path),
        ]
    }

    /// For staff: from their own account to the console, and back.
    private func otherSide(isConsole: Bool) -> TemplateValues? {
        guard signedInAs != nil, role > .member else { return nil }
        return [
            "href": .text(isConsole ? "/security" : "/admin"),
            "label": .text(words.text(isConsole ? "layout.ownAccount" : "layout.console")),
        ]
    }

    /// The side navigation of the account's pages.
    func sections(current: AccountSection?) -> TemplateValue {
        .groups(
            AccountSection.allCases.map { section in
                [
                    "href": .text(section.path),
                    "name": .text(words.text("section.\(section.rawValue)")),
                    "isCurrent": .flag(section == current),
                ]
            }
        )
    }

    static func encoded(_ path: String) -> String {
        path.addingPercentEncoding(withAllowedCharacters: Self.unreserved) ?? ""
    }

    private static let unreserved = CharacterSet(
        charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/"
    )
}

extension AccountSection {
    package var path: String {
        switch self {
        case .security: "/security"
        case .devices: "/security/devices"
        case .activity: "/security/activity"
        }
    }
}
