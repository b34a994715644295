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
