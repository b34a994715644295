import ArgumentParser
import Countersign
import Foundation

/// `countersign support explain`
struct SupportExplainCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Tell what would happen if this person signed in now, and why. Nothing is counted or changed."
    )

    @OptionGroup var options: GlobalOptions

    @Argument(help: "The account's name, confirmed address or id.")
    var account: String

    func run() async throws {
        let explanation = try await options.withHost { host in
            try await Explaining(in: host.world).explain(try await host.dossier(of: account))
        }
        try Answer.say(ExplanationAnswer(explanation), asJSON: options.json) { explanation.text }
    }
}

/// The same as the API answers.
struct ExplanationAnswer: Encodable {
    struct Step: Encodable {
        let step: String
        let until: Date?
        let facts: [String: String]
    }

    let outcome: String
    let steps: [Step]

    init(_ explanation: Explanation) {
        outcome = explanation.outcome.rawValue
        steps = explanation.steps.map { Step(step: $0.name.rawValue, until: $0.until, facts: $0.facts) }
    }
}

extension Explanation {
    var text: String {
        let lines = ["\(outcome.words)"] + steps.map { "  - \($0.words)" }
        return lines.map { Quoted.plain($0.unicodeScalars, quotesStand: true) + "\n" }.joined()
    }
}

extension Explanation.Outcome {
    fileprivate var words: String {
        switch self {
        case .refused: "Nobody could sign in."
        case .noPassword: "No password would be right: there is none."
        case .passwordOnly: "The password alone would sign in."
        case .setUp: "A new factor would have to be set up before anything else."
        case .secondStep: "After the password the second step would be asked for."
        case .stuck: "After the password no second step could be taken now."
        }
    }
}

extension Explanation.Step {
    fileprivate var words: String {
        let until = self.until.map { " until \(Moments.text($0))" } ?? ""
        func fact(_ name: String) -> String { facts[name] ?? "" }
        let way = fact("kind") + (fact("label").isEmpty ? "" : " \"\(fact("label"))\"")
        let rule = "\(fact("rule")) of " + (facts["organisation"] == nil ? "the configuration" : fact("source"))
        let wanted =
            switch fact("reason") {
            case "ended": "another second factor"
            case "not_phishing_resistant": "a passkey or security key"
            default: "a second factor"
            }
        let by = fact("by").isEmpty ? "the host" : fact("by")
        return switch name {
        case .active: "the account is active"
        case .frozen: "the account is frozen, after \"This was not me\" or by support"
        case .disabled: "the account is disabled"
        case .passwordSet: "a password is set"
        case .passwordNone: "no password is set"
        case .passwordWaits:
            facts["network"].map { "passwords from \($0) wait\(until), after wrong ones" }
                ?? "passwords from a known browser wait\(until), after wrong ones"
        case .suspended, .suspendedWithCode:
            "the second step is suspended\(until), by \(by) (\(fact("category")))"
                + (name == .suspendedWithCode ? ", with a mailed code in its place" : "")
                + (facts["network"].map { ", from \($0) only" } ?? "")
        case .noFactor: "there is no second factor"
        case .required: "a second factor is required (\(rule))"
        case .passkeyRequired: "a passkey or security key is required (\(rule))"
        case .notCounted: "\(fact("kind")) does not count (\(rule))"
        case .setUpNow: "\(wanted) is to be set up before anything else (\(rule))"
        case .setUpFrom: "\(wanted) may be put off\(until), and is to be set up from then on (\(rule))"
        case .notRequired: "policy demands none"
        case .exempt: "support has lifted policy's demand\(until)"
        case .setUpAgain: "support asked for a new setup"
        case .remembered: "\(fact("count")) remembered browsers skip the second step"
        case .askedFirst: "\(way) is asked for first"
        case .alsoWorks: "\(way) works too"
        case .waits: "\(way) waits\(until), after wrong codes"
        case .spent: "\(way) alone gets nobody in\(until): too many wrong codes"
        case .wrongInRow: "\(fact("count")) wrong codes in a row"
        case .backupCodes: "\(fact("count")) of \(fact("total")) backup codes are left"
        case .noBackupCodes: "no backup code would work"
        case .stillIn:
            fact("ways").isEmpty
                ? "nothing gets in now" : "what gets in now: \(fact("ways").replacing(" ", with: ", "))"
        case .passkeyAlone: "a passkey signs in by itself"
        case .bypassCode: "a code from support works\(until)"
        case .browserWaits: "\(fact("count")) known browsers wait on their own"
        case .recoveryOpen: "a request to get in is open: \(fact("reference")), \(fact("state"))"
        case .strict: "the alarm is on: unknown browsers have fewer tries"
        }
    }
}
