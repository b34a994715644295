import CPostgreSQL
import Countersign

/// Where the server is and how long to wait for it.
package struct PostgreSQLSettings: Sendable, CustomStringConvertible, CustomReflectable {
    /// As libpq takes it, with everything that it knows (`sslmode`, several hosts, …). It may hold a password.
    let url: String
    /// For a connection, in seconds; the URL's own `connect_timeout` comes before it.
    package var connectTimeoutInSeconds = 5
    /// For one statement, by the server, and for waiting for a lock.
    package var statementTimeout = Duration.seconds(5)
    /// For an answer, by us: a server that hangs does not keep its own time limit.
    package var answerTimeout = Duration.seconds(8)

    package init(url: String) throws {
        guard url.hasPrefix("postgres://") || url.hasPrefix("postgresql://"), !url.utf8.contains(0) else {
            throw StoreFailure.refused("the database is not a postgres:// address")
        }
        // libpq's own message would repeat the address with its password.
        guard let options = PQconninfoParse(url, nil) else {
            throw StoreFailure.refused("the database's postgres:// address cannot be read")
        }
        PQconninfoFree(options)
        self.url = url
    }

    package var description: String { "postgres://•••" }

    package var customMirror: Mirror { Mirror(self, children: [:]) }
}
