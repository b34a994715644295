import Countersign
import Foundation
import Repeatable
import Testing

@Suite("events")
struct AuditEventTests {
    private func event(_ kind: Event.Kind = .factorAdded, data: [String: String] = [:]) -> Event {
        Event(
            id: Event.ID("e1"),
            at: begin,
            kind: kind,
            accountID: Account.ID("a1"),
            actor: .member(Account.ID("a1")),
            data: data
        )
    }

    @Test("an event comes back from its row as it was")
    func row() {
        let event = event(data: ["factor": "f1", "kind": "totp", "note": "a/b \"ü\" 😀"])
        let read = Event(
            id: event.id,
            milliseconds: event.milliseconds,
            kindName: event.kindName,
            accountID: event.accountID,
            actorName: event.actorName,
            dataText: event.dataText,
            personal: event.personal
        )
        #expect(read == event)
        #expect(read.kind == .factorAdded)
        #expect(read.actor == .member(Account.ID("a1")))
        #expect(read.data == ["factor": "f1", "kind": "totp", "note": "a/b \"ü\" 😀"])
        #expect(read.at == begin)
    }

    @Test("the same data is the same text, in whatever order it was given")
    func sorted() {
        #expect(event(data: ["b": "2", "a": "1"]).dataText == #"{"a":"1","b":"2"}"#)
        #expect(event().dataText == "{}")
    }

    @Test("a row that nobody here wrote is still read")
    func foreign() {
        let event = Event(
            id: Event.ID("e"),
            milliseconds: .max,
            kindName: "from.the.future",
            accountID: nil,
            actorName: "nobody",
            dataText: "{not json",
            personal: [1]
        )
        #expect(event.kind == nil)
        #expect(event.actor == nil)
        #expect(event.data.isEmpty)
        #expect(event.at > begin)
    }

    @Test("kinds have names of one shape, each once")
    func kinds() {
        let names = Event.Kind.allCases.map(\.rawValue)
        #expect(Set(names).count == names.count)
        #expect(names.allSatisfy { $0.wholeMatch(of: /[a-z_]+\.[a-z_]+/) != nil })
        #expect(Event.Kind.secondStepFailed.outcome == .refused)
        #expect(Event.Kind.secondStepAccepted.outcome == .done)
    }

    @Test("actors have names that are read again")
    func actors() {
        let actors: [Event.Actor] = [
            .member(Account.ID("a1")), .app(App.ID("p1"), key: APIKey.ID("k1")), .host, .system, .visitor,
        ]
        for actor in actors { #expect(Event.Actor(rawValue: actor.rawValue) == actor) }
        #expect(Set(actors.map(\.rawValue)).count == actors.count)
        for name in ["", "member:", "app:", "app:p1", "app:/k", "app:p/", "app:a/b/c", "owner"] {
            #expect(Event.Actor(rawValue: name) == nil)
        }
    }

    @Test("personal data opens with the account's key and for that account alone, and is cut to size")
    func personal() throws {
        var random = SeededGenerator(seed: 9)
        let key = random.bytes(32)
        let account = Account.ID("a1")
        let fields = ["address": "192.0.2.1", "user_agent": String(repeating: "x", count: 100_000)]
        let sealed = try PersonalData.seal(fields, key: key, account: account) { random.bytes($0) }
        #expect(sealed.count < 700)
        #expect(Data(sealed).range(of: Data("192".utf8)) == nil)
        let opened = try PersonalData.open(sealed, key: key, account: account)
        #expect(opened["address"] == "192.0.2.1")
        #expect(opened["user_agent"]?.count == 512)
        #expect(throws: SealingFault.doesNotOpen) {
            try PersonalData.open(sealed, key: key, account: Account.ID("a2"))
        }
        #expect(throws: SealingFault.doesNotOpen) {
            try PersonalData.open(sealed, key: random.bytes(32), account: account)
        }
        for count in 0..<sealed.count {
            #expect(throws: SealingFault.self) {
                try PersonalData.open(Array(sealed.prefix(count)), key: key, account: account)
            }
        }
        #expect(throws: SealingFault.self) { try PersonalData.open(sealed, key: [], account: account) }
    }
}
