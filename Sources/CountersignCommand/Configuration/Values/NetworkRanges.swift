import Foundation

/// A block of addresses: `10.0.0.0/8`, `2001:db8::/32`, or one address.
struct NetworkRange: Sendable, Equatable {
    /// Four or sixteen; the bits beyond the prefix are zero.
    let bytes: [UInt8]
    let prefixLength: Int

    init(settingText: String) throws(Misfit) {
        let parts = settingText.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard settingText.utf8.count <= 64, let first = parts.first, let bytes = Self.bytes(of: String(first)) else {
            throw Misfit("is no address or block; write it like 10.0.0.0/8, 192.0.2.7 or fd00::/8")
        }
        let bits = bytes.count * 8
        var length = bits
        if parts.count == 2, let last = parts.last {
            guard (1...3).contains(last.utf8.count), last.utf8.allSatisfy({ (48...57).contains($0) }),
                let number = Int(last), number <= bits
            else { throw Misfit("has no proper length after its /; use 0 to \(bits)") }
            length = number
        }
        let masked = Self.masked(bytes, to: length)
        guard masked == bytes else {
            throw Misfit("has bits set beyond its length; write \(Self.text(of: masked))/\(length)")
        }
        self.bytes = bytes
        prefixLength = length
    }

    var settingText: String {
        prefixLength == bytes.count * 8 ? Self.text(of: bytes) : "\(Self.text(of: bytes))/\(prefixLength)"
    }

    func contains(_ address: String) -> Bool {
        guard let other = Self.bytes(of: address), other.count == bytes.count else { return false }
        return Self.masked(other, to: prefixLength) == bytes
    }

    private static func bytes(of text: String) -> [UInt8]? {
        for (family, count) in [(AF_INET, 4), (AF_INET6, 16)] {
            var bytes = [UInt8](repeating: 0, count: count)
            if inet_pton(family, text, &bytes) == 1 { return bytes }
        }
        return nil
    }

    private static func text(of bytes: [UInt8]) -> String {
        var buffer = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
        let family = bytes.count == 4 ? AF_INET : AF_INET6
        guard inet_ntop(family, bytes, &buffer, socklen_t(buffer.count)) != nil else { return "" }
        return String(decoding: buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    private static func masked(_ bytes: [UInt8], to length: Int) -> [UInt8] {
        bytes.enumerated().map { index, byte in
            let kept = min(8, max(0, length - index * 8))
            return kept == 8 ? byte : byte & ~(UInt8.max >> kept)
        }
    }
}

/// Several blocks, separated by commas.
struct NetworkRanges: SettingValue, Equatable {
    let all: [NetworkRange]

    static let form = "addresses or blocks, separated by commas, or none"

    init(settingText: String) throws(Misfit) {
        guard !settingText.isEmpty, settingText != "none" else {
            all = []
            return
        }
        var ranges: [NetworkRange] = []
        for part in settingText.split(separator: ",", omittingEmptySubsequences: false) {
            let text = part.filter { $0 != " " }
            do {
                ranges.append(try NetworkRange(settingText: text))
            } catch {
                // Name the one that is wrong, unless it is all there is.
                throw part.count == settingText.count
                    ? error : Misfit("has \(Quoted.text(text)), which \(error.reason)")
            }
        }
        all = ranges
    }

    var settingText: String { all.isEmpty ? "none" : all.map(\.settingText).joined(separator: ",") }
}
