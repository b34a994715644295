import Foundation

/// A colour of sRGB, and how well it can be read (WCAG 2.2, relative luminance and contrast ratio).
package struct Colour: Sendable, Equatable {
    package let red: UInt8
    package let green: UInt8
    package let blue: UInt8

    /// Under our pages.
    package static let paper = Colour(red: 0xF6, green: 0xF4, blue: 0xEF)
    package static let night = Colour(red: 0x1A, green: 0x1D, blue: 0x27)
    package static let white = Colour(red: 255, green: 255, blue: 255)
    package static let ink = Colour(red: 0x11, green: 0x16, blue: 0x3A)
    /// Of text, by WCAG 1.4.3.
    package static let leastContrast = 4.5

    package init(red: UInt8, green: UInt8, blue: UInt8) {
        self.red = red
        self.green = green
        self.blue = blue
    }

    /// `#rrggbb`, with or without the sign.
    package init?(_ text: String) {
        let digits = text.hasPrefix("#") ? text.dropFirst() : text[...]
        guard digits.utf8.count == 6, digits.allSatisfy(\.isHexDigit), let number = UInt32(digits, radix: 16) else {
            return nil
        }
        self.init(
            red: UInt8(number >> 16 & 255),
            green: UInt8(number >> 8 & 255),
            blue: UInt8(number & 255)
        )
    }

    package var text: String {
        "#" + [red, green, blue].map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    package func contrast(with other: Colour) -> Double {
        let (one, two) = (luminance, other.luminance)
        return (max(one, two) + 0.05) / (min(one, two) + 0.05)
    }

    /// So much of the other, from 0 to 1.
    package func mixed(_ share: Double, of other: Colour) -> Colour {
        func mix(_ one: UInt8, _ two: UInt8) -> UInt8 {
            UInt8(min(255, max(0, (Double(one) * (1 - share) + Double(two) * share).rounded())))
        }
        return Colour(red: mix(red, other.red), green: mix(green, other.green), blue: mix(blue, other.blue))
    }

    /// Lighter step by step, until it can be read on a dark page and dark words on it.
    package var forNight: Colour {
        var colour = self
        for _ in 0..<20 {
            if colour.contrast(with: .night) >= 7, colour.contrast(with: .ink) >= Self.leastContrast { break }
            colour = colour.mixed(0.1, of: .white)
        }
        return colour
    }

    /// Under words of this colour: as much of it as leaves them readable.
    package var softForDay: Colour {
        for share in [0.9, 0.93, 0.96] {
            let soft = mixed(share, of: .white)
            if contrast(with: soft) >= Self.leastContrast { return soft }
        }
        return .white
    }

    private var luminance: Double {
        func linear(_ value: UInt8) -> Double {
            let share = Double(value) / 255
            return share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
        }
        return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
    }
}
