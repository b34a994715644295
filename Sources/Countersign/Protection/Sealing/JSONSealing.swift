import Foundation

extension KeyRing {
    /// Seals a value as JSON.
    package func sealJSON(
        _ value: some Encodable,
        at place: SealedPlace,
        random: (Int) -> [UInt8]
    ) throws -> [UInt8] {
        try seal([UInt8](try JSONEncoder().encode(value)), at: place, random: random)
    }

    package func openJSON<Value: Decodable>(
        _ type: Value.Type,
        from sealed: [UInt8],
        at place: SealedPlace
    ) throws -> Value {
        try JSONDecoder().decode(type, from: Data(try open(sealed, at: place)))
    }
}
