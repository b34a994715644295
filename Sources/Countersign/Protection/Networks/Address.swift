import Foundation

/// An IP address as bytes: four, or sixteen. An IPv4 address written as IPv6 (`::ffff:192.0.2.1`) is that IPv4 address.
package struct Address: Sendable, Hashable {
    package let bytes: [UInt8]

    private static let longestTextInBytes = 45
    private static let mapped: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF]

    /// Reads an address without port, brackets or zone.
    package init?(_ text: String) {
        // What stands behind a zero would not be seen by the C library.
        guard text.utf8.count <= Self.longestTextInBytes, !text.utf8.contains(0) else { return nil }
        for (family, count) in [(AF_INET, 4), (AF_INET6, 16)] {
            var bytes = [UInt8](repeating: 0, count: count)
            guard inet_pton(family, text, &bytes) == 1 else { continue }
            self.init(bytes: bytes.starts(with: Self.mapped) ? Array(bytes.suffix(4)) : bytes)
            return
        }
        return nil
    }

    /// - Parameter bytes: four or sixteen.
    init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// Whether both are of one neighbourhood, as providers hand them out: the same /24, or of IPv6 the same /48.
    package func isNear(_ other: Address) -> Bool {
        AddressBlock(other, prefixLength: bytes.count == 4 ? 24 : 48).contains(self)
    }

    /// As it is usually written.
    package var text: String {
        var buffer = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
        let family = bytes.count == 4 ? AF_INET : AF_INET6
        guard inet_ntop(family, bytes, &buffer, socklen_t(buffer.count)) != nil else { return "" }
        return String(decoding: buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    /// Whether it is this machine or a network of one's own (RFC 1918, RFC 4193, link-local): where a forgotten proxy is.
    package var isNearby: Bool {
        AddressBlock.nearby.contains { $0.contains(self) }
    }
}
