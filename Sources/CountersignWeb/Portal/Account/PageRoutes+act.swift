import Countersign
import Hummingbird

extension PageRoutes {
    /// A form whose act may come too late: pressed twice, or on an account that was closed meanwhile.
    mutating func act(
        _ path: String,
        _ handler: @escaping @Sendable (Context, Form) async throws -> Response
    ) {
        post(path) { person, form in
            do {
                return try await handler(person, form)
            } catch CeremonyFault.gone {
                throw PageFault.notFound
            } catch CeremonyFault.closed, CeremonyFault.unknownAccount {
                throw Detour(to: "/sign-in")
            }
        }
    }
}

extension SessionContext {
    var actor: Event.Actor { .member(account.id) }

    var client: Client { visitor.client }

    /// The factor in the path; another account's is as good as absent.
    ///
    /// - Parameter kind: where the page is of one kind.
    func factor(_ kind: Kind? = nil) throws -> Factor {
        guard
            let factor = dossier.factors.first(where: {
                $0.id.rawValue == parameters["id"] && (kind == nil || $0.kind == kind)
            })
        else { throw PageFault.notFound }
        return factor
    }
}
