/// The end of a form that a browser's passkeys answer: hidden fields, buttons, and what the script says meanwhile.
struct PasskeyEnd {
    enum Button: String {
        case create
        case key
        case get

        var label: String {
            switch self {
            case .create: "passkeySetup.create"
            case .key: "passkeySetup.key"
            case .get: "passkey.button"
            }
        }
    }

    var buttons: [Button] = [.get]
    /// On the page to sign in the password comes first.
    var isAside = false

    func values(in words: Words) -> TemplateValue {
        var values: TemplateValues = [
            "script": .text(Asset.passkeys.path),
            "buttons": .groups(
                buttons.enumerated().map { index, button in
                    [
                        "kind": .text(button.rawValue),
                        "label": .text(words.text(isAside ? "passkey.signIn" : button.label)),
                        // What a key is called whose name nobody changed.
                        "name": .text(button == .key ? words.text("passkeySetup.securityKey") : nil),
                        "isMain": .flag(index == 0 && !isAside),
                    ]
                }
            ),
        ]
        for name in ["waiting", "cancelled", "unsupported", "known", "failed"] {
            values[name] = .text(words.text("passkey.\(name)"))
        }
        return .group(values)
    }
}

/// What password managers are told of the passkeys that work here (WebAuthn Level 3 §5.1.10).
package enum PasskeySignal: Sendable, Equatable {
    /// - Parameters: base64url, as the browser has them.
    case unknown(relyingParty: String, credential: String)
    case accepted(relyingParty: String, user: String, credentials: [String])

    var values: TemplateValue {
        .group(["text": .text(String(decoding: json.bytes, as: UTF8.self)), "script": .text(Asset.passkeys.path)])
    }

    private var json: JSONText {
        .object { json in
            switch self {
            case .unknown(let relyingParty, let credential):
                json.object("options") { json in
                    json.member("rpId", relyingParty)
                    json.member("credentialId", credential)
                }
                json.member("signal", "signalUnknownCredential")
            case .accepted(let relyingParty, let user, let credentials):
                json.object("options") { json in
                    json.member("rpId", relyingParty)
                    json.member("userId", user)
                    json.member("allAcceptedCredentialIds", credentials)
                }
                json.member("signal", "signalAllAcceptedCredentials")
            }
        }
    }
}

extension PasskeySignal? {
    var values: TemplateValue { map(\.values) ?? .absent }
}
