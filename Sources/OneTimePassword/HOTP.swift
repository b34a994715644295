import Crypto
import Foundation

/// One-time codes from a shared secret and a counter (RFC 4226), with any of the three hashes of RFC 6238.
package struct HOTP: Sendable, Equatable {
    package static let allowedDigits = 6...8

    package let secret: SharedSecret
    package let algorithm: HashAlgorithm
    package let digits: Int

    package init(
        secret: SharedSecret,
        algorithm: HashAlgorithm = .sha1,
        digits: Int = 6
    ) throws(ParameterError) {
        guard Self.allowedDigits ~= digits else { throw .digits(digits) }
        self.secret = secret
        self.algorithm = algorithm
        self.digits = digits
    }

    package func code(at counter: UInt64) -> String {
        let value = values(at: [counter]).first ?? 0
        let text = String(value)
        return String(repeating: "0", count: digits - text.count) + text
    }

    /// The counter whose code this is, or nil. Every counter is worked out and compared before anything is returned, so
    /// that the time says nothing. If two share the code, the one that stands first.
    package func match(_ code: String, in counters: some Sequence<UInt64>) -> UInt64? {
        let counters = Array(counters)
        return matchedIndex(of: code, at: counters).map { counters[$0] }
    }

    /// Where in `counters` the code stands.
    func matchedIndex(of code: String, at counters: [UInt64]) -> Int? {
        guard let candidate = number(code) else { return nil }
        var found: UInt64 = 0
        var isFound: UInt64 = 0
        for (index, value) in values(at: counters).enumerated() {
            let difference = UInt64(value ^ candidate)
            // All ones if they are equal, else zero, without a branch. `difference` is below 2^32.
            let isEqual = 0 &- ((difference &- 1) >> 63)
            let isNews = isEqual & ~isFound
            found |= UInt64(index) & isNews
            isFound |= isEqual
        }
        return isFound == 0 ? nil : Int(found)
    }

    /// Exactly as many ASCII digits as this secret's codes have; nothing is forgiven here.
    private func number(_ code: String) -> UInt32? {
        guard code.utf8.count == digits else { return nil }
        var number: UInt32 = 0
        for byte in code.utf8 {
            guard UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte else { return nil }
            number = number * 10 + UInt32(byte - UInt8(ascii: "0"))
        }
        return number
    }

    private func values(at counters: [UInt64]) -> [UInt32] {
        switch algorithm {
        case .sha1: truncatedHashes(Insecure.SHA1.self, of: counters)
        case .sha256: truncatedHashes(SHA256.self, of: counters)
        case .sha512: truncatedHashes(SHA512.self, of: counters)
        }
    }

    // The key is hashed once, and its state copied for each counter.
    private func truncatedHashes<Hash: HashFunction>(_: Hash.Type, of counters: [UInt64]) -> [UInt32] {
        let keyed = HMAC<Hash>(key: SymmetricKey(data: secret.bytes))
        let modulus: UInt32 = digits == 6 ? 1_000_000 : digits == 7 ? 10_000_000 : 100_000_000
        return counters.map { counter in
            var hash = keyed
            hash.update(data: withUnsafeBytes(of: counter.bigEndian) { Array($0) })
            return hash.finalize().withUnsafeBytes { truncated($0) } % modulus
        }
    }

    // RFC 4226 §5.3: the low four bits of the last byte say where the 31-bit number stands. The shortest hash has 20
    // bytes, so 15 + 4 lies inside every one.
    private func truncated(_ hash: UnsafeRawBufferPointer) -> UInt32 {
        let offset = Int((hash.last ?? 0) & 15)
        return hash.dropFirst(offset).prefix(4).reduce(0) { $0 << 8 | UInt32($1) } & 0x7fff_ffff
    }

    /// A parameter that no one-time code can have, and what would be right.
    package enum ParameterError: Error, Equatable, CustomStringConvertible {
        case digits(Int)
        case period(Int64)

        package var description: String {
            switch self {
            case .digits(let digits):
                "a code cannot have \(digits) digits; it has 6, 7 or 8"
            case .period(let period):
                "a period cannot be \(period) seconds; it is 1 to \(TOTP.allowedPeriods.upperBound)"
            }
        }
    }
}
