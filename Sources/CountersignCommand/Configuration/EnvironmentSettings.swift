/// The settings among the environment's variables: all that begin with `COUNTERSIGN_`.
enum EnvironmentSettings {
    private static let prefix = "COUNTERSIGN_"

    static func given(in environment: [String: String]) -> [GivenValue] {
        environment
            .filter { $0.key.hasPrefix(prefix) && !isServiceLink($0.key, $0.value) }
            .sorted { $0.key < $1.key }
            .map { name, text in
                let setting = SettingTable.all.first { $0.environmentName == name }
                let key = name.dropFirst(prefix.count).lowercased().replacing("_", with: "-")
                return GivenValue(name: setting?.name ?? key, text: text, origin: .environment(name))
            }
    }

    /// Kubernetes, and Docker's links, put variables like `COUNTERSIGN_PORT=tcp://10.0.0.1:8080` into every container
    /// when there is a service named countersign. They are nobody's slip and must not stop the start.
    private static func isServiceLink(_ name: String, _ value: String) -> Bool {
        let rest = name.dropFirst(prefix.count)
        return rest.hasSuffix("SERVICE_HOST") || rest.contains("SERVICE_PORT")
            || (rest.contains("PORT") && (value.hasPrefix("tcp://") || value.hasPrefix("udp://")))
            || rest.contains("PORT_") && (rest.contains("_TCP") || rest.contains("_UDP"))
    }
}
