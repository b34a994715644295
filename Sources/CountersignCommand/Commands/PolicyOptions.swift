import ArgumentParser
import Countersign
import Foundation
import WebAuthn

/// The rules of a policy as options: what is not given stays as it is.
struct PolicyOptions: ParsableArguments {
    @Option(help: "Who must have a second factor: off, optional, staff or required.")
    var secondFactor: Policy.Requirement?

    @Option(help: "From when it is required: a date such as 2026-12-01 (UTC), a moment, or now.")
    var requiredFrom: String?

    @Option(help: "Days that people who join have.")
    var graceDays: Int?

    @Option(help: "A kind that may be used again. May be repeated.")
    var allow: [String] = []

    @Option(help: "A kind that may not be used any more: totp, passkey, yubikey or email. May be repeated.")
    var forbid: [String] = []

    @Option(help: "A kind that ends at a date: email=2026-12-01. May be repeated.")
    var end: [String] = []

    @Option(help: "Roles that need a passkey or security key, separated by commas; none for none.")
    var phishingResistant: String?

    @Option(help: "Who may turn two-factor off where it is not required: people, staff or nobody.")
    var turningOff: Policy.TurningOff?

    @Option(help: "Days that a browser may be remembered, 0 to 30.")
    var rememberedDeviceDays: Int?

    @Option(help: "Backup codes in a new set, 5 to 20; default for what the server has.")
    var backupCodeCount: String?

    @Option(help: "Minutes that a bypass code may work at most.")
    var longestBypassMinutes: Int?

    @Option(help: "Hours that the second step may be suspended at most.")
    var longestSuspensionHours: Int?

    @Option(help: "Which support actions need a second pair of eyes: never, staff, long or always.")
    var secondApprover: Policy.SecondApprover?

    @Option(
        help:
            "Hours after which a request to get in lets a member in by itself; 0 for never, default for what the server has."
    )
    var recoveryWaitHours: String?

    @Option(help: "Whether mailed codes stand in the subject: yes or no.")
    var codesInSubjects: String?

    @Option(help: "Whether new passkeys have to prove their model: none or direct.")
    var attestation: PasskeySettings.Attestation?

    @Option(
        help: "A model of key, by its AAGUID: only those allowed may be registered; all for any. May be repeated."
    )
    var allowModel: [String] = []

    @Option(help: "A model of key, by its AAGUID, that may not be registered; none for no such model. May be repeated.")
    var denyModel: [String] = []

    /// What is asked for, over what there is.
    ///
    /// - Throws: `CommandFailure`
    func applied(to before: Policy) throws -> Policy {
        var policy = before
        if let secondFactor { policy.secondFactor = secondFactor }
        if let requiredFrom {
            policy.requiredFrom = requiredFrom == "now" ? nil : try HostMoment.read(requiredFrom, "--required-from")
        }
        if let graceDays { policy.graceDays = graceDays }
        for kind in allow { policy.kindsEnd[Kind(rawValue: kind)] = nil }
        for kind in forbid { policy.kindsEnd[Kind(rawValue: kind)] = Policy.neverAllowed }
        for text in end {
            let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2 else {
                throw CommandFailure("--end: write it like email=2026-12-01", status: 2)
            }
            policy.kindsEnd[Kind(rawValue: String(parts[0]))] = try HostMoment.read(String(parts[1]), "--end")
        }
        if let phishingResistant { policy.phishingResistantRoles = try Self.roles(phishingResistant) }
        if let turningOff { policy.turningOff = turningOff }
        if let rememberedDeviceDays { policy.rememberedDeviceDays = rememberedDeviceDays }
        if let backupCodeCount { policy.backupCodeCount = try Self.number(backupCodeCount, "--backup-code-count") }
        if let longestBypassMinutes { policy.longestBypassMinutes = longestBypassMinutes }
        if let longestSuspensionHours { policy.longestSuspensionHours = longestSuspensionHours }
        if let secondApprover { policy.secondApprover = secondApprover }
        if let recoveryWaitHours {
            policy.recoveryWaitHours = try Self.number(recoveryWaitHours, "--recovery-wait-hours")
        }
        if let codesInSubjects {
            guard ["yes", "no"].contains(codesInSubjects) else {
                throw CommandFailure("--codes-in-subjects: use yes or no", status: 2)
            }
            policy.codesInSubjects = codesInSubjects == "yes"
        }
        if let attestation { policy.attestation = attestation }
        try changeModels(of: &policy)
        return policy
    }

    /// A model that is allowed is denied no more, and the other way round.
    private func changeModels(of policy: inout Policy) throws {
        if allowModel.contains("all") { policy.allowedModels = nil }
        if denyModel.contains("none") { policy.deniedModels = [] }
        for text in allowModel where text != "all" {
            let model = try Self.model(text, "--allow-model", "all")
            policy.allowedModels = (policy.allowedModels ?? []).union([model])
            policy.deniedModels.remove(model)
        }
        for text in denyModel where text != "none" {
            let model = try Self.model(text, "--deny-model", "none")
            policy.deniedModels.insert(model)
            policy.allowedModels?.remove(model)
        }
    }

    private static let example = "2fc0579f-8113-47ea-b116-bb5a8db9202a"

    private static func model(_ text: String, _ option: String, _ word: String) throws -> AAGUID {
        guard let model = AAGUID(text) else {
            throw CommandFailure(
                "\(option): \(Quoted.text(text)) is no AAGUID; write \(word) or one like \(example)",
                status: 2
            )
        }
        return model
    }

    /// Nil for `default`.
    private static func number(_ text: String, _ option: String) throws -> Int? {
        if text == "default" { return nil }
        guard let number = Int(text) else { throw CommandFailure("\(option): use a number or default", status: 2) }
        return number
    }

    private static func roles(_ text: String) throws -> Set<Role> {
        if text == "none" { return [] }
        return try Set(
            text.split(separator: ",").map { part in
                guard let role = Role(rawValue: part.trimmingCharacters(in: .whitespaces)) else {
                    let known = Role.allCases.map(\.rawValue).joined(separator: ", ")
                    throw CommandFailure(
                        "--phishing-resistant: \(Quoted.text(String(part))) is no role; use \(known)",
                        status: 2
                    )
                }
                return role
            }
        )
    }
}

extension Policy.Requirement: ExpressibleByArgument {}
extension Policy.TurningOff: ExpressibleByArgument {}
extension Policy.SecondApprover: ExpressibleByArgument {}
extension PasskeySettings.Attestation: ExpressibleByArgument {}

extension PolicyProblem {
    /// One line for the terminal.
    var words: String {
        let option = "--" + field.replacing("_", with: "-")
        return switch kind {
        case .range(let range): "\(option): \(range.lowerBound) to \(range.upperBound)"
        case .zeroOrRange(let range): "\(option): 0, or \(range.lowerBound) to \(range.upperBound)"
        case .unknownKind(let kind): "\(Quoted.text(kind)) is no kind of factor; use totp, passkey, yubikey or email"
        case .noKindLeft: "a second factor is required, and no kind is left that could be set up"
        case .noPasskey: "passkeys are demanded and not allowed"
        case .noTrustedCertificates: "--attestation direct needs passkey-trust-anchors, or no key could be registered"
        case .modelsNeedAttestation: "lists of models need --attestation direct; without it a model is only claimed"
        }
    }
}
