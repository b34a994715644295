import Countersign

extension KindPages {
    static let yubikey = KindPages(
        kind: .yubikey,
        segment: "yubikey",
        setUpPath: "/security/two-factor/yubikey/new",
        icon: "icon-key",
        strength: .strong
    )
}
