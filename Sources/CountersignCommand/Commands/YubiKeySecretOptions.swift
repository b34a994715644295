import ArgumentParser
import Countersign
import YubicoOTP

/// The secrets of one YubiKey, as options.
struct YubiKeySecretOptions: ParsableArguments {
    @Option(
        help: """
            yubikey: its AES key, 32 hexadecimal digits, to judge its codes here; - reads it from one line of standard \
            input.
            """
    )
    var aesKey: String?

    @Option(help: "yubikey: its private id, 12 hexadecimal digits; goes with --aes-key.")
    var privateID: String?

    /// Nil if no secrets were given.
    func newKey(publicID: String?, label: String, serial: Int64? = nil) throws -> YubiKeyActs.NewKey? {
        guard aesKey != nil || privateID != nil else { return nil }
        guard let aesKey, let privateID, let publicID else {
            throw CommandFailure("--aes-key, --private-id and --public-id go together", status: 2)
        }
        do {
            let secrets = try KeySecrets(
                hexadecimalPrivateID: privateID,
                aesKey: aesKey == "-" ? try StandardInputLine.read() : aesKey
            )
            let id = try PublicID(publicID)
            return YubiKeyActs.NewKey(publicID: id, secrets: secrets, label: label, serial: serial)
        } catch let error as KeySecrets.FormatError {
            throw CommandFailure("\(error)", status: 2)
        } catch let error as PublicID.TextError {
            throw CommandFailure("--public-id: \(error)", status: 2)
        }
    }
}
