import Countersign
import YubicoOTP

extension SQLStore {
    package func yubiKey(_ id: PublicID) async throws -> YubiKey? {
        try await database.read { try YubiKeys.key(id, in: $0) }
    }

    package func yubiKeys(after: String, limit: Int) async throws -> [YubiKey] {
        try await database.readLong { try YubiKeys.keys(after: after, limit: limit, in: $0) }
    }

    package func validationClient(_ number: Int64) async throws -> ValidationClient? {
        try await database.read { try ValidationClients.client(number, in: $0) }
    }

    package func validationClients() async throws -> [ValidationClient] {
        try await database.read { try ValidationClients.all(in: $0) }
    }
}
