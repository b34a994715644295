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
        pages.cards = [
            Card(
                path: pages.setUpPath,
                title: "kinds.passkey.choiceName",
                text: "kinds.passkey.choice",
                isOfDevice: true
            ),
            Card(
                path: pages.setUpPath + "?with=key",
                title: "kinds.passkey.keyName",
                text: "kinds.passkey.keyChoice"
            ),
        ]
        return pages
    }()
}
