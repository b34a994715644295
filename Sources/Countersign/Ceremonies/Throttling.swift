import Foundation

extension Surroundings {
    /// Loads throttle rows, lets `change` decide on them, and writes them back; again if another was first.
    ///
    /// - Parameter change: alters the JSON states by key (nil: no row yet) and returns the outcome. Made anew each time.
    func throttling<Outcome: Sendable>(
        _ keys: [String],
        keptFor: TimeInterval,
        _ change: (inout [String: String], Date) throws -> Outcome
    ) async throws -> Outcome {
        let begun = now()
        while true {
            let rows = try await store.throttles(keys)
            let before = rows.mapValues(\.state)
            var states = before
            let moment = now()
            let outcome = try change(&states, moment)
            let changes = keys.compactMap { key -> Change? in
                guard let state = states[key], state != before[key] else { return nil }
                return .saveThrottle(
                    Throttle(
                        key: key,
                        version: rows[key]?.version ?? 0,
                        state: state,
                        expiresAt: moment.addingTimeInterval(keptFor)
                    )
                )
            }
            if changes.isEmpty { return outcome }
            if try await store.commit(Commit(changes: changes)) == .committed { return outcome }
            if now().timeIntervalSince(begun) > 2 { throw CeremonyFault.contended }
        }
    }
}

extension Surroundings {
    /// Notes that a network did something that it may do only so often, over all names and browsers.
    ///
    /// - Parameter what: names the row; nobody learns from it whose it is.
    /// - Returns: from when on it may do it again, if this was too often; then nothing was noted.
    func noting(_ what: String, from client: Client, under rate: SlidingLog.Rate) async throws -> Date? {
        let network = Network(client.address) ?? .unknown
        let key = "\(what):" + keys.current.lookupHash(of: [network.description], for: .passwordThrottle)
        return try await throttling([key], keptFor: rate.seconds) { states, now in
            let done = try ThrottleJSON.read(SlidingLog.self, states[key], else: SlidingLog())
            if let until = done.blocked(at: now, under: rate) { return until }
            states[key] = try ThrottleJSON.text(done.recording(now, under: rate))
            return nil
        }
    }
}

/// A value as the JSON text of a throttle row.
enum ThrottleJSON {
    /// A row that cannot be read must not become a count of nothing.
    static func read<Value: Decodable>(_: Value.Type, _ text: String?, else fresh: Value) throws -> Value {
        guard let text else { return fresh }
        do {
            return try JSONDecoder().decode(Value.self, from: Data(text.utf8))
        } catch {
            throw StoreFailure.corrupt("a throttle row")
        }
    }

    static func text(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }
}
