import Countersign
import Testing

@Suite("Likely slips in an address")
struct EmailSlipsTests {
    @Test(
        "a slip in a well-known domain is asked about",
        arguments: [
            ("sam@homtail.com", "sam@hotmail.com"), ("sam@gmial.com", "sam@gmail.com"),
            ("Sam@GMAI.com", "Sam@gmail.com"), ("sam@gmaill.com", "sam@gmail.com"),
            ("sam@outlok.com", "sam@outlook.com"), ("sam@yahop.com", "sam@yahoo.com"),
            ("sam@gmail.con", "sam@gmail.com"),
        ]
    )
    func slips(_ typed: String, _ meant: String) throws {
        #expect(try EmailAddress(typed).likelyMeant?.text == meant)
    }

    @Test(
        "a right domain, or one that is like none of them, is left alone",
        arguments: [
            "sam@gmail.com", "sam@GMAIL.com", "sam@mail.com", "sam@gmx.net", "sam@example.com",
            "sam@hotmail.example.com", "sam@localhost", "sam@hmotial.com",
        ]
    )
    func right(_ address: String) throws {
        #expect(try EmailAddress(address).likelyMeant == nil)
    }
}
