import Countersign

extension RouteTable {
    /// Programs, and what right each of their calls takes.
    mutating func addPrograms() {
        // MARK: Programs that ask about YubiKeys' codes

        validation { list in
            list.verify("/wsapi/2.0/verify")
            // Where clients of the protocol's first version ask; with what the second wants, they are answered.
            list.verify("/wsapi/verify")
        }

        // MARK: Programs with an API key

        calls { list in
            list.open("/openapi.json", APIDescription.show)

            list.post("/verify", .verify, keptFor: .verify, VerifyCall.answer)

            list.post("/accounts", .accounts, AccountCalls.create)
            list.get("/accounts", .accounts, parameters: ["name"], AccountCalls.find)
            list.get("/accounts/by-external-id/{external_id}", .accounts, AccountCalls.showExternal)
            list.get("/accounts/{account_id}", .accounts, AccountCalls.show)
            list.patch("/accounts/{account_id}", .accounts, AccountCalls.change)
            list.delete("/accounts/{account_id}", .accounts, AccountCalls.remove)

            list.get("/accounts/{account_id}/factors", .factors, FactorCalls.list)
            list.post("/accounts/{account_id}/factors", .factors, FactorCalls.begin)
            list.delete("/accounts/{account_id}/factors/{factor_id}", .factors, FactorCalls.remove)
            list.post("/accounts/{account_id}/factors/{factor_id}/confirm", .factors, FactorCalls.confirm)
            list.post("/accounts/{account_id}/backup-codes", .factors, FactorCalls.makeBackupCodes)

            list.post("/accounts/{account_id}/challenges", .verify, ChallengeCalls.begin)

            list.post("/accounts/{account_id}/unlock", .support, AccountCalls.unlock)
            list.post("/accounts/{account_id}/suspension", .support, SupportCalls.suspend)
            list.get("/accounts/{account_id}/suspension", .support, SupportCalls.showSuspension)
            list.delete("/accounts/{account_id}/suspension", .support, SupportCalls.endSuspension)
            list.post("/accounts/{account_id}/bypass-codes", .support, SupportCalls.makeBypassCode)
            list.get("/accounts/{account_id}/bypass-codes", .support, SupportCalls.showBypassCode)
            list.delete("/accounts/{account_id}/bypass-codes", .support, SupportCalls.cancelBypassCode)
            list.post("/accounts/{account_id}/reset", .support, SupportCalls.reset)
            list.get("/accounts/{account_id}/explain", .support, SupportCalls.explain)

            list.get("/organisations", .policy, OrganisationCalls.list)
            list.post("/organisations", .policy, OrganisationCalls.create)
            list.get("/organisations/{organisation_id}", .policy, OrganisationCalls.show)
            list.patch("/organisations/{organisation_id}", .policy, OrganisationCalls.change)
            list.get(
                "/organisations/{organisation_id}/members",
                .policy,
                parameters: ["after", "limit"],
                OrganisationCalls.members
            )
            list.put("/organisations/{organisation_id}/members/{account_id}", .policy, OrganisationCalls.add)
            list.delete("/organisations/{organisation_id}/members/{account_id}", .policy, OrganisationCalls.remove)
            list.get("/organisations/{organisation_id}/policy", .policy, PolicyCalls.show)
            list.put("/organisations/{organisation_id}/policy", .policy, parameters: ["dry_run"], PolicyCalls.save)
            list.get(
                "/organisations/{organisation_id}/policy/versions",
                .policy,
                parameters: ["before", "limit"],
                PolicyCalls.history
            )

            list.get("/events", .events, parameters: ["after", "limit"], EventCalls.list)
        }
    }
}
