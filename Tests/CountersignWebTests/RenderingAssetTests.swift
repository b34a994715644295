import Foundation
import Testing

@testable import CountersignWeb

@Suite("assets")
struct RenderingAssetTests {
    @Test("each is found at a path that holds the hash of its content")
    func paths() {
        #expect(Asset.all.map(\.name) == ["app.css", "app.js", "favicon.svg", "passkeys.js"])
        for asset in Asset.all {
            #expect(asset.hash.count == 16 && asset.path.contains(asset.hash))
            #expect(Asset.at(asset.path)?.name == asset.name)
        }
        #expect(Asset.at("/assets/app.css") == nil)
        #expect(Asset.at("/assets/../app.css") == nil)
        #expect(Asset.stylesheet.contentType == "text/css; charset=utf-8")
        #expect(Asset.script.path.hasSuffix(".js") && Asset.favicon.path.hasSuffix(".svg"))
    }

    @Test("the stylesheet loads nothing")
    func stylesheet() {
        #expect(!Asset.stylesheet.text.contains("url(") && !Asset.stylesheet.text.contains("@import"))
    }

    @Test("every class that a page uses is styled")
    func classes() throws {
        let styled = Set(try Asset.stylesheet.text.found("\\.([a-z][a-z-]*)").map { $0[1] })
        for template in EmbeddedFiles.templates where template.name != "mail" {
            for match in try template.text.found("class=\"([^\"]*)\"") {
                // What a value chooses, as in `notice--{{tone}}`, is checked by looking at the gallery.
                for name in match[1].split(separator: " ") where name.allSatisfy({ $0.isLetter || $0 == "-" }) {
                    #expect(styled.contains(String(name)), "\(template.name): \(name)")
                }
            }
        }
    }
}
