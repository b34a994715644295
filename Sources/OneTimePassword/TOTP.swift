/// One-time codes from a shared secret and the time (RFC 6238, T0 = 0). Time comes in as whole seconds since 1970.
///
/// Encoded, it holds its secret in clear: seal what comes out.
package struct TOTP: Sendable, Equatable {
    package static let allowedPeriods: ClosedRange<Int64> = 1...86_400

    package let hotp: HOTP
    package let period: Int64

    package var secret: SharedSecret { hotp.secret }
    package var algorithm: HashAlgorithm { hotp.algorithm }
    package var digits: Int { hotp.digits }

    package init(
        secret: SharedSecret,
        algorithm: HashAlgorithm = .sha1,
        digits: Int = 6,
        period: Int64 = 30
    ) throws(HOTP.ParameterError) {
        guard Self.allowedPeriods ~= period else { throw .period(period) }
        hotp = try HOTP(secret: secret, algorithm: algorithm, digits: digits)
        self.period = period
    }

    /// The step a moment falls into. Before 1970 steps are negative, and as long as any other.
    package func step(at seconds: Int64) -> Int64 {
        let (quotient, remainder) = seconds.quotientAndRemainder(dividingBy: period)
        return remainder < 0 ? quotient - 1 : quotient
    }

    /// The second a step begins at; the nearest that can be told if it lies beyond all time.
    package func start(ofStep step: Int64) -> Int64 {
        let (seconds, overflow) = step.multipliedReportingOverflow(by: period)
        return overflow ? (step < 0 ? .min : .max) : seconds
    }

    /// A step and so many on each side of it, cut off where the numbers end.
    package static func steps(around step: Int64, within distance: Int64) -> ClosedRange<Int64> {
        let distance = max(0, distance)
        let (first, isBelow) = step.subtractingReportingOverflow(distance)
        let (last, isAbove) = step.addingReportingOverflow(distance)
        return (isBelow ? .min : first)...(isAbove ? .max : last)
    }

    package func code(atStep step: Int64) -> String {
        hotp.code(at: UInt64(bitPattern: step))
    }

    /// The step whose code this is, or nil. Every step is worked out and compared before anything is returned, so that
    /// the time says nothing. If two share the code, the one that stands first.
    package func match(_ code: String, in steps: some Sequence<Int64>) -> Int64? {
        let steps = Array(steps)
        return hotp.matchedIndex(of: code, at: steps.map { UInt64(bitPattern: $0) }).map { steps[$0] }
    }
}

extension TOTP: Codable {
    /// What is written out. The parameters are checked again on the way in.
    private struct Stored: Codable {
        @StoredSecret var secret: SharedSecret
        var algorithm: HashAlgorithm
        var digits: Int
        var period: Int64
    }

    package init(from decoder: any Decoder) throws {
        let stored = try Stored(from: decoder)
        do {
            try self.init(
                secret: stored.secret,
                algorithm: stored.algorithm,
                digits: stored.digits,
                period: stored.period
            )
        } catch {
            throw DecodingError.dataCorrupted(.init(codingPath: decoder.codingPath, debugDescription: "\(error)"))
        }
    }

    package func encode(to encoder: any Encoder) throws {
        let stored = Stored(
            secret: secret,
            algorithm: algorithm,
            digits: digits,
            period: period
        )
        try stored.encode(to: encoder)
    }
}
