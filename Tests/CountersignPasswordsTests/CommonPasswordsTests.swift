import Foundation
import Testing

@testable import CountersignPasswords

@Suite struct CommonPasswordsTests {
    private let screen = CommonPasswords()

    @Test(
        "what everybody tries first is common",
        arguments: [
            "password1234", "passwordpassword", "Password1234!", "P@ssw0rd!2024", "Passw0rd!Passw0rd!", "passwört1234",
            "iloveyou1234", "I Love You 1234", "iloveyouforever", "monkeydragon8371", "Liverpool1892", "Manchester1!",
            "Summer2024!!", "welcome home 2024", "l3tm31nl3tm31n", "trustno1trustno1", "drowssap4321", "парольпароль",
            "maytheforcebewithyou", "Weihnachten2023", "motdepasse123",
        ]
    )
    func words(password: String) {
        #expect(screen.isCommon(password))
    }

    @Test(
        "sequences, keyboard walks and repetitions are common",
        arguments: [
            "123456789012", "098765432109", "abcdefghijkl", "zyxwvutsrqpo", "qwertyuiop12", "1q2w3e4r5t6y",
            "qazwsxedcrfv", "1qaz2wsx3edc", "qwert12345!@#$%", "asdf;lkjasdf;lkj", "йцукенгшщзхъ", "qwertzuiopasdf",
            "azertyuiop12", "aaaaaaaaaaaa", "abababababab", "abcabcabcabc", "xkqzxkqzxkqz", "a1b2c3d4e5f6",
            "p1a2s3s4w5o6r7d8", "112233445566", "111222333444", "aaaabbbbcccc", "314159265358", "123qwe123qwe",
        ]
    )
    func sequences(password: String) {
        #expect(screen.isCommon(password))
    }

    @Test(
        "dates are common however they are written",
        arguments: [
            "01.01.199001", "1990-01-01!!", "30/12/1985!!", "19900101-1990", "01011990-0101", "24.12.24.12.2024",
            "5 6 1987 !!!!",
        ]
    )
    func dates(password: String) {
        #expect(screen.isCommon(password))
    }

    @Test(
        "passphrases that everybody knows are common, however they are written",
        arguments: [
            "correct horse battery staple", "correcthorsebatterystaple", "Correct-Horse-Battery-Staple!",
            "Correct Horse Battery Staple 1", "the quick brown fox jumps over the lazy dog", "To be, or not to be!",
            "never gonna give you up", "Alle meine Entchen",
        ]
    )
    func knownPassphrases(password: String) {
        #expect(screen.isCommon(password))
    }

    @Test(
        "a few random words are not common, not even if each one is",
        arguments: [
            "violet anchor meadow lantern", "olive tram pencil cloud", "zebra-kettle-orbit-mango",
            "swift river stone path", "monkey dragon tiger wolf", "chocolate window tiger forest",
            "purple walrus dishwasher lamp", "vertraulich tasse regen uhr", "Sturm und Drang im Garten",
            "кофе трамвай окно дождь",
        ]
    )
    func passphrases(password: String) {
        #expect(!screen.isCommon(password))
    }

    @Test(
        "random characters are not common",
        arguments: [
            "Gx7!vQp2#Lm9", "k7m2p9x4q1w8", "a3f9c2e1b8d7", "tjhqzvbnrwxk", "492837465019", "7H-xx2-9Qa-Lw",
            "3fd0c1a9e47b58", "Zq%8rT$1wN&5",
        ]
    )
    func random(password: String) {
        #expect(!screen.isCommon(password))
    }

    @Test("three hundred passwords drawn at random are not refused")
    func drawn() {
        var generator = Drawn(state: 0x5EED)
        let letters = Array("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
        let refused = (0..<300).filter { _ in
            screen.isCommon(String((0..<12).compactMap { _ in letters.randomElement(using: &generator) }))
        }
        #expect(refused.isEmpty)
    }

    @Test("no word of the list falls through in its usual decorations")
    func decorations() {
        let words = ["password", "football", "michael", "sunshine", "superman", "berlin", "september", "barcelona"]
        for word in words {
            for password in [
                "\(word)\(word)", "\(word)1234!", "1234\(word)", "\(word.capitalized)2024!", "!!\(word.uppercased())!!",
                "\(word).\(word)", String(word.reversed()) + "99", word.map { "\($0)\($0)" }.joined(),
            ] where password.count >= 10 {
                #expect(screen.isCommon(password), "\(password)")
            }
        }
    }

    @Test("the longest passwords are read within bounds", arguments: ["a", "0", "monkey1", "ab!", "12/12/1212 "])
    func longest(block: String) {
        let clock = ContinuousClock()
        let password = String(String(repeating: block, count: 256).prefix(256))
        let duration = clock.measure { #expect(screen.isCommon(password)) }
        // Milliseconds in practice; a slip into exponential time would never end.
        #expect(duration < .seconds(10))
    }

    @Test("the empty password is no trap")
    func empty() {
        #expect(screen.isCommon(""))
        #expect(!screen.isMade("", of: [""]))
        #expect(!screen.isMade("olive tram pencil", of: []))
    }
}

@Suite struct MadeOfWordsTests {
    private let screen = CommonPasswords()

    @Test(
        "a password made of the name, the address or the organisation is found",
        arguments: [
            "sam@example.com", "SamOsborne2024", "s4m.0sb0rn3!!", "osborne1234567", "example-osborne",
            "moc.elpmaxe@mas",
            "Northwind2024!", "northwindsam01", "samsamsamsam", "osborne summer", "Example!Password1",
        ]
    )
    func made(password: String) {
        #expect(screen.isMade(password, of: ["sam.osborne@example.com", "sam@example.com", "Northwind"]))
    }

    @Test(
        "a name inside a long passphrase of other words does no harm",
        arguments: ["sam likes green tea a lot", "olive tram pencil cloud", "my northwind kettle is blue and tall"]
    )
    func notMade(password: String) {
        #expect(!screen.isMade(password, of: ["sam.osborne@example.com", "Northwind"]))
    }

    @Test("a common password that does not use the name is not called made of it")
    func common() {
        #expect(!screen.isMade("password1234", of: ["sam.osborne@example.com"]))
    }

    @Test("accents and case make no difference")
    func folding() {
        #expect(screen.isMade("MULLER-Jose-99", of: ["José Müller"]))
        #expect(screen.isMade("müllerjosé2024", of: ["Jose Muller"]))
    }

    @Test("two letters are too few to be a name")
    func short() {
        #expect(!screen.isMade("bo7k2m9x4q1w", of: ["bo@bo.io"]))
    }
}

/// The same numbers on every run: a small linear generator, for tests only.
private struct Drawn: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return (state ^ (state >> 33)) &* 0xFF51_AFD7_ED55_8CCD
    }
}
