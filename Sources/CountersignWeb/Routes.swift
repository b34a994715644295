import Countersign

/// Every path of the server, on this page. The heading of each list is who may ask; what stands under it has its guard,
/// and every form its check, by standing there. See `README.md` for how a page is added.
extension RouteTable {
    /// What the main listener answers.
    package static func main() -> RouteTable {
        var routes = RouteTable()

        // MARK: Anybody

        routes.operations { list in
            list.get("/healthz", OperationsPages.health)
            list.get("/readyz", OperationsPages.readiness)
            list.get("/assets/{file}", AssetFiles.show)
        }

        routes.pages(for: Visitor.self) { pages in
            pages.get("/", Portal.start)
            pages.get("/.well-known/change-password", Portal.changePassword)
            pages.get("/.well-known/passkey-endpoints", Portal.showPasskeyEndpoints)
            pages.get("/.well-known/webauthn", Portal.showRelatedOrigins)

            pages.get("/sign-up", Portal.showSignUp)
            pages.post("/sign-up", Portal.beginSignUp)
            pages.get("/sign-up/confirm", Portal.showConfirmEmail)
            pages.post("/sign-up/confirm", Portal.confirmEmail)
            pages.post("/sign-up/confirm/again", Portal.sendCodeAgain)
            pages.post("/sign-up/confirm/address", Portal.correctAddress)
            pages.get("/sign-up/confirm/{token}", Portal.showEmailLink)
            pages.post("/sign-up/confirm/{token}", Portal.confirmByLink)
            pages.get("/sign-up/confirmed", Portal.showEmailConfirmed)

            pages.get("/sign-in", Portal.showSignIn)
            pages.post("/sign-in", Portal.signIn)
            pages.get("/sign-in/passkey", Portal.backToSignIn)
            pages.post("/sign-in/passkey", Portal.signInByPasskey)
            pages.post("/sign-in/passkey/options", Portal.askForPasskey)
            pages.get("/password/forgot", Portal.showForgotten)
            pages.post("/password/forgot", Portal.sendResetLink)
            pages.get("/password/forgot/sent", Portal.showResetLinkSent)
            pages.get("/password/reset/{token}", Portal.showReset)
            pages.post("/password/reset/{token}", Portal.reset)
            pages.get("/first-owner/{token}", Portal.showFirstOwner)
            pages.post("/first-owner/{token}", Portal.makeFirstOwner)
            pages.get("/sign-in/lost/cancelled", AskingForHelp.showCancelled)
            pages.get("/sign-in/lost/{reference}", AskingForHelp.showRequest)
            pages.act("/sign-in/lost/{reference}", AskingForHelp.takeBack)
            pages.get("/sign-in/lost/cancel/{token}", AskingForHelp.showCancel)
            pages.post("/sign-in/lost/cancel/{token}", AskingForHelp.cancel)
            pages.get("/invitation/{token}", AcceptingInvitation.show)
            pages.post("/invitation/{token}", AcceptingInvitation.accept)
            pages.get("/not-me/done", Portal.showFrozen)
            pages.get("/not-me/{token}", Portal.showNotMe)
            pages.post("/not-me/{token}", Portal.freeze)
            pages.post("/not-me/{token}/sign-out", Portal.signOutStranger)
            pages.post("/not-me/{token}/keep", Portal.keepAccount)

            pages.get("/keep-account/done", DeletingAccount.showKept)
            pages.get("/keep-account/{token}", DeletingAccount.showLink)
            pages.post("/keep-account/{token}", DeletingAccount.keepByLink)

            pages.get("/security/email/confirm/{token}", AgreeingByLink.show)
            pages.act("/security/email/confirm/{token}", AgreeingByLink.agree)

            pages.get("/help", Portal.showHelp)
            pages.get("/help/{topic}", Portal.showHelpTopic)
            pages.post("/help/{topic}", Portal.takeHelpAnswer)
            pages.get("/language", Portal.showLanguages)
            pages.post("/language", Portal.chooseLanguage)
            pages.get("/privacy", Portal.showPrivacy)
        }

        // MARK: Those whose password was right, and whose second step is to come

        routes.pages(for: HalfSignedIn.self) { pages in
            pages.get("/sign-in/app", Portal.showAppCode)
            pages.post("/sign-in/app", Portal.answerAppCode)
            pages.get("/sign-in/yubikey", AskingYubiKey.show)
            pages.post("/sign-in/yubikey", AskingYubiKey.answer)
            pages.get("/sign-in/two-codes", Portal.showTwoCodes)
            pages.post("/sign-in/two-codes", Portal.answerTwoCodes)
            pages.get("/sign-in/key", Portal.showPasskey)
            pages.post("/sign-in/key", Portal.answerPasskey)
            pages.post("/sign-in/key/options", Portal.askPasskey)
            pages.get("/sign-in/email", Portal.showEmailCode)
            pages.post("/sign-in/email", Portal.answerEmailCode)
            pages.post("/sign-in/email/again", Portal.sendEmailCodeAgain)
            pages.get("/sign-in/backup", Portal.showBackupCode)
            pages.post("/sign-in/backup", Portal.answerBackupCode)
            pages.get("/sign-in/bypass", AskingForBypassCode.show)
            pages.post("/sign-in/bypass", AskingForBypassCode.answer)
            pages.get("/sign-in/methods", Portal.showMethods)
            pages.get("/sign-in/wait", Portal.showWait)
            pages.get("/sign-in/lost", Portal.showLost)
            pages.get("/sign-in/lost/ask", AskingForHelp.show)
            pages.act("/sign-in/lost/ask", AskingForHelp.ask)
            pages.get("/sign-in/lost/code", AskingForHelp.showCode)
            pages.act("/sign-in/lost/code", AskingForHelp.giveCode)
        }

        // MARK: Members, whatever they may reach

        routes.pages(for: InSession.self) { pages in
            pages.get("/sign-out", Portal.showSignOut)
            pages.post("/sign-out", Portal.signOut)

            pages.get("/security/confirm", ProvingAgain.start)
            pages.get("/security/confirm/methods", ProvingAgain.methods)
            pages.get("/security/confirm/app", ProvingAgain.showCode)
            pages.act("/security/confirm/app", ProvingAgain.giveCode)
            pages.get("/security/confirm/yubikey", AskingYubiKey.showAgain)
            pages.act("/security/confirm/yubikey", AskingYubiKey.answerAgain)
            pages.get("/security/confirm/two-codes", ProvingAgain.showTwoCodes)
            pages.act("/security/confirm/two-codes", ProvingAgain.giveTwoCodes)
            pages.get("/security/confirm/key", ProvingAgain.showPasskey)
            pages.act("/security/confirm/key", ProvingAgain.givePasskey)
            pages.act("/security/confirm/key/options", ProvingAgain.askPasskey)
            pages.get("/security/confirm/email", ProvingAgain.showEmailCode)
            pages.act("/security/confirm/email", ProvingAgain.giveEmailCode)
            pages.act("/security/confirm/email/again", ProvingAgain.sendEmailCodeAgain)
            pages.get("/security/confirm/backup", ProvingAgain.showBackupCode)
            pages.act("/security/confirm/backup", ProvingAgain.giveBackupCode)
            pages.get("/security/confirm/password", ProvingAgain.showPassword)
            pages.act("/security/confirm/password", ProvingAgain.givePassword)
        }

        // MARK: Members who get nothing before they have a second factor

        routes.pages(for: MustEnrol.self) { pages in
            pages.get("/setup", SettingUp.explain)
            pages.act("/setup/later", SettingUp.later)
            pages.get("/setup/choose", SettingUp.choose)
        }

        // MARK: They, and members with a fresh proof: to add a factor

        routes.pages(for: Enrolling.self) { pages in
            pages.get("/security/two-factor/app/new", AddingApp.show)
            pages.act("/security/two-factor/app/new", AddingApp.confirm)
            pages.get("/security/two-factor/keys/new", AddingPasskey.show)
            pages.act("/security/two-factor/keys/new", AddingPasskey.confirm)
            pages.act("/security/two-factor/keys/options", AddingPasskey.ask)
            pages.get("/security/two-factor/yubikey/new", AddingYubiKey.show)
            pages.act("/security/two-factor/yubikey/new", AddingYubiKey.confirm)
            pages.get("/security/two-factor/email", TurningOnEmailCodes.show)
            pages.act("/security/two-factor/email", TurningOnEmailCodes.confirm)
            pages.act("/security/two-factor/email/again", TurningOnEmailCodes.sendAgain)
        }

        // MARK: Members, also those who get nothing before they have new backup codes; a new set takes a fresh proof

        routes.pages(for: Renewing.self) { pages in
            pages.get(Portal.lastCodePath, Portal.showBackupCodeUsed)
            pages.get("/security/two-factor/backup-codes", SavingBackupCodes.show)
            pages.act("/security/two-factor/backup-codes", SavingBackupCodes.finish)
            pages.get("/security/two-factor/backup-codes.pdf", BackupCodeFiles.pdf)
            pages.get("/security/two-factor/backup-codes.txt", BackupCodeFiles.text)
            pages.get("/security/two-factor/backup-codes/new", SavingBackupCodes.askForNew)
            pages.act("/security/two-factor/backup-codes/new", SavingBackupCodes.makeNew)
        }

        // MARK: Members

        routes.pages(for: SignedIn.self) { pages in
            pages.get("/security", SecurityOverview.show)
            pages.act("/security/two-factor/resume", SecurityOverview.turnBackOn)
            pages.get("/security/two-factor/new", SettingUp.chooseAnother)
            pages.get(CheckUp.path, CheckUp.show)
            pages.get(Offering.path, Offering.show)
            pages.act(Offering.path, Offering.putOff)
            pages.get("/security/two-factor/app/{id}/moved", MovingToNewPhone.done)

            pages.get("/security/email/codes", ChangingEmail.showCodes)
            pages.act("/security/email/codes", ChangingEmail.giveCodes)
            pages.act("/security/email/again", ChangingEmail.sendAgain)
            pages.act("/security/email/cancel", ChangingEmail.cancel)
            pages.get("/security/name", ChangingName.show)
            pages.act("/security/name", ChangingName.change)
            pages.act("/security/keep", DeletingAccount.keep)

            pages.get("/security/devices", SignedInBrowsers.show)
            pages.act("/security/devices/{id}/sign-out", SignedInBrowsers.end)
            pages.act("/security/devices/{id}/forget", SignedInBrowsers.forget)
            pages.act("/security/devices/sign-out-others", SignedInBrowsers.endOthers)
            pages.act("/security/devices/sign-out-all", SignedInBrowsers.endAll)
            pages.get("/security/activity", OwnActivity.show)
            pages.get("/security/activity/{position}/not-me", ObjectingToActivity.show)
            pages.act("/security/activity/{position}/not-me", ObjectingToActivity.freeze)
        }

        // MARK: Members with a proof of the last ten minutes: whatever changes how an account is protected

        routes.pages(for: FreshlySignedIn.self) { pages in
            pages.get("/security/two-factor/factors/{id}/rename", ChangingFactors.showRename)
            pages.act("/security/two-factor/factors/{id}/rename", ChangingFactors.rename)
            pages.act("/security/two-factor/factors/{id}/prefer", ChangingFactors.prefer)
            pages.get("/security/two-factor/factors/{id}/remove", ChangingFactors.showRemove)
            pages.act("/security/two-factor/factors/{id}/remove", ChangingFactors.remove)
            pages.get("/security/two-factor/app/{id}/move", MovingToNewPhone.show)
            pages.act("/security/two-factor/app/{id}/move", MovingToNewPhone.goOn)
            pages.get("/security/two-factor/off", TurningOff.show)
            pages.act("/security/two-factor/off", TurningOff.turnOff)

            pages.get("/security/data.json", OwnData.download)
            pages.get("/security/undo/{token}", UndoingChange.show)
            pages.act("/security/undo/{token}", UndoingChange.undo)
            pages.get("/security/delete", DeletingAccount.show)
            pages.act("/security/delete", DeletingAccount.ask)
            pages.get("/security/password", ChangingPassword.show)
            pages.act("/security/password", ChangingPassword.change)
            pages.get("/security/email", ChangingEmail.show)
            pages.act("/security/email", ChangingEmail.begin)
        }

        // MARK: Staff

        routes.pages(for: Staff.self) { pages in
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

        routes.pages(for: FreshStaff.self) { pages in
            pages.get("/admin/people/{id}", OpeningPerson.show)
            pages.act("/admin/people/remind", FindingPeople.remind)
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

        // MARK: Programs that ask about YubiKeys' codes

        routes.validation { list in
            list.verify("/wsapi/2.0/verify")
            // Where clients of the protocol's first version ask; with what the second wants, they are answered.
            list.verify("/wsapi/verify")
        }

        // MARK: Programs with an API key

        routes.calls { list in
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

        return routes
    }

    /// What the operations listener answers.
    package static func operations() -> RouteTable {
        var routes = RouteTable()
        routes.operations { list in
            list.get("/healthz", OperationsPages.health)
            list.get("/readyz", OperationsPages.readiness)
            list.get("/metrics", OperationsPages.metrics)
        }
        return routes
    }
}
