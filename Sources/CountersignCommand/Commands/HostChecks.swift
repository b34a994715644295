import Countersign
import CountersignStore
import Foundation

/// What the opened database, the keys and the machine have to say.
struct HostChecks {
    private let host: Host
    private let world: Surroundings

    init(_ host: Host) {
        self.host = host
        world = host.world
    }

    /// One check that cannot be made says so and keeps none of the others from being made.
    func all() async -> [Check] {
        var checks: [Check] = []
        let makers: [(String, () async throws -> Check?)] = [
            ("database", database), ("keys", keys), ("owners", owners), ("audit log", auditLog), ("outbox", outbox),
            ("disk", disk), ("hashing", hashing), ("clock", clock), ("trusted-proxies", proxies),
            ("guessing", guessing),
        ]
        for (subject, make) in makers {
            do {
                if let check = try await make() { checks.append(check) }
            } catch {
                let words = FaultWords.words(for: error) ?? "\(error)"
                checks.append(.wrong(subject, words, "This could not be looked at."))
            }
        }
        return checks
    }

    private func database() async throws -> Check? {
        try await world.store.check()
        return .well("database", "\(host.loaded.configuration.database.settingText) answers and can be written")
    }

    private func keys() async throws -> Check? {
        let ring = world.keys.current
        let known = try await world.store.sealingKeys()
        try ring.check(against: known)
        if try await RotateKeys(in: world).remaining(notUnder: ring.currentID) {
            return .warning(
                "keys",
                "\(ring.currentID) seals, but some values are under other keys still",
                "Run countersign keys rotate --to \(ring.currentID)."
            )
        }
        return .well("keys", "\(ring.currentID) seals; the file holds \(ring.ids.joined(separator: ", "))")
    }

    private func owners() async throws -> Check? {
        let count = try await world.store.owners().count
        return count > 0
            ? .well("owners", "\(count)")
            : .warning("owners", "there is no owner yet", "Start the server and open the link that it prints.")
    }

    private func auditLog() async throws -> Check? {
        guard let head = try await world.store.chainHead() else { return .well("audit log", "no event is sealed yet") }
        guard let oldest = try await world.store.unsealedEvents(limit: 1).first else {
            return .well("audit log", "sealed through position \(head.position)")
        }
        let age = world.now().timeIntervalSince(oldest.event.at)
        guard age > 60 else { return .well("audit log", "sealed through position \(head.position)") }
        return .warning(
            "audit log",
            "an event waits for its seal since \(Moments.text(oldest.event.at))",
            "The server seals while it runs; if it does run, look into its log."
        )
    }

    private func outbox() async throws -> Check? {
        let counts = try await world.store.countsOfMail()
        let text = counts.filter { $0.value > 0 }
            .map { "\($0.value) \($0.key.rawValue)" }.sorted().joined(separator: ", ")
        guard counts[.refused, default: 0] + counts[.expired, default: 0] > 0 else {
            return .well("outbox", text.isEmpty ? "empty" : text)
        }
        return .warning("outbox", text, "The server's log says why mails could not be sent.")
    }

    /// How long it takes until a commit is safe, and whether there is room.
    private func disk() async throws -> Check? {
        let folder = host.loaded.configuration.data.path
        var status = statvfs()
        guard statvfs(folder, &status) == 0 else { return nil }
        let free = Double(status.f_bavail) * Double(status.f_frsize) / 1_073_741_824
        guard free >= 1 else {
            return .wrong(
                "disk",
                String(format: "%.2f GiB are free in %@", free, folder),
                "Make room: without it nobody can sign in."
            )
        }
        let flush = try FlushTime.measure(in: folder)
        let text = String(format: "%.1f GiB free; a flush takes %.2f ms", free, flush * 1000)
        return flush < 0.05
            ? .well("disk", text)
            : .warning("disk", text, "Every right code waits for one flush; a faster disk helps.")
    }

    private func hashing() async throws -> Check? {
        let begun = SystemWorld.now()
        _ = try await world.hasher.hash("a password to measure by", for: .known)
        let seconds = SystemWorld.now().timeIntervalSince(begun)
        let threads = host.loaded.configuration.hashingThreads
        let text = String(
            format: "a password takes %.0f ms; %d at once, about %.0f sign-ins a second",
            seconds * 1000,
            threads,
            Double(threads) / max(seconds, 0.001)
        )
        return .well("hashing", text)
    }

    /// Codes by time depend on it, and nothing else here would show that it is wrong.
    private func clock() async throws -> Check? {
        guard let head = try await world.store.chainHead() else { return nil }
        let now = world.now()
        let newest = try await world.store.events(after: max(0, head.position - 1), limit: 1).last?.event.at
        let latest = try await latestEvent(after: now).map { max($0, newest ?? $0) } ?? newest
        guard let latest, latest.timeIntervalSince(now) > 5 else {
            return .well("clock", "\(Moments.text(now)), behind no event")
        }
        let ahead = Int(latest.timeIntervalSince(now))
        return .wrong(
            "clock",
            "an event is \(ahead) s in the future: this clock was set back, or another node's is ahead",
            "Let NTP set the clocks of all nodes."
        )
    }

    /// Wherever it stands in the log: after the clock was set back newer ones follow it. Only well after that moment, for
    /// lists begin a minute early, at events of now.
    private func latestEvent(after moment: Date) async throws -> Date? {
        var query = EventQuery()
        query.since = moment.addingTimeInterval(65)
        repeat {
            let found = try await world.store.events(query)
            if let latest = found.events.map(\.event.at).max() { return latest }
            query.before = found.next
        } while query.before != nil
        return nil
    }

    /// A proxy that was seen and that nobody named: then all who come through it count as one.
    private func proxies() async throws -> Check? {
        let proxies = host.loaded.configuration.trustedProxies
        guard let seen = try await world.store.fact("untrusted_forwarder").map({ String(decoding: $0, as: UTF8.self) }),
            let proxy = Address(seen), !proxies.all.contains(where: { $0.contains(proxy) })
        else { return .well("trusted-proxies", proxies.settingText) }
        return .wrong(
            "trusted-proxies",
            "\(seen) forwards requests and is not among them: all who come through it count as one",
            "Add \(seen) to trusted-proxies, or let it forward no requests."
        )
    }

    private func guessing() async throws -> Check? {
        let apps = try await world.store.apps().count { $0.allowsVerifyWithoutFirstFactor }
        let odds = YearlyOdds.of(
            factors: 1,
            appsWithoutFirstFactor: apps,
            knownBrowsers: world.settings.knownBrowsersPerAccount,
            common: world.settings.guessing
        )
        let common = odds.lanes.first
        let text = String(
            format:
                "%.0f guesses a year in the common lane, odds %.1f in 10,000 with the password known; all lanes and pairs %.1f in 10,000",
            common?.guesses ?? 0,
            (common?.odds ?? 0) * 10_000,
            odds.odds * 10_000
        )
        guard common?.odds ?? 1 <= 0.001 else {
            return .warning(
                "guessing",
                text,
                "The defaults of second-step-budget and second-step-refill keep it below 8 in 10,000."
            )
        }
        return .well("guessing", apps == 0 ? text : "\(text) (\(apps) apps without first factor)")
    }
}

/// How long the disk takes to make four kilobytes safe.
enum FlushTime {
    static func measure(in folder: String) throws -> Double {
        let path = "\(folder)/.flush-\(getpid())"
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw CommandFailure("cannot write in \(folder): \(String(cString: strerror(errno)))")
        }
        defer {
            close(descriptor)
            unlink(path)
        }
        let block = [UInt8](repeating: 0, count: 4096)
        var times: [Double] = []
        for _ in 0..<10 {
            let begun = SystemWorld.now()
            guard write(descriptor, block, block.count) == block.count, fdatasync(descriptor) == 0 else {
                throw CommandFailure("cannot write in \(folder): \(String(cString: strerror(errno)))")
            }
            times.append(SystemWorld.now().timeIntervalSince(begun))
        }
        return times.sorted()[times.count / 2]
    }
}
