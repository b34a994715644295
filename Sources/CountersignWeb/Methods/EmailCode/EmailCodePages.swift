import Countersign

extension KindPages {
    static let email: KindPages = {
        var pages = KindPages(
            kind: .email,
            segment: "email",
            setUpPath: "/security/two-factor/email",
            icon: "icon-envelope",
            strength: .weaker
        )
        pages.waits = true
        pages.sends = true
        pages.opening = { signIn, visitor in
            do {
                _ = try await Challenging(in: visitor.world)
                    .begin(.email, for: signIn.accountID, at: .signIn(signIn), client: visitor.client)
            } catch is TooManyMails, is Challenging.Fault {
                // The page says so: there may be another way.
            }
        }
        return pages
    }()
}
