import Foundation
import Logging
import ServiceLifecycle
import UnixSignals

/// How the server lives: all its parts run until one fails or the process is asked to end, then all finish what they
/// have begun.
struct ServerLife: Sendable {
    /// Started in this order and ended in the other, so that what others stand on comes first.
    let services: [any Service]
    /// Carried out for each SIGHUP.
    let reload: @Sendable () async throws -> Void
    let log: Logger

    /// Longer than any request may take. A service manager kills what takes longer still.
    static let longestDrain = Duration.seconds(15)

    /// Returns when everything has ended as it was asked to; throws if a part failed.
    func run() async throws {
        // A reader of our output that has gone is no reason to end.
        signal(SIGPIPE, SIG_IGN)
        // Before anything says that it runs, so that no signal after that is lost.
        let signals = await UnixSignalsSequence(trapping: .sighup)
        let hangups = HangupService(signals: signals, reload: reload, log: log)
        var configuration = ServiceGroupConfiguration(
            services: (services + [hangups]).map { .init(service: $0) },
            gracefulShutdownSignals: [.sigterm, .sigint],
            logger: log
        )
        configuration.maximumGracefulShutdownDuration = Self.longestDrain
        try await ServiceGroup(configuration: configuration).run()
    }
}

/// Listens for SIGHUP, by which operators say: the files have changed.
private struct HangupService: Service {
    let signals: UnixSignalsSequence
    let reload: @Sendable () async throws -> Void
    let log: Logger

    func run() async throws {
        for await _ in signals.cancelOnGracefulShutdown() {
            do {
                try await reload()
                log.notice("Reloaded what SIGHUP reloads")
            } catch {
                // What was in force stays in force.
                log.error("SIGHUP: nothing was reloaded", metadata: ["error": "\(error)"])
            }
        }
    }
}
