import Countersign
import Foundation

/// `/accounts/{account_id}/challenges`: what a second step is answered to, where its kind issues something.
enum ChallengeCalls {
    /// Begins one, or sends one more mail for one that still waits.
    @Sendable
    static func begin(_ caller: Caller, _ body: JSONValue, _ keeping: Keeping) async throws -> CallAnswer {
        let fields = try JSONFields(body, known: ["kind", "challenge_id"])
        let kind = Kind(rawValue: try fields.requiredText("kind"))
        let continued = try fields.id("challenge_id").map { Challenge.ID($0) }
        guard caller.world.methods.of(kind)?.issuesChallenges == true else {
            throw APIProblem.unacceptable([FieldProblem("kind", "is none that anything is sent for here")])
        }
        let account = try await caller.dossier().account
        do {
            let issued = try await Challenging(in: caller.world).begin(
                kind,
                for: account.id,
                at: .app(caller.app.id),
                continuing: continued,
                client: nil,
                storing: { issued, _ in try keeping.changes(keeping: answer(to: issued)) }
            )
            return keeping.answer(else: answer(to: issued))
        } catch Challenging.Fault.nothingToIssue {
            throw APIProblem.nothingToSend
        } catch Challenging.Fault.ended {
            throw APIProblem.challengeEnded
        }
    }

    private static func answer(to issued: Challenging.Issued) -> CallAnswer {
        .created(
            .object { json in
                json.member("id", issued.challenge.id.rawValue)
                json.member("expires_at", Timestamp.text(of: issued.challenge.expiresAt))
                if let mail = issued.mail { json.sent(mail) }
                json.options(issued.shown)
            }
        )
    }
}

extension JSONText {
    /// The members of a mail that was written into the outbox just now.
    mutating func sent(_ mail: CodeMail) {
        member("sent_to", (try? EmailAddress(mail.address).masked) ?? "•••")
        member("reference", mail.reference)
        member("status", OutboxMail.State.queued.rawValue)
    }
}

extension JSONText {
    /// What goes to `navigator.credentials`, where there is something.
    mutating func options(_ shown: [String: String]) {
        if let options = shown[PasskeyMethod.Shown.options] { member("options", json: options) }
    }
}

extension JSONFields {
    /// The id of something, which may turn out to be none of ours.
    func id(_ name: String) throws(APIProblem) -> String? {
        guard let text = try text(name) else { return nil }
        guard text.unicodeScalars.count <= 64 else { throw .badField(name, "is longer than 64 characters") }
        return text
    }
}
