import Crypto

/// `TPMS_ATTEST` over a key: what a TPM signs (TPM 2.0 Library part 2 §10.12.8).
struct TPMAttest {
    let extraData: [UInt8]
    /// Of the key that is certified.
    let name: [UInt8]
    private let magic: UInt32
    private let type: UInt16

    /// TPM_GENERATED_VALUE.
    var isMadeByTPM: Bool { magic == 0xff54_4347 }
    /// TPM_ST_ATTEST_CERTIFY.
    var certifiesKey: Bool { type == 0x8017 }

    /// Nil where the bytes are anything else, or too many.
    init?(_ bytes: [UInt8]) {
        var reader = ByteReader(bytes)
        guard
            let magic = reader.uint32(),
            let type = reader.uint16(),
            // qualifiedSigner
            reader.sized() != nil,
            let extraData = reader.sized(),
            // clockInfo and firmwareVersion
            reader.take(17) != nil, reader.uint64() != nil,
            let name = reader.sized(),
            // qualifiedName
            reader.sized() != nil,
            reader.isAtEnd
        else { return nil }
        self.magic = magic
        self.type = type
        self.extraData = extraData
        self.name = name
    }
}

/// The hashes that TPMs use, by their TPM_ALG_ID.
enum TPMHash: UInt16 {
    case sha1 = 0x0004
    case sha256 = 0x000b
    case sha384 = 0x000c
    case sha512 = 0x000d

    /// The hash that goes with a signature algorithm of COSE.
    init?(coseAlgorithm: Int64) {
        switch coseAlgorithm {
        case -7, -257: self = .sha256
        case -35, -258: self = .sha384
        case -36, -259: self = .sha512
        case -65_535: self = .sha1
        default: return nil
        }
    }

    func digest(of bytes: [UInt8]) -> [UInt8] {
        switch self {
        case .sha1: Array(Insecure.SHA1.hash(data: bytes))
        case .sha256: Array(SHA256.hash(data: bytes))
        case .sha384: Array(SHA384.hash(data: bytes))
        case .sha512: Array(SHA512.hash(data: bytes))
        }
    }
}
