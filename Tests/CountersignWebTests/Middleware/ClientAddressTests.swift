import Countersign
import Testing

@testable import CountersignWeb

@Suite("Where a request came from")
struct ClientAddressTests {
    private func resolve(_ peer: String, _ forwarded: [String]) throws -> String {
        let proxies = [try AddressBlock("10.0.0.0/8"), try AddressBlock("127.0.0.1")]
        return ClientAddress.resolve(peer: try #require(Address(peer)), forwarded: forwarded, trusted: proxies).text
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
}
