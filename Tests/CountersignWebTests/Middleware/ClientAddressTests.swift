import Testing

@testable import CountersignWeb

@Suite("Where a request came from")
struct ClientAddressTests {
    private let proxies = [
        AddressBlock(bytes: [10, 0, 0, 0], prefixLength: 8), AddressBlock(bytes: [127, 0, 0, 1], prefixLength: 32),
    ]

    private func resolve(_ peer: String, _ forwarded: [String]) throws -> String {
        ClientAddress.resolve(peer: try #require(Address(peer)), forwarded: forwarded, trusted: proxies).text
    }

    @Test("a stranger's header is not believed")
    func stranger() throws {
        #expect(try resolve("203.0.113.9", ["198.51.100.1"]) == "203.0.113.9")
    }

    @Test("a trusted proxy's is, as far as the proxies go")
    func trusted() throws {
        #expect(try resolve("127.0.0.1", ["198.51.100.1"]) == "198.51.100.1")
        #expect(try resolve("127.0.0.1", ["192.0.2.66, 198.51.100.1"]) == "198.51.100.1")
        #expect(try resolve("127.0.0.1", ["192.0.2.66, 198.51.100.1, 10.1.2.3"]) == "198.51.100.1")
        #expect(try resolve("127.0.0.1", ["192.0.2.66", "198.51.100.1, 10.1.2.3"]) == "198.51.100.1")
        #expect(try resolve("127.0.0.1", ["2001:DB8::7"]) == "2001:db8::7")
        #expect(try resolve("::ffff:127.0.0.1", ["::ffff:198.51.100.1"]) == "198.51.100.1")
        #expect(try resolve("127.0.0.1", []) == "127.0.0.1")
    }

    @Test(
        "what cannot be read ends the search at the last hop that could",
        arguments: [
            "", " ", "unknown", "198.51.100.1:80", "[2001:db8::7]", "198.51.100.256", "010.0.0.1", "1", "::1%eth0",
            "198.51.100.1 evil", "<script>",
        ]
    )
    func unreadable(text: String) throws {
        #expect(try resolve("127.0.0.1", ["203.0.113.5, \(text)"]) == "127.0.0.1")
        #expect(try resolve("127.0.0.1", ["203.0.113.5, \(text), 10.0.0.8"]) == "10.0.0.8")
    }

    @Test("nobody can make it look at thousands of hops")
    func long() throws {
        let line = Array(repeating: "10.0.0.7", count: 50_000).joined(separator: ",")
        #expect(try resolve("127.0.0.1", ["203.0.113.5,\(line)"]) == "10.0.0.7")
    }

    @Test("blocks hold what begins alike")
    func blocks() throws {
        let block = AddressBlock(bytes: [172, 16, 0, 0], prefixLength: 12)
        #expect(block.contains(try #require(Address("172.31.255.255"))))
        #expect(!block.contains(try #require(Address("172.32.0.0"))))
        #expect(!block.contains(try #require(Address("::1"))))
        let all = AddressBlock(bytes: [0, 0, 0, 0], prefixLength: 0)
        #expect(all.contains(try #require(Address("203.0.113.5"))))
        for text in ["127.0.0.1", "192.168.3.4", "::1", "fd12::1", "fe80::1", "169.254.1.1", "100.64.0.1"] {
            #expect(try #require(Address(text)).isNearby, "\(text)")
        }
        for text in ["203.0.113.5", "2001:db8::1", "172.32.0.1", "128.0.0.1"] {
            #expect(try !#require(Address(text)).isNearby, "\(text)")
        }
    }
}
