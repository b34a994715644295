import Foundation

/// An IP address as bytes: four, or sixteen. An IPv4 address written as IPv6 (`::ffff:192.0.2.1`) is that IPv4 address.
package struct Address: Sendable, Hashable {
    package let bytes: [UInt8]

    /// Reads an address without port, brackets or zone.
    package init?(_ text: String) {
        guard text.utf8.count <= 45 else { return nil }
        for (family, count) in [(AF_INET, 4), (AF_INET6, 16)] {
            var bytes = [UInt8](repeating: 0, count: count)
            guard inet_pton(family, text, &bytes) == 1 else { continue }
            self.bytes = bytes.starts(with: Self.mapped) ? Array(bytes.suffix(4)) : bytes
            return
        }
        return nil
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
        Self.nearby.contains { $0.contains(self) }
    }

    private static let mapped: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF]
    private static let nearby: [AddressBlock] = [
        AddressBlock(bytes: [127, 0, 0, 0], prefixLength: 8), AddressBlock(bytes: [10, 0, 0, 0], prefixLength: 8),
        AddressBlock(bytes: [172, 16, 0, 0], prefixLength: 12),
        AddressBlock(bytes: [192, 168, 0, 0], prefixLength: 16),
        AddressBlock(bytes: [169, 254, 0, 0], prefixLength: 16),
        AddressBlock(bytes: [100, 64, 0, 0], prefixLength: 10),
        AddressBlock(bytes: [UInt8](repeating: 0, count: 15) + [1], prefixLength: 128),
        AddressBlock(bytes: [0xFC] + [UInt8](repeating: 0, count: 15), prefixLength: 7),
        AddressBlock(bytes: [0xFE, 0x80] + [UInt8](repeating: 0, count: 14), prefixLength: 10),
    ]
}

/// All addresses that begin alike: `10.0.0.0/8`.
package struct AddressBlock: Sendable, Hashable {
    let bytes: [UInt8]
    let prefixLength: Int

    /// - Parameter bytes: four or sixteen.
    package init(bytes: [UInt8], prefixLength: Int) {
        self.bytes = bytes
        self.prefixLength = prefixLength
    }

    package func contains(_ address: Address) -> Bool {
        guard address.bytes.count == bytes.count else { return false }
        var left = prefixLength
        for (own, other) in zip(bytes, address.bytes) {
            guard left > 0 else { return true }
            let mask: UInt8 = left >= 8 ? 0xFF : ~(UInt8.max >> UInt8(left))
            if own & mask != other & mask { return false }
            left -= 8
        }
        return true
    }
}
