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
            pages.get("/password/forgot", Portal.showForgotten)
            pages.post("/password/forgot", Portal.sendResetLink)
            pages.get("/password/forgot/sent", Portal.showResetLinkSent)
            pages.get("/password/reset/{token}", Portal.showReset)
            pages.post("/password/reset/{token}", Portal.reset)
            pages.get("/first-owner/{token}", Portal.showFirstOwner)
            pages.post("/first-owner/{token}", Portal.makeFirstOwner)
            pages.get("/not-me/done", Portal.showFrozen)
            pages.get("/not-me/{token}", Portal.showNotMe)
            pages.post("/not-me/{token}", Portal.freeze)

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
            pages.get("/sign-in/two-codes", Portal.showTwoCodes)
            pages.post("/sign-in/two-codes", Portal.answerTwoCodes)
            pages.get("/sign-in/backup", Portal.showBackupCode)
            pages.post("/sign-in/backup", Portal.answerBackupCode)
            pages.get("/sign-in/methods", Portal.showMethods)
            pages.get("/sign-in/wait", Portal.showWait)
            pages.get("/sign-in/lost", Portal.showLost)
        }

        // MARK: Members, whatever they may reach

        routes.pages(for: InSession.self) { pages in
            pages.get("/sign-out", Portal.showSignOut)
            pages.post("/sign-out", Portal.signOut)
        }

        // MARK: Members

        routes.pages(for: SignedIn.self) { pages in
            pages.get("/sign-in/backup/used", Portal.showBackupCodeUsed)
        }

        // MARK: Programs with an API key

        routes.calls { list in
            list.open("/openapi.json", APIDescription.show)

            list.post("/verify", .verify, keptFor: .verify, VerifyCall.answer)

            list.post("/accounts", .accounts, AccountCalls.create)
            list.get("/accounts", .accounts, AccountCalls.find)
            list.get("/accounts/{account_id}", .accounts, AccountCalls.show)
            list.patch("/accounts/{account_id}", .accounts, AccountCalls.change)
            list.delete("/accounts/{account_id}", .accounts, AccountCalls.remove)

            list.get("/accounts/{account_id}/factors", .factors, FactorCalls.list)
            list.post("/accounts/{account_id}/factors", .factors, FactorCalls.begin)
            list.delete("/accounts/{account_id}/factors/{factor_id}", .factors, FactorCalls.remove)
            list.post("/accounts/{account_id}/factors/{factor_id}/confirm", .factors, FactorCalls.confirm)
            list.post("/accounts/{account_id}/backup-codes", .factors, FactorCalls.makeBackupCodes)

            list.post("/accounts/{account_id}/unlock", .support, AccountCalls.unlock)

            list.get("/events", .events, EventCalls.list)
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
