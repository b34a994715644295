import OneTimePassword

/// A secret and the place its codes are asked for: a step of time, or a counter.
enum OTPQuestion {
    case byTime(TOTP, step: Int64)
    case byCounter(HOTP, counter: UInt64)

    /// One code, and what it is the code of.
    struct Code: Encodable, Equatable {
        var code: String
        var step: Int64?
        /// Seconds since 1970 at which the step begins.
        var startsAt: Int64?
        var counter: UInt64?

        private enum CodingKeys: String, CodingKey {
            case code
            case step
            case startsAt = "starts_at"
            case counter
        }
    }

    /// How far each place is from the one asked for; places beyond the end of all numbers are left out.
    func places(before: Int, after: Int) -> [Int] {
        switch self {
        case .byTime(_, let step):
            (-before...after).filter { !step.addingReportingOverflow(Int64($0)).overflow }
        case .byCounter(_, let counter):
            (-before...after).filter { $0 < 0 ? UInt64(-$0) <= counter : UInt64($0) <= .max - counter }
        }
    }

    func code(at offset: Int) -> Code {
        switch self {
        case .byTime(let totp, let step):
            let place = step &+ Int64(offset)
            return Code(code: totp.code(atStep: place), step: place, startsAt: totp.start(ofStep: place))
        case .byCounter(let hotp, let counter):
            let place = counter &+ UInt64(bitPattern: Int64(offset))
            return Code(code: hotp.code(at: place), counter: place)
        }
    }

    func match(_ code: String, window: Int) -> OTPMatch {
        switch self {
        case .byTime(let totp, let step):
            let steps = places(before: window, after: window).map { step &+ Int64($0) }
            guard let found = totp.match(code, in: steps) else { return OTPMatch(matched: false) }
            return OTPMatch(matched: true, step: found, offset: found &- step)
        case .byCounter(let hotp, let counter):
            let counters = places(before: 0, after: window).map { counter &+ UInt64($0) }
            guard let found = hotp.match(code, in: counters) else { return OTPMatch(matched: false) }
            return OTPMatch(matched: true, counter: found, offset: Int64(clamping: found - counter))
        }
    }
}

/// What `otp code` answers.
struct OTPCodes: Encodable, Equatable {
    /// The first of `codes`, for who wants no more.
    let code: String
    let kind: String
    let algorithm: HashAlgorithm
    let digits: Int
    let period: Int64?
    let codes: [OTPQuestion.Code]

    init(_ question: OTPQuestion, codes: [OTPQuestion.Code]) {
        code = codes.first?.code ?? ""
        self.codes = codes
        switch question {
        case .byTime(let totp, _):
            kind = "totp"
            algorithm = totp.algorithm
            digits = totp.digits
            period = totp.period
        case .byCounter(let hotp, _):
            kind = "hotp"
            algorithm = hotp.algorithm
            digits = hotp.digits
            period = nil
        }
    }
}

/// What `otp verify` answers.
struct OTPMatch: Encodable, Equatable {
    var matched: Bool
    var step: Int64?
    var counter: UInt64?
    /// How many steps or counters after the one asked for; before it if negative.
    var offset: Int64?

    var text: String {
        let place = step.map { "step \($0)" } ?? counter.map { "counter \($0)" } ?? "nothing"
        return "right: \(place), offset \(offset ?? 0)\n"
    }
}
