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
