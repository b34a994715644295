import Countersign
import Crypto
import Foundation

/// The stylesheet that puts an organisation's colour in place of ours, light and dark. Its path holds a hash of its
/// content, as those of all files do that pages load.
struct BrandSheet {
    let text: String
    let hash: String

    /// Nil where no colour is set.
    init?(_ settings: Settings) {
        guard let colour = settings.own.colour.flatMap({ Colour($0) }) else { return nil }
        let night = colour.forNight
        text = """
            @layer tokens {
              :root {
                --primary: \(colour.text); --primary-hover: \(colour.mixed(0.25, of: .ink).text); --link: \(colour.text);
                --primary-soft: \(colour.softForDay.text);
              }
              @media (prefers-color-scheme: dark) {
                :root {
                  --primary: \(night.text); --primary-hover: \(night.mixed(0.3, of: .white).text); --link: \(night.text);
                  --primary-soft: \(colour.mixed(0.75, of: .night).text);
                }
              }
            }

            """
        hash = SHA256.hash(data: Data(text.utf8)).prefix(8).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }
            .joined()
    }

    var path: String { "/assets/brand.\(hash).css" }
}
