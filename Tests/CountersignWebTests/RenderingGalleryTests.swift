import Foundation
import Testing

@testable import CountersignWeb

@Suite("gallery")
struct GalleryTests {
    private static let folder = ProcessInfo.processInfo.environment["COUNTERSIGN_GALLERY"]

    @Test("writes every page as HTML, with its assets, to look at", .enabled(if: folder != nil))
    func gallery() throws {
        let folder = URL(fileURLWithPath: try #require(Self.folder))
        let templates = try Shared.templates()
        for language in try Shared.catalogues().languages {
            let place = folder.appendingPathComponent(language)
            try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
            for fixture in try Fixtures.all() {
                let frame = try fixture.frame(in: language)
                let html = try templates.render(fixture.page, in: frame)
                try Data(html.utf8).write(to: place.appendingPathComponent("\(fixture.name).html"))
            }
        }
        let assets = folder.appendingPathComponent("assets")
        try FileManager.default.createDirectory(at: assets, withIntermediateDirectories: true)
        for asset in Asset.all {
            try Data(asset.text.utf8).write(to: folder.appendingPathComponent(asset.path))
        }
    }
}
