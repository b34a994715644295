/// What a validation server was asked, with every parameter checked.
///
/// What is left to do, in this order: find the client (else `noSuchClient`), look at `signature(checkedWith:)` (else
/// `badSignature`), take the reading whose public id is known (else `badOTP`), open it, and claim its counters.
package struct ReceivedRequest: Sendable {
    package static let longestQueryInBytes = 2048

    package let clientID: ClientID
    /// What the code may mean; none if it is no code at all.
    package let readings: [OTP]
    package let nonce: Nonce
    package let asksForCounters: Bool
    package let syncLevel: SyncLevel?
    package let timeoutInSeconds: UInt16?

    private let fields: [Field]

    /// Takes what stands behind the question mark of the address, or the body of a form.
    package init(parsing query: String) throws(Refusal) {
        guard
            query.utf8.count <= Self.longestQueryInBytes,
            let fields = FormEncoding.decode(query),
            fields.repeated == nil
        else {
            throw Refusal(clientID: nil, echo: Echo())
        }
        let clientID = fields["id"].flatMap { ClientID($0) }
        let nonce = fields["nonce"].flatMap { Nonce($0) }
        let otp = fields["otp"].flatMap { $0.isEmpty ? nil : $0 }
        let syncLevel = fields["sl"].map { SyncLevel($0) }
        let timeout: UInt16?? = fields["timeout"].map { Digits.number($0) }
        // In the last two, a parameter that is there and cannot be read is a mistake; one that is not there is none.
        guard let clientID, let nonce, let otp, syncLevel != .some(nil), timeout != .some(nil) else {
            throw Refusal(clientID: clientID, echo: Echo(otp: otp, nonce: nonce?.text))
        }
        self.clientID = clientID
        self.nonce = nonce
        self.syncLevel = syncLevel ?? nil
        self.fields = fields
        readings = OTP.readings(of: otp)
        timeoutInSeconds = timeout ?? nil
        // Anything else than 1 is passed over, as by Yubico's own server.
        asksForCounters = fields["timestamp"] == "1"
    }

    /// Whether the request was signed, and with this key.
    package func signature(checkedWith key: APIKey) -> SignatureCheck {
        guard let signature = fields[Signature.field] else { return .missing }
        return Signature.isRight(signature, of: fields, key: key) ? .right : .wrong
    }

    package enum SignatureCheck: Sendable {
        case missing
        case right
        case wrong
    }

    /// The answer to this request. The touch goes in only if it was asked for and the code is good.
    package func answer(
        _ status: Status,
        at milliseconds: Int64,
        syncLevel: UInt8? = nil,
        touch: Touch? = nil
    ) -> Answer {
        let isMailed = asksForCounters && status == .ok
        return Answer(
            status: status,
            time: UTCTime.text(milliseconds),
            otp: fields["otp"],
            nonce: nonce.text,
            syncLevel: syncLevel,
            timestamp: isMailed ? touch?.timestamp : nil,
            counters: isMailed ? touch?.counters : nil
        )
    }

    /// A request that cannot be dealt with: `MISSING_PARAMETER` is the protocol's word for it.
    package struct Refusal: Error, Sendable {
        /// Whose key signs the answer, as far as it can be told.
        package let clientID: ClientID?

        fileprivate let echo: Echo

        package func answer(at milliseconds: Int64) -> Answer {
            Answer(
                status: .missingParameter,
                time: UTCTime.text(milliseconds),
                otp: echo.otp,
                nonce: echo.nonce,
                syncLevel: nil,
                timestamp: nil,
                counters: nil
            )
        }
    }

    fileprivate struct Echo {
        var otp: String?
        var nonce: String?
    }
}

// The fields have the code in them.
extension ReceivedRequest: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "verification for client \(clientID)" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: []) }
}

extension ReceivedRequest.Refusal: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "the verification request lacks a parameter, or has one that cannot be read" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
