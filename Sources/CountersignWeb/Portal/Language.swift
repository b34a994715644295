import Countersign
import Hummingbird

// `/language`

extension Portal {
    private static let languageLifetime = 400 * 24 * 3600

    @Sendable
    static func showLanguages(_ visitor: Visitor) async throws -> Response {
        try await visitor.openPage(
            LanguagePage(languages: visitor.web.offered.choices, returnTo: visitor.returnPath()?.text ?? "/")
        )
    }

    /// For this browser, and for the account of whoever is signed in.
    @Sendable
    static func chooseLanguage(_ visitor: Visitor, _ form: Form) async throws -> Response {
        guard let language = visitor.web.offered.match(form["language"]) else {
            throw PageFault.unreadable(.badRequest)
        }
        var response = Response.seeOther(visitor.returnPath(in: form)?.text ?? "/")
        if let (session, _) = try await visitor.openSession() {
            try await AccountActs(in: visitor.world)
                .chooseLanguage(language, for: session.accountID, client: visitor.client)
            response = response.telling(Flash.languageChanged)
        }
        response.setCookie(.language, to: language, lifetime: languageLifetime)
        return response
    }
}
