/// Every path of the server is listed in this folder. The heading of each list is who may ask; what stands under it has its
/// guard, and every form its check, by standing there. See `../README.md` for how a page is added.
extension RouteTable {
    /// What the main listener answers.
    package static func main() -> RouteTable {
        var routes = RouteTable()
        routes.addVisitors()
        routes.addMembers()
        routes.addStaff()
        routes.addPrograms()
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
