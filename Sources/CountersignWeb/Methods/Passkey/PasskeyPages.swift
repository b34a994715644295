import Countersign

extension KindPages {
    static let passkey: KindPages = {
        var pages = KindPages(
            kind: .passkey,
            segment: "key",
            setUpPath: "/security/two-factor/keys/new",
            icon: "icon-key",
            strength: .strongest
        )
        pages.needsScript = true
        return pages
    }()
}
