import Countersign
import Testing

@Suite("addresses and blocks of them")
struct AddressBlockTests {
    @Test(
        "an address is written as it is usually written",
        arguments: [
            ("192.0.2.7", "192.0.2.7"), ("::ffff:192.0.2.7", "192.0.2.7"), ("2001:DB8:0:0::7", "2001:db8::7"),
        ]
    )
    func text(given: String, usual: String) throws {
        #expect(try #require(Address(given)).text == usual)
    }

    @Test("what stands behind a zero byte is not passed over", arguments: ["192.0.2.7\0", "::1\0evil", "\0"])
    func zeroByte(text: String) {
        #expect(Address(text) == nil)
    }

    @Test(
        "a block is read and written",
        arguments: [
            ("10.0.0.0/8", "10.0.0.0/8"), ("192.0.2.7", "192.0.2.7"), ("192.0.2.7/32", "192.0.2.7"),
            ("FD00::/8", "fd00::/8"), ("::/0", "::/0"), ("::1/128", "::1"),
        ]
    )
    func read(given: String, usual: String) throws {
        #expect(try AddressBlock(given).text == usual)
    }

    @Test("a block that cannot be read says what is wrong")
    func refused() throws {
        for text in ["", "/8", "ten/8", "10.0.0.0\0/8", "::1%eth0"] {
            #expect(throws: AddressBlock.ParsingError.address, "\(text)") { try AddressBlock(text) }
        }
        for text in ["10.0.0.0/", "10.0.0.0/33", "10.0.0.0/8/8", "10.0.0.0/-1", "10.0.0.0/+8", "10.0.0.0/99999"] {
            #expect(throws: AddressBlock.ParsingError.length(most: 32), "\(text)") { try AddressBlock(text) }
        }
        #expect(throws: AddressBlock.ParsingError.length(most: 128)) { try AddressBlock("fd00::/129") }
        #expect(throws: AddressBlock.ParsingError.bitsBeyond(try AddressBlock("10.0.0.0/8"))) {
            try AddressBlock("10.1.0.0/8")
        }
    }

    @Test("blocks hold what begins alike")
    func blocks() throws {
        let block = try AddressBlock("172.16.0.0/12")
        #expect(block.contains(try #require(Address("172.31.255.255"))))
        #expect(!block.contains(try #require(Address("172.32.0.0"))))
        #expect(!block.contains(try #require(Address("::1"))))
        let all = try AddressBlock("0.0.0.0/0")
        #expect(all.contains(try #require(Address("203.0.113.5"))))
        for text in ["127.0.0.1", "192.168.3.4", "::1", "fd12::1", "fe80::1", "169.254.1.1", "100.64.0.1"] {
            #expect(try #require(Address(text)).isNearby, "\(text)")
        }
        for text in ["203.0.113.5", "2001:db8::1", "172.32.0.1", "128.0.0.1"] {
            #expect(try !#require(Address(text)).isNearby, "\(text)")
        }
    }
}
