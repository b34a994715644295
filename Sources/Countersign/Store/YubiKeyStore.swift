import YubicoOTP

/// YubiKeys whose codes are judged here, and who asks about them.
package protocol YubiKeyStore: Sendable {
    func yubiKey(_ id: PublicID) async throws -> YubiKey?
    /// By public id, after `after` ("" for the first).
    func yubiKeys(after: String, limit: Int) async throws -> [YubiKey]
    func validationClient(_ number: Int64) async throws -> ValidationClient?
    /// By number, revoked ones too.
    func validationClients() async throws -> [ValidationClient]
}
