extension RouteTable {
    /// The console; who of the staff may do what, each page asks.
    mutating func addStaff() {
        // MARK: Staff

        pages(for: Staff.self) { pages in
            pages.get("/admin", ShowingOverview.show)
            pages.get("/admin/people", FindingPeople.show)
            pages.get("/admin/delivery", WatchingDelivery.show)
            pages.get("/admin/settings", ChangingSettings.show)
            pages.get("/admin/settings/words", ChangingWords.list)
            pages.get("/admin/settings/words/{area}", ChangingWords.show)
            // Asks for the fresh proof itself: what was typed for long would be lost on the way there.
            pages.act("/admin/settings/words/{area}", ChangingWords.save)
            pages.get("/admin/audit", AuditLog.show)
            pages.get("/admin/audit/{position}", AuditLog.showEvent)
            pages.get("/admin/policy", ShowingPolicy.show)
            pages.get("/admin/policy/history", ShowingPolicy.history)
            pages.get("/admin/requests", ShowingRequests.show)
            pages.get("/admin/staff", ShowingStaff.show)
        }

        // MARK: Staff with a proof of the last ten minutes: to open a person, to export, and for every change

        pages(for: FreshStaff.self) { pages in
            pages.get("/admin/people/{id}", OpeningPerson.show)
            pages.act("/admin/people/remind", FindingPeople.remind)
            pages.act("/admin/people/ask-again", AskingManyAgain.submit)
            pages.act("/admin/settings", ChangingSettings.save)
            pages.act("/admin/delivery/test", WatchingDelivery.test)
            pages.get("/admin/people.csv", Exporting.people)
            pages.get("/admin/audit.csv", Exporting.eventsAsCSV)
            pages.get("/admin/audit.jsonl", Exporting.eventsAsLines)
            pages.get("/admin/policy/edit", ChangingPolicy.edit)
            pages.act("/admin/policy/edit", ChangingPolicy.editAgain)
            pages.act("/admin/policy/check", ChangingPolicy.check)
            pages.get("/admin/policy/back", ChangingPolicy.goBack)
            pages.act("/admin/policy/apply", ChangingPolicy.apply)
            pages.get("/admin/people/{id}/help/{act}", HelpingPerson.show)
            pages.act("/admin/people/{id}/help/{act}", HelpingPerson.submit)
            pages.get("/admin/requests/{reference}", DecidingRequest.show)
            pages.act("/admin/requests/{reference}/accept", DecidingRequest.accept)
            pages.act("/admin/requests/{reference}/decline", DecidingRequest.decline)
            pages.act("/admin/requests/{reference}/withdraw", DecidingRequest.withdraw)
            pages.act("/admin/requests/{reference}/carry-out", DecidingRequest.carryOut)
            pages.act("/admin/staff/invitations", ShowingStaff.invite)
            pages.act("/admin/staff/invitations/{id}/again", ShowingStaff.sendAgain)
            pages.act("/admin/staff/invitations/{id}/revoke", ShowingStaff.revoke)
            pages.get("/admin/staff/{id}", ChangingRole.show)
            pages.act("/admin/staff/{id}", ChangingRole.change)
        }
    }
}
