import Countersign
import CountersignMessages
import Foundation

/// Every setting there is. Parsing, `--help`, `--print-config`, the messages about unknown keys and the test of
/// docs/configuration.md all read this table; nothing else names a key.
struct SettingTable: Sendable {
    // MARK: Where it runs

    let listen = Setting<Endpoint>(
        "listen",
        .text("127.0.0.1:8080"),
        "Where the portal and the API are served."
    )
    let publicURL = Setting<PublicURL>(
        "public-url",
        .text("http://localhost:8080"),
        "How people reach the portal. Sessions and passkeys are bound to it."
    )
    let tlsCertificate = Setting<FilePath?>(
        "tls-certificate",
        .text("none"),
        "Certificate chain (PEM). With tls-key it turns on TLS and HTTP/2 on listen."
    )
    let tlsKey = Setting<FilePath?>(
        "tls-key",
        .text("none"),
        "Private key of tls-certificate (PEM)."
    )
    let trustedProxies = Setting<AddressBlocks>(
        "trusted-proxies",
        .text("none"),
        "Proxies whose X-Forwarded-For and X-Forwarded-Proto are believed."
    )
    let operationsListen = Setting<Endpoint>(
        "operations-listen",
        .text("127.0.0.1:8081"),
        "Where /metrics, /healthz and /readyz are served, without authentication."
    )

    // MARK: What it keeps

    let data = Setting<FilePath>(
        "data",
        .text("./countersign-data"),
        "Folder of the database, the master key and, without smtp, the mail."
    )
    let database = Setting<DatabaseLocation>(
        "database",
        .derived("sqlite:<data>/countersign.sqlite"),
        "The database. Several servers share one over PostgreSQL."
    )
    let masterKeyFile = Setting<FilePath>(
        "master-key-file",
        .derived("<data>/master.key"),
        "File (mode 0600) of the keys that seal every secret, made with an empty database. Never part of a backup."
    )
    let eventRetentionDays = Setting<Int>(
        "event-retention-days",
        0...36_500,
        .text("400"),
        "Days that events are kept; 0 keeps them for ever."
    )

    // MARK: Mail

    let smtp = Setting<SMTPServer?>(
        "smtp",
        .text("none"),
        "The mail server. smtp:// demands STARTTLS (a loopback host may do without), smtps:// is TLS from the start."
            + " Without one, mail is written to files in data."
    )
    let smtpCAFile = Setting<FilePath?>(
        "smtp-ca-file",
        .text("none"),
        "Authorities (PEM) to trust beside the system's when the mail server's certificate is checked."
    )
    let mailFrom = Setting<Mailbox>(
        "mail-from",
        .text("Countersign <no-reply@localhost>"),
        "Sender of every mail."
    )

    // MARK: What people meet

    let organisationName = Setting<ShownName>(
        "organisation-name",
        .text("Countersign"),
        "The name on pages, in mails and as issuer in authenticator apps."
    )
    let supportContact = Setting<ShownText?>(
        "support-contact",
        .text("none"),
        "Where people find help; shown on every page."
    )
    let timeZone = Setting<TimeZoneName>(
        "time-zone",
        .text("UTC"),
        "Zone of the times in mails and on pages without JavaScript."
    )
    let signUp = Setting<SignUpPolicy>(
        "sign-up",
        .derived("open while the host of public-url is localhost or loopback, else invitation"),
        "Whether anybody may make an account, or only who is invited."
    )

    // MARK: What protects them

    let secondFactor = Setting<SecondFactorPolicy>(
        "second-factor",
        .text("optional"),
        "Whether everybody must have a second factor: the floor under all policies."
    )
    let emailCodes = Setting<EmailCodesPolicy>(
        "email-codes",
        .text("allowed"),
        "Whether codes by e-mail may be a second factor. Where forbidden, those who have nothing else get in with backup codes."
    )
    let backupCodeCount = Setting<Int>(
        "backup-code-count",
        5...20,
        .text("5"),
        "Backup codes in a new set."
    )
    let passwordList = Setting<FilePath?>(
        "password-list",
        .text("none"),
        "Breached passwords to refuse beside what is built in: sorted lines of passwords or of their SHA-1 hashes."
    )
    let hashingThreads = Setting<Int>(
        "hashing-threads",
        1...64,
        .derived("one a processor"),
        "Threads that hash passwords; each takes 64 MiB while it works."
    )
    let sessionLifetime = Setting<Duration>(
        "session-lifetime",
        .minutes(5) ... .days(90),
        .text("24h"),
        "After that long a session ends."
    )
    let sessionIdle = Setting<Duration>(
        "session-idle",
        .minutes(1) ... .days(90),
        .text("1h"),
        "After that long without a request a session ends."
    )
    let freshProof = Setting<Duration>(
        "fresh-proof",
        .minutes(1) ... .hours(1),
        .text("10m"),
        "How long a proof is fresh enough for security settings."
    )
    let signInLifetime = Setting<Duration>(
        "sign-in-lifetime",
        .minutes(2) ... .minutes(30),
        .text("10m"),
        "How long a sign-in may take."
    )
    let secondStepFreeTries = Setting<Int>(
        "second-step-free-tries",
        1...10,
        .text("5"),
        "Wrong codes in a row before the first wait."
    )
    let secondStepBudget = Setting<Int>(
        "second-step-budget",
        5...100,
        .text("20"),
        "Wrong codes an account has at once, before only stronger ways get in."
    )
    let secondStepRefill = Setting<Duration>(
        "second-step-refill",
        .hours(1) ... .days(30),
        .text("36h"),
        "How long until one wrong code of that budget comes back."
    )
    let knownBrowsers = Setting<Int>(
        "known-browsers",
        0...10,
        .text("10"),
        "Browsers an account may have that count their wrong codes apart."
    )

    let rememberedDeviceDays = Setting<Int>(
        "remembered-device-days",
        0...30,
        .text("30"),
        "Days that a browser asked to be remembered is not asked for the second step; 0 remembers none."
    )

    let recoveryWait = Setting<Duration>(
        "recovery-wait",
        .zero ... .days(30),
        .text("0s"),
        "After that long (24h at least) a member who has lost every second factor is let in to set up a new one; 0s:"
            + " only staff decide."
    )

    let accountDeletionWait = Setting<Duration>(
        "account-deletion-wait",
        .hours(24) ... .days(90),
        .text("14d"),
        "How long an account is kept after its owner asked for it to be deleted."
    )

    // MARK: Passkeys and security keys

    let passkeyDomain = Setting<PasskeyDomain?>(
        "passkey-rp-id",
        .text("none"),
        "The domain that passkeys are bound to for good, if not the host of public-url: a domain above it."
    )
    let passkeyOrigins = Setting<Origins>(
        "passkey-origins",
        .text("none"),
        "Pages beside those of public-url that may ask for passkeys. Of another domain, they are also listed in"
            + " /.well-known/webauthn."
    )
    let passkeyAttestation = Setting<PasskeySettings.Attestation>(
        "passkey-attestation",
        .text("none"),
        "With direct a new key has to prove its model by a certificate that leads to passkey-trust-anchors."
    )
    let passkeyTrustAnchors = Setting<FilePath?>(
        "passkey-trust-anchors",
        .text("none"),
        "Certificates (PEM) of the makers of keys, for passkey-attestation: direct."
    )
    let passkeyModels = Setting<AuthenticatorModels>(
        "passkey-models",
        .text("none"),
        "The only models that may be registered; none for all. Needs passkey-attestation: direct, without which a"
            + " model is only claimed."
    )
    let passkeyModelsDenied = Setting<AuthenticatorModels>(
        "passkey-models-denied",
        .text("none"),
        "Models that may not be registered."
    )

    // MARK: YubiKeys

    let yubikeyValidation = Setting<YubiKeyValidation>(
        "yubikey-validation",
        .text("off"),
        "Who judges the codes that YubiKeys type: nobody, this server alone (own), or beside it Yubico's service or other"
            + " servers of its protocol."
    )
    let yubikeyClientID = Setting<YubicoClientNumber?>(
        "yubikey-client-id",
        .text("none"),
        "The number by which yubicloud or the other servers know this one."
    )
    let yubikeyClientKeyFile = Setting<FilePath?>(
        "yubikey-client-key-file",
        .text("none"),
        "File with the key that was given out with yubikey-client-id, in Base64."
    )

    // MARK: What it says

    let auditLog = Setting<AuditLog>(
        "audit-log",
        .text("store"),
        "With store,stdout every event is also a JSON line on standard output."
    )
    let logFormat = Setting<LogFormat>(
        "log-format",
        .derived("console on a terminal, else json"),
        "How log lines are written; they go to standard error."
    )
    let logLevel = Setting<LogLevel>(
        "log-level",
        .text("info"),
        "The least of what is logged."
    )

    static let shared = SettingTable()
    /// In the order they stand here. By reflection, so that none can be forgotten.
    static let all: [any AnySetting] = Mirror(reflecting: shared).children.compactMap { $0.value as? any AnySetting }

    private init() {}

    static func setting(named name: String) -> (any AnySetting)? {
        all.first { $0.name == name }
    }
}

extension Duration {
    static func minutes(_ count: Int) -> Duration { .seconds(count * 60) }
    static func hours(_ count: Int) -> Duration { .seconds(count * 3600) }
    static func days(_ count: Int) -> Duration { .seconds(count * 86_400) }
}
