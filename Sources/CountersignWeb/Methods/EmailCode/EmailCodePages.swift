import Countersign

extension KindPages {
    static let email: KindPages = {
        var pages = KindPages(
            kind: Kind(rawValue: "email"),
            segment: "email",
            setUpPath: "/security/two-factor/email",
            icon: "icon-envelope",
            strength: .weaker
        )
        pages.waits = true
        pages.sends = true
        return pages
    }()
}
