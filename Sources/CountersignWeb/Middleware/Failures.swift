import Countersign
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore

/// The one place where what went wrong becomes an answer.
enum Failures {
    /// What the caller is told to wait for before it tries again.
    private static let busySeconds = 2
    private static let awaySeconds = 5

    static func answer(to error: any Error, _ kind: Route.Kind, _ visitor: Visitor) async -> Response {
        switch kind {
        case .call: problem(for: error, visitor).response(for: visitor)
        case .page: await page(for: error, visitor)
        }
    }

    // MARK: Pages

    private static func page(for error: any Error, _ visitor: Visitor) async -> Response {
        if let detour = error as? Detour { return .seeOther(detour.path) }
        // Rules that changed while somebody was on their way to a kind of factor: they choose another.
        if let fault = error as? EnrolmentFault, fault.isOfState {
            return Response.seeOther("/security/two-factor/new").telling(Flash.notOffered)
        }
        let fault = fault(for: error, visitor)
        var response: Response
        do {
            response = try await visitor.web.faultPage(fault, visitor)
        } catch let detour as Detour {
            return .seeOther(detour.path)
        } catch {
            visitor.log.error("The page of a fault could not be drawn", metadata: ["error": "\(type(of: error))"])
            response = Response.text("\(fault.status.code) \(fault.status.reasonPhrase)\n", fault.status)
        }
        response.status = fault.status
        for field in fault.headers { response.headers[field.name] = field.value }
        return response
    }

    private static func fault(for error: any Error, _ visitor: Visitor) -> PageFault {
        switch error {
        case let fault as PageFault: fault
        case is NIOTooManyBytesError: .tooLarge
        case StoreFailure.unstorable: .unreadable(.badRequest)
        case let error:
            switch unavailability(of: error, visitor) {
            case let seconds?: .unavailable(retryAfter: seconds)
            case nil: .failed
            }
        }
    }

    // MARK: Calls

    private static func problem(for error: any Error, _ visitor: Visitor) -> APIProblem {
        switch error {
        case let problem as APIProblem: return problem
        case PageFault.notFound: return .noSuchPath
        case PageFault.otherMethods(let allowed): return .otherMethods(allowed)
        case is NIOTooManyBytesError: return .tooLarge
        case StoreFailure.unstorable(let why): return .unstorable(why)
        case CeremonyFault.unknownAccount: return .noSuchAccount
        case CeremonyFault.gone: return .gone
        case CeremonyFault.taken: return .taken
        case CeremonyFault.closed: return .closed
        case CeremonyFault.abovePower: return .abovePower
        case CeremonyFault.tooMany(let most): return .tooMany(most)
        case let tooMany as TooManyMails:
            let seconds = max(1, Int(tooMany.until.timeIntervalSince(visitor.world.now()).rounded(.up)))
            return .tooManyMails(tooMany.reason, retryAfter: seconds)
        case let fault as EnrolmentFault:
            let problem = FieldProblem(fault.field, fault.problem)
            return fault.isOfState ? .conflict([problem]) : .unacceptable([problem])
        default:
            return unavailability(of: error, visitor).map { .unavailable(retryAfter: $0) } ?? .failed
        }
    }

    // MARK: Both

    /// How long to wait where trying again later helps; nil for a fault of ours, which is logged here, once.
    private static func unavailability(of error: any Error, _ visitor: Visitor) -> Int? {
        switch error {
        case is HashingBusy, CeremonyFault.contended:
            return busySeconds
        case SealingFault.unknownKey(let id):
            // Another node, or `keys rotate`, was first; this one looks at the file every other second.
            visitor.log.error("Sealed under a key that this server has not read yet", metadata: ["key": "\(id)"])
            return busySeconds
        case StoreFailure.unavailable(let why):
            visitor.log.error("The database cannot be used", metadata: ["error": "\(why)"])
            return awaySeconds
        case let failure as StoreFailure:
            visitor.log.error("The database failed", metadata: ["error": "\(failure)"])
            return nil
        default:
            // Only the kind of error: what strangers threw together may hold anything.
            visitor.log.error("A request failed", metadata: ["error": "\(String(reflecting: type(of: error)))"])
            return nil
        }
    }
}
