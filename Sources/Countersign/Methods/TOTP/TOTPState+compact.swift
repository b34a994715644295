import OneTimePassword

/// How the state of an app is written: it is opened and sealed with every code.
extension TOTPState: Compact {
    private static let purpose = "countersign-totp-1"

    package var compactBytes: [UInt8] {
        var fields = LengthPrefixed(Self.purpose)
        fields.append(key.secret.bytes)
        fields.append(key.algorithm.rawValue)
        fields.append(Int64(key.digits))
        fields.append(key.period)
        fields.append(isHardwareToken ? 1 : 0)
        fields.append(mark)
        fields.append(drift)
        fields.append(Int64(burned.count))
        for step in burned { fields.append(step) }
        fields.append(suspicion == nil ? 0 : 1)
        if let suspicion {
            fields.append(suspicion.step)
            fields.append(suspicion.offset)
        }
        return fields.bytes
    }

    package init(compactBytes: [UInt8]) throws {
        var fields = try LengthPrefixedReader(compactBytes, purpose: Self.purpose)
        let secret = try SharedSecret(try fields.bytes())
        guard let algorithm = HashAlgorithm(rawValue: try fields.text()) else { throw LengthPrefixedReader.Malformed() }
        let digits = Int(clamping: try fields.number())
        let key = try TOTP(secret: secret, algorithm: algorithm, digits: digits, period: try fields.number())
        let isHardwareToken = try fields.number() == 1
        self.init(key: key, mark: try fields.number(), isHardwareToken: isHardwareToken)
        drift = try fields.number()
        for _ in 0..<(try fields.count()) { burned.append(try fields.number()) }
        if try fields.number() == 1 {
            suspicion = Suspicion(step: try fields.number(), offset: try fields.number())
        }
        try fields.end()
    }
}
