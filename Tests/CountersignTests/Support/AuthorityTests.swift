import Countersign
import Testing

/// Who may do what to whom: every role, act and person against a table that is written down here by hand.
@Suite("Authority")
struct AuthorityTests {
    /// What each role may do: `yes` where it concerns nobody, else the roles of the people that it may be done to, by
    /// their first letters (m member, a auditor, p approver, s supporter, o owner). Columns: auditor, approver,
    /// supporter, owner. What is not named is denied.
    private static let table = """
        see_overview         yes    yes  yes  yes
        see_requests         yes    yes  yes  yes
        see_policy           yes    yes  yes  yes
        see_audit_log        yes    no   no   yes
        see_delivery         yes    no   yes  yes
        see_staff            yes    no   no   yes
        see_settings         yes    no   no   yes
        see_apps             yes    no   no   yes
        search               yes    yes  yes  yes
        export_events        yes    no   no   yes
        export_people        yes    no   no   yes
        open_person          mapso  m    m    mapso
        explain              mapso  m    m    mapso
        suspend              no     no   m    mapso
        end_suspension       no     no   m    mapso
        issue_bypass_code    no     no   m    mapso
        cancel_bypass_code   no     no   m    mapso
        clear_wait           no     no   m    mapso
        refill_budget        no     no   m    mapso
        ask_to_set_up_again  no     no   m    mapso
        remove_factor        no     no   m    mapso
        sign_out_everywhere  no     no   m    mapso
        exempt               no     no   m    mapso
        end_exemption        no     no   m    mapso
        freeze               no     no   m    mapso
        unfreeze             no     no   m    mapso
        remind               no     no   m    mapso
        decide_recovery      no     no   m    mapso
        decide_turn_off      no     no   m    mapso
        approve              no     m    m    mapso
        change_role          no     no   no   mapso
        disable              no     no   no   mapso
        enable               no     no   no   mapso
        delete_person        no     no   no   mapso
        invite               no     no   no   yes
        change_policy        no     no   no   yes
        change_organisations no     no   no   yes
        change_settings      no     no   no   yes
        change_apps          no     no   no   yes
        send_test_mail       no     no   no   yes
        """

    private static let letters: [Role: Character] = [
        .member: "m", .auditor: "a", .approver: "p", .supporter: "s", .owner: "o",
    ]

    private static let expected: [String: [Role: String]] = Dictionary(
        uniqueKeysWithValues: table.split(separator: "\n").map { line in
            let words = line.split(separator: " ").map(String.init)
            let roles: [Role] = [.auditor, .approver, .supporter, .owner]
            return (words[0], Dictionary(uniqueKeysWithValues: zip(roles, words[1...])))
        }
    )

    @Test("the table names every act and no other")
    func tableIsWhole() {
        #expect(Set(Self.expected.keys) == Set(StaffAct.allCases.map(\.rawValue)))
        #expect(Self.expected.values.allSatisfy { $0.count == 4 })
    }

    @Test("every role, act and person is answered as the table says", arguments: Role.allCases)
    func answersFollowTheTable(role: Role) throws {
        for act in StaffAct.allCases {
            let cell = Self.expected[act.rawValue]?[role] ?? "no"
            for target in Role.allCases {
                let letter = try #require(Self.letters[target])
                let answer = Authority.allows(act, by: role, to: target)
                #expect(
                    answer.isAllowed == (cell == "yes" || cell != "no" && cell.contains(letter)),
                    "\(role) \(act) \(target): \(answer)"
                )
            }
            #expect(Authority.allows(act, by: role).isAllowed == (cell == "yes"), "\(role) \(act) nobody")
        }
    }

    @Test("nobody acts on themselves, whatever their role; looking is no act")
    func nobodyActsOnThemselves() {
        for role in Role.allCases {
            for act in StaffAct.allCases where act.concernsPerson {
                let answer = Authority.allows(act, by: role, to: role, isSelf: true)
                let mayLook = act == .openPerson || act == .explain
                #expect(answer.isAllowed == (mayLook && role != .member), "\(role) \(act)")
            }
        }
    }

    @Test("the last owner stays one, and can be helped")
    func lastOwnerStays() {
        for act in StaffAct.allCases where act.concernsPerson {
            let answer = Authority.allows(act, by: .owner, to: .owner, isLastOwner: true)
            let ends: Set<StaffAct> = [.changeRole, .disable, .deletePerson, .freeze]
            #expect(answer == (ends.contains(act) ? .refused(.lastOwner) : .allowed), "\(act)")
        }
    }

    @Test("a refusal says why")
    func refusalsSayWhy() {
        #expect(Authority.allows(.suspend, by: .member, to: .member) == .refused(.notStaff))
        #expect(Authority.allows(.suspend, by: .auditor, to: .member) == .refused(.notYourRole))
        #expect(Authority.allows(.suspend, by: .supporter, to: .supporter) == .refused(.morePower))
        #expect(Authority.allows(.suspend, by: .supporter, to: .owner) == .refused(.morePower))
        #expect(Authority.allows(.suspend, by: .owner, to: .owner, isSelf: true) == .refused(.yourself))
        #expect(Authority.allows(.suspend, by: .owner) == .refused(.nobodyNamed))
    }
}
