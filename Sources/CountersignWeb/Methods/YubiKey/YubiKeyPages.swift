import Countersign

extension KindPages {
    static let yubikey: KindPages = {
        let pages = KindPages(
            kind: Kind(rawValue: "yubikey"),
            segment: "yubikey",
            setUpPath: "/security/two-factor/yubikey/new",
            icon: "icon-key",
            strength: .strong
        )
        return pages
    }()
}
