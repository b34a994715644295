extension RouteTable {
    /// The pages of whoever is signed in, by what they may reach.
    mutating func addMembers() {
        // MARK: Members, whatever they may reach

        pages(for: InSession.self) { pages in
            pages.get("/sign-out", Portal.showSignOut)
            pages.post("/sign-out", Portal.signOut)
            pages.post("/session", Portal.staySignedIn)

            pages.get("/security/confirm", ProvingAgain.start)
            pages.get("/security/confirm/methods", ProvingAgain.methods)
            pages.get("/security/confirm/done", ProvingAgain.done)
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

        pages(for: MustEnrol.self) { pages in
            pages.get("/setup", SettingUp.explain)
            pages.act("/setup/later", SettingUp.later)
            pages.get("/setup/choose", SettingUp.choose)
        }

        // MARK: They, and members with a fresh proof: to add a factor

        pages(for: Enrolling.self) { pages in
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

        pages(for: Renewing.self) { pages in
            pages.get(Portal.lastCodePath, Portal.showBackupCodeUsed)
            pages.get("/security/two-factor/backup-codes", SavingBackupCodes.show)
            pages.act("/security/two-factor/backup-codes", SavingBackupCodes.finish)
            pages.get("/security/two-factor/backup-codes.pdf", BackupCodeFiles.pdf)
            pages.get("/security/two-factor/backup-codes.txt", BackupCodeFiles.text)
            pages.get("/security/two-factor/backup-codes/new", SavingBackupCodes.askForNew)
            pages.act("/security/two-factor/backup-codes/new", SavingBackupCodes.makeNew)
        }

        // MARK: Members

        pages(for: SignedIn.self) { pages in
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
            pages.act(CancellingRecovery.path, CancellingRecovery.cancel)

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

        pages(for: FreshlySignedIn.self) { pages in
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
    }
}
