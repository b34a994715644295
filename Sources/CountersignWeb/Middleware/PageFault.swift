import HTTPTypes
import Hummingbird
import HummingbirdCore

/// Why there is no page to show. The portal has the words.
package enum PageFault: Error, Sendable {
    case notFound
    /// It is there, but not for this person.
    case refused
    /// A person whose role gives as much power as that of whoever looks, or more.
    case morePower
    /// Staff's pages, before there is a factor that is strong enough for them.
    case needsStrongFactor
    /// With the methods that there are.
    case otherMethods(String)
    /// Another site's form, or one of before a sign-in. Nothing was done; what was typed can be shown again.
    case forged(Form, noCookie: Bool)
    /// A change for which the proof is too old by now. Nothing was done; what was typed can be shown again.
    case proofNeeded(Form)
    /// Larger than any form of ours.
    case tooLarge
    /// A body that is no form.
    case unreadable(HTTPResponse.Status)
    /// Busy, or the database is away: nothing was done or counted.
    case unavailable(retryAfter: Int)
    /// Our fault. The log says more under the reference.
    case failed

    package var status: HTTPResponse.Status {
        switch self {
        case .notFound: .notFound
        case .refused, .morePower, .needsStrongFactor: .forbidden
        case .otherMethods: .methodNotAllowed
        case .forged, .proofNeeded: .forbidden
        case .tooLarge: .contentTooLarge
        case .unreadable(let status): status
        case .unavailable: .serviceUnavailable
        case .failed: .internalServerError
        }
    }

    /// What the status needs beside it, whatever the page says.
    var headers: HTTPFields {
        switch self {
        case .otherMethods(let allowed): [.allow: allowed]
        case .unavailable(let seconds): [.retryAfter: String(seconds)]
        case .notFound, .refused, .morePower, .needsStrongFactor, .forged, .proofNeeded, .tooLarge, .unreadable,
            .failed:
            [:]
        }
    }

    /// Without words of a catalogue: for listeners that people do not read, and where drawing the page failed too.
    package static let plainPage: FaultAnswer = { fault, visitor in
        Response.text("\(fault.status.code) \(fault.status.reasonPhrase)\nReference: \(visitor.id)\n", fault.status)
    }
}

/// Draws the page of a fault. Status and headers are set by whoever asks for it.
package typealias FaultAnswer = @Sendable (PageFault, Visitor) async throws -> Response
