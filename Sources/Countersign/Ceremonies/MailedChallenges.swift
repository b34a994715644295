import Foundation

/// Codes and links that are mailed to prove an address. The code works only in the browser that asked, the link anywhere.
struct MailedChallenge<Payload: Codable & Sendable>: Sendable {
    let challenge: Challenge
    /// Six digits, for the mail alone.
    let code: String
    /// The link's token, for the mail alone.
    let link: Token

    init(
        _ purpose: Challenge.Purpose,
        account: Account.ID?,
        browser: Token?,
        payload: Payload,
        lifetime: TimeInterval,
        at now: Date,
        in world: Surroundings
    ) throws {
        let id: Challenge.ID = world.makeID()
        code = MailedCode.make(random: world.random)
        link = Token(random: world.random)
        challenge = Challenge(
            id: id,
            purpose: purpose,
            accountID: account,
            codeHash: world.keys.current.hash(of: [id.rawValue, code], for: .mailedCode),
            linkHash: link.hash,
            browserHash: browser?.hash,
            sealedPayload: try world.workshop.seal(payload, at: .challenge(id, of: account)),
            createdAt: now,
            expiresAt: now.addingTimeInterval(lifetime)
        )
    }
}

/// Six digits of equal likelihood.
enum MailedCode {
    static func make(random: (Int) -> [UInt8]) -> String {
        // 64 random bits over a million: the bias is below one in ten million million.
        let number = random(8).reduce(UInt64(0)) { ($0 << 8) | UInt64($1) } % 1_000_000
        let digits = String(number)
        return String(repeating: "0", count: max(0, 6 - digits.count)) + digits
    }
}

/// What became of a mailed code or link that somebody presents.
package enum ChallengeProblem: Error, Sendable, Equatable {
    case unknown
    case expired
    case ended(Challenge.Ending)
    case wrongCode(triesLeft: Int)
    /// The code belongs to a page in another browser.
    case otherBrowser
    /// Nothing of the shape of a code.
    case notACode
}

extension Surroundings {
    /// Wrong codes that a mailed code takes.
    static var mailedCodeTries: Int { 5 }

    /// Judges a code against a challenge: nil if it is right. A wrong one is charged before this returns.
    func judgeMailedCode(
        _ text: String,
        of id: Challenge.ID,
        purpose: Challenge.Purpose,
        browser: Token?
    ) async throws -> (challenge: Challenge?, problem: ChallengeProblem?) {
        guard let challenge = try await store.challenge(id), challenge.purpose == purpose else {
            return (nil, .unknown)
        }
        if let problem = problem(with: challenge) { return (challenge, problem) }
        if let bound = challenge.browserHash, browser.map({ ConstantTime.areEqual($0.hash, bound) }) != true {
            return (challenge, .otherBrowser)
        }
        guard let code = TypedCode.digits(in: text), code.utf8.count == 6 else { return (challenge, .notACode) }
        if let hash = challenge.codeHash,
            keys.current.matches(hash, parts: [id.rawValue, code], for: .mailedCode)
        {
            return (challenge, nil)
        }
        return (challenge, try await charge(challenge))
    }

    func problem(with challenge: Challenge) -> ChallengeProblem? {
        if let ended = challenge.ended { return .ended(ended) }
        if now() >= challenge.expiresAt { return .expired }
        return nil
    }

    /// One try less. Raced tries each charge: the count is raised under the challenge's own condition, again if need be.
    private func charge(_ challenge: Challenge) async throws -> ChallengeProblem {
        let result = try await throttling(["challenge:\(challenge.id)"], keptFor: 48 * 3600) { states, _ in
            let count = min(try ThrottleJSON.read(Int.self, states["challenge:\(challenge.id)"], else: 0), 1000) + 1
            states["challenge:\(challenge.id)"] = try ThrottleJSON.text(count)
            return count
        }
        guard result >= Self.mailedCodeTries else { return .wrongCode(triesLeft: Self.mailedCodeTries - result) }
        _ = try await store.commit(Commit(changes: [.endChallenge(challenge.id, .exhausted)]))
        return .ended(.exhausted)
    }
}

/// How often mails with codes and links are sent: per address and per network.
enum SendingLimit {
    static let perAddress = SlidingLog.Rate(5, in: 3600)
    static let perNetwork = SlidingLog.Rate(30, in: 3600)
    /// Between two mails of one challenge.
    static let pause = SlidingLog.Rate(1, in: 60)
}

/// A mail with a code may not be sent yet.
package struct TooManyMails: Error, Sendable, Equatable {
    package let until: Date
    package let reason: Reason

    /// Which limit it was.
    package enum Reason: Sendable, Equatable {
        /// The last one was sent just now.
        case pause
        /// So many went to this address.
        case address(sent: Int)
        case network
    }

    init(until: Date, _ reason: Reason = .pause) {
        self.until = until
        self.reason = reason
    }
}

extension Surroundings {
    /// Notes that a code or link is about to be mailed to an address, for somebody on a network.
    /// - Throws: `TooManyMails`
    func noteSending(to address: EmailAddress, client: Client) async throws {
        try await noteSending(to: SignInIdentifier(address.text), client: client)
    }

    /// The same, for whatever was typed as a name: it need not be anybody's.
    ///
    /// - Parameters:
    ///   - client: nil for an app, whose network is none of a visitor's.
    ///   - purpose: of ways back in, which are counted by themselves: nobody keeps a person from one by asking for other
    ///     mails to their address.
    func noteSending(
        to identifier: SignInIdentifier,
        client: Client?,
        for purpose: Challenge.Purpose? = nil
    ) async throws {
        let ring = keys.current
        let told = ["mail", identifier.folded] + (purpose.map { [$0.rawValue] } ?? [])
        let perAddress = "mail:" + ring.lookupHash(of: told, for: .passwordThrottle)
        let perNetwork = client.map {
            let network = Network($0.address) ?? .unknown
            return "mail:" + ring.lookupHash(of: ["mail network", network.description], for: .passwordThrottle)
        }
        let keys = [perAddress] + (perNetwork.map { [$0] } ?? [])
        let blocked: TooManyMails? = try await throttling(keys, keptFor: 3600) { states, now in
            let toAddress = try ThrottleJSON.read(SlidingLog.self, states[perAddress], else: SlidingLog())
            if let until = toAddress.blocked(at: now, under: SendingLimit.perAddress) {
                return TooManyMails(until: until, .address(sent: SendingLimit.perAddress.limit))
            }
            if let perNetwork {
                let fromNetwork = try ThrottleJSON.read(SlidingLog.self, states[perNetwork], else: SlidingLog())
                if let until = fromNetwork.blocked(at: now, under: SendingLimit.perNetwork) {
                    return TooManyMails(until: until, .network)
                }
                states[perNetwork] = try ThrottleJSON.text(fromNetwork.recording(now, under: SendingLimit.perNetwork))
            }
            states[perAddress] = try ThrottleJSON.text(toAddress.recording(now, under: SendingLimit.perAddress))
            return nil
        }
        if let blocked { throw blocked }
    }

    /// The same, for a code that a method made: to an address that nobody has proved to be theirs yet, as at sign-up.
    func noteSending(_ code: CodeMail?, to account: Account, client: Client?) async throws {
        guard let code else { return }
        let address = SignInIdentifier(code.address)
        guard account.confirmedEmail.map(SignInIdentifier.init) != address else { return }
        try await noteSending(to: address, client: client)
    }
}
