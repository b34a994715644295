import Countersign
import Testing

struct NamesTests {
    @Test(
        "an address of the usual shape is taken",
        arguments: [
            "sam@example.com", "sam.o'kafor+x@mail.example.org", "jörg@bücher.example", "a@b.co", "root@localhost",
            " sam@example.com ",
        ]
    )
    func good(text: String) throws {
        _ = try EmailAddress(text)
    }

    @Test(
        "anything else is refused",
        arguments: [
            "", "sam", "sam@", "@example.com", "sam@example", "sam@@example.com", "sam@exa mple.com",
            "sam@example.com\r\nBcc: x@y.org", "sam@-example.com", ".sam@example.com", "sam..o@example.com",
            "sam@example..com", "sam\u{0}@example.com", "<sam@example.com>", "sam@example.com,x@y.org",
            String(repeating: "a", count: 300) + "@example.com",
        ]
    )
    func bad(text: String) {
        #expect(throws: NameFault.self) { try EmailAddress(text) }
    }

    @Test("two spellings of one name are one identifier")
    func folded() {
        #expect(SignInIdentifier("Sam@Example.com") == SignInIdentifier(" sam@example.COM"))
        #expect(SignInIdentifier("JO\u{0308}RG") == SignInIdentifier("j\u{00F6}rg"))
        #expect(SignInIdentifier("sam") != SignInIdentifier("sам"), "a Cyrillic letter is another letter")
    }

    @Test("a name with an @ must be the account's own address")
    func nameIsAddress() throws {
        let own = try EmailAddress("sam@example.com")
        #expect(try SignInName.cleaned("SAM@example.com", email: own) == "SAM@example.com")
        #expect(throws: NameFault.looksLikeAnotherAddress) { try SignInName.cleaned("eve@example.com", email: own) }
        #expect(throws: NameFault.looksLikeAnotherAddress) { try SignInName.cleaned("sam@example.com", email: nil) }
    }

    @Test("a name has nothing invisible in it", arguments: ["sam\u{200B}", "sam\n", "s\u{202E}am", "sam\u{7}x"])
    func visible(text: String) {
        if let cleaned = try? SignInName.cleaned(text, email: nil) {
            #expect(cleaned == "sam", "only space around it is taken away")
        }
    }

    @Test("ids sort by time")
    func ids() {
        let random = [UInt8](repeating: 255, count: 10)
        let one = IdentifierText.make(milliseconds: 1_800_000_000_000, random: random)
        let two = IdentifierText.make(milliseconds: 1_800_000_000_001, random: [UInt8](repeating: 0, count: 10))
        #expect(one.count == 26)
        #expect(one < two)
    }

    @Test("ids of one millisecond sort as they were made")
    func idsOfOneMillisecond() {
        let maker = IDMaker()
        let ids = (0..<600).map { _ in
            maker.make(milliseconds: 1_800_000_000_000, random: [UInt8](repeating: 254, count: 10))
        }
        #expect(ids == ids.sorted())
        #expect(Set(ids).count == ids.count)
    }
}
