import Foundation

/// A browser that is signed in. Kept under the hash of its token; the token itself is only in the cookie.
package struct Session: Sendable, Equatable, Identifiable {
    package typealias ID = Identifier<Session>

    package let id: ID
    package let tokenHash: [UInt8]
    package let accountID: Account.ID
    package let createdAt: Date
    package var lastSeenAt: Date
    package let expiresAt: Date
    package var proof: Proof
    package let client: Client
    /// The approved request that let it in: it may do nothing but set up a new factor.
    package var recoveryID: RecoveryRequest.ID?

    package init(
        id: ID,
        tokenHash: [UInt8],
        accountID: Account.ID,
        createdAt: Date,
        lastSeenAt: Date,
        expiresAt: Date,
        proof: Proof,
        client: Client,
        recoveryID: RecoveryRequest.ID? = nil
    ) {
        self.id = id
        self.tokenHash = tokenHash
        self.accountID = accountID
        self.createdAt = createdAt
        self.lastSeenAt = lastSeenAt
        self.expiresAt = expiresAt
        self.proof = proof
        self.client = client
        self.recoveryID = recoveryID
    }
}

/// How and when a session was authenticated. The names in `methods` are those of RFC 8176 where it has one.
package struct Proof: Sendable, Equatable, Codable {
    /// `amr`: `pwd`, `otp`, …
    package var methods: [String]
    package var passwordAt: Date?
    package var secondFactorAt: Date?
    /// Of the factor that was proved last; nil if that was a backup code, a bypass code or nothing but the password.
    package var kind: Kind?

    package init(methods: [String], passwordAt: Date?, secondFactorAt: Date?, kind: Kind? = nil) {
        self.methods = methods
        self.passwordAt = passwordAt
        self.secondFactorAt = secondFactorAt
        self.kind = kind
    }

    /// By the password alone, or by choosing one for a new account.
    static func ofPassword(at now: Date) -> Proof {
        Proof(methods: ["pwd"], passwordAt: now, secondFactorAt: nil)
    }

    /// The same, after a second factor was proved again: beside the password it says how that was done last.
    func renewed(by amr: [String], of kind: Kind?, at now: Date) -> Proof {
        var proof = self
        proof.secondFactorAt = now
        proof.kind = kind
        proof.methods = proof.methods.filter { $0 == "pwd" } + amr
        return proof
    }

    /// Whether what was proved last was of these names alone, beside the password.
    func isOnly(by weak: Set<String>) -> Bool {
        let others = Set(methods).subtracting(["pwd", "mfa"])
        return !others.isEmpty && others.isSubset(of: weak)
    }
}

/// Where a request came from, as far as a person would want to be told.
package struct Client: Sendable, Equatable, Codable {
    /// The address text, from the connection or from a trusted proxy.
    package let address: String
    /// The `User-Agent`, at most 512 characters.
    package let userAgent: String
    /// What its page was in. It is not kept: mails that its acts cause are in it, if their reader has chosen none.
    package let language: String?

    package init(address: String, userAgent: String, language: String? = nil) {
        self.address = address
        self.userAgent = String(userAgent.prefix(512))
        self.language = language
    }

    /// Whether both call themselves the same but for their versions, which go up by themselves.
    func isSameBrowser(as other: Client) -> Bool {
        let isVersion = { (character: Character) in character.isNumber || character == "." || character == "_" }
        return userAgent.filter { !isVersion($0) } == other.userAgent.filter { !isVersion($0) }
    }
}

/// A sign-in under way: its password was right, its second step is still to come.
package struct SignInUnderWay: Sendable, Equatable {
    package typealias ID = Identifier<SignInUnderWay>

    package let id: ID
    package let tokenHash: [UInt8]
    package let accountID: Account.ID
    package let passwordAt: Date
    package let createdAt: Date
    /// Moves to the end of a code that was mailed meanwhile.
    package var expiresAt: Date
    package let client: Client
    /// The browser that it comes from, if that proved a second factor here before; it picks the lane.
    package let browserID: KnownBrowser.ID?
    /// When a pair of codes was last judged in it; once a minute.
    package var pairTriedAt: Date?

    package init(
        id: ID,
        tokenHash: [UInt8],
        accountID: Account.ID,
        passwordAt: Date,
        createdAt: Date,
        expiresAt: Date,
        client: Client,
        browserID: KnownBrowser.ID?,
        pairTriedAt: Date? = nil
    ) {
        self.id = id
        self.tokenHash = tokenHash
        self.accountID = accountID
        self.passwordAt = passwordAt
        self.createdAt = createdAt
        self.expiresAt = expiresAt
        self.client = client
        self.browserID = browserID
        self.pairTriedAt = pairTriedAt
    }
}

/// A browser that has proved a second factor of this account. It skips nothing; it only has tries of its own.
package struct KnownBrowser: Sendable, Equatable, Identifiable {
    package typealias ID = Identifier<KnownBrowser>

    package let id: ID
    package let tokenHash: [UInt8]
    package let accountID: Account.ID
    package let createdAt: Date
    package var lastUsedAt: Date
    package let client: Client

    package init(
        id: ID,
        tokenHash: [UInt8],
        accountID: Account.ID,
        createdAt: Date,
        lastUsedAt: Date,
        client: Client
    ) {
        self.id = id
        self.tokenHash = tokenHash
        self.accountID = accountID
        self.createdAt = createdAt
        self.lastUsedAt = lastUsedAt
        self.client = client
    }
}
