import Foundation

/// Who judges the codes that YubiKeys type.
enum YubiKeyValidation: SettingValue, Equatable {
    case off
    /// This server, with the secrets of imported keys.
    case own
    /// Yubico's own service.
    case yubiCloud
    /// Servers of the same protocol elsewhere.
    case servers([String])

    static let form = "off, own, yubicloud, or addresses separated by commas"

    init(settingText: String) throws(Misfit) {
        switch settingText {
        case "off", "none", "": self = .off
        case "own": self = .own
        case "yubicloud": self = .yubiCloud
        default:
            var servers: [String] = []
            for part in settingText.split(separator: ",", omittingEmptySubsequences: false) {
                servers.append(try Self.server(part.trimmingCharacters(in: .whitespaces)))
            }
            guard servers.count <= 10 else { throw Misfit("names more than 10 servers") }
            self = .servers(servers)
        }
    }

    var settingText: String {
        switch self {
        case .off: "off"
        case .own: "own"
        case .yubiCloud: "yubicloud"
        case .servers(let servers): servers.joined(separator: ",")
        }
    }

    /// Whether somebody else is asked, who wants to know who asks.
    var needsClient: Bool {
        switch self {
        case .off, .own: false
        case .yubiCloud, .servers: true
        }
    }

    private static func server(_ text: String) throws(Misfit) -> String {
        let example = "https://val.example.org/wsapi/2.0/verify"
        guard let (scheme, rest) = URLText.splitScheme(text), ["http", "https"].contains(scheme),
            text.unicodeScalars.allSatisfy({ $0.isASCII && $0.value > 0x20 && $0.value < 0x7F })
        else { throw Misfit("is neither off, own, yubicloud nor the address of a server; write it like \(example)") }
        let authority = rest.prefix { !"/?#".contains($0) }
        let path = rest.dropFirst(authority.count)
        guard !authority.contains("@"), let (host, port) = HostAndPort.split(String(authority)), port != 0 else {
            throw Misfit("has no proper host; write it like \(example)")
        }
        guard path.count > 1, !path.contains("?"), !path.contains("#") else {
            throw Misfit("needs the path of the server's verify call and no query; write it like \(example)")
        }
        // A code that somebody reads on the way can be used before us.
        guard scheme == "https" || HostAndPort.isLoopback(host) else {
            throw Misfit("is plain http to another machine; use https")
        }
        return text
    }
}

/// The number by which a validation server knows us.
struct YubicoClientNumber: SettingValue, Equatable {
    let number: Int64

    static let form = "number"

    init(settingText: String) throws(Misfit) {
        guard (1...18).contains(settingText.utf8.count), settingText.utf8.allSatisfy({ (48...57).contains($0) }),
            let number = Int64(settingText), number > 0
        else { throw Misfit("is no client id; it is a number such as 12345") }
        self.number = number
    }

    var settingText: String { String(number) }
}
