extension EmailAddress {
    /// The address it was probably meant to be: `sam@hotmail.com` for `sam@homtail.com`; nil if it looks right.
    ///
    /// Only ever a question: the odd address may be the right one.
    package var likelyMeant: EmailAddress? {
        let parts = text.split(separator: "@", maxSplits: 1)
        guard parts.count == 2, let local = parts.first, let domain = parts.last?.lowercased(),
            domain.utf8.count <= 64, !Self.commonDomains.contains(domain)
        else { return nil }
        guard let meant = Self.commonDomains.first(where: { Self.isOneSlip(domain, from: $0) }) else { return nil }
        return try? EmailAddress("\(local)@\(meant)")
    }

    /// Where most people have their mail; near ones that exist are listed so that nobody is asked about them.
    private static let commonDomains = [
        "gmail.com", "googlemail.com", "hotmail.com", "hotmail.de", "hotmail.co.uk", "hotmail.fr", "outlook.com",
        "outlook.de", "live.com", "live.de", "msn.com", "yahoo.com", "yahoo.de", "yahoo.co.uk", "yahoo.fr", "ymail.com",
        "icloud.com", "me.com", "mac.com", "aol.com", "gmx.de", "gmx.net", "gmx.com", "gmx.at", "gmx.ch", "web.de",
        "t-online.de", "freenet.de", "mail.com", "email.com", "mail.de", "proton.me", "protonmail.com", "posteo.de",
        "mailbox.org", "fastmail.com", "zoho.com", "orange.fr", "free.fr", "laposte.net", "btinternet.com",
    ]

    /// One letter too many, too few, wrong, or two neighbours swapped.
    private static func isOneSlip(_ typed: String, from meant: String) -> Bool {
        let typed = Array(typed.utf8)
        let meant = Array(meant.utf8)
        guard abs(typed.count - meant.count) <= 1 else { return false }
        let alike = zip(typed, meant).prefix { $0 == $1 }.count
        let typedRest = typed.dropFirst(alike)
        let meantRest = meant.dropFirst(alike)
        if typedRest.dropFirst() == meantRest.dropFirst() || typedRest.dropFirst() == meantRest
            || typedRest == meantRest.dropFirst()
        {
            return true
        }
        return typedRest.prefix(2).elementsEqual(meantRest.prefix(2).reversed())
            && typedRest.dropFirst(2) == meantRest.dropFirst(2)
    }
}
