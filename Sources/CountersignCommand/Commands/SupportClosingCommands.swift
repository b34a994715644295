import ArgumentParser
import Countersign
import Foundation

// `countersign support`: exceptions from the policy, and what closes an account or ends what is open in it.

/// An act of support that takes nothing but the account and the reason.
protocol PlainSupportCommand: AsyncParsableCommand {
    var options: GlobalOptions { get }
    var support: SupportOptions { get }
    static var act: StaffAct { get }
    /// What is said once it is done.
    static var told: String { get }
}

extension PlainSupportCommand {
    func run() async throws {
        let answer = try await support.carryOut(try support.order(Self.act), options)
        try Answer.say(answer, asJSON: options.json) { "\(Self.told)\n" }
    }
}

/// `countersign support exempt`
struct SupportExemptCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "exempt",
        abstract: "Let an account be without the second step that policy asks for, until a day.",
        discussion: "One that the person has is still asked for."
    )

    @OptionGroup var options: GlobalOptions
    @OptionGroup var support: SupportOptions

    @Option(help: "When it ends: a date such as 2026-12-01 (UTC), or a moment; within a year.")
    var until: String

    func run() async throws {
        var order = try support.order(.exempt)
        order.until = try HostMoment.read(until, "--until")
        let answer = try await support.carryOut(order, options)
        try Answer.say(answer, asJSON: options.json) { "Exempt until \(Moments.text(answer.endsAt)).\n" }
    }
}

/// `countersign support end-exemption`
struct SupportEndExemptionCommand: PlainSupportCommand {
    static let configuration = CommandConfiguration(
        commandName: "end-exemption",
        abstract: "Let the policy hold again for an account."
    )
    static let act = StaffAct.endExemption
    static let told = "The policy holds again."

    @OptionGroup var options: GlobalOptions
    @OptionGroup var support: SupportOptions
}

/// `countersign support remove-factor`
struct SupportRemoveFactorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove-factor",
        abstract: "Remove one factor of an account, and sign the person out everywhere."
    )

    @OptionGroup var options: GlobalOptions
    @OptionGroup var support: SupportOptions

    @Option(help: "The factor's id, as countersign factor list shows it.")
    var factor: String

    func run() async throws {
        var order = try support.order(.removeFactor)
        order.factorID = Factor.ID(factor)
        let answer = try await support.carryOut(order, options)
        try Answer.say(answer, asJSON: options.json) { "Removed the factor \(factor).\n" }
    }
}

/// `countersign support sign-out`
struct SupportSignOutCommand: PlainSupportCommand {
    static let configuration = CommandConfiguration(
        commandName: "sign-out",
        abstract: "Sign a person out everywhere; no browser is remembered any more."
    )
    static let act = StaffAct.signOutEverywhere
    static let told = "Signed out everywhere."

    @OptionGroup var options: GlobalOptions
    @OptionGroup var support: SupportOptions
}

/// `countersign support freeze`
struct SupportFreezeCommand: PlainSupportCommand {
    static let configuration = CommandConfiguration(
        commandName: "freeze",
        abstract: "Freeze an account: nobody signs in to it and nothing of it changes."
    )
    static let act = StaffAct.freeze
    static let told = "The account is frozen."

    @OptionGroup var options: GlobalOptions
    @OptionGroup var support: SupportOptions
}

/// `countersign support unfreeze`
struct SupportUnfreezeCommand: PlainSupportCommand {
    static let configuration = CommandConfiguration(
        commandName: "unfreeze",
        abstract: "Let a frozen account be used again. Make sure first who asks."
    )
    static let act = StaffAct.unfreeze
    static let told = "The account can be used again."

    @OptionGroup var options: GlobalOptions
    @OptionGroup var support: SupportOptions
}

/// `countersign support disable`
struct SupportDisableCommand: PlainSupportCommand {
    static let configuration = CommandConfiguration(
        commandName: "disable",
        abstract: "Disable an account, of somebody who has left."
    )
    static let act = StaffAct.disable
    static let told = "The account is disabled."

    @OptionGroup var options: GlobalOptions
    @OptionGroup var support: SupportOptions
}

/// `countersign support enable`
struct SupportEnableCommand: PlainSupportCommand {
    static let configuration = CommandConfiguration(
        commandName: "enable",
        abstract: "Let a disabled account be used again."
    )
    static let act = StaffAct.enable
    static let told = "The account can be used again."

    @OptionGroup var options: GlobalOptions
    @OptionGroup var support: SupportOptions
}
