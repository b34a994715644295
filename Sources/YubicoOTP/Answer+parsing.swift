extension Answer {
    package static let longestBodyInBytes = 4096

    /// Reads the answer to a request. Everything is checked, the signature before any other field is believed:
    /// whatever is thrown means that the code is not accepted.
    package init(
        parsing body: some Collection<UInt8>,
        to request: VerifyRequest,
        key: APIKey
    ) throws(ParsingError) {
        guard body.count <= Self.longestBodyInBytes else { throw .tooLong(limit: Self.longestBodyInBytes) }
        let fields = try Self.fields(in: Array(body))
        if let name = fields.repeated { throw .repeated(name) }
        guard let signature = fields[Signature.field] else { throw .missing(Signature.field) }
        // Debian's yubiserver leaves the key's clock and counters out of its signature: then they are not believed.
        let isWhole = Signature.isRight(signature, of: fields, key: key)
        let others = fields.filter { !["timestamp", "sessioncounter", "sessionuse"].contains($0.name) }
        guard isWhole || Signature.isRight(signature, of: others, key: key) else {
            throw .signature(claimed: fields["status"].flatMap(Status.init))
        }

        guard let word = fields["status"] else { throw .missing("status") }
        guard let status = Status(rawValue: word) else { throw .unknownStatus }
        guard let time = fields["t"] else { throw .missing("t") }
        self.status = status
        self.time = time

        // An answer to another request, sent again, would else do for this one. Servers leave the two out of some
        // answers that refuse; if they are there, they have to be right.
        otp = fields["otp"]
        nonce = fields["nonce"]
        guard otp == request.otp.text || otp == nil else { throw .otherOTP }
        guard nonce == request.nonce.text || nonce == nil else { throw .otherNonce }
        if status == .ok {
            guard otp != nil else { throw .missing("otp") }
            guard nonce != nil else { throw .missing("nonce") }
        }

        syncLevel = try Self.number(in: fields, "sl", atMost: 100)
        timestamp = isWhole ? try Self.number(in: fields, "timestamp", atMost: Touch.largestTimestamp) : nil
        let session = try Self.number(in: fields, "sessioncounter", atMost: Counters.largestSession)
        let use = try Self.number(in: fields, "sessionuse", atMost: UInt8.max)
        switch (session, use) {
        case _ where !isWhole: counters = nil
        case (let session?, let use?): counters = Counters(session: session, use: use)
        case (nil, nil): counters = nil
        case (nil, _?): throw .missing("sessioncounter")
        case (_?, nil): throw .missing("sessionuse")
        }
    }

    /// Why an answer cannot be believed. Never holds a code.
    package enum ParsingError: Error, Equatable, CustomStringConvertible {
        case tooLong(limit: Int)
        case badLine(Int)
        case repeated(String)
        case missing(String)
        case signature(claimed: Status?)
        case unknownStatus
        case otherOTP
        case otherNonce
        case number(String)

        package var description: String {
            switch self {
            case .tooLong(let limit): "the validator's answer is longer than \(limit) bytes"
            case .badLine(let line): "line \(line) of the validator's answer cannot be read"
            case .repeated(let name): "\(name)= stands twice in the validator's answer"
            case .missing(let name): "the validator's answer has no \(name)="
            case .signature(let status?):
                "the validator's answer (\(status.rawValue)) is not signed with the API key"
            case .signature(nil): "the validator's answer is not signed with the API key"
            case .unknownStatus: "the validator's answer has a status that the protocol does not know"
            case .otherOTP: "the validator's answer is for another code"
            case .otherNonce: "the validator's answer is for another request"
            case .number(let name): "\(name)= in the validator's answer is not a number that can be"
            }
        }
    }

    private static func fields(in body: [UInt8]) throws(ParsingError) -> [Field] {
        var fields: [Field] = []
        let lines = body.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        for (index, line) in lines.enumerated() {
            let line = line.last == UInt8(ascii: "\r") ? line.dropLast() : line
            if line.isEmpty { continue }
            let name = line.prefix { $0 != UInt8(ascii: "=") }
            guard
                fields.count < Field.mostInMessage,
                name.count < line.count,
                let name = String(validating: name, as: UTF8.self),
                let value = String(validating: line.dropFirst(name.utf8.count + 1), as: UTF8.self),
                let field = Field(untrusted: name, value)
            else { throw .badLine(index + 1) }
            fields.append(field)
        }
        return fields
    }

    private static func number<Number: FixedWidthInteger>(
        in fields: [Field],
        _ name: String,
        atMost limit: Number
    ) throws(ParsingError) -> Number? {
        guard let text = fields[name] else { return nil }
        guard let number: Number = Digits.number(text), number <= limit else { throw .number(name) }
        return number
    }
}
