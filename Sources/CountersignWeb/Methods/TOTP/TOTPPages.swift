import Countersign

extension KindPages {
    static let totp: KindPages = {
        var pages = KindPages(
            kind: .totp,
            segment: "app",
            setUpPath: "/security/two-factor/app/new",
            icon: "icon-phone",
            strength: .strong
        )
        pages.waits = true
        pages.links = { [Link(path: "/security/two-factor/app/\($0)/move", label: "security.move")] }
        return pages
    }()
}
