import Countersign
import Foundation
import Repeatable
import Testing

/// The rules of codes by e-mail, on values: no clock, no store, no mail server.
@Suite("codes by e-mail, the rules")
struct EmailCodeMethodTests {
    private let method = EmailCodeMethod(lifetime: 600)
    private let factors: [OpenFactor<EmailCodeState>]
    private let ring: KeyRing

    init() throws {
        let key = try MasterKey.make(id: "k1") { [UInt8](repeating: 7, count: $0) }
        ring = try KeyRing([key], current: "k1")
        // As turning them on leaves it.
        let state = try JSONDecoder().decode(EmailCodeState.self, from: Data("{}".utf8))
        factors = [OpenFactor(id: Factor.ID("f1"), state: state)]
    }

    private func tools(
        at seconds: TimeInterval = 0,
        subject: String = "c1",
        email: String? = "sam@example.com",
        confirmed: Bool = true,
        seed: UInt64? = nil
    ) -> MethodTools {
        var generator = SeededGenerator(seed: seed ?? UInt64(seconds) &+ 99)
        let bytes = generator.bytes(256)
        let taken = Taken()
        return MethodTools(
            now: after(seconds),
            random: { taken.next($0, of: bytes) },
            email: email,
            confirmedEmail: confirmed ? email : nil,
            keys: ring,
            subject: subject,
            mailID: { OutboxMail.ID("m\(Int(seconds))") }
        )
    }

    private final class Taken: @unchecked Sendable {
        private var count = 0

        func next(_ wanted: Int, of bytes: [UInt8]) -> [UInt8] {
            defer { count += wanted }
            return Array(bytes[count..<(count + wanted)])
        }
    }

    private func issued(
        _ earlier: MailedCodes? = nil,
        at seconds: TimeInterval = 0,
        paused: Bool = false,
        alone: Bool = true
    ) throws -> (codes: MailedCodes, mail: CodeMail) {
        let begun = try method.beginChallenge(
            on: factors,
            continuing: earlier,
            ChallengeRequest(codesArePaused: paused, isOnlyKind: alone),
            with: tools(at: seconds)
        )
        let unwrapped = try #require(begun)
        return (unwrapped.kept, try #require(unwrapped.mail))
    }

    private func judged(
        _ codes: MailedCodes,
        _ text: String,
        with tools: MethodTools
    ) throws -> Verdict<EmailCodeState, MailedCodes> {
        let answer = try #require(method.answer(from: .text(text)))
        return method.finishChallenge(codes, with: answer, on: factors, using: tools)
    }

    private func reason(_ verdict: Verdict<EmailCodeState, MailedCodes>) -> Rejection.Reason? {
        if case .rejected(let rejection, _, _, _, _) = verdict { rejection.reason } else { nil }
    }

    private func lookedAt(_ verdict: Verdict<EmailCodeState, MailedCodes>) -> Int? {
        if case .rejected(_, _, _, let count, _) = verdict { count } else { nil }
    }

    @Test("six digits go to the account's confirmed address, and are right for ten minutes")
    func right() throws {
        let (codes, mail) = try issued()
        #expect(mail.address == "sam@example.com")
        #expect(mail.code.utf8.count == 6 && mail.code.allSatisfy(\.isNumber))
        #expect(mail.reference.utf8.count == 4)
        #expect(mail.expiresAt == after(600))
        for seconds in [0, 1, 599.999] {
            guard case .accepted(let factor, let amr, _) = try judged(codes, mail.code, with: tools(at: seconds)) else {
                Issue.record("not accepted after \(seconds) s")
                continue
            }
            #expect(factor.id == Factor.ID("f1"))
            #expect(amr == ["email"])
        }
    }

    @Test("after ten minutes it has run out, which is not a guess")
    func runOut() throws {
        let (codes, mail) = try issued()
        for seconds in [600, 601, 86_400] as [TimeInterval] {
            let verdict = try judged(codes, mail.code, with: tools(at: seconds))
            #expect(reason(verdict) == .expired)
            #expect(lookedAt(verdict) == 0)
        }
    }

    @Test("it is kept as a keyed hash that is bound to what asked for it")
    func hashed() throws {
        let (codes, mail) = try issued()
        let kept = try JSONEncoder().encode(codes)
        #expect(!String(decoding: kept, as: UTF8.self).contains(mail.code))
        #expect(reason(try judged(codes, mail.code, with: tools(subject: "c2"))) == .wrongCode)
        #expect("\(mail)" == "•••")
    }

    @Test("it may be typed with spaces, dashes and in wide digits")
    func typed() throws {
        let (codes, mail) = try issued()
        let scalars = mail.code.unicodeScalars.compactMap { Unicode.Scalar($0.value + 0xFEE0) }
        let wide = scalars.map(String.init).joined()
        for text in [" \(mail.code) ", mail.code.map(String.init).joined(separator: " "), wide] {
            #expect(reason(try judged(codes, text, with: tools())) == nil)
        }
        for text in ["12345", "1234567", "12345a", "", "k7qf-29xmh-w4t3"] {
            #expect(method.answer(from: .text(text)) == nil)
        }
    }

    @Test("one more may be asked for after a minute; the earlier ones stay right")
    func again() throws {
        let first = try issued()
        for seconds in [0, 1, 59.999] {
            #expect(throws: TooManyMails.self) { try issued(first.codes, at: seconds) }
        }
        let second = try issued(first.codes, at: 60)
        let third = try issued(second.codes, at: 120)
        #expect(Set([first.mail.reference, second.mail.reference, third.mail.reference]).count == 3)
        for mail in [first.mail, second.mail, third.mail] {
            #expect(reason(try judged(third.codes, mail.code, with: tools(at: 300))) == nil)
        }
        // Each ends in its own time.
        #expect(reason(try judged(third.codes, first.mail.code, with: tools(at: 601))) == .expired)
        #expect(reason(try judged(third.codes, second.mail.code, with: tools(at: 601))) == nil)
    }

    @Test("three are right at most: the fourth takes the first one's place")
    func three() throws {
        var codes: MailedCodes?
        var mails: [CodeMail] = []
        for number in 0..<4 {
            let next = try issued(codes, at: TimeInterval(number) * 60)
            codes = next.codes
            mails.append(next.mail)
        }
        let kept = try #require(codes)
        #expect(kept.sent.map(\.reference) == mails.dropFirst().map(\.reference))
        #expect(reason(try judged(kept, mails[0].code, with: tools(at: 200))) == .wrongCode)
    }

    @Test("they share five tries, and sending another gives none back")
    func tries() throws {
        var (codes, first) = try issued()
        let wrong = first.code == "000000" ? "000001" : "000000"
        for left in [4, 3, 2] {
            guard
                case .rejected(_, _, .changed(let kept, let triesLeft), 1, _) = try judged(codes, wrong, with: tools())
            else {
                Issue.record("not counted")
                return
            }
            #expect(triesLeft == left)
            codes = kept
        }
        codes = try issued(codes, at: 60).codes
        guard case .rejected(_, _, .changed(let kept, 1), 1, _) = try judged(codes, wrong, with: tools(at: 61)) else {
            Issue.record("not counted")
            return
        }
        guard case .rejected(let rejection, _, .ended, 1, _) = try judged(kept, wrong, with: tools(at: 62)) else {
            Issue.record("not ended")
            return
        }
        #expect(rejection.reason == .wrongCode)
    }

    @Test("while short codes wait, who has only e-mail gets twelve characters, which are strong")
    func long() throws {
        let (codes, mail) = try issued(paused: true)
        #expect(mail.code.wholeMatch(of: /([2-9a-hj-np-z]{4}-){2}[2-9a-hj-np-z]{4}/) != nil)
        let answer = try #require(method.answer(from: .text(mail.code.uppercased())))
        #expect(method.strength(of: answer) == .strong)
        #expect(reason(try judged(codes, mail.code.replacing("-", with: ""), with: tools())) == nil)
        // The others get what they always get: they have something stronger.
        #expect(try issued(paused: true, alone: false).mail.code.utf8.count == 6)
        let short = try #require(method.answer(from: .text("123456")))
        #expect(method.strength(of: short) == .short)
    }

    @Test("a long one takes a hundred tries")
    func longTries() throws {
        var (codes, mail) = try issued(paused: true)
        let wrong = mail.code.hasPrefix("2") ? "3333-3333-3333" : "2222-2222-2222"
        for left in (1..<100).reversed() {
            guard case .rejected(_, _, .changed(let kept, left), _, _) = try judged(codes, wrong, with: tools()) else {
                Issue.record("\(left) should be left")
                return
            }
            codes = kept
        }
        #expect(reason(try judged(codes, mail.code, with: tools())) == nil)
        guard case .rejected(_, _, .ended, _, _) = try judged(codes, wrong, with: tools()) else {
            Issue.record("not ended")
            return
        }
    }

    @Test("nothing is sent to an address that is not confirmed, and codes to an earlier one are nobody's")
    func address() throws {
        let request = ChallengeRequest(codesArePaused: false, isOnlyKind: true)
        for tools in [tools(confirmed: false), tools(email: nil)] {
            #expect(try method.beginChallenge(on: factors, continuing: nil, request, with: tools) == nil)
        }
        let (codes, mail) = try issued()
        let moved = tools(at: 90, email: "new@example.com")
        #expect(reason(try judged(codes, mail.code, with: moved)) == .challengeEnded)
        #expect(try method.beginChallenge(on: factors, continuing: codes, request, with: moved) == nil)
    }

    // MARK: Turning them on

    private func begun(_ tools: MethodTools) throws -> (draft: MailedCodes, mail: CodeMail) {
        let begun = try method.beginEnrolment(
            EnrolmentRequest(issuer: "Northwind", accountName: "sam"),
            beside: [],
            with: tools
        )
        return (begun.kept, try #require(begun.mail))
    }

    @Test("turning them on proves the account's address, confirmed or not")
    func enrol() throws {
        let tools = tools(confirmed: false)
        let (draft, mail) = try begun(tools)
        #expect(mail.address == "sam@example.com")
        let answer = try #require(method.answer(from: .text(mail.code)))
        guard case .accepted = method.finishEnrolment(draft, with: answer, using: tools) else {
            Issue.record("not accepted")
            return
        }
        let elsewhere = self.tools(email: "new@example.com")
        guard case .rejected(let rejection, _, _) = method.finishEnrolment(draft, with: answer, using: elsewhere) else {
            Issue.record("accepted for another address")
            return
        }
        #expect(rejection.reason == .challengeEnded)
        #expect(try method.repeatEnrolment(draft, with: self.tools(at: 90, email: "new@example.com")) == nil)
    }

    @Test("without an address, or with parameters, there is nothing to turn on")
    func enrolNothing() throws {
        #expect(throws: EnrolmentFault.self) { try begun(tools(email: nil)) }
        let request = EnrolmentRequest(issuer: "", accountName: "", parameters: ["secret": "x"])
        #expect(throws: EnrolmentFault.self) { try method.beginEnrolment(request, beside: [], with: tools()) }
    }

    @Test("after five wrong ones an enrolment needs another mail")
    func enrolTries() throws {
        var (draft, mail) = try begun(tools())
        let wrong = try #require(method.answer(from: .text(mail.code == "000000" ? "000001" : "000000")))
        let right = try #require(method.answer(from: .text(mail.code)))
        for left in [4, 3, 2, 1, 0] {
            let verdict = method.finishEnrolment(draft, with: wrong, using: tools())
            guard case .rejected(_, let kept?, left) = verdict else {
                Issue.record("not counted")
                return
            }
            draft = kept
        }
        guard case .rejected(let rejection, nil, 0) = method.finishEnrolment(draft, with: right, using: tools()) else {
            Issue.record("not ended")
            return
        }
        #expect(rejection.reason == .challengeEnded)
        let repeated = try method.repeatEnrolment(draft, with: tools(at: 60))
        let again = try #require(repeated)
        #expect(again.kept.sent.count == 1)
        let mailed = try #require(again.mail)
        let new = try #require(method.answer(from: .text(mailed.code)))
        guard case .accepted = method.finishEnrolment(again.kept, with: new, using: tools(at: 61)) else {
            Issue.record("not accepted")
            return
        }
    }
}
