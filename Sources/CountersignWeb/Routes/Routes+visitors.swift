extension RouteTable {
    /// Who is not signed in, or not yet.
    mutating func addVisitors() {
        // MARK: Anybody

        operations { list in
            list.get("/healthz", OperationsPages.health)
            list.get("/readyz", OperationsPages.readiness)
            list.get("/assets/{file}", AssetFiles.show)
        }

        pages(for: Visitor.self) { pages in
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

        pages(for: HalfSignedIn.self) { pages in
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
    }
}
