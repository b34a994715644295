/// The checksum inside a code (CRC-16 of ISO/IEC 13239): a sanity check, not a proof of anything.
enum CRC16 {
    /// What is left when a checksum is worked out over bytes that end in their own.
    static let goodResidue: UInt16 = 0xf0b8

    static func residue(of bytes: some Sequence<UInt8>) -> UInt16 {
        var crc: UInt16 = 0xffff
        for byte in bytes {
            crc ^= UInt16(byte)
            for _ in 0..<8 {
                // Without a branch: the bytes are secret.
                crc = (crc >> 1) ^ (0x8408 & (0 &- (crc & 1)))
            }
        }
        return crc
    }

    /// What to append, low byte first.
    static func checksum(of bytes: some Sequence<UInt8>) -> UInt16 {
        ~residue(of: bytes)
    }
}
