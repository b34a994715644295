import ArgumentParser
import Countersign
import CountersignWeb
import Foundation

/// `countersign audit list`
struct AuditListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List sealed events, the oldest first; with --json one object a line, as the console exports them.",
        discussion: """
            Examples:
              countersign audit list --account sam --since 2026-11-01
              countersign audit list --kind sign_in.refused --kind password.wrong --limit 20
              countersign audit list --json > events.jsonl
            """
    )

    @OptionGroup
    var options: GlobalOptions

    @Option(help: "Only of this account: its name, confirmed address or id.")
    var account: String?

    @Option(help: "Only of this kind, such as factor.added; may be repeated.")
    var kind: [String] = []

    @Option(help: "Only from then on: a date such as 2026-12-01 (UTC), or a moment.")
    var since: String?

    @Option(help: "Only before then.")
    var until: String?

    @Option(help: "Only the newest so many of them.")
    var limit: Int?

    func run() async throws {
        var query = EventQuery()
        query.since = try since.map { try HostMoment.read($0, "--since") }
        query.until = try until.map { try HostMoment.read($0, "--until") }
        query.kinds = try kinds()
        if let limit, limit < 1 { throw CommandFailure("--limit: write a number from 1 on", status: 2) }
        let options = options
        try await options.withHost { [query] host in
            var query = query
            query.accountID = try await self.account(in: host)
            let reading = ReadEvents(in: host.world)
            let write: ([StoredEvent]) async throws -> Void = { events in
                let told = try await ToldEvents(events, in: host.world)
                let lines = events.map { stored in
                    let exported = ExportedEvent(stored, told)
                    return options.json ? exported.json + "\n" : Self.line(stored, of: exported.account)
                }
                Terminal.standardOutput.write(lines.joined())
            }
            if limit != nil || query.accountID != nil {
                try await write(try await reading.newest(limit ?? .max, of: query))
            } else {
                try await reading.all(of: query, write)
            }
        }
    }

    private func kinds() throws -> Set<Event.Kind>? {
        guard !kind.isEmpty else { return nil }
        return Set(
            try kind.map { text in
                if let kind = Event.Kind(rawValue: text) { return kind }
                let guess = Nearest.word(to: text, among: Event.Kind.allCases.map(\.rawValue))
                let words = guess.map { "; did you mean \($0)?" } ?? ""
                throw CommandFailure("--kind: \(Quoted.text(text)) is no kind of event\(words)", status: 2)
            }
        )
    }

    /// Of an account that is gone the id alone finds the events.
    private func account(in host: Host) async throws -> Account.ID? {
        guard let account else { return nil }
        let id = Account.ID(account)
        guard try await host.world.store.events(of: id, before: nil, limit: 1).isEmpty else { return id }
        return try await host.dossier(of: account).account.id
    }

    /// `12  2026-11-22T19:00:01Z  factor.added  sam  by host  kind=totp`
    private static func line(_ stored: StoredEvent, of account: String) -> String {
        let event = stored.event
        let kind = event.kindName.padding(toLength: max(28, event.kindName.count), withPad: " ", startingAt: 0)
        let person = account.isEmpty ? event.accountID?.rawValue ?? "-" : account
        let data = event.data.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
        let cells = ["\(stored.position ?? 0)", Moments.text(event.at), kind, person, "by \(event.actorName)"] + data
        return Quoted.plain(cells.joined(separator: "  ").unicodeScalars, quotesStand: true) + "\n"
    }
}

/// A date or moment on the command line.
enum HostMoment {
    static func read(_ text: String, _ option: String) throws -> Date {
        guard text.contains("-"), let seconds = TimeText.seconds(text), (1...253_402_300_799).contains(seconds) else {
            throw CommandFailure("\(option): write a date like 2026-12-01 or 2026-12-01T08:00:00+01:00", status: 2)
        }
        return Date(timeIntervalSince1970: TimeInterval(seconds))
    }
}
