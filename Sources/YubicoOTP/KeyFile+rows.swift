extension KeyFile {
    /// What one row says.
    enum Content {
        case header
        case otherKind
        case key(serial: Int64?, publicID: PublicID, secrets: KeySecrets)
    }

    typealias Line = Substring.UTF8View

    /// Cut at bytes: to Swift, a carriage return and a line feed are one character.
    static func lines(of text: String) -> [Line] {
        let byteOrderMark = "\u{FEFF}"
        let start = text.unicodeScalars.starts(with: byteOrderMark.unicodeScalars) ? byteOrderMark.utf8.count : 0
        return Substring(text).utf8.dropFirst(start)
            .split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            .map { $0.last == UInt8(ascii: "\r") ? $0.dropLast() : $0 }
    }

    /// Nil for an empty row, a comment and the line a log begins with.
    static func content(of line: Line) throws(Reason) -> Content? {
        guard line.count <= longestRowInBytes else { throw .tooLong }
        let fields = line.prefix { $0 != UInt8(ascii: "#") }
            .split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
            .map(trimmed)
        guard let first = fields.first, fields.count > 1 || !first.isEmpty else { return nil }
        switch first {
        case yubicoOTP: return try loggedKey(fields)
        case start: return nil
        case let kind where otherKinds.contains(kind): return .otherKind
        case let name where serialNames.contains(name.lowercased()): return .header
        case let serial where serial.utf8.allSatisfy({ UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }):
            return try listedKey(fields)
        default: throw .notYubico
        }
    }

    /// `serial,public id,private id,AES key` and, depending on the program, access code, times and flags.
    private static func listedKey(_ fields: [String]) throws(Reason) -> Content {
        guard 4...8 ~= fields.count else { throw .fields(fields.count) }
        let serial = Int64(fields[0])
        guard serial != nil || fields[0].isEmpty else { throw .serial }
        return try key(serial: serial, publicID: fields[1], privateID: fields[2], aesKey: fields[3])
    }

    /// `Yubico OTP,local time,slot,public id,private id,AES key` and twelve more.
    private static func loggedKey(_ fields: [String]) throws(Reason) -> Content {
        // The local time has commas of its own in some countries, so the rest is counted from the end.
        let afterTime = 16
        guard fields.count >= afterTime + 2 else { throw .fields(fields.count) }
        let rest = Array(fields.suffix(afterTime))
        guard rest[0] == "1" || rest[0] == "2" else { throw .fields(fields.count) }
        return try key(serial: nil, publicID: rest[1], privateID: rest[2], aesKey: rest[3])
    }

    private static func key(
        serial: Int64?,
        publicID: String,
        privateID: String,
        aesKey: String
    ) throws(Reason) -> Content {
        guard !publicID.isEmpty else { throw .noPublicID }
        guard let publicID = try? PublicID(publicID) else { throw .publicID }
        do throws(KeySecrets.FormatError) {
            let secrets = try KeySecrets(hexadecimalPrivateID: privateID, aesKey: aesKey)
            return .key(serial: serial, publicID: publicID, secrets: secrets)
        } catch {
            throw .secrets(error)
        }
    }

    /// Without spaces and the quotation marks that spreadsheets put around it.
    private static func trimmed(_ field: Line.SubSequence) -> String {
        let spaces: [UInt8] = [9, 32]
        var field = field.drop { spaces.contains($0) }
        while let last = field.last, spaces.contains(last) { field.removeLast() }
        let mark = UInt8(ascii: "\"")
        if field.count >= 2, field.first == mark, field.last == mark { field = field.dropFirst().dropLast() }
        return String(decoding: field, as: UTF8.self)
    }

    private static let yubicoOTP = "Yubico OTP"
    private static let start = "LOGGING START"

    // As the Personalization Tool writes them.
    private static let otherKinds: Set<String> = [
        "Static Password", "Static Password: Short", "Static Password: Scan Code", "OATH-HOTP",
        "Challenge-Response: Yubico OTP", "Challenge-Response: HMAC-SHA1", "Configuration Update",
        "Configuration Swap",
    ]

    private static let serialNames: Set<String> = ["serial", "serialnr", "serialnumber", "serial number"]
}
