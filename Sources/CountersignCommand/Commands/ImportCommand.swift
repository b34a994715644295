import ArgumentParser
import Countersign
import Foundation
import YubicoOTP

/// `countersign import`: what other programs have written.
struct ImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Take in what other programs have written.",
        subcommands: [ImportYubicoCSVCommand.self]
    )
}

/// `countersign import yubico-csv`
struct ImportYubicoCSVCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "yubico-csv",
        abstract: "Import the secrets of YubiKeys, so that their codes are judged here.",
        discussion: """
            Takes the log of the YubiKey Personalization Tool in its traditional or its Yubico format, ykman's \
            --config-output and the format of the YubiKey KSM. With one wrong row nothing is imported. Keys that are \
            here already with the same secrets are left as they are. The file holds secrets: remove it afterwards.
            """
    )

    @OptionGroup
    var options: GlobalOptions

    @Flag(help: "Say what would be done, and do nothing.")
    var dryRun = false

    @Argument(help: "The file; - reads standard input.")
    var file: String

    func run() async throws {
        let keyFile = try readFile()
        let keys = keyFile.keys.map {
            YubiKeyActs.NewKey(publicID: $0.publicID, secrets: $0.secrets, serial: $0.serial)
        }
        let findings = try await options.withHost(creating: !dryRun) { [dryRun] host in
            try await host.importYubiKeys(keys, isDryRun: dryRun)
        }
        let rows = zip(keyFile.keys, findings).map(ImportedRow.init)
        let wrong = rows.count { $0.isWrong }
        let report = ImportReport(rows: rows, isDryRun: dryRun, rowsOfOtherKinds: keyFile.rowsOfOtherKinds)
        try Answer.say(report, asJSON: options.json) { report.text }
        if wrong > 0 { throw CommandFailure("\(wrong) of \(rows.count) keys cannot be imported; nothing was written") }
    }

    private func readFile() throws -> KeyFile {
        let data: Data
        do {
            let handle = file == "-" ? FileHandle.standardInput : try FileHandle(forReadingFrom: URL(filePath: file))
            data = try handle.read(upToCount: KeyFile.longestTextInBytes + 1) ?? Data()
        } catch {
            throw CommandFailure("\(Quoted.text(file)) cannot be read", status: 2)
        }
        guard let text = String(validating: data, as: UTF8.self) else {
            throw CommandFailure("\(Quoted.text(file)) is not UTF-8", status: 2)
        }
        do throws(KeyFile.ReadingError) {
            return try KeyFile(reading: text)
        } catch {
            let rows =
                if case .mistakes(let mistakes) = error { mistakes.map(\.description) } else { [error.description] }
            throw CommandFailure(lines: ["\(Quoted.text(file)) cannot be imported:"] + rows, status: 2)
        }
    }
}

/// What was done with one row, or would be.
private struct ImportedRow: Encodable {
    let row: Int
    let publicID: String
    let serial: Int64?
    let outcome: String
    let isWrong: Bool

    private enum CodingKeys: String, CodingKey {
        case row
        case publicID = "public_id"
        case serial, outcome
    }

    init(_ key: KeyFile.Key, _ finding: YubiKeyActs.Finding) {
        row = key.row
        publicID = key.publicID.text
        serial = key.serial
        isWrong = finding == .different || finding == .nameless
        outcome =
            switch finding {
            case .new: "new"
            case .known: "known"
            case .different: "different"
            case .nameless: "nameless"
            }
    }
}

private struct ImportReport: Encodable {
    let rows: [ImportedRow]
    let isDryRun: Bool
    let rowsOfOtherKinds: [Int]

    private enum CodingKeys: String, CodingKey {
        case rows
        case isDryRun = "dry_run"
        case rowsOfOtherKinds = "rows_of_other_kinds"
    }

    var text: String {
        var table = TextTable("ROW", "PUBLIC ID", "SERIAL", "OUTCOME")
        for row in rows { table.add("\(row.row)", row.publicID, row.serial.map(String.init) ?? "", row.outcome) }
        let new = rows.count { $0.outcome == "new" }
        let known = rows.count { $0.outcome == "known" }
        var end = "\(new) \(isDryRun ? "would be imported" : "new"), \(known) here already"
        if !rowsOfOtherKinds.isEmpty {
            end += "; \(rowsOfOtherKinds.count) rows are about other things than Yubico OTP"
        }
        return table.text + end + ".\n"
    }
}
