import Foundation
import Logging
import Synchronization
import YubicoOTP

/// Answers programs that ask about codes of imported keys, by Yubico's validation protocol 2.0.
///
/// Whatever is asked, there is an answer in the protocol's words, signed with the client's key.
package final class ValidationServer: Sendable {
    private let world: Surroundings
    private let keys: ImportedYubiKeys
    /// Refusals by client: so many of an hour are events, the rest are counted. Here and not in the database, so that
    /// strangers, who can say any client's number, make nothing be written.
    private let refusals = Mutex<[Int64: FailureTally]>([:])

    package init(in world: Surroundings) {
        self.world = world
        keys = ImportedYubiKeys(in: world)
    }

    /// - Parameter query: what stands behind the question mark of the address, or the body of a form.
    /// - Returns: the text to answer with.
    package func answer(to query: String) async -> String {
        let request: ReceivedRequest
        do throws(ReceivedRequest.Refusal) {
            request = try ReceivedRequest(parsing: query)
        } catch {
            let asker = try? await asker(error.clientID)
            return error.answer(at: milliseconds).text(signedWith: asker?.key)
        }
        do {
            guard let asker = try await asker(request.clientID) else {
                return request.answer(.noSuchClient, at: milliseconds).text(signedWith: nil)
            }
            return await answer(request, of: asker).text(signedWith: asker.key)
        } catch {
            world.log.error("A validation client cannot be looked up", metadata: ["error": "\(error)"])
            return request.answer(.backendError, at: milliseconds).text(signedWith: nil)
        }
    }

    private func answer(_ request: ReceivedRequest, of asker: Asker) async -> YubicoOTP.Answer {
        do {
            let (status, touch) = try await judge(request, of: asker)
            if status != .ok { try await note(status, of: asker) }
            // All nodes share one database: whatever level of agreement was asked for, it is reached.
            return request.answer(status, at: milliseconds, syncLevel: status == .ok ? 100 : nil, touch: touch)
        } catch {
            world.log.error("A code cannot be validated", metadata: ["error": "\(error)"])
            return request.answer(.backendError, at: milliseconds)
        }
    }

    private func judge(_ request: ReceivedRequest, of asker: Asker) async throws -> (Status, Touch?) {
        guard asker.client.revokedAt == nil else { return (.operationNotAllowed, nil) }
        switch request.signature(checkedWith: asker.key) {
        case .right: break
        case .wrong: return (.badSignature, nil)
        case .missing: if !asker.client.mayAskUnsigned { return (.missingParameter, nil) }
        }
        for otp in request.readings {
            let check = try await keys.check(otp, nonce: request.nonce) { now in
                [
                    try self.world.event(
                        .codeValidated,
                        about: nil,
                        by: .visitor,
                        data: ["client": asker.client.number.description, "key": otp.publicID.text],
                        at: now
                    )
                ]
            }
            switch check {
            case .accepted(let touch): return (.ok, touch)
            case .alreadyUsed(let sameRequest): return (sameRequest ? .replayedRequest : .replayedOTP, nil)
            case .unknownKey, .wrong: continue
            }
        }
        return (.badOTP, nil)
    }

    // MARK: Who asks

    /// A client with its key opened.
    private struct Asker {
        let client: ValidationClient
        let key: YubicoOTP.APIKey
    }

    private func asker(_ id: ClientID?) async throws -> Asker? {
        guard let id, let client = try await world.store.validationClient(id.number) else { return nil }
        let bytes = try world.workshop.open(client.sealedKey, at: .validationClient(client.number))
        return Asker(client: client, key: try YubicoOTP.APIKey(bytes))
    }

    // MARK: Telling

    private func note(_ status: Status, of asker: Asker) async throws {
        let now = world.now()
        let entry = refusals.withLock { $0[asker.client.number, default: FailureTally()].record(at: now) }
        var data = ["client": asker.client.number.description]
        var changes: [Change] = []
        if entry.counted > 0 {
            data["count"] = String(entry.counted)
            changes.append(
                try world.event(.validationRefusalsCounted, about: nil, by: .visitor, data: data, at: now)
            )
            data["count"] = nil
        }
        if entry.isEvent {
            data["status"] = status.rawValue
            changes.append(try world.event(.validationRefused, about: nil, by: .visitor, data: data, at: now))
        }
        if !changes.isEmpty { try await world.commit(changes) }
    }

    private var milliseconds: Int64 { Moment(world.now()).milliseconds }
}
