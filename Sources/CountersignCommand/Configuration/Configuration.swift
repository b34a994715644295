import Countersign
import CountersignMessages
import Foundation
import WebAuthn

/// What the operator has set, read once at the start: every value checked and in its own type.
struct Configuration: Sendable {
    let listen: Endpoint
    let publicURL: PublicURL
    let tlsCertificate: FilePath?
    let tlsKey: FilePath?
    let trustedProxies: AddressBlocks
    let operationsListen: Endpoint

    let data: FilePath
    let database: DatabaseLocation
    let masterKeyFile: FilePath
    /// 0 keeps them for ever.
    let eventRetentionDays: Int

    /// Without one, mail is written to files.
    let smtp: SMTPServer?
    let smtpCAFile: FilePath?
    let mailFrom: Mailbox

    let organisationName: String
    let supportContact: String?
    let timeZone: TimeZone
    let signUp: SignUpPolicy

    let secondFactor: SecondFactorPolicy
    let emailCodes: EmailCodesPolicy
    let backupCodeCount: Int
    let passwordList: FilePath?
    let hashingThreads: Int
    let sessionLifetime: Duration
    let sessionIdle: Duration
    let freshProof: Duration
    let signInLifetime: Duration
    let secondStepFreeTries: Int
    let secondStepBudget: Int
    let secondStepRefill: Duration
    let knownBrowsers: Int
    let rememberedDeviceDays: Int
    let recoveryWait: Duration
    let accountDeletionWait: Duration

    let passkeyDomain: PasskeyDomain?
    let passkeyOrigins: Origins
    let passkeyAttestation: PasskeySettings.Attestation
    let passkeyTrustAnchors: FilePath?
    let passkeyModels: AuthenticatorModels
    let passkeyModelsDenied: AuthenticatorModels
    let yubikeyValidation: YubiKeyValidation
    let yubikeyClientID: YubicoClientNumber?
    let yubikeyClientKeyFile: FilePath?

    let auditLog: AuditLog
    let logFormat: LogFormat
    let logLevel: LogLevel

    init(_ reader: SettingReader) throws(Misfit) {
        let table = SettingTable.shared
        listen = try reader.value(of: table.listen)
        publicURL = try reader.value(of: table.publicURL)
        tlsCertificate = try reader.value(of: table.tlsCertificate)
        tlsKey = try reader.value(of: table.tlsKey)
        trustedProxies = try reader.value(of: table.trustedProxies)
        operationsListen = try reader.value(of: table.operationsListen)

        data = try reader.value(of: table.data)
        database = try reader.value(of: table.database)
        masterKeyFile = try reader.value(of: table.masterKeyFile)
        eventRetentionDays = try reader.value(of: table.eventRetentionDays)

        smtp = try reader.value(of: table.smtp)
        smtpCAFile = try reader.value(of: table.smtpCAFile)
        mailFrom = try reader.value(of: table.mailFrom)

        organisationName = try reader.value(of: table.organisationName).text
        supportContact = try reader.value(of: table.supportContact)?.text
        timeZone = try reader.value(of: table.timeZone).zone
        signUp = try reader.value(of: table.signUp)

        secondFactor = try reader.value(of: table.secondFactor)
        emailCodes = try reader.value(of: table.emailCodes)
        backupCodeCount = try reader.value(of: table.backupCodeCount)
        passwordList = try reader.value(of: table.passwordList)
        hashingThreads = try reader.value(of: table.hashingThreads)
        sessionLifetime = try reader.value(of: table.sessionLifetime)
        sessionIdle = try reader.value(of: table.sessionIdle)
        freshProof = try reader.value(of: table.freshProof)
        signInLifetime = try reader.value(of: table.signInLifetime)
        secondStepFreeTries = try reader.value(of: table.secondStepFreeTries)
        secondStepBudget = try reader.value(of: table.secondStepBudget)
        secondStepRefill = try reader.value(of: table.secondStepRefill)
        knownBrowsers = try reader.value(of: table.knownBrowsers)
        rememberedDeviceDays = try reader.value(of: table.rememberedDeviceDays)
        recoveryWait = try reader.value(of: table.recoveryWait)
        accountDeletionWait = try reader.value(of: table.accountDeletionWait)

        passkeyDomain = try reader.value(of: table.passkeyDomain)
        passkeyOrigins = try reader.value(of: table.passkeyOrigins)
        passkeyAttestation = try reader.value(of: table.passkeyAttestation)
        passkeyTrustAnchors = try reader.value(of: table.passkeyTrustAnchors)
        passkeyModels = try reader.value(of: table.passkeyModels)
        passkeyModelsDenied = try reader.value(of: table.passkeyModelsDenied)
        yubikeyValidation = try reader.value(of: table.yubikeyValidation)
        yubikeyClientID = try reader.value(of: table.yubikeyClientID)
        yubikeyClientKeyFile = try reader.value(of: table.yubikeyClientKeyFile)

        auditLog = try reader.value(of: table.auditLog)
        logFormat = try reader.value(of: table.logFormat)
        logLevel = try reader.value(of: table.logLevel)
    }
}

extension Configuration {
    /// What the rules need of it.
    var rules: Settings {
        var settings = Settings()
        settings.publicURL = publicURL.settingText
        settings.organisationName = organisationName
        settings.supportContact = supportContact
        settings.secondFactor = secondFactor
        settings.emailCodes = emailCodes
        settings.signUp = signUp
        settings.backupCodeCount = backupCodeCount
        settings.sessionLifetime = sessionLifetime.seconds
        settings.sessionIdleTime = sessionIdle.seconds
        settings.freshProof = freshProof.seconds
        settings.signInLifetime = signInLifetime.seconds
        settings.eventRetentionDays = eventRetentionDays
        settings.knownBrowsersPerAccount = knownBrowsers
        settings.rememberedDeviceDays = rememberedDeviceDays
        settings.passkeys = passkeys
        settings.validatesYubiKeys = yubikeyValidation != .off
        // A shorter wait gives its owner no time to see the mails.
        settings.recoveryWait = recoveryWait == .zero ? 0 : max(recoveryWait, .hours(24)).seconds
        settings.accountDeletionWait = accountDeletionWait.seconds
        settings.guessing.freeTries = secondStepFreeTries
        settings.guessing.budget = secondStepBudget
        settings.guessing.refillEvery = secondStepRefill.seconds
        return settings
    }

    private var passkeys: PasskeySettings {
        var settings = PasskeySettings()
        settings.relyingPartyID = passkeyDomain?.name
        settings.origins = Set(passkeyOrigins.all.map(\.settingText))
        settings.attestation = passkeyAttestation
        settings.trustAnchors = passkeyTrustAnchors.flatMap { try? Self.trustAnchors(in: $0) }
        settings.authenticators.allowed = passkeyModels.all.isEmpty ? nil : Set(passkeyModels.all)
        settings.authenticators.denied = Set(passkeyModelsDenied.all)
        return settings
    }

    /// The certificates of the makers of keys. A file without any is a mistake.
    static func trustAnchors(in file: FilePath) throws -> TrustAnchors {
        let text = try String(contentsOfFile: file.path, encoding: .utf8)
        guard text.contains("-----BEGIN CERTIFICATE-----") else { throw TrustAnchors.Fault.notPEM }
        return try TrustAnchors(pem: text)
    }
}

extension Duration {
    fileprivate var seconds: TimeInterval {
        Double(components.seconds) + Double(components.attoseconds) / 1e18
    }
}
