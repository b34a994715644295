import AsyncHTTPClient
import Countersign
import Foundation
import Logging
import NIOCore
import NIOHTTP1
import YubicoOTP

/// Asks validation servers of others about YubiKeys' codes: all of them at once, by Yubico's protocol 2.0.
///
/// Nothing is believed that is not signed for this very request; what does not answer in time has not answered.
package final class OutsideValidator: YubicoValidator {
    /// Whom to ask, and as whom.
    package struct Settings: Sendable {
        /// Addresses without a query.
        package var servers: [String]
        package var clientID: ClientID
        package var key: YubicoOTP.APIKey
        package var timeout: TimeAmount = .seconds(5)

        package init(servers: [String], clientID: ClientID, key: YubicoOTP.APIKey) {
            self.servers = servers
            self.clientID = clientID
            self.key = key
        }

        /// Yubico's own service.
        package static let yubiCloud = ["https://api.yubico.com/wsapi/2.0/verify"]
    }

    private let settings: Settings
    private let random: @Sendable (Int) -> [UInt8]
    private let log: Logger
    private let client: HTTPClient

    package init(_ settings: Settings, random: @escaping @Sendable (Int) -> [UInt8], log: Logger) {
        self.settings = settings
        self.random = random
        self.log = log
        var configuration = HTTPClient.Configuration(
            // Whoever is asked answers himself: a code is not carried on to somebody else.
            redirectConfiguration: .disallow,
            timeout: HTTPClient.Configuration.Timeout(connect: settings.timeout, read: settings.timeout)
        )
        // Each question stands alone, and some servers serve one connection at a time.
        configuration.connectionPool.idleTimeout = .seconds(1)
        configuration.connectionPool.retryConnectionEstablishment = false
        configuration.httpVersion = .http1Only
        client = HTTPClient(eventLoopGroup: HTTPClient.defaultEventLoopGroup, configuration: configuration)
    }

    /// Ends what is under way. Nothing may be asked after it.
    package func close() async {
        try? await client.shutdown()
    }

    package func verdict(on otp: OTP) async throws -> YubicoVerdict {
        guard let nonce = Nonce(random: random(16)) else { return .unavailable }
        // With its counters, which go up here too: servers may be behind one another, or be restored from a backup.
        let request = VerifyRequest(clientID: settings.clientID, otp: otp, nonce: nonce, asksForCounters: true)
        let query = request.query(signedWith: settings.key)
        return await withTaskGroup(of: YubicoVerdict?.self) { group in
            for server in settings.servers {
                group.addTask { await self.ask(server, query, for: request) }
            }
            for await verdict in group {
                guard let verdict else { continue }
                group.cancelAll()
                return verdict
            }
            return .unavailable
        }
    }

    /// What one server says; nil if that decides nothing.
    private func ask(_ server: String, _ query: String, for request: VerifyRequest) async -> YubicoVerdict? {
        let answer: Answer
        do {
            var message = HTTPClientRequest(url: "\(server)?\(query)")
            message.headers.add(name: "Connection", value: "close")
            let response = try await client.execute(message, timeout: settings.timeout, logger: nil)
            let body = try await response.body.collect(upTo: Answer.longestBodyInBytes)
            answer = try Answer(parsing: body.readableBytesView, to: request, key: settings.key)
        } catch is CancellationError {
            return nil
        } catch {
            guard !Task.isCancelled else { return nil }
            // Not the address with its query: the code in it may still be good.
            log.warning(
                "A YubiKey validation server gives no answer that can be believed",
                metadata: ["server": "\(server)", "error": "\(error)"]
            )
            return nil
        }
        switch answer.status.meaning {
        case .accepted: return .accepted(answer.counters)
        case .refused: return answer.status == .replayedOTP ? .alreadyUsed : .wrong
        case .undecided: break
        case .misconfigured:
            log.error(
                "A YubiKey validation server does not deal with this client; look at yubikey-client-id and its key",
                metadata: ["server": "\(server)", "status": "\(answer.status.rawValue)"]
            )
        }
        return nil
    }
}
