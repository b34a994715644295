import Countersign
import CountersignWeb
import Foundation
import WebAuthn

/// A configuration that holds together, with where each of its values came from.
struct LoadedConfiguration: Sendable {
    let configuration: Configuration
    /// In the order of the table.
    let values: [ResolvedSetting]

    /// Values that are each well but do not go together.
    var conflicts: [ConfigurationProblem] {
        let table = SettingTable.shared
        var problems: [ConfigurationProblem] = []
        if configuration.tlsCertificate != nil, configuration.tlsKey == nil {
            problems.append(problem(of: table.tlsCertificate, "is set without tls-key; set both or neither"))
        }
        if configuration.tlsKey != nil, configuration.tlsCertificate == nil {
            problems.append(problem(of: table.tlsKey, "is set without tls-certificate; set both or neither"))
        }
        if configuration.listen == configuration.operationsListen, configuration.listen.port != 0 {
            problems.append(problem(of: table.operationsListen, "is the address of listen; use another port"))
        }
        if configuration.sessionIdle > configuration.sessionLifetime {
            let text =
                "is longer than session-lifetime; use at most \(DurationText.write(configuration.sessionLifetime))"
            problems.append(problem(of: table.sessionIdle, text))
        }
        return problems + passkeyConflicts + yubiKeyConflicts
    }

    private var yubiKeyConflicts: [ConfigurationProblem] {
        guard configuration.yubikeyValidation.needsClient else { return [] }
        let table = SettingTable.shared
        let needed: [(setting: any AnySetting, isThere: Bool)] = [
            (table.yubikeyClientID, configuration.yubikeyClientID != nil),
            (table.yubikeyClientKeyFile, configuration.yubikeyClientKeyFile != nil),
        ]
        return needed.filter { !$0.isThere }.map {
            problem(of: table.yubikeyValidation, "needs \($0.setting.name) too; set it")
        }
    }

    private var passkeyConflicts: [ConfigurationProblem] {
        let table = SettingTable.shared
        var problems: [ConfigurationProblem] = []
        if let domain = configuration.passkeyDomain, !domain.covers(configuration.publicURL.host) {
            let text = "is neither the host of public-url, \(configuration.publicURL.host), nor a domain above it"
            problems.append(problem(of: table.passkeyDomain, text))
        }
        if configuration.passkeyAttestation == .direct, configuration.passkeyTrustAnchors == nil {
            let text = "needs passkey-trust-anchors; without certificates no key could be registered"
            problems.append(problem(of: table.passkeyAttestation, text))
        }
        if configuration.passkeyAttestation == .none, !configuration.passkeyModels.all.isEmpty {
            let text = "needs passkey-attestation: direct; without it a model is only claimed"
            problems.append(problem(of: table.passkeyModels, text))
        }
        return problems
    }

    /// Files that the server needs and cannot use. Only `serve` and `doctor` ask: another command may run as somebody
    /// who may not read the TLS key.
    var unusableFiles: [ConfigurationProblem] {
        let table = SettingTable.shared
        let files: [(setting: any AnySetting, file: FilePath?)] = [
            (table.tlsCertificate, configuration.tlsCertificate),
            (table.tlsKey, configuration.tlsKey),
            (table.smtpCAFile, configuration.smtpCAFile),
            (table.passwordList, configuration.passwordList),
            (table.passkeyTrustAnchors, configuration.passkeyTrustAnchors),
            (table.yubikeyClientKeyFile, configuration.yubikeyClientKeyFile),
        ]
        return unusableAnchors + unusableCertificate
            + files.compactMap { setting, file in
                guard let path = file?.path, !FileManager.default.isReadableFile(atPath: path) else { return nil }
                let isThere = FileManager.default.fileExists(atPath: path)
                return problem(
                    of: setting,
                    "\(Quoted.text(path)) \(isThere ? "cannot be read by this user" : "does not exist")"
                )
            }
    }

    /// Nothing of files that are not there, or that this user cannot read: that is another problem.
    private var unusableCertificate: [ConfigurationProblem] {
        guard let certificate = configuration.certificate,
            [certificate.chainFile, certificate.keyFile].allSatisfy({ FileManager.default.isReadableFile(atPath: $0) })
        else { return [] }
        do {
            _ = try certificate.end()
            return []
        } catch {
            let fault = error as? CertificateFault
            let (setting, file) =
                fault?.part == .certificate
                ? (SettingTable.shared.tlsCertificate, certificate.chainFile)
                : (SettingTable.shared.tlsKey, certificate.keyFile)
            return [problem(of: setting, "\(Quoted.text(file)) \(fault?.reason ?? "cannot be used")")]
        }
    }

    private var unusableAnchors: [ConfigurationProblem] {
        guard let file = configuration.passkeyTrustAnchors, FileManager.default.isReadableFile(atPath: file.path)
        else { return [] }
        do {
            _ = try Configuration.trustAnchors(in: file)
            return []
        } catch {
            let reason = (error as? TrustAnchors.Fault)?.description ?? "not a file of PEM certificates"
            return [
                problem(
                    of: SettingTable.shared.passkeyTrustAnchors,
                    "\(Quoted.text(file.path)) is of no use: \(reason)"
                )
            ]
        }
    }

    /// The database is made where it is not there, and its folder is not, unless that is `data`: it would hide a slip.
    ///
    /// - Throws: `ConfigurationProblems`
    func checkDatabaseFolder() throws {
        guard case .sqlite(let path) = configuration.database else { return }
        let folder = (path as NSString).deletingLastPathComponent
        var isFolder: ObjCBool = false
        let isThere = FileManager.default.fileExists(atPath: folder.isEmpty ? "." : folder, isDirectory: &isFolder)
        guard !isThere || !isFolder.boolValue else { return }
        let text = "\(Quoted.text(folder)) \(isThere ? "is no folder" : "does not exist"); make it, or correct the path"
        throw ConfigurationProblems(all: [problem(of: SettingTable.shared.database, text)])
    }

    func problem(of setting: any AnySetting, _ text: String) -> ConfigurationProblem {
        let origin = values.first { $0.setting.name == setting.name }?.origin ?? .fallback
        return ConfigurationProblem(origin: origin, key: setting.name, text: text)
    }
}

/// The text in force for one setting.
struct ResolvedSetting: Sendable {
    let setting: any AnySetting
    let text: String
    let origin: Origin

    /// As one would write it, with secrets covered.
    var shown: String {
        (try? setting.shown(text)) ?? "•••"
    }
}
