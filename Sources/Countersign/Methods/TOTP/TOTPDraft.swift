import Foundation
import OneTimePassword

/// An enrolment under way: the key is fixed by the server and stays the same over reloads.
package struct TOTPDraft: Codable, Sendable, Equatable {
    package let key: TOTP
    package let isHardwareToken: Bool

    private enum CodingKeys: String, CodingKey {
        case key = "k"
        case isHardwareToken = "h"
    }

    /// The field names are those of the API and of the command line.
    init(parameters: [String: String], random: (Int) -> [UInt8]) throws(EnrolmentFault) {
        let known: Set<String> = ["secret", "algorithm", "digits", "period", "hardware_token"]
        if let unknown = parameters.keys.sorted().first(where: { !known.contains($0) }) {
            throw EnrolmentFault(
                field: unknown,
                problem: "is not known here; use secret, algorithm, digits, period or hardware_token"
            )
        }
        var algorithm = HashAlgorithm.sha1
        if let text = parameters["algorithm"] {
            guard let given = HashAlgorithm(named: text) else {
                throw EnrolmentFault(field: "algorithm", problem: "must be SHA1, SHA256 or SHA512")
            }
            algorithm = given
        }
        let digits = try Self.number(parameters["digits"], field: "digits", in: HOTP.allowedDigits, default: 6)
        let period = try Self.number(
            parameters["period"],
            field: "period",
            in: Int(TOTP.allowedPeriods.lowerBound)...Int(TOTP.allowedPeriods.upperBound),
            default: 30
        )
        switch parameters["hardware_token"] {
        case nil, "false": isHardwareToken = false
        case "true": isHardwareToken = true
        default: throw EnrolmentFault(field: "hardware_token", problem: "must be true or false")
        }
        let bytes = try parameters["secret"].map(Self.bytes) ?? random(Self.length(for: algorithm))
        do {
            key = try TOTP(secret: SharedSecret(bytes), algorithm: algorithm, digits: digits, period: Int64(period))
        } catch {
            throw EnrolmentFault(field: "secret", problem: "\(error)")
        }
    }

    /// As long as the output of the hash: 20 bytes for SHA-1 (RFC 4226 §4 R6, RFC 6238 §5.1).
    private static func length(for algorithm: HashAlgorithm) -> Int {
        switch algorithm {
        case .sha1: 20
        case .sha256: 32
        case .sha512: 64
        }
    }

    /// Many sites have given out 80 bits, so what people already have is taken from there on; ours have 160.
    private static func bytes(of text: String) throws(EnrolmentFault) -> [UInt8] {
        guard text.utf8.count <= 1024, let bytes = try? Base32.decode(text) else {
            throw EnrolmentFault(field: "secret", problem: "must be Base32: the letters A to Z and the digits 2 to 7")
        }
        guard (10...128).contains(bytes.count) else {
            throw EnrolmentFault(field: "secret", problem: "must be 16 to 205 Base32 characters long")
        }
        return bytes
    }

    private static func number(
        _ text: String?,
        field: String,
        in range: ClosedRange<Int>,
        default fallback: Int
    ) throws(EnrolmentFault) -> Int {
        guard let text else { return fallback }
        guard let number = Int(text), range.contains(number) else {
            throw EnrolmentFault(
                field: field,
                problem: "must be a whole number from \(range.lowerBound) to \(range.upperBound)"
            )
        }
        return number
    }
}
