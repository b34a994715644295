import Countersign
import CountersignMessages
import Testing

@testable import CountersignCommand

@Suite("Values of settings")
struct SettingValueTests {
    /// What the text is read as and printed again, or nil if it is refused.
    private func reading<Value>(_ text: String, as setting: Setting<Value>) -> String? {
        try? setting.shown(text)
    }

    private let table = SettingTable.shared

    @Test(
        "an address to listen on is a host and a port",
        arguments: [
            ("127.0.0.1:8080", "127.0.0.1:8080"), ("[::1]:8080", "[::1]:8080"), ("0.0.0.0:0", "0.0.0.0:0"),
            ("LocalHost:65535", "localhost:65535"), ("id.example.org:443", "id.example.org:443"),
            ("8080", nil), (":8080", nil), ("127.0.0.1", nil), ("127.0.0.1:", nil), ("127.0.0.1:65536", nil),
            ("127.0.0.1:-1", nil), ("127.0.0.1:+1", nil), ("127.0.0.1: 80", nil), ("::1:8080", nil),
            ("[::1:8080", nil), ("[::g]:80", nil), ("256.0.0.1:80", nil), ("a b:80", nil), ("-a:80", nil),
            ("host:80/", nil), ("http://host:80", nil), ("", nil), ("[]:80", nil), ("host:080", "host:80"),
            ("höst:80", nil), ("host:８０", nil),
        ]
    )
    func endpoints(text: String, shown: String?) {
        #expect(reading(text, as: table.listen) == shown)
    }

    @Test(
        "the public address is an origin",
        arguments: [
            ("https://id.example.org", "https://id.example.org"), ("https://id.example.org/", "https://id.example.org"),
            ("HTTPS://ID.example.org:443", "https://id.example.org"), ("https://a.b:8443", "https://a.b:8443"),
            ("http://localhost:8080", "http://localhost:8080"), ("http://127.0.0.1", "http://127.0.0.1"),
            ("http://[::1]:80", "http://[::1]"), ("http://a.localhost", "http://a.localhost"),
            ("http://id.example.org", nil), ("http://127.0.0.1.example.org", nil),
            ("http://localhost.example.org", nil),
            ("https://id.example.org/path", nil), ("https://id.example.org?x", nil), ("https://id.example.org#x", nil),
            ("https://user@id.example.org", nil), ("https://u:p@id.example.org", nil), ("ftp://id.example.org", nil),
            ("id.example.org", nil), ("https://", nil), ("https:///", nil), ("https://bücher.example", nil),
            ("https://id.example.org:0", nil), ("https://id.example.org:99999", nil), ("https://a b", nil),
            ("https://id.example.org//", nil), ("", nil),
        ]
    )
    func publicURLs(text: String, shown: String?) {
        #expect(reading(text, as: table.publicURL) == shown)
    }

    @Test(
        "a length of time has units",
        arguments: [
            ("90s", "90s"), ("10m", "10m"), ("24h", "24h"), ("1d", "24h"), ("30d", "30d"), ("1h30m", "90m"),
            ("30 days", "30d"), ("1 hour 30 minutes", "90m"), ("2 days", "2d"), ("3600s", "1h"), ("48h", "2d"),
            ("36h", "36h"),
            ("", nil), ("10", nil), ("m", nil), ("10x", nil), ("-10m", nil), ("1.5h", nil), ("30m1h", nil),
            ("1h1h", nil), ("10 m m", nil), (" 10m", nil), ("99999999999999999999s", nil),
            ("9223372036854775807d", nil), ("10M", nil),
        ]
    )
    func lengths(text: String, shown: String?) {
        #expect(DurationText.read(text).map(DurationText.write) == shown)
    }

    @Test("a length of time keeps within its limits")
    func limits() {
        #expect(reading("5m", as: table.sessionLifetime) == "5m")
        #expect(reading("299s", as: table.sessionLifetime) == nil)
        #expect(reading("90d", as: table.sessionLifetime) == "90d")
        #expect(reading("91d", as: table.sessionLifetime) == nil)
    }

    @Test(
        "a number keeps within its limits",
        arguments: [
            ("5", "5"), ("20", "20"), ("05", "5"), ("4", nil), ("21", nil), ("", nil), ("+5", nil), ("5.0", nil),
            ("٧", nil),
            ("99999999999999999999", nil),
        ]
    )
    func numbers(text: String, shown: String?) {
        #expect(reading(text, as: table.backupCodeCount) == shown)
    }

    @Test(
        "trusted proxies are addresses and blocks",
        arguments: [
            ("none", "none"), ("", "none"), ("10.0.0.0/8", "10.0.0.0/8"), ("192.0.2.7", "192.0.2.7"),
            ("10.0.0.0/8, fd00::/8", "10.0.0.0/8,fd00::/8"), ("0.0.0.0/0", "0.0.0.0/0"), ("::/0", "::/0"),
            ("2001:DB8::1", "2001:db8::1"), ("192.0.2.7/32", "192.0.2.7"),
            ("10.0.0.1/8", nil), ("10.0.0.0/33", nil), ("10.0.0.0/", nil), ("10.0.0.0/-1", nil), ("10.0.0/8", nil),
            ("proxy.example.org", nil), ("10.0.0.0/8,", nil), ("fd00::1/8", nil), ("::/129", nil), ("*", nil),
        ]
    )
    func networks(text: String, shown: String?) {
        #expect(reading(text, as: table.trustedProxies) == shown)
    }

    @Test("a block with bits beyond its length says which block was meant")
    func meantBlock() {
        #expect(throws: Misfit("has bits set beyond its length; write 10.0.0.0/8")) {
            try table.trustedProxies.read("10.1.2.3/8")
        }
        #expect(
            throws: Misfit(
                "has \"10.0.0.300\", which is no address or block; write it like 10.0.0.0/8, 192.0.2.7 or fd00::/8"
            )
        ) {
            try table.trustedProxies.read("::1,10.0.0.300")
        }
    }

    @Test(
        "the database is SQLite or PostgreSQL, and prints without its password",
        arguments: [
            ("sqlite:/var/lib/c.sqlite", "sqlite:/var/lib/c.sqlite"), ("sqlite:c.sqlite", "sqlite:c.sqlite"),
            ("postgres://host/db", "postgres://host/db"), ("postgresql://u@host/db", "postgres://u@host/db"),
            ("postgres://u:secret@host:5432/db", "postgres://u:•••@host:5432/db"),
            ("postgres://u:se@cret@host/db", "postgres://u:•••@host/db"),
            ("postgres://u:se/cret@host/db", "postgres://•••"),
            ("postgres:///db?host=/run/postgresql&password=secret", "postgres:///db?host=/run/postgresql&password=•••"),
            ("postgres:///db?pass%77ord=secret", "postgres:///db?pass%77ord=•••"),
            ("postgres:///db?PassWord=secret", "postgres:///db?PassWord=•••"),
            ("postgres:///db?sslpassword=secret&sslmode=require", "postgres:///db?sslpassword=•••&sslmode=require"),
            ("postgres://", nil), ("postgres:host", nil), ("mysql://host/db", nil), ("sqlite:", nil),
            ("sqlite:///x", nil), ("sqlite::memory:", nil), ("c.sqlite", nil), ("", nil), ("postgres://ho st/db", nil),
        ]
    )
    func databases(text: String, shown: String?) {
        #expect(reading(text, as: table.database) == shown)
    }

    @Test(
        "the mail server prints without its password",
        arguments: [
            ("none", "none"), ("", "none"), ("smtp://mail.example.org", "smtp://mail.example.org:587"),
            ("smtps://mail.example.org", "smtps://mail.example.org:465"),
            ("smtp://me%40home:secret@localhost:25", "smtp://me%40home:•••@localhost:25"),
            ("smtp://[::1]:2525", "smtp://[::1]:2525"), ("mail.example.org", nil), ("smtp://", nil),
            ("smtp://mail.example.org:0", nil), ("smtp://me@mail.example.org", nil), ("smtp://mail.example.org/x", nil),
        ]
    )
    func mailServers(text: String, shown: String?) {
        #expect(reading(text, as: table.smtp) == shown)
    }

    @Test(
        "the sender is an address with or without a name",
        arguments: [
            ("Countersign <no-reply@localhost>", "Countersign <no-reply@localhost>"),
            ("it@example.org", "it@example.org"), ("\"IT, help\" <it@example.org>", "IT, help <it@example.org>"),
            ("it", nil), ("", nil), ("IT <it>", nil), ("IT <it@example.org", nil), ("a@b@c.d", nil),
            ("IT\u{202E} <it@example.org>", nil), ("IT\r\nBcc: x <it@example.org>", nil),
        ]
    )
    func senders(text: String, shown: String?) {
        #expect(reading(text, as: table.mailFrom) == shown)
    }

    @Test(
        "a time zone is one of IANA's",
        arguments: [
            ("UTC", "UTC"), ("Europe/Berlin", "Europe/Berlin"), ("CEST", nil), ("+02:00", nil), ("", nil),
            ("europe/berlin", nil), ("../etc/passwd", nil),
        ]
    )
    func timeZones(text: String, shown: String?) {
        #expect(reading(text, as: table.timeZone) == shown)
    }

    @Test("a mistyped time zone is answered with the one that was probably meant")
    func meantZone() {
        #expect(throws: Misfit("is no time zone; write it like Europe/Berlin")) {
            try table.timeZone.read("Europe/Belrin")
        }
    }

    @Test(
        "a name to show is short and shows what it is",
        arguments: [
            ("Countersign", true), ("東京大学", true), ("", false), (" x", false), ("x:y", false), ("a\nb", false),
            ("a\u{202E}b", false), (String(repeating: "x", count: 65), false),
        ]
    )
    func names(text: String, isTaken: Bool) {
        #expect((reading(text, as: table.organisationName) != nil) == isTaken)
    }

    @Test("every default is a value of its setting, printed as it is written")
    func defaults() throws {
        let loaded = try ConfigurationSources().load()
        #expect(loaded.values.count == SettingTable.all.count)
        for value in loaded.values {
            #expect(value.origin == .fallback)
            #expect(value.shown == value.text)
        }
    }

    @Test("the rules get what was set")
    func rules() throws {
        let flags = [
            "public-url": "https://id.example.org", "organisation-name": "Example",
            "support-contact": "help@example.org",
            "second-factor": "required", "sign-up": "open", "backup-code-count": "7", "session-lifetime": "12h",
            "session-idle": "20m", "fresh-proof": "5m", "sign-in-lifetime": "20m", "event-retention-days": "0",
            "known-browsers": "3", "second-step-free-tries": "4", "second-step-budget": "12",
            "second-step-refill": "48h", "email-codes": "forbidden",
        ]
        let rules = try ConfigurationSources(flags: flags).load().configuration.rules
        #expect(rules.publicURL == "https://id.example.org")
        #expect(rules.organisationName == "Example")
        #expect(rules.supportContact == "help@example.org")
        #expect(rules.secondFactor == .required)
        #expect(rules.emailCodes == .forbidden)
        #expect(rules.signUp == .open)
        #expect(rules.backupCodeCount == 7)
        #expect(rules.sessionLifetime == 43_200)
        #expect(rules.sessionIdleTime == 1200)
        #expect(rules.freshProof == 300)
        #expect(rules.signInLifetime == 1200)
        #expect(rules.eventRetentionDays == 0)
        #expect(rules.knownBrowsersPerAccount == 3)
        #expect(rules.guessing == GuessingLimits(freeTries: 4, budget: 12, refillEvery: 172_800))
    }

    @Test("the defaults of the configuration are those of the rules")
    func sameDefaults() throws {
        let rules = try ConfigurationSources().load().configuration.rules
        let own = Settings()
        #expect(rules.publicURL == own.publicURL)
        #expect(rules.organisationName == own.organisationName)
        #expect(rules.supportContact == own.supportContact)
        #expect(rules.secondFactor == own.secondFactor)
        #expect(rules.emailCodes == own.emailCodes)
        #expect(rules.signUp == own.signUp)
        #expect(rules.backupCodeCount == own.backupCodeCount)
        #expect(rules.sessionLifetime == own.sessionLifetime)
        #expect(rules.sessionIdleTime == own.sessionIdleTime)
        #expect(rules.freshProof == own.freshProof)
        #expect(rules.signInLifetime == own.signInLifetime)
        #expect(rules.eventRetentionDays == own.eventRetentionDays)
        #expect(rules.knownBrowsersPerAccount == own.knownBrowsersPerAccount)
        #expect(rules.guessing == own.guessing)
    }

    @Test("each setting takes part under one name, variable and flag")
    func names() {
        let names = SettingTable.all.map(\.name)
        #expect(Set(names).count == names.count)
        for setting in SettingTable.all {
            #expect(setting.name.allSatisfy { $0.isLowercase || $0 == "-" })
            #expect(setting.summary.hasSuffix("."))
            #expect(setting.environmentName == "COUNTERSIGN_" + setting.name.uppercased().replacing("-", with: "_"))
        }
    }

    @Test(
        "a slip of the finger is recognised, another word is not",
        arguments: [
            ("lisen", "listen"), ("Listen", "listen"), ("pubilc-url", "public-url"),
            ("session-lifetim", "session-lifetime"),
            ("tls_key", "tls-key"), ("dat", "data"), ("x", nil), ("colour", nil),
            (String(repeating: "listen", count: 100), nil),
        ]
    )
    func nearest(typed: String, word: String?) {
        #expect(Nearest.word(to: typed, among: SettingTable.all.map(\.name)) == word)
    }
}
