import Countersign
import CountersignClients
import Foundation
import Logging
import YubicoOTP

/// The validator of YubiKeys' codes that the operator has chosen.
struct YubiKeyValidators: Sendable {
    let validator: any YubicoValidator
    /// Has connections to be closed in the end.
    private let outside: OutsideValidator?

    /// Asks nobody.
    init() {
        validator = NoYubicoValidator()
        outside = nil
    }

    init(_ configuration: Configuration, imported: ImportedYubiKeys, log: Logger) throws {
        let servers: [String]
        switch configuration.yubikeyValidation {
        case .off:
            validator = NoYubicoValidator()
            outside = nil
            return
        case .own:
            validator = imported
            outside = nil
            return
        case .yubiCloud: servers = OutsideValidator.Settings.yubiCloud
        case .servers(let list): servers = list
        }
        let settings = OutsideValidator.Settings(
            servers: servers,
            clientID: try Self.clientID(configuration),
            key: try Self.key(configuration)
        )
        let outside = OutsideValidator(settings, random: SystemWorld.random, log: log)
        self.outside = outside
        validator = ImportedKeysFirst(imported, else: outside)
    }

    func close() async {
        await outside?.close()
    }

    private static func clientID(_ configuration: Configuration) throws -> ClientID {
        guard let number = configuration.yubikeyClientID?.number, let id = ClientID(number) else {
            throw CommandFailure("yubikey-client-id is not set", status: 2)
        }
        return id
    }

    private static func key(_ configuration: Configuration) throws -> YubicoOTP.APIKey {
        guard let path = configuration.yubikeyClientKeyFile?.path else {
            throw CommandFailure("yubikey-client-key-file is not set", status: 2)
        }
        do {
            let data = try Data(contentsOf: URL(fileURLWithPath: path))
            let text = String(decoding: data.prefix(1024), as: UTF8.self)
            return try YubicoOTP.APIKey(base64: text.trimmingCharacters(in: .whitespacesAndNewlines))
        } catch let error as YubicoOTP.APIKey.FormatError {
            throw CommandFailure("yubikey-client-key-file: \(Quoted.text(path)) holds no key: \(error)", status: 2)
        } catch {
            throw CommandFailure("yubikey-client-key-file: \(Quoted.text(path)) cannot be read", status: 2)
        }
    }
}
