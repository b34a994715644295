import Countersign
import Hummingbird
import HummingbirdCore
import HummingbirdHTTP2
import Logging
import NIOCore

/// How the web side is listened to: addresses, certificate, and limits on what strangers may hold open.
package struct WebServer: Sendable {
    /// Where to listen.
    package struct Endpoint: Sendable, Equatable {
        package let host: String
        /// 0 takes any free one.
        package let port: Int

        package init(host: String, port: Int) {
            self.host = host
            self.port = port
        }
    }

    /// What one server holds open at most.
    package struct Limits: Sendable {
        package var connections = 4096
        /// Seconds that a connection may be silent, or take for its headers.
        package var idleSeconds: Int64 = 65
        /// Seconds that a request may take to arrive in full.
        package var requestSeconds: Int64 = 20
        package var headerFieldBytes = 16 * 1024
        package var headerListBytes = 32 * 1024
        package var headerFields = 100

        package init() {}
    }

    private let web: Web
    private let limits: Limits

    package init(_ web: Web, limits: Limits = Limits()) {
        self.web = web
        self.limits = limits
    }

    /// The portal and the API. Over TLS it speaks HTTP/2 as well.
    ///
    /// - Parameter onRunning: is told the port.
    /// - Throws: `CertificateFault` if the files hold no certificate and key that belong together.
    package func main(
        at endpoint: Endpoint,
        certificate: Certificate? = nil,
        onRunning: @escaping @Sendable (Int) async -> Void = { _ in }
    ) throws -> Application<FrontDoor> {
        application(.main(), at: endpoint, try server(with: certificate), onRunning)
    }

    /// What operators watch: health, readiness, figures.
    package func operations(
        at endpoint: Endpoint,
        onRunning: @escaping @Sendable (Int) async -> Void = { _ in }
    ) throws -> Application<FrontDoor> {
        application(.operations(), at: endpoint, try server(with: nil), onRunning)
    }

    private func application(
        _ routes: RouteTable,
        at endpoint: Endpoint,
        _ server: HTTPServerBuilder,
        _ onRunning: @escaping @Sendable (Int) async -> Void
    ) -> Application<FrontDoor> {
        Application(
            responder: FrontDoor(web: web, routes: routes),
            server: server,
            configuration: ApplicationConfiguration(
                address: .hostname(endpoint.host, port: endpoint.port),
                // No banner: which program and version this is, is nobody's business.
                serverName: nil,
                backlog: 1024,
                availableConnectionsDelegate: .maximum(limits.connections, logger: web.world.log)
            ),
            onServerRunning: { await onRunning($0.localAddress?.port ?? endpoint.port) },
            logger: web.world.log
        )
    }

    private func server(with certificate: Certificate?) throws -> HTTPServerBuilder {
        let limits = limits
        var http1 = HTTP1Channel.Configuration(
            additionalChannelHandlers: [ExpectedContinue(), RequestDeadline(seconds: limits.requestSeconds)],
            idleTimeout: .seconds(limits.idleSeconds)
        )
        http1.httpDecoder.maxHeaderFieldSize = limits.headerFieldBytes
        http1.httpDecoder.maxHeaderListSize = limits.headerListBytes
        http1.httpDecoder.maxHeaderFieldCount = limits.headerFields
        let configuration = http1
        guard let certificate else {
            return HTTPServerBuilder { responder in
                HTTP1Channel(responder: responder, configuration: configuration)
            }
        }
        // Made once here, so that files that do not fit stop the start and not the first visitor.
        let tls = try certificate.configuration()
        let http2 = HTTP2ChannelConfiguration(
            idleTimeout: .seconds(limits.idleSeconds),
            gracefulCloseTimeout: .seconds(10),
            streamConfiguration: configuration
        )
        return HTTPServerBuilder { responder in
            Watched(
                base: try HTTP2UpgradeChannel(tlsConfiguration: tls, configuration: http2, responder: responder),
                idleSeconds: limits.idleSeconds
            )
        }
    }
}
