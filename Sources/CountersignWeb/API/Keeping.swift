import Countersign
import Crypto
import Foundation
import HTTPTypes
import HummingbirdCore
import Synchronization

/// A call's claim on its idempotency key: its answer is kept in the transaction of what it answers for, so that a lost
/// answer is no lost code.
struct Keeping: Sendable {
    /// How long an answer is kept, in seconds.
    enum Lifetime: TimeInterval, Sendable {
        case verify = 60
        case usual = 86_400
    }

    private let key: AnswerKey?
    private let world: Surroundings
    private let kept = Kept()

    private final class Kept: Sendable {
        let answer = Mutex<CallAnswer?>(nil)
    }

    /// What a claim came to.
    enum Claimed {
        case new(Keeping)
        case done(CallAnswer)
    }

    /// - Throws: `APIProblem`: 400 for a bad key, 409 while the first call runs, 422 for another body.
    static func claim(for caller: Caller, body: [UInt8], lifetime: Lifetime) async throws -> Claimed {
        let world = caller.world
        guard let text = try idempotencyKey(in: caller.visitor.request.headers) else {
            return .new(Keeping(key: nil, world: world))
        }
        let key = AnswerKey(hash: hash("countersign-answer-1", caller.key.id.rawValue, Array(text.utf8)))
        let request = caller.visitor.request
        let bodyHash = hash(request.method.rawValue, request.head.path ?? "", body)
        let claim = try await world.store.claimAnswer(
            key,
            bodyHash: bodyHash,
            now: world.now(),
            lifetime: lifetime.rawValue
        )
        switch claim {
        case .new: return .new(Keeping(key: key, world: world))
        case .running: throw APIProblem.stillRunning
        case .otherBody: throw APIProblem.otherBody
        case .done(let stored):
            let body = stored.sealedBody.isEmpty ? [] : try world.workshop.open(stored.sealedBody, at: key.place)
            return .done(CallAnswer(status: stored.status, body: body))
        }
    }

    /// Carries the call out. What it changes nothing by (a problem, a fault) frees the key, so that a repeat is a new call.
    func carryOut(_ call: (Keeping) async throws -> CallAnswer) async throws -> CallAnswer {
        guard let key else { return try await call(self) }
        do {
            let answer = try await call(self)
            if kept.answer.withLock({ $0 == nil }) { try await world.commit(changes(keeping: answer)) }
            return answer
        } catch {
            // If this fails too, the claim runs out by itself.
            try? await world.store.releaseAnswer(key)
            throw error
        }
    }

    /// What keeps this answer, for the commit of what it answers for; nothing without a key.
    func changes(keeping answer: @autoclosure () -> CallAnswer) throws -> [Change] {
        guard let key else { return [] }
        let answer = answer()
        let sealed = answer.body.isEmpty ? [] : try world.workshop.seal(answer.body, at: key.place)
        kept.answer.withLock { $0 = answer }
        return [.saveAnswer(key, StoredAnswer(status: answer.status, sealedBody: sealed))]
    }

    /// The answer that was kept; without a key, the one made now.
    func answer(else make: @autoclosure () -> CallAnswer) -> CallAnswer {
        kept.answer.withLock { $0 } ?? make()
    }

    private init(key: AnswerKey?, world: Surroundings) {
        self.key = key
        self.world = world
    }

    private static func idempotencyKey(in headers: HTTPFields) throws(APIProblem) -> String? {
        guard headers.contains(.idempotencyKey) else { return nil }
        let values = headers[values: .idempotencyKey]
        guard values.count == 1, let text = values.first, (1...255).contains(text.utf8.count),
            text.utf8.allSatisfy({ (0x21...0x7E).contains($0) })
        else { throw .badIdempotencyKey }
        return text
    }

    /// Each part behind its length, so that no two calls share a hash.
    private static func hash(_ first: String, _ second: String, _ third: [UInt8]) -> [UInt8] {
        var hasher = SHA256()
        for part in [Array(first.utf8), Array(second.utf8), third] {
            hasher.update(data: Data("\(part.count):".utf8))
            hasher.update(data: part)
        }
        return Array(hasher.finalize())
    }
}

extension AnswerKey {
    fileprivate var place: SealedPlace {
        .answer(
            hash.map { byte in
                let text = String(byte, radix: 16)
                return text.count == 1 ? "0" + text : text
            }.joined()
        )
    }
}

extension HTTPField.Name {
    // swift-format-ignore: NeverForceUnwrap
    static let idempotencyKey = Self("Idempotency-Key")!
    // swift-format-ignore: NeverForceUnwrap
    static let idempotencyReplayed = Self("Idempotency-Replayed")!
}
