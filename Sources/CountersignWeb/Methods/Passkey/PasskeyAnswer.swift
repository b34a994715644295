import Countersign
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore

/// What the script of a passkey's page sent.
struct SentPasskey {
    let given: Given
    let challenge: String

    /// Nil where the script did not run, or the browser refused the page's address.
    init?(_ form: Form) {
        guard !form["credential"].isEmpty else { return nil }
        given = .credential(form["credential"])
        challenge = form["challenge"]
    }
}

extension PageContext {
    /// Options for a page's script: `{"id", "options"}`, as WebAuthn's JSON has them.
    func options(_ id: String, _ shown: [String: String]) -> Response {
        let text = JSONText.object { json in
            json.member("id", id)
            json.member("options", json: shown[PasskeyMethod.Shown.options] ?? "{}")
        }
        return Response(status: .ok, type: "application/json", body: ByteBuffer(bytes: text.bytes))
    }

    /// What to say to a form that holds no answer.
    ///
    /// A browser refuses to ask for keys where the page's address does not fit the domain they are bound to; only the
    /// operator can do something about that.
    func problem(withoutAnswer form: Form) -> PasskeyProblem? {
        guard form["challenge"] == "address" else { return nil }
        visitor.log.warning(
            "A browser refuses passkeys at this address: see passkey-rp-id and public-url",
            metadata: ["public_url": "\(world.settings.publicURL)"]
        )
        return .address
    }

    /// The words for a refused answer. What only the operator can mend goes into the log.
    func problem(_ rejection: Rejection) -> PasskeyProblem {
        switch rejection.hint {
        case .keyMayBeCopied: return .copied
        case .modelNotAllowed: return .model
        case .wrongAddress:
            visitor.log.warning(
                "A passkey was used at an address that is not configured: see passkey-origins and public-url",
                metadata: ["public_url": "\(world.settings.publicURL)"]
            )
            return .address
        case .justRunOut, .clockMayBeWrong, .clockIsOff, .usedOn, .otherBrowser, nil: break
        }
        return switch rejection.reason {
        case .noFactor: .notYours
        case .alreadyUsed: .known
        case .expired, .challengeEnded: .tooLate
        case .wrongCode, .locked, .unavailable: .again
        }
    }
}
