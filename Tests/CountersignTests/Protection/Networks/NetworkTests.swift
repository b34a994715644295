import Countersign
import Testing

@Suite("networks")
struct NetworkTests {
    @Test(
        "an IPv4 address is one network, an IPv6 address its /64",
        arguments: [
            ("192.0.2.7", "192.0.2.7/32"),
            ("0.0.0.0", "0.0.0.0/32"),
            ("::ffff:192.0.2.7", "192.0.2.7/32"),
            ("::FFFF:c000:207", "192.0.2.7/32"),
            ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
            ("2001:db8:1:2::", "2001:db8:1:2::/64"),
            ("2001:DB8::1", "2001:db8::/64"),
            ("::", "::/64"),
            ("::1", "::/64"),
            ("fe80::1%eth0", "fe80::/64"),
            ("1:2:3:4:5:6:7::", "1:2:3:4::/64"),
            ("::2:3:4:5:6:7:8", "0:2:3:4::/64"),
            ("64:ff9b::192.0.2.1", "64:ff9b::/64"),
        ]
    )
    func read(address: String, network: String) throws {
        #expect(try #require(Network(address)).description == network)
    }

    @Test(
        "what is no address is none",
        arguments: [
            "", ".", "1.2.3", "1.2.3.4.5", "256.1.1.1", "01.2.3.4", "1.2.3.4 ", " 1.2.3.4", "1.2.3.-4", "+1.2.3.4",
            "1.2.3.4\0",
            ":", ":::", "1::2::3", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "1:2:3:4:5:6:7::8", "12345::", "g::", "::1:",
            ":1::",
            "[::1]", "::1.2.3", "1.2.3.4::", "::ffff:1.2.3.256", "1.2.3.4:80", "localhost", "٠.٠.٠.٠", "::+1",
            String(repeating: "1:", count: 100),
        ]
    )
    func refused(address: String) {
        #expect(Network(address) == nil)
    }

    @Test("addresses of one /64 are one network, neighbours are not")
    func prefixes() {
        #expect(Network("2001:db8::1") == Network("2001:db8::ffff:1:2:3"))
        #expect(Network("2001:db8::1") != Network("2001:db8:0:1::1"))
        #expect(Network("192.0.2.1") != Network("192.0.2.2"))
        #expect(Network("192.0.2.1") == Network("::ffff:192.0.2.1"))
        #expect(Network.unknown.description == "unknown")
    }
}
