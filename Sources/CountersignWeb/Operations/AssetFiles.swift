import Countersign
import HTTPTypes
import Hummingbird
import HummingbirdCore
import NIOCore

/// Stylesheet, script and mark. Their paths hold a hash of their content, so browsers may keep them for ever.
enum AssetFiles {
    @Sendable
    static func show(_ visitor: Visitor) async throws -> Response {
        let path = visitor.request.uri.path
        let brand = BrandSheet(visitor.world.settings).flatMap { sheet in
            sheet.path == path
                ? Asset(name: "brand.css", contentType: "text/css; charset=utf-8", hash: sheet.hash, text: sheet.text)
                : nil
        }
        guard let asset = brand ?? Asset.at(path) else { throw PageFault.notFound }
        let tag = "\"\(asset.hash)\""
        let headers: HTTPFields = [.cacheControl: "public, max-age=31536000, immutable", .eTag: tag]
        if visitor.request.headers[.ifNoneMatch] == tag { return Response(status: .notModified, headers: headers) }
        var response = Response(status: .ok, type: asset.contentType, body: ByteBuffer(string: asset.text))
        for field in headers { response.headers[field.name] = field.value }
        return response
    }
}
