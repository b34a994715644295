import Countersign
import Testing

@Suite("Colours that can be read")
struct ColourTests {
    @Test(
        "contrast is WCAG's",
        arguments: [("#000000", "#ffffff", 21.0), ("#777777", "#ffffff", 4.48), ("#2c3f9f", "#ffffff", 9.1)]
    )
    func contrast(one: String, other: String, ratio: Double) throws {
        let (one, other) = (try #require(Colour(one)), try #require(Colour(other)))
        #expect(abs(one.contrast(with: other) - ratio) < 0.06)
        #expect(one.contrast(with: other) == other.contrast(with: one))
    }

    @Test(
        "only six hexadecimal digits are a colour",
        arguments: ["", "#", "#fff", "red", "#12345g", "#1234567", "＃１２３４５６"]
    )
    func shape(text: String) {
        #expect(Colour(text) == nil)
    }

    @Test("with and without its sign, and written one way")
    func text() {
        #expect(Colour("2C3F9F")?.text == "#2c3f9f")
        #expect(Colour("#00000a")?.text == "#00000a")
    }

    @Test("every colour that is dark enough by day can be read by night too, and on its own pale shade")
    func night() throws {
        for red in stride(from: 0, through: 255, by: 51) {
            for green in stride(from: 0, through: 255, by: 51) {
                for blue in stride(from: 0, through: 255, by: 51) {
                    let colour = Colour(red: UInt8(red), green: UInt8(green), blue: UInt8(blue))
                    guard colour.contrast(with: .paper) >= Colour.leastContrast else { continue }
                    #expect(colour.contrast(with: .white) >= Colour.leastContrast, "\(colour.text)")
                    #expect(colour.contrast(with: colour.softForDay) >= Colour.leastContrast, "\(colour.text)")
                    let night = colour.forNight
                    #expect(night.contrast(with: .night) >= Colour.leastContrast, "\(colour.text)")
                    #expect(night.contrast(with: .ink) >= Colour.leastContrast, "\(colour.text)")
                }
            }
        }
    }
}
