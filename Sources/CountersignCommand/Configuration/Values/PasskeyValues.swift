import Countersign
import WebAuthn

extension PasskeySettings.Attestation: SettingChoice {}

/// A domain that passkeys are bound to.
struct PasskeyDomain: SettingValue, Equatable {
    let name: String

    static let form = "domain"

    init(settingText: String) throws(Misfit) {
        let name = settingText.lowercased()
        let labels = name.split(separator: ".", omittingEmptySubsequences: false)
        let isDomain =
            name.utf8.count <= 253
            && labels.allSatisfy { label in
                (1...63).contains(label.utf8.count) && label.first != "-" && label.last != "-"
                    && label.utf8.allSatisfy { Self.isLetter($0) || (48...57).contains($0) || $0 == 45 }
            }
        // The last label of an address is a number.
        guard isDomain, labels.last?.utf8.contains(where: Self.isLetter) == true else {
            throw Misfit("is no domain; write it like example.org, without scheme and port")
        }
        self.name = name
    }

    var settingText: String { name }

    /// Whether pages at this host may ask for what is bound to the domain.
    func covers(_ host: String) -> Bool { host == name || host.hasSuffix(".\(name)") }

    private static func isLetter(_ byte: UInt8) -> Bool { (97...122).contains(byte) }
}

/// Several origins, separated by commas.
struct Origins: SettingValue, Equatable {
    let all: [PublicURL]

    static let form = "origins, separated by commas, or none"

    init(settingText: String) throws(Misfit) {
        all = try Listed.values(in: settingText) { text throws(Misfit) in try PublicURL(settingText: text) }
    }

    var settingText: String { Listed.text(all.map(\.settingText)) }
}

/// Several models of authenticators, separated by commas.
struct AuthenticatorModels: SettingValue, Equatable {
    let all: [AAGUID]

    static let form = "AAGUIDs, separated by commas, or none"

    init(settingText: String) throws(Misfit) {
        all = try Listed.values(in: settingText) { text throws(Misfit) in
            guard let model = AAGUID(text) else {
                throw Misfit("is no AAGUID; write it like 2fc0579f-8113-47ea-b116-bb5a8db9202a")
            }
            return model
        }
    }

    var settingText: String { Listed.text(all.map(\.description)) }
}

/// Values with commas between them.
private enum Listed {
    static func values<Value>(
        in text: String,
        _ read: (String) throws(Misfit) -> Value
    ) throws(Misfit) -> [Value] {
        guard !text.isEmpty, text != "none" else { return [] }
        var values: [Value] = []
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            let one = part.filter { $0 != " " }
            do {
                values.append(try read(one))
            } catch {
                // Name the one that is wrong, unless it is all there is.
                throw part.count == text.count ? error : Misfit("has \(Quoted.text(one)), which \(error.reason)")
            }
        }
        return values
    }

    static func text(_ texts: [String]) -> String { texts.isEmpty ? "none" : texts.joined(separator: ",") }
}
