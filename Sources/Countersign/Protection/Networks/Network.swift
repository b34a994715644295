/// Where a request comes from, as coarse as waits need it: one IPv4 address, or the /64 of an IPv6 address, which is what
/// one household or server gets.
package struct Network: Hashable, Sendable, CustomStringConvertible {
    /// Nil if the address is not known.
    private let block: AddressBlock?

    /// Requests without an address (a local socket) share one count.
    package static let unknown = Network(block: nil)

    private init(block: AddressBlock?) {
        self.block = block
    }

    /// Reads an address without port or brackets; a zone (`%eth0`) is ignored.
    package init?(_ text: String) {
        let parts = text.split(separator: "%", maxSplits: 1, omittingEmptySubsequences: false)
        guard let beginning = parts.first, let address = Address(String(beginning)) else { return nil }
        // Zones are for IPv6.
        guard parts.count == 1 || address.bytes.count == 16 else { return nil }
        block = AddressBlock(address, prefixLength: address.bytes.count == 4 ? 32 : 64)
    }

    package var description: String {
        guard let block else { return "unknown" }
        return "\(block.first.text)/\(block.prefixLength)"
    }
}
