/// One step of the schema: statements in the dialect that both databases share. Never edited once released.
package struct Migration: Sendable {
    package let number: Int64
    package let name: String
    package let script: String

    package init(number: Int64, name: String, script: String) {
        self.number = number
        self.name = name
        self.script = script
    }

    /// All steps in order.
    package static let all = [
        foundation, issuedChallenges, yubiKeys, rememberedDevices, recovery, leaving, policies, console, support,
        passkeyHolders, proofKinds, mailOfAccount, neverSignedIn, draftsOfBrowsers, withAFactor,
    ]

    /// Tells an edited script from the one that ran: FNV-1a, against accidents and not against anybody's intent.
    var checksum: String {
        let hash = script.utf8.reduce(0xCBF2_9CE4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
        return String(hash, radix: 16)
    }
}
