import Foundation

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
        if configuration.yubikeyValidation.needsClient {
            let needed: [(setting: any AnySetting, isThere: Bool)] = [
                (table.yubikeyClientID, configuration.yubikeyClientID != nil),
                (table.yubikeyClientKeyFile, configuration.yubikeyClientKeyFile != nil),
            ]
            for (setting, isThere) in needed where !isThere {
                problems.append(problem(of: table.yubikeyValidation, "needs \(setting.name) too; set it"))
            }
        }
        return problems
    }

    /// Files that the server needs and cannot read. Only `serve` and `doctor` ask: another command may run as somebody
    /// who may not read the TLS key.
    var unreadableFiles: [ConfigurationProblem] {
        let table = SettingTable.shared
        let files: [(setting: any AnySetting, file: FilePath?)] = [
            (table.tlsCertificate, configuration.tlsCertificate),
            (table.tlsKey, configuration.tlsKey),
            (table.smtpCAFile, configuration.smtpCAFile),
            (table.passwordList, configuration.passwordList),
            (table.yubikeyClientKeyFile, configuration.yubikeyClientKeyFile),
        ]
        return files.compactMap { setting, file in
            guard let path = file?.path, !FileManager.default.isReadableFile(atPath: path) else { return nil }
            let isThere = FileManager.default.fileExists(atPath: path)
            return problem(
                of: setting,
                "\(Quoted.text(path)) \(isThere ? "cannot be read by this user" : "does not exist")"
            )
        }
    }

    private func problem(of setting: any AnySetting, _ text: String) -> ConfigurationProblem {
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
