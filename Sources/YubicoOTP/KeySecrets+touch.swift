import Crypto
import CryptoExtras

// The block, once decrypted (yubico-c, "Plaintext"): private id, session counter, timestamp, use counter, random
// number, checksum; numbers begin with their lowest byte.
extension KeySecrets {
    /// The top bit of the session counter.
    private static let capsLockFlag: UInt16 = 0x8000

    /// Decrypts a code and says which touch it was. Whether it is a later one than the last is for the caller to ask:
    /// `touch.counters > stored`.
    package func touch(in otp: OTP) throws(OpeningError) -> Touch {
        var block = otp.block
        do {
            try AES.inversePermute(&block, key: SymmetricKey(data: aesKey))
        } catch {
            throw .otherKey  // Unreachable: key and block have the one length that is right.
        }
        // Both are worked out before either is judged, so that the time does not tell them apart.
        let isWhole = CRC16.residue(of: block) == CRC16.goodResidue
        let isOurs = Self.areEqual(block.prefix(Self.privateIDLengthInBytes), privateID)
        guard isWhole else { throw .otherKey }
        guard isOurs else { throw .otherPrivateID }

        let numbers = block.dropFirst(Self.privateIDLengthInBytes)
        let session = UInt16(truncatingIfNeeded: Self.number(in: numbers.prefix(2)))
        return Touch(
            counters: Counters(
                session: session & Counters.largestSession,
                use: UInt8(truncatingIfNeeded: Self.number(in: numbers.dropFirst(5).prefix(1)))
            ),
            isCapsLockOn: session & Self.capsLockFlag != 0,
            timestamp: Self.number(in: numbers.dropFirst(2).prefix(3)),
            random: UInt16(truncatingIfNeeded: Self.number(in: numbers.dropFirst(6).prefix(2)))
        )
    }

    /// The code that a key with these secrets types for a touch.
    package func otp(for touch: Touch, publicID: PublicID) -> OTP {
        let session = touch.counters.session | (touch.isCapsLockOn ? Self.capsLockFlag : 0)
        var block = privateID
        block += Self.bytes(of: UInt32(session), count: 2)
        block += Self.bytes(of: touch.timestamp, count: 3)
        block += [touch.counters.use]
        block += Self.bytes(of: UInt32(touch.random), count: 2)
        block += Self.bytes(of: UInt32(CRC16.checksum(of: block)), count: 2)
        return otp(encrypting: block, publicID: publicID)
    }

    /// Takes sixteen bytes.
    func otp(encrypting plain: [UInt8], publicID: PublicID) -> OTP {
        var block = plain
        do {
            try AES.permute(&block, key: SymmetricKey(data: aesKey))
        } catch {
            // Unreachable: key and block have the one length that is right. Above all, nothing may go out in clear.
            block = [UInt8](repeating: 0, count: block.count)
        }
        return OTP(publicID: publicID, block: block)
    }

    private static func number(in bytes: some BidirectionalCollection<UInt8>) -> UInt32 {
        bytes.reversed().reduce(0) { $0 << 8 | UInt32($1) }
    }

    private static func bytes(of number: UInt32, count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: number >> UInt32($0 * 8)) }
    }

    /// Why a code did not come from the key. People and clients are told the same for both.
    package enum OpeningError: Error, Equatable, CustomStringConvertible {
        case otherKey
        case otherPrivateID

        package var description: String {
            switch self {
            case .otherKey: "the code was not made with this AES key, or is damaged"
            case .otherPrivateID: "the code was made with this AES key and another private id"
            }
        }
    }
}
