import Countersign
import CountersignMessages
import CountersignStore
import CountersignWeb
import Foundation
import Logging
import ServiceLifecycle

/// Puts the server together: the only place that knows all of its parts.
enum Assemble {
    /// In the order in which they start; they end in the other.
    static func services(_ host: Host, metrics: PrometheusMetrics) throws -> [any Service] {
        let configuration = host.loaded.configuration
        let web = try Web(world: host.world, settings: webSettings(configuration, host, metrics))
        let server = WebServer(web)
        let log = host.world.log
        let eventOutput = configuration.auditLog == .storeAndOutput ? LogOutput(descriptor: 1) : nil
        let outbox = OutboxService(
            host.world,
            sender: sender(configuration, log: log),
            from: configuration.mailFrom,
            compose: composer(web)
        )
        host.store.whenMailIsWritten { [weak outbox] in outbox?.wake() }
        let main = try server.main(
            at: WebServer.Endpoint(configuration.listen),
            certificate: configuration.certificate,
            onRunning: { port in
                log.notice(
                    "Listening",
                    metadata: [
                        "address": "\(configuration.listen.host):\(port)",
                        "url": "\(configuration.publicURL.settingText)",
                    ]
                )
                StartMemory.giveBack()
            }
        )
        let operations = try server.operations(at: WebServer.Endpoint(configuration.operationsListen))
        return host.maintenanceServices(eventOutput: eventOutput) + [outbox, operations, main, EndOfService(web)]
    }

    private static func webSettings(
        _ configuration: Configuration,
        _ host: Host,
        _ metrics: PrometheusMetrics
    ) -> WebSettings {
        var settings = WebSettings()
        settings.trustedProxies = configuration.trustedProxies.all
        settings.timeZone = configuration.timeZone
        settings.clock = { SystemClock.word() }
        let ours = ServerMetrics(host.world)
        settings.exposition = {
            await ours.refresh()
            return metrics.exposition() + ProcessMetrics.exposition()
        }
        return settings
    }

    private static func sender(_ configuration: Configuration, log: Logger) -> any MailSender {
        SMTPSender(configuration) ?? MailDirectory(path: configuration.data.path + "/mail", log: log)
    }

    /// The words of a mail, in its reader's language.
    private static func composer(_ web: Web) -> @Sendable (Notice) throws -> MailContent {
        { notice in
            let mail = try web.mail(of: notice)
            return MailContent(subject: mail.subject, text: mail.text, html: mail.html, language: mail.language)
        }
    }
}

/// Tells before anything ends that the server serves no more. Parts end in the other order, so it stands last.
private struct EndOfService: Service {
    let web: Web

    init(_ web: Web) {
        self.web = web
    }

    func run() async throws {
        try await gracefulShutdown()
        web.announceEnd()
    }
}

extension Configuration {
    /// Nil where TLS is left to a proxy.
    var certificate: WebServer.Certificate? {
        guard let chain = tlsCertificate, let key = tlsKey else { return nil }
        return WebServer.Certificate(chainFile: chain.path, keyFile: key.path)
    }
}

extension WebServer.Endpoint {
    fileprivate init(_ endpoint: Endpoint) {
        self.init(host: endpoint.host, port: endpoint.port)
    }
}

extension SMTPSender {
    /// Nil if no mail server is configured.
    init?(_ configuration: Configuration, timeoutInSeconds: Int = 60) {
        guard let smtp = configuration.smtp else { return nil }
        var settings = SMTPSender.Settings(server: smtp)
        settings.certificateFile = configuration.smtpCAFile?.path
        settings.timeoutInSeconds = timeoutInSeconds
        self.init(settings: settings)
    }
}
