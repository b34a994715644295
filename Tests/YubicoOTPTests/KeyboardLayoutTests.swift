import Testing

@testable import YubicoOTP

struct KeyboardLayoutTests {
    /// All sixteen letters are in it.
    private static let text = "cccccctbdefghijklnrtuvvutrnlkjihgfedbccbdefg"

    private static func typed(_ text: String, _ keys: String) -> String {
        String(
            text.compactMap { letter in
                zip(Modhex.alphabet, keys).first { $0.0 == letter }?.1
            }
        )
    }

    @Test("every layout has sixteen keys, and no character means two of them", arguments: KeyboardLayout.allCases)
    func keys(layout: KeyboardLayout) {
        #expect(layout.plain.count == 16)
        #expect(layout.shifted.count == 16)
        for (plain, key) in zip(layout.plain, 0...) {
            for (shifted, otherKey) in zip(layout.shifted, 0...) where key != otherKey {
                #expect(plain != shifted)
            }
        }
        #expect(Set(layout.plain).count == 16)
        #expect(Set(layout.shifted).count == 16)
    }

    @Test("a touch is understood in every layout, with and without shift", arguments: KeyboardLayout.allCases)
    func understood(layout: KeyboardLayout) throws {
        let meant = try OTP(Self.text)
        #expect(OTP.readings(of: Self.typed(Self.text, layout.plain)) == [meant])
        #expect(OTP.readings(of: Self.typed(Self.text, layout.shifted)) == [meant])
        // Caps lock: letters become capitals, points and commas stay.
        let capitals = layout.plain.map { $0.isLetter ? Character(String($0).uppercased()) : $0 }
        #expect(OTP.readings(of: Self.typed(Self.text, String(capitals))) == [meant])
    }

    @Test("an accent that comes as a scalar of its own is the same letter")
    func decomposed() throws {
        let typed = Self.typed(Self.text, KeyboardLayout.bepo.plain)
        let decomposed = String(
            String.UnicodeScalarView(
                typed.unicodeScalars.flatMap { scalar in
                    scalar == "è" ? ["e", "\u{300}"] : [scalar]
                }
            )
        )
        #expect(decomposed.unicodeScalars.count > typed.unicodeScalars.count)
        #expect(OTP.readings(of: decomposed) == [try OTP(Self.text)])
    }

    @Test("a text that fits two layouts has both readings, the usual one first")
    func twoReadings() throws {
        // No letter but those that both the usual layout and Norman have.
        let text = String(repeating: "cbedtgrn", count: 5)
        let readings = OTP.readings(of: text)
        #expect(readings.first == (try OTP(text)))
        #expect(readings.contains(try OTP(String(repeating: "cbdefgij", count: 5))))
    }

    @Test("white space around it is dropped, and none within it", arguments: [" ", "\n", "\r\n", "\t \u{A0}"])
    func whiteSpace(space: String) throws {
        #expect(OTP.readings(of: space + Self.text + space) == [try OTP(Self.text)])
        #expect(OTP.readings(of: Self.text.prefix(20) + space + Self.text.dropFirst(20)).isEmpty)
    }

    @Test(
        "what no layout types has no reading",
        arguments: [
            "", " ", "123456", String(repeating: "c", count: 31), String(repeating: "c", count: 49),
            String(repeating: "q", count: 44), String(repeating: "c", count: 43) + "!",
            String(repeating: "c", count: 10_000), String(repeating: "c\u{301}", count: 44),
            String(repeating: " ", count: 1_000_000),
        ]
    )
    func noReading(text: String) {
        #expect(OTP.readings(of: text).isEmpty)
    }
}
