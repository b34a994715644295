import Countersign
import Foundation
import Hummingbird

// `/sign-in`: name and password

extension Portal {
    @Sendable
    static func showSignIn(_ visitor: Visitor) async throws -> Response {
        let wanted = destination(visitor.returnPath())
        if try await visitor.openSession() != nil { return .seeOther(wanted?.text ?? "/") }
        let notice = try await notice(visitor)
        let isOther = visitor.query.has("other")
        let known = isOther ? nil : try await knownAccount(visitor)
        let earlier = try await UndoingChange.earlierAddress(visitor, returningTo: wanted)
        let name = earlier ?? (isOther ? nil : visitor.carried.name)
        return try visitor.page(
            SignInPage(
                email: name ?? known?.shownName ?? "",
                knownAs: name == nil ? known.map(Self.shortName) : nil,
                notice: notice,
                canSignUp: SignUp(in: visitor.world).isOpen,
                returnTo: wanted?.text
            )
        )
    }

    @Sendable
    static func signIn(_ visitor: Visitor, _ form: Form) async throws -> Response {
        let name = form["email"].trimmingCharacters(in: .whitespacesAndNewlines)
        let password = form["password"]
        var problems: [Problem] = []
        if name.isEmpty { problems.append(.emailMissing) }
        if password.isEmpty { problems.append(.passwordMissing) }
        guard problems.isEmpty else { return try again(visitor, form, problems) }
        var carried = visitor.carried
        carried.name = name
        carried.destination = visitor.returnPath(in: form)
        let outcome = try await SignIn(in: visitor.world).password(
            name: name,
            password: password,
            browserToken: visitor.cookies.token(.browser),
            device: visitor.cookies.device,
            recovery: visitor.cookies.token(.recovery),
            undoing: UndoingChange.link(in: carried.destination),
            client: visitor.client
        )
        switch outcome {
        case .signedIn(let grant, let browser, let stop):
            let path = stop == nil ? carried.destination?.text ?? "/security" : "/setup"
            return Response.seeOther(path).signedIn(grant, browser: browser).carrying(carried)
        case .remembered(let grant, let dossier, let device):
            let now = visitor.world.now()
            let path =
                if visitor.world.stopToTell(of: dossier, at: now) != nil {
                    "/setup"
                } else {
                    CheckUp.isDue(dossier, at: now) ? CheckUp.path : carried.destination?.text ?? "/security"
                }
            return Response.seeOther(path).signedIn(grant)
                .remembered(by: device).carrying(carried)
        case .recovering(let grant):
            return Response.seeOther("/setup").signedIn(grant).carrying(carried)
        case .secondStep(let grant, let dossier):
            let asked = KindPages.first(for: dossier, under: visitor.world.settings)
            try await asked?.opening?(grant.signIn, visitor)
            return Response.seeOther(CodePurpose.signIn.path(asked?.segment ?? "methods"))
                .halfSignedIn(grant).forgettingDevice(grant.endsDevice).carrying(carried)
        case .wrong:
            return try again(visitor, form, [.signInWrong])
        case .wait(let wait):
            return try visitor.wait(WaitPage(wait, tryAgainPath: "/sign-in"))
        case .closed(let account):
            return try visitor.closed(account.id, account.state == .frozen ? .frozen : .disabled)
        }
    }

    /// The same page for a wrong password, an unknown name and an account without a password.
    private static func again(_ visitor: Visitor, _ form: Form, _ problems: [Problem]) throws -> Response {
        try visitor.again(
            SignInPage(
                email: form["email"],
                canSignUp: SignUp(in: visitor.world).isOpen,
                returnTo: destination(visitor.returnPath(in: form))?.text,
                problems: problems
            )
        )
    }

    private static func destination(_ path: ReturnPath?) -> ReturnPath? {
        path.flatMap { Carried.isDestination($0) ? $0 : nil }
    }

    /// Why the person is here: told by the page before, or by a cookie that no longer counts.
    private static func notice(_ visitor: Visitor) async throws -> SignInPage.Notice? {
        let cookies = visitor.cookies
        if let told = cookies[.flash].flatMap(SignInPage.Notice.init) { return told }
        if cookies.token(.session) != nil { return .signedOutByTime }
        if cookies.token(.signIn) != nil, try await visitor.halfSignedIn() == nil { return .tookAWhile }
        return nil
    }

    /// Whom a returning browser belongs to, who proved a second factor there.
    private static func knownAccount(_ visitor: Visitor) async throws -> Account? {
        guard let token = visitor.cookies.token(.browser),
            let browser = try await visitor.world.store.knownBrowser(tokenHash: token.hash),
            let dossier = try await visitor.world.store.dossier(of: browser.accountID), !dossier.factors.isEmpty,
            dossier.account.state == .active
        else { return nil }
        return dossier.account
    }

    /// "Sam O.": enough to tell whose browser it is.
    private static func shortName(of account: Account) -> String {
        let parts = account.displayName.split(separator: " ")
        guard let first = parts.first else { return account.shownName }
        guard parts.count > 1, let initial = parts.last?.first else { return String(first) }
        return "\(first) \(initial)."
    }
}

extension WaitPage {
    /// The page of a wait after wrong passwords.
    package init(_ wait: PasswordWait, ways: [Way] = [], tryAgainPath: String, purpose: CodePurpose = .signIn) {
        self.init(
            reason: wait.wrongInRow.map { .password(count: $0) } ?? .network,
            until: wait.until,
            ways: ways,
            tryAgainPath: tryAgainPath,
            purpose: purpose
        )
    }
}
