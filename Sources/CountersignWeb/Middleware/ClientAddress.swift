import Countersign
import HTTPTypes
import Logging
import Synchronization

/// Where a request came from: the peer, or who the trusted proxies in front of us say that it was.
enum ClientAddress {
    /// As many proxies may stand in a row; a longer list was made up.
    private static let mostHops = 16

    /// Goes from the nearest hop outwards for as long as each is trusted, and stops at what it cannot read: whatever
    /// stands further out was written by somebody we have no reason to believe.
    static func resolve(peer: Address, forwarded: [String], trusted: [AddressBlock]) -> Address {
        guard !trusted.isEmpty, !forwarded.isEmpty else { return peer }
        var nearest = peer
        var hops = 0
        for line in forwarded.reversed() {
            for text in line.split(separator: ",", omittingEmptySubsequences: false).reversed() {
                guard trusted.contains(where: { $0.contains(nearest) }), hops < mostHops else { return nearest }
                guard let next = Address(String(text.trimmingPrefix { $0 == " " }.reversedTrimmed)) else {
                    return nearest
                }
                nearest = next
                hops += 1
            }
        }
        return nearest
    }
}

extension Substring {
    fileprivate var reversedTrimmed: Substring {
        var text = self
        while text.last == " " { text.removeLast() }
        return text
    }
}

/// Notices, once, that a proxy nearby forwards for others and nobody said that it is to be trusted.
final class UntrustedForwarders: Sendable {
    /// The fact that `doctor` reads.
    static let fact = "untrusted_forwarder"

    private let seen = Mutex(false)

    func notice(_ peer: Address, in world: Surroundings) async {
        guard peer.isNearby, !seen.withLock({ $0 }) else { return }
        let isFirst = seen.withLock { seen in
            defer { seen = true }
            return !seen
        }
        guard isFirst else { return }
        world.log.warning(
            "A proxy forwards requests but is not among trusted-proxies: all its visitors count as one",
            metadata: ["proxy": "\(peer.text)"]
        )
        // Whether it is kept decides nothing; `doctor` only says it once more.
        let known = try? await world.store.fact(Self.fact)
        _ = try? await world.store.setFact(Self.fact, to: Array(peer.text.utf8), expected: known ?? nil)
    }
}

extension HTTPField.Name {
    // swift-format-ignore: NeverForceUnwrap
    static let xForwardedFor = Self("X-Forwarded-For")!
    // swift-format-ignore: NeverForceUnwrap
    static let forwarded = Self("Forwarded")!
}
