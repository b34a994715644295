import Countersign
import Foundation
import Logging
import ServiceLifecycle

/// Something that the server does by itself over and over, until it is asked to end.
struct RepeatingService: Service, CustomStringConvertible {
    let name: String
    let pause: Duration
    let log: Logger
    let work: @Sendable () async throws -> Void
    /// What is still to be done at the end, once.
    var last: @Sendable () async throws -> Void = {}

    var description: String { name }

    func run() async throws {
        await cancelWhenGracefulShutdown {
            var isBroken = false
            while !Task.isCancelled {
                do {
                    try await work()
                    if isBroken { log.notice("Works again", metadata: ["service": "\(name)"]) }
                    isBroken = false
                } catch is CancellationError {
                    break
                } catch {
                    // Once for each outage: a database that is gone for an hour must not fill the log.
                    if !isBroken {
                        log.error("Failed, and will be tried again", error: error, metadata: ["service": "\(name)"])
                    }
                    isBroken = true
                }
                try? await Task.sleep(for: pause)
            }
        }
        do {
            try await last()
        } catch {
            log.error("Could not finish", error: error, metadata: ["service": "\(name)"])
        }
    }
}

extension Host {
    /// What runs beside the web: seals events, removes what has run out, watches for guessing, looks after requests to
    /// get in and to be deleted, follows the keys.
    /// - Parameter eventOutput: where events go as lines of JSON, beside the store.
    func maintenanceServices(eventOutput: LogOutput?) -> [any Service] {
        let sealer = SealEvents(in: world)
        let janitor = CleanUp(in: world)
        let watch = WatchForGuessing(in: world)
        let recovery = Recovery(in: world)
        let deletion = AccountDeletion(in: world)
        let figures = TakeFigures(in: world)
        let settings = SettingTheServer(in: world)
        let reminders = RemindOfPolicy(in: world)
        let support = SupportActs(in: world)
        let log = world.log
        let seal: @Sendable () async throws -> Void = {
            // Further pages at once, so that a burst does not wait for its seals.
            while true {
                let (events, checkpoint) = try await sealer.step()
                if let checkpoint {
                    // Where nobody who can change the database can change it too.
                    log.info("Checkpoint", metadata: ["checkpoint": "\(checkpoint)"])
                }
                ServerMetrics.count(events)
                if let eventOutput {
                    for event in events { eventOutput.write(try Answer.encoded(EventLine(event))) }
                }
                if events.isEmpty { return }
            }
        }
        return [
            RepeatingService(name: "sealer", pause: .seconds(1), log: log, work: seal, last: seal),
            RepeatingService(name: "janitor", pause: .seconds(60), log: log, work: { _ = try await janitor.run() }),
            RepeatingService(name: "alarm", pause: .seconds(60), log: log, work: { try await watch.look() }),
            RepeatingService(name: "recovery", pause: .seconds(60), log: log, work: { try await recovery.look() }),
            RepeatingService(name: "deletion", pause: .seconds(60), log: log, work: { try await deletion.look() }),
            RepeatingService(name: "settings", pause: .seconds(1), log: log, work: { try await settings.follow() }),
            RepeatingService(name: "figures", pause: .seconds(60), log: log, work: { try await figures.run() }),
            RepeatingService(name: "policies", pause: .seconds(1), log: log) { [world] in
                try await world.policies.refresh(from: world.store)
            },
            RepeatingService(name: "reminders", pause: .seconds(60), log: log, work: { try await reminders.look() }),
            // What has run out counts no more whenever this runs; it only tells of it soon.
            RepeatingService(name: "support", pause: .seconds(5), log: log, work: { try await support.look() }),
            RepeatingService(name: "keys", pause: .seconds(2), log: log, work: { try await followKeys() }),
        ]
    }

    /// Seals under the key that the database names, as soon as another node or `keys rotate` has switched it.
    private func followKeys() async throws {
        guard
            let named = try await world.store.fact(ServerKeys.currentFact).map({ String(decoding: $0, as: UTF8.self) }),
            named != world.keys.current.currentID
        else { return }
        try await reloadKeys()
    }

    /// Reads the master key file again. A file that lacks a key in use changes nothing.
    func reloadKeys() async throws {
        let ring = try await MasterKeys(loaded).open(over: world.store)
        let before = world.keys.current
        world.keys.replace(with: ring)
        guard ring.ids != before.ids || ring.currentID != before.currentID else { return }
        world.log.notice(
            "Read the master keys again",
            metadata: ["keys": "\(ring.ids.joined(separator: " "))", "seals": "\(ring.currentID)"]
        )
    }
}
