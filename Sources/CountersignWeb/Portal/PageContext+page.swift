import Countersign
import Foundation
import HTTPTypes
import Hummingbird

extension PageContext {
    /// The whole document of a page, with what is around it, in the reader's language.
    package func page(_ page: some Page, _ status: HTTPResponse.Status = .ok) throws -> Response {
        if let person = self as? any SessionContext {
            let requests = (self as? any StaffContext)?.openRequests
            return try visitor.draw(
                page,
                status,
                for: person.account,
                in: person.session,
                openRequests: requests?.all ?? 0
            )
        }
        // After a right password the language is the account's own, unless this browser chose another; nobody is signed
        // in yet.
        let account = visitor.cookies[.language] == nil ? (self as? HalfSignedIn)?.dossier.account : nil
        return try visitor.draw(page, status, for: account)
    }

    /// A form with something to put right: the page again, and it says what.
    ///
    /// With 200: the page is what was asked for. Browsers report a 4xx to people's consoles as a failed load.
    package func again(_ page: some Page) throws -> Response {
        try self.page(page)
    }

    /// A page for somebody who is not signed in, but whose account a mailed link or a password has named.
    package func page(_ page: some Page, _ status: HTTPResponse.Status = .ok, for account: Account) throws -> Response {
        try visitor.draw(page, status, for: account)
    }

    package func again(_ page: some Page, for account: Account) throws -> Response {
        try self.page(page, for: account)
    }

    /// What was just done, if this is the first page since.
    package var flash: Flash? { visitor.cookies[.flash].flatMap { Flash(rawValue: $0) } }
}

extension Visitor {
    /// A page that anybody may read: in the language of whoever is signed in, and with the way out.
    package func openPage(_ page: some Page, _ status: HTTPResponse.Status = .ok) async throws -> Response {
        let open = try await openSession()
        return try draw(page, status, for: open?.dossier.account, in: open?.session)
    }

    /// - Parameter session: nil where nobody is signed in.
    func draw(
        _ page: some Page,
        _ status: HTTPResponse.Status,
        for account: Account?,
        in session: Session? = nil,
        openRequests: Int = 0
    ) throws -> Response {
        let frame = frame(for: account, in: session, openRequests: openRequests)
        var response = Response.html(try web.templates.render(page, in: frame), status)
        // Told once.
        if cookies[.flash] != nil { response.clearCookie(.flash) }
        return response
    }

    /// The words for the reader: in the account's language, else the browser's.
    package func words(for account: Account?) -> Words {
        let catalogues = web.offered
        let language = catalogues.language(
            saved: account?.language,
            cookie: cookies[.language],
            acceptLanguage: request.headers[.acceptLanguage]
        )
        return catalogues.words(in: language, zone: web.timeZone)
    }

    private func frame(for account: Account?, in session: Session?, openRequests: Int) -> PageFrame {
        let settings = world.settings
        let member = session == nil ? nil : account
        return PageFrame(
            words: words(for: account),
            organisation: settings.organisationName,
            signedInAs: member?.shownName,
            accountID: member?.id.rawValue,
            sessionLeft: session.flatMap { SessionActs(in: world).idleLeft(of: $0) },
            role: member?.role ?? .member,
            openRequests: openRequests,
            isRemembered: cookies.device != nil,
            csrf: formToken,
            support: SupportContact(settings.supportContact),
            path: ReturnPath(path)?.text ?? "/",
            host: URLComponents(string: settings.publicURL)?.host ?? "",
            now: world.now(),
            own: settings.own,
            brandPath: BrandSheet(settings)?.path
        )
    }
}
