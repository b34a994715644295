/// All addresses that begin alike: `10.0.0.0/8`, `2001:db8::/32`, or one address.
package struct AddressBlock: Sendable, Hashable {
    /// The bits beyond the prefix are zero.
    package let first: Address
    /// In bits.
    package let prefixLength: Int

    private static let longestTextInBytes = 64

    /// Reads an address, with the length of its prefix after a `/`.
    package init(_ text: String) throws(ParsingError) {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard text.utf8.count <= Self.longestTextInBytes, let beginning = parts.first,
            let address = Address(String(beginning))
        else { throw .address }
        let bits = address.bytes.count * 8
        var length = bits
        if parts.count == 2, let last = parts.last {
            guard (1...3).contains(last.utf8.count), last.utf8.allSatisfy({ (48...57).contains($0) }),
                let number = Int(last), number <= bits
            else { throw .length(most: bits) }
            length = number
        }
        self.init(address, prefixLength: length)
        guard first == address else { throw .bitsBeyond(self) }
    }

    /// The block that an address is in.
    init(_ address: Address, prefixLength: Int) {
        first = Address(bytes: Self.masked(address.bytes, to: prefixLength))
        self.prefixLength = prefixLength
    }

    package func contains(_ address: Address) -> Bool {
        address.bytes.count == first.bytes.count && Self.masked(address.bytes, to: prefixLength) == first.bytes
    }

    /// One address without its length.
    package var text: String {
        prefixLength == first.bytes.count * 8 ? first.text : "\(first.text)/\(prefixLength)"
    }

    static let nearby: [AddressBlock] = [
        "127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16", "100.64.0.0/10", "::1",
        "fc00::/7", "fe80::/10",
    ].compactMap { try? AddressBlock($0) }

    private static func masked(_ bytes: [UInt8], to length: Int) -> [UInt8] {
        bytes.enumerated().map { index, byte in
            let kept = min(8, max(0, length - index * 8))
            return kept == 8 ? byte : byte & ~(UInt8.max >> kept)
        }
    }

    /// Why a text is no block of addresses.
    package enum ParsingError: Error, Equatable {
        case address
        /// The length is no number up to that many bits.
        case length(most: Int)
        /// Bits are set beyond the length; this is the block without them.
        case bitsBeyond(AddressBlock)
    }
}
