import Foundation
import Testing
import WebAuthn

@testable import Countersign

@Suite("Of several policies the strictest holds, rule by rule")
struct EffectivePolicyTests {
    private static let now = Date(timeIntervalSince1970: 1_790_931_600)
    private static let day: TimeInterval = 24 * 3600
    private static let north = Organisation.ID("north")
    private static let south = Organisation.ID("south")
    private static let strong: Set<Kind> = [.passkey]

    private static func policy(_ change: (inout Policy) -> Void) -> Policy {
        var policy = Policy()
        change(&policy)
        return policy
    }

    private static func effective(
        _ north: Policy?,
        _ south: Policy? = nil,
        role: Role = .member,
        joined: Date = now.addingTimeInterval(-100 * day),
        _ configure: (inout Settings) -> Void = { _ in }
    ) -> EffectivePolicy {
        var settings = Settings()
        configure(&settings)
        let says = [(Self.north, north), (Self.south, south)].compactMap { id, policy in
            policy.map { EffectivePolicy.Say(organisation: id, policy: $0, joinedAt: joined) }
        }
        return EffectivePolicy(floor: PolicyFloor(settings), says: says, role: role)
    }

    // MARK: Who decides

    @Test("without any organisation the configuration holds, and says so")
    func configurationAlone() {
        let policy = Self.effective(nil) { settings in
            settings.rememberedDeviceDays = 7
            settings.backupCodeCount = 9
            settings.recoveryWait = 86_400
        }
        #expect(policy.secondFactor == Ruled(.optional, by: .standard))
        #expect(policy.rememberedDeviceDays == Ruled(7, by: .configuration))
        #expect(policy.backupCodeCount == Ruled(9, by: .configuration))
        #expect(policy.recoveryWait == Ruled(86_400, by: .configuration))
        #expect(policy.demands.isEmpty)
        #expect(policy.stop(having: [], strong: Self.strong, at: Self.now) == nil)
    }

    @Test(
        "the stricter demand decides, whichever organisation it is of",
        arguments: [
            (Policy.Requirement.off, Policy.Requirement.off, Policy.Requirement.off),
            (.off, .optional, .optional), (.optional, .staff, .staff), (.staff, .required, .required),
            (.required, .optional, .required),
        ]
    )
    func requirement(_ one: Policy.Requirement, _ other: Policy.Requirement, _ expected: Policy.Requirement) {
        for (first, second) in [(one, other), (other, one)] {
            let policy = Self.effective(
                Self.policy { $0.secondFactor = first },
                Self.policy { $0.secondFactor = second }
            )
            #expect(policy.secondFactor.value == expected)
            #expect(policy.secondFactor.source == .organisation(first == expected ? Self.north : Self.south))
        }
    }

    @Test("the configuration's demand is a floor that no policy lowers")
    func floor() {
        let policy = Self.effective(Self.policy { $0.secondFactor = .off }) { $0.secondFactor = .required }
        #expect(policy.secondFactor == Ruled(.required, by: .configuration))
        #expect(policy.isRequired(at: Self.now) == Ruled(true, by: .configuration))
        #expect(policy.isOffered)
        let stop = policy.stop(having: [], strong: Self.strong, at: Self.now)
        #expect(stop == Stop(at: Self.now, reason: .noFactor, rule: .demand(.factor), source: .configuration))
    }

    @Test("numbers: the fewest days and codes, the shortest limits, the longest wait and more eyes")
    func numbers() {
        let policy = Self.effective(
            Self.policy {
                $0.rememberedDeviceDays = 14
                $0.backupCodeCount = 10
                $0.longestBypassMinutes = 60
                $0.longestSuspensionHours = 24
                $0.secondApprover = .staff
                $0.recoveryWaitHours = 48
                $0.turningOff = .staff
            },
            Self.policy {
                $0.rememberedDeviceDays = 3
                $0.backupCodeCount = 6
                $0.longestBypassMinutes = 120
                $0.longestSuspensionHours = 4
                $0.secondApprover = .always
                $0.recoveryWaitHours = 72
                $0.codesInSubjects = false
            }
        )
        let south = PolicySource.organisation(Self.south)
        let north = PolicySource.organisation(Self.north)
        #expect(policy.rememberedDeviceDays == Ruled(3, by: south))
        #expect(policy.backupCodeCount == Ruled(6, by: south))
        #expect(policy.longestBypass == Ruled(3600, by: north))
        #expect(policy.longestSuspension == Ruled(4 * 3600, by: south))
        #expect(policy.secondApprover == Ruled(.always, by: south))
        #expect(policy.recoveryWait == Ruled(72 * 3600, by: south))
        #expect(policy.turningOff == Ruled(.staff, by: north))
        #expect(policy.codesInSubjects == Ruled(false, by: south))
    }

    @Test("the configuration wins where it is stricter, and only there")
    func configurationWins() {
        let asked = Self.policy {
            $0.rememberedDeviceDays = 20
            $0.recoveryWaitHours = 24
        }
        let strict = Self.effective(asked) { settings in
            settings.rememberedDeviceDays = 5
            settings.recoveryWait = 100 * 3600
        }
        #expect(strict.rememberedDeviceDays == Ruled(5, by: .configuration))
        #expect(strict.recoveryWait == Ruled(100 * 3600, by: .configuration))
        let lax = Self.effective(asked)
        #expect(lax.rememberedDeviceDays == Ruled(20, by: .organisation(Self.north)))
        #expect(lax.recoveryWait == Ruled(24 * 3600, by: .organisation(Self.north)))
    }

    @Test("an organisation that lets nobody in by waiting is stricter than any wait")
    func noWait() {
        let policy = Self.effective(
            Self.policy { $0.recoveryWaitHours = 0 },
            Self.policy { $0.recoveryWaitHours = 700 }
        )
        #expect(policy.recoveryWait == Ruled(0, by: .organisation(Self.north)))
    }

    @Test("models: allowed by all, denied by any")
    func models() throws {
        let one = try #require(AAGUID("00000000-0000-0000-0000-000000000001"))
        let two = try #require(AAGUID("00000000-0000-0000-0000-000000000002"))
        let policy = Self.effective(
            Self.policy {
                $0.attestation = .direct
                $0.allowedModels = [one, two]
            },
            Self.policy {
                $0.allowedModels = [two]
                $0.deniedModels = [one]
            }
        )
        #expect(policy.passkeys.attestation == .direct)
        #expect(policy.passkeys.authenticators == AuthenticatorFilter(allowed: [two], denied: [one]))
    }

    // MARK: When people are stopped

    @Test("who joined before has until the day, who is new has their days of grace")
    func grace() {
        let start = Self.now.addingTimeInterval(10 * Self.day)
        let rule = Self.policy {
            $0.secondFactor = .required
            $0.requiredFrom = start
            $0.graceDays = 14
        }
        let old = Self.effective(rule)
        #expect(old.stop(having: [], strong: Self.strong, at: Self.now)?.at == start)
        #expect(old.stop(having: [.totp], strong: Self.strong, at: Self.now) == nil)
        let new = Self.effective(rule, joined: Self.now)
        #expect(
            new.stop(having: [], strong: Self.strong, at: Self.now)?.at == Self.now.addingTimeInterval(14 * Self.day)
        )
        #expect(!new.isRequired(at: start).value)
        let later = start.addingTimeInterval(30 * Self.day)
        #expect(new.stop(having: [], strong: Self.strong, at: later)?.at == later)
    }

    @Test("of two organisations the earlier day holds")
    func earlier() {
        let policy = Self.effective(
            Self.policy {
                $0.secondFactor = .required
                $0.requiredFrom = Self.now.addingTimeInterval(20 * Self.day)
            },
            Self.policy {
                $0.secondFactor = .required
                $0.requiredFrom = Self.now.addingTimeInterval(5 * Self.day)
            }
        )
        let stop = policy.stop(having: [], strong: Self.strong, at: Self.now)
        #expect(stop?.at == Self.now.addingTimeInterval(5 * Self.day))
        #expect(stop?.source == .organisation(Self.south))
    }

    @Test("a kind that ends stops those who have nothing else, from its end on")
    func ending() {
        let end = Self.now.addingTimeInterval(3 * Self.day)
        let policy = Self.effective(
            Self.policy {
                $0.secondFactor = .required
                $0.kindsEnd[.email] = end
            }
        )
        #expect(policy.allows(.email, at: Self.now))
        #expect(!policy.allows(.email, at: end))
        #expect(policy.stop(having: [.email], strong: Self.strong, at: Self.now)?.at == end)
        #expect(policy.stop(having: [.email], strong: Self.strong, at: Self.now)?.reason == .ended([.email]))
        #expect(policy.stop(having: [.email, .totp], strong: Self.strong, at: Self.now) == nil)
        #expect(policy.stop(having: [.email], strong: Self.strong, at: end)?.at == end)
    }

    @Test("where nothing is required, nobody is stopped by the end of a kind")
    func endingOptional() {
        let policy = Self.effective(Self.policy { $0.kindsEnd[.email] = Policy.neverAllowed })
        #expect(policy.stop(having: [.email], strong: Self.strong, at: Self.now) == nil)
        #expect(policy.stop(having: [], strong: Self.strong, at: Self.now) == nil)
    }

    @Test("named roles need a passkey, others do not", arguments: Role.allCases)
    func roles(_ role: Role) {
        let policy = Self.effective(
            Self.policy { $0.phishingResistantRoles = [.owner, .supporter] },
            role: role
        )
        let stop = policy.stop(having: [.totp], strong: Self.strong, at: Self.now)
        #expect((stop?.reason == .notPhishingResistant) == (role == .owner || role == .supporter))
        #expect(policy.stop(having: [.passkey], strong: Self.strong, at: Self.now) == nil)
    }

    @Test("“staff” demands it of everybody with a role", arguments: Role.allCases)
    func staff(_ role: Role) {
        let policy = Self.effective(Self.policy { $0.secondFactor = .staff }, role: role)
        #expect((policy.stop(having: [], strong: Self.strong, at: Self.now) != nil) == (role > .member))
    }

    @Test("whoever is exempt is not stopped before that ends")
    func exempt() {
        let until = Self.now.addingTimeInterval(Self.day)
        let policy = Self.effective(Self.policy { $0.secondFactor = .required })
        #expect(policy.stop(having: [], strong: Self.strong, exemptUntil: until, at: Self.now)?.at == until)
    }

    // MARK: As text

    @Test("a policy is read as it was written")
    func roundTrip() throws {
        let model = try #require(AAGUID("00000000-0000-0000-0000-000000000001"))
        let policy = Self.policy {
            $0.secondFactor = .required
            $0.requiredFrom = Self.now
            $0.graceDays = 14
            $0.kindsEnd = [.email: Policy.neverAllowed, .totp: Self.now]
            $0.phishingResistantRoles = [.owner]
            $0.turningOff = .nobody
            $0.rememberedDeviceDays = 0
            $0.backupCodeCount = 8
            $0.longestBypassMinutes = 15
            $0.longestSuspensionHours = 1
            $0.secondApprover = .long
            $0.recoveryWaitHours = 0
            $0.codesInSubjects = false
            $0.attestation = .direct
            $0.allowedModels = [model]
            $0.deniedModels = []
        }
        #expect(try Policy(json: policy.json) == policy)
        #expect(try Policy(json: Policy().json) == Policy())
        // What an older program wrote lacks what came later.
        #expect(try Policy(json: "{}") == Policy())
        #expect(throws: (any Error).self) { try Policy(json: #"{"second_factor":"perhaps"}"#) }
        #expect(throws: (any Error).self) { try Policy(json: "[]") }
    }
}
