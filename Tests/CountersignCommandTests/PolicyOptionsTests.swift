import ArgumentParser
import Countersign
import Testing

@testable import CountersignCommand

/// What the options of `policy set` make of the rules before them.
@Suite("Options of a policy")
struct PolicyOptionsTests {
    private let nfc = "2fc0579f-8113-47ea-b116-bb5a8db9202a"
    private let solo = "8876631b-d4a0-427f-5773-0ec71c9e0279"

    private func policy(_ arguments: [String], over before: Policy = Policy()) throws -> Policy {
        try PolicyOptions.parse(arguments).applied(to: before)
    }

    private func texts(_ policy: Policy) -> (allowed: Set<String>?, denied: Set<String>) {
        (policy.allowedModels.map { Set($0.map(\.description)) }, Set(policy.deniedModels.map(\.description)))
    }

    @Test("a model that is allowed is denied no more, and the other way round; all and none end the lists")
    func models() throws {
        let allowed = try policy(["--allow-model", nfc, "--allow-model", solo.uppercased()])
        #expect(texts(allowed).allowed == [nfc, solo] && texts(allowed).denied.isEmpty)
        let denied = try policy(["--deny-model", solo], over: allowed)
        #expect(texts(denied).allowed == [nfc] && texts(denied).denied == [solo])
        let again = try policy(["--allow-model", solo], over: denied)
        #expect(texts(again).allowed == [nfc, solo] && texts(again).denied.isEmpty)
        let ended = try policy(["--allow-model", "all", "--deny-model", "none"], over: denied)
        #expect(texts(ended).allowed == nil && texts(ended).denied.isEmpty)
        #expect(try policy(["--grace-days", "3"], over: denied).deniedModels == denied.deniedModels)
    }
}
