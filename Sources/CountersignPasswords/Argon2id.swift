import CSodium
import Foundation

/// Password hashing with Argon2id (RFC 9106) by libsodium: bytes in, `$argon2id$…` out, at one cost.
package struct Argon2id: Sendable {
    /// What one hash costs. libsodium's Argon2 always has one lane (p = 1).
    package struct Cost: Sendable, Equatable {
        package let memoryInKibibytes: Int
        package let passes: Int

        /// - Parameters: are raised to what libsodium takes at least: 8 KiB, one pass.
        package init(memoryInKibibytes: Int, passes: Int) {
            self.memoryInKibibytes = min(max(memoryInKibibytes, 8), Self.largestMemoryInKibibytes)
            self.passes = min(max(passes, 1), Self.mostPasses)
        }

        /// product.md 6: m = 64 MiB, t = 3, p = 1.
        package static let standard = Self(memoryInKibibytes: 64 * 1024, passes: 3)

        /// Beyond this a stored hash would be a way to stop the server; we never make one.
        static let largestMemoryInKibibytes = 1024 * 1024
        static let mostPasses = 64
    }

    /// What can go wrong that is not simply a wrong password.
    package enum Failure: Error, Equatable {
        /// libsodium could not start or could not get the memory.
        case outOfMemory
        /// The stored text is no Argon2id hash that we would compute.
        case unreadableHash
        case wrongSaltLength
    }

    package let cost: Cost

    package init(cost: Cost = .standard) {
        self.cost = cost
    }

    private static let isReady = sodium_init() >= 0

    /// A new hash of a password with a salt of its own, parameters and salt in the text.
    package func hash(_ password: WipedText) throws -> String {
        guard Self.isReady else { throw Failure.outOfMemory }
        var text = [CChar](repeating: 0, count: Int(crypto_pwhash_STRBYTES))
        let result = password.withCharacters { characters, count in
            crypto_pwhash_str_alg(
                &text,
                characters,
                count,
                UInt64(cost.passes),
                cost.memoryInKibibytes * 1024,
                crypto_pwhash_ALG_ARGON2ID13
            )
        }
        guard result == 0 else { throw Failure.outOfMemory }
        return String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    /// Whether the password is the one of this hash. The cost is the one written in the hash.
    package func verify(_ password: WipedText, against hash: String) throws -> Bool {
        guard Self.isReady else { throw Failure.outOfMemory }
        guard let kept = Argon2idText(hash), kept.memoryInKibibytes <= Cost.largestMemoryInKibibytes,
            kept.passes <= Cost.mostPasses
        else { throw Failure.unreadableHash }
        // libsodium answers -1 for "wrong" as for "no memory": only the errno tells them apart.
        errno = 0
        let result = password.withCharacters { characters, count in
            crypto_pwhash_str_verify(hash, characters, count)
        }
        if result != 0, errno == ENOMEM { throw Failure.outOfMemory }
        return result == 0
    }

    /// A raw hash for codes that share one salt: 32 bytes.
    package func hash(_ code: WipedText, salt: [UInt8]) throws -> [UInt8] {
        guard Self.isReady else { throw Failure.outOfMemory }
        guard salt.count == Int(crypto_pwhash_SALTBYTES) else { throw Failure.wrongSaltLength }
        var hash = [UInt8](repeating: 0, count: Self.rawHashLength)
        let result = code.withCharacters { characters, count in
            crypto_pwhash(
                &hash,
                UInt64(hash.count),
                characters,
                count,
                salt,
                UInt64(cost.passes),
                cost.memoryInKibibytes * 1024,
                crypto_pwhash_ALG_ARGON2ID13
            )
        }
        guard result == 0 else { throw Failure.outOfMemory }
        return hash
    }

    /// Whether a hash that was just found right should be made anew at today's cost.
    package func needsRehash(_ hash: String) -> Bool {
        guard let kept = Argon2idText(hash) else { return true }
        return kept.memoryInKibibytes != cost.memoryInKibibytes || kept.passes != cost.passes || kept.lanes != 1
    }

    /// A well-formed hash of this cost that belongs to no password: what an unknown name is checked against, so that it
    /// takes the same time.
    var dummyHash: String {
        let salt = "Q291bnRlcnNpZ25EdW1teQ"
        let digest = "bm8gcGFzc3dvcmQgaGFzaGVzIHRvIHRoaXMgdGV4dC4"
        return "$argon2id$v=19$m=\(cost.memoryInKibibytes),t=\(cost.passes),p=1$\(salt)$\(digest)"
    }

    package static let rawHashLength = 32
    package static let saltLength = 16
}

/// The parameters in a `$argon2id$v=19$m=65536,t=3,p=1$salt$hash` text.
struct Argon2idText: Equatable {
    let memoryInKibibytes: Int
    let passes: Int
    let lanes: Int

    init?(_ text: String) {
        guard text.utf8.count < Int(crypto_pwhash_STRBYTES) else { return nil }
        let parts = text.split(separator: "$", omittingEmptySubsequences: false)
        guard parts.count == 6, parts[0].isEmpty, parts[1] == "argon2id", parts[2] == "v=19",
            !parts[4].isEmpty, !parts[5].isEmpty
        else { return nil }
        let values = parts[3].split(separator: ",", omittingEmptySubsequences: false)
        guard values.count == 3,
            let memory = Self.number(values[0], after: "m="),
            let passes = Self.number(values[1], after: "t="),
            let lanes = Self.number(values[2], after: "p=")
        else { return nil }
        memoryInKibibytes = memory
        self.passes = passes
        self.lanes = lanes
    }

    private static func number(_ text: Substring, after prefix: String) -> Int? {
        guard text.hasPrefix(prefix), let value = Int(text.dropFirst(prefix.count)), value > 0 else { return nil }
        return value
    }
}
