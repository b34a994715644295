import ArgumentParser
import Countersign
import Foundation

// `countersign support`: exceptions from the policy, and what closes an account or ends what is open in it.

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
struct SupportEndExemptionCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "end-exemption",
        abstract: "Let the policy hold again for an account."
    )

    @OptionGroup var options: GlobalOptions
    @OptionGroup var support: SupportOptions

    func run() async throws {
        let answer = try await support.carryOut(try support.order(.endExemption), options)
        try Answer.say(answer, asJSON: options.json) { "The policy holds again.\n" }
    }
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
struct SupportSignOutCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sign-out",
        abstract: "Sign a person out everywhere; no browser is remembered any more."
    )

    @OptionGroup var options: GlobalOptions
    @OptionGroup var support: SupportOptions

    func run() async throws {
        let answer = try await support.carryOut(try support.order(.signOutEverywhere), options)
        try Answer.say(answer, asJSON: options.json) { "Signed out everywhere.\n" }
    }
}

/// `countersign support freeze`
struct SupportFreezeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "freeze",
        abstract: "Freeze an account: nobody signs in to it and nothing of it changes."
    )

    @OptionGroup var options: GlobalOptions
    @OptionGroup var support: SupportOptions

    func run() async throws {
        let answer = try await support.carryOut(try support.order(.freeze), options)
        try Answer.say(answer, asJSON: options.json) { "The account is frozen.\n" }
    }
}

/// `countersign support unfreeze`
struct SupportUnfreezeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "unfreeze",
        abstract: "Let a frozen account be used again. Make sure first who asks."
    )

    @OptionGroup var options: GlobalOptions
    @OptionGroup var support: SupportOptions

    func run() async throws {
        let answer = try await support.carryOut(try support.order(.unfreeze), options)
        try Answer.say(answer, asJSON: options.json) { "The account can be used again.\n" }
    }
}

/// `countersign support disable`
struct SupportDisableCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "disable",
        abstract: "Disable an account, of somebody who has left."
    )

    @OptionGroup var options: GlobalOptions
    @OptionGroup var support: SupportOptions

    func run() async throws {
        let answer = try await support.carryOut(try support.order(.disable), options)
        try Answer.say(answer, asJSON: options.json) { "The account is disabled.\n" }
    }
}

/// `countersign support enable`
struct SupportEnableCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "enable",
        abstract: "Let a disabled account be used again."
    )

    @OptionGroup var options: GlobalOptions
    @OptionGroup var support: SupportOptions

    func run() async throws {
        let answer = try await support.carryOut(try support.order(.enable), options)
        try Answer.say(answer, asJSON: options.json) { "The account can be used again.\n" }
    }
}
