import Countersign
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore
import NIOCore

/// An app, by one of its keys. Like the contexts of pages it can only be made by proving it.
package struct Caller: Sendable {
    package let visitor: Visitor
    package let app: App
    package let key: APIKey
    /// The query's parameters, of those that the call knows.
    let query: [String: String]

    private init(visitor: Visitor, app: App, key: APIKey, query: [String: String]) {
        self.visitor = visitor
        self.app = app
        self.key = key
        self.query = query
    }

    /// - Parameter parameters: those of the query that the call knows.
    /// - Throws: `APIProblem`: 401 without a good key, 403 without the scope, 400 for other parameters.
    static func established(
        by visitor: Visitor,
        with scope: Scope,
        parameters: [String] = []
    ) async throws -> Caller {
        guard let token = bearer(in: visitor.request.headers) else { throw APIProblem.noKey }
        guard let known = try await visitor.web.apiKeys.key(token, in: visitor.world),
            known.key.isGood(at: visitor.world.now())
        else { throw APIProblem.badKey }
        guard known.key.scopes.contains(scope) else { throw APIProblem.missingScope(scope) }
        let query = try query(of: visitor.request, known: parameters)
        return Caller(visitor: visitor, app: known.app, key: known.key, query: query)
    }

    /// One header, one token: a proxy that added another would leave open who is calling.
    private static func bearer(in headers: HTTPFields) -> Token? {
        let values = headers[values: .authorization]
        guard values.count == 1, let value = values.first, value.utf8.count <= 128 else { return nil }
        let scheme = "bearer "
        guard value.utf8.count > scheme.utf8.count, value.prefix(scheme.count).lowercased() == scheme else {
            return nil
        }
        return APIKey.token(in: String(value.dropFirst(scheme.count)))
    }

    var world: Surroundings { visitor.world }

    var actor: Event.Actor { .app(app.id, key: key.id) }

    func need(_ scope: Scope) throws(APIProblem) {
        guard key.scopes.contains(scope) else { throw .missingScope(scope) }
    }

    // MARK: Accounts

    /// The account of the path, if it is in reach. One out of reach is as good as absent.
    func dossier() async throws -> Dossier {
        guard let dossier = try await world.store.dossier(of: Account.ID(visitor.parameters["account_id"])),
            try await key.reaches(dossier.account, in: world)
        else { throw APIProblem.noSuchAccount }
        return dossier
    }

    /// The same, for calls that change it.
    func changeableDossier() async throws -> Dossier {
        let dossier = try await dossier()
        guard dossier.account.role == .member else { throw APIProblem.abovePower }
        return dossier
    }

    /// By id or by sign-in name; an id goes first, since ids are ours to give.
    func dossier(idOrName text: String) async throws -> Dossier {
        if Self.mayBeID(text), let found = try await world.store.dossier(of: Account.ID(text)) {
            guard try await key.reaches(found.account, in: world) else { throw APIProblem.noSuchAccount }
            return found
        }
        guard let found = try await dossierIfAny(named: text) else { throw APIProblem.noSuchAccount }
        return found
    }

    /// By sign-in name; nil if there is none in reach.
    func dossierIfAny(named name: String) async throws -> Dossier? {
        // No name is as long, and to fold a long one is work.
        guard name.utf8.count <= 2 * SignInIdentifier.maximumLength,
            let found = try await world.store.dossier(named: SignInIdentifier(name)),
            try await key.reaches(found.account, in: world)
        else { return nil }
        return found
    }

    private static func mayBeID(_ text: String) -> Bool {
        text.utf8.count == 26 && text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x7A).contains($0) }
    }

    // MARK: Query

    /// The query's parameters; others than the known ones are refused.
    private static func query(of request: Request, known: [String]) throws -> [String: String] {
        guard let query = request.uri.query else { return [:] }
        let fields: [String: String]
        do {
            fields = try URLEncoded.fields(in: query.utf8)
        } catch .twice(let name) {
            throw APIProblem.badParameter(name, "stands there twice")
        } catch {
            throw APIProblem.unreadableQuery
        }
        if let unknown = fields.keys.sorted().first(where: { !known.contains($0) }) {
            throw APIProblem.badParameter(
                unknown,
                known.isEmpty ? "is not known here" : "is not known here; use \(known.joined(separator: " or "))"
            )
        }
        return fields
    }
}
