import Countersign
import CountersignMessages
import CountersignWeb
import Foundation

/// What can be said without opening the database.
struct ConfigurationChecks {
    private let loaded: LoadedConfiguration
    private let configuration: Configuration

    init(_ loaded: LoadedConfiguration) {
        self.loaded = loaded
        configuration = loaded.configuration
    }

    var all: [Check] {
        [publicURL, tls, operations, mail, data, masterKey, settingsFile].compactMap(\.self)
            + loaded.unusableFiles.map {
                .wrong("files", "\($0)", "Correct the path or the file, or let this user read it.")
            }
    }

    private var publicURL: Check {
        let url = configuration.publicURL
        return url.isLoopback
            ? .warning(
                "public-url",
                "\(url.settingText) is this machine only",
                "Set public-url to the https address that people use."
            )
            : .well("public-url", url.settingText)
    }

    private var tls: Check? {
        if let certificate = configuration.certificate { return Self.check(certificate, at: SystemWorld.now()) }
        guard !configuration.publicURL.isLoopback else { return nil }
        guard !HostAndPort.isLoopback(configuration.listen.host), configuration.trustedProxies.all.isEmpty else {
            return .well("tls", "left to the proxy")
        }
        return .warning(
            "tls",
            "\(configuration.listen.settingText) takes plain HTTP from others than this machine",
            "Set tls-certificate and tls-key, or listen on loopback behind a proxy, and name that in trusted-proxies."
        )
    }

    private static let daysOfWarning = 14

    /// Nil for files that are of no use, which is told apart.
    static func check(_ certificate: WebServer.Certificate, at now: Date) -> Check? {
        guard let end = try? certificate.end() else { return nil }
        let advice = "Put a new certificate and its key in place and start the server again."
        guard now < end else { return .wrong("tls", "the certificate ran out at \(Moments.text(end))", advice) }
        guard now.addingTimeInterval(TimeInterval(daysOfWarning) * 24 * 3600) < end else {
            return .warning("tls", "the certificate runs out at \(Moments.text(end))", advice)
        }
        return .well("tls", "the certificate holds until \(Moments.text(end))")
    }

    private var operations: Check {
        let endpoint = configuration.operationsListen
        return HostAndPort.isLoopback(endpoint.host)
            ? .well("operations-listen", endpoint.settingText)
            : .warning(
                "operations-listen",
                "\(endpoint.settingText) answers others than this machine, without authentication",
                "Keep it on loopback or on a network of your own."
            )
    }

    private var mail: Check {
        guard let smtp = configuration.smtp else {
            return .warning(
                "smtp",
                "mail is written to \(configuration.data.path)/mail and reaches nobody",
                "Set smtp; until then people cannot confirm addresses or learn of changes."
            )
        }
        guard configuration.mailFrom.address.text.hasSuffix("@localhost") else {
            return .well("smtp", "\(smtp), from \(configuration.mailFrom.settingText)")
        }
        return .warning(
            "mail-from",
            "\(configuration.mailFrom.settingText) is no address that can be answered",
            "Set mail-from to an address of yours, or receivers will refuse the mail."
        )
    }

    /// Whether the mail server lets us in: it is asked as for a mail, and left before one begins.
    func mailServer() async -> Check? {
        guard let sender = SMTPSender(configuration, timeoutInSeconds: 15) else { return nil }
        switch await sender.greet(as: configuration.mailFrom.domain) {
        case .accepted: return .well("mail server", "answers and lets us in")
        case .deferred(_, let reason), .refused(_, let reason):
            return .wrong(
                "mail server",
                reason,
                "Mail waits until this is mended. Check smtp, smtp-ca-file and the way to that host."
            )
        }
    }

    private var data: Check? {
        let path = configuration.data.path
        guard let mode = Self.mode(of: path) else { return nil }
        return mode & 0o077 == 0
            ? .well("data", path)
            : .warning("data", "\(path) can be entered by other users", "Run chmod 700 \(path).")
    }

    private var masterKey: Check? {
        let path = configuration.masterKeyFile.path
        guard let mode = Self.mode(of: path) else { return nil }
        guard mode & 0o077 == 0 else {
            return .wrong("master-key-file", "\(path) can be read by other users", "Run chmod 600 \(path).")
        }
        return .well("master-key-file", "\(path); keep a copy in another place")
    }

    /// Passwords in a file that others can read are passwords of others.
    private var settingsFile: Check? {
        let secrets = loaded.values.filter { $0.setting.isSecret && $0.shown.contains("•••") }
        for value in secrets {
            guard case .file(let path, _) = value.origin, let mode = Self.mode(of: path), mode & 0o077 != 0 else {
                continue
            }
            return .warning(
                "settings file",
                "\(path) holds a password (\(value.setting.name)) and can be read by other users",
                "Run chmod 600 \(path)."
            )
        }
        return nil
    }

    private static func mode(of path: String) -> mode_t? {
        var status = stat()
        return stat(path, &status) == 0 ? status.st_mode & 0o777 : nil
    }
}
