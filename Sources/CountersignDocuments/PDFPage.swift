import CPango
import Foundation

/// One A4 page being drawn, and all that cairo and pango need for it. Nothing outlives it and nothing is shared, so any
/// number can be drawn at once.
final class PDFPage {
    /// ISO 216, in points of 1/72 inch.
    static let width = 210 / 25.4 * 72
    static let height = 297 / 25.4 * 72
    static let margin = 56.0

    var innerWidth: Double { Self.width - 2 * Self.margin }
    var innerHeight: Double { Self.height - 2 * Self.margin }

    /// Where cairo writes to.
    private final class Output {
        var bytes: [UInt8] = []
    }

    private let output: Output
    private let surface: OpaquePointer
    private let cairo: OpaquePointer
    private let context: OpaquePointer

    init(title: String, language: String, madeAt: Date) throws(PDFFailure) {
        let output = Output()
        // `output` is not retained by the surface: it lives as long as this page, and `deinit` destroys the surface first.
        let surface = cairo_pdf_surface_create_for_stream(
            { closure, bytes, count in
                guard let closure, let bytes else { return CAIRO_STATUS_WRITE_ERROR }
                Unmanaged<Output>.fromOpaque(closure).takeUnretainedValue()
                    .bytes.append(contentsOf: UnsafeBufferPointer(start: bytes, count: Int(count)))
                return CAIRO_STATUS_SUCCESS
            },
            Unmanaged.passUnretained(output).toOpaque(),
            Self.width,
            Self.height
        )
        let cairo = surface.flatMap { cairo_create($0) }
        let context = cairo.flatMap { countersign_new_context($0) }
        guard let surface, let cairo, let context else {
            cairo_destroy(cairo)
            cairo_surface_destroy(surface)
            throw PDFFailure(status: CAIRO_STATUS_NO_MEMORY)
        }
        self.output = output
        self.surface = surface
        self.cairo = cairo
        self.context = context

        guard countersign_has_font(context) != 0 else {
            throw PDFFailure(missing: "font; install one, say fonts-noto-core")
        }
        // Later versions put their objects into streams, where the language could not be added.
        cairo_pdf_surface_restrict_to_version(surface, CAIRO_PDF_VERSION_1_4)
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, title)
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATOR, "Countersign")
        let date = madeAt.formatted(.iso8601)
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, date)
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_MOD_DATE, date)
        pango_context_set_language(context, pango_language_from_string(language))
        pango_context_set_base_dir(context, PANGO_DIRECTION_LTR)
        // Paper has no pixels; letters moved to whole points stand unevenly, and gaps are read back as spaces.
        pango_context_set_round_glyph_positions(context, 0)
        cairo_tag_begin(cairo, "Document", nil)
        try check()
    }

    deinit {
        g_object_unref(UnsafeMutableRawPointer(context))
        cairo_destroy(cairo)
        cairo_surface_destroy(surface)
    }

    /// What letters look like. Sizes are in points.
    struct Font {
        var family: String
        var size: Double
        var isBold = false
    }

    /// A line or paragraph with its letters chosen and its lines broken. With a width it turns to the side its language
    /// begins at; without one it goes from left to right.
    func layout(_ text: String, font: Font, width: Double?, mostLines: Int) -> Layout {
        Layout(text, font: font, width: width, mostLines: mostLines, context: context)
    }

    func show(_ layout: Layout, x: Double, y: Double, tag: String) {
        cairo_tag_begin(cairo, tag, nil)
        cairo_set_source_rgb(cairo, 0, 0, 0)
        cairo_move_to(cairo, x, y)
        pango_cairo_show_layout(cairo, layout.pointer)
        cairo_tag_end(cairo, tag)
    }

    func frame(x: Double, y: Double, width: Double, height: Double) {
        cairo_set_source_rgb(cairo, 0.45, 0.45, 0.45)
        cairo_set_line_width(cairo, 0.75)
        cairo_rectangle(cairo, x, y, width, height)
        cairo_stroke(cairo)
    }

    /// Ends the page and hands out the file. Nothing can be drawn any more.
    func finish() throws(PDFFailure) -> [UInt8] {
        cairo_tag_end(cairo, "Document")
        cairo_show_page(cairo)
        try check()
        cairo_surface_finish(surface)
        try check()
        return output.bytes
    }

    private func check() throws(PDFFailure) {
        for status in [cairo_status(cairo), cairo_surface_status(surface)] where status != CAIRO_STATUS_SUCCESS {
            throw PDFFailure(status: status)
        }
    }
}

extension PDFPage {
    /// Text as pango lays it out, without markup: `<b>` is three characters like any others.
    final class Layout {
        fileprivate let pointer: OpaquePointer
        let width: Double
        let height: Double

        fileprivate init(_ text: String, font: Font, width: Double?, mostLines: Int, context: OpaquePointer) {
            let units = Double(PANGO_SCALE)
            pointer = pango_layout_new(context)
            pango_layout_set_text(pointer, text, Int32(clamping: text.utf8.count))
            let description = pango_font_description_new()
            defer { pango_font_description_free(description) }
            pango_font_description_set_family(description, font.family)
            pango_font_description_set_absolute_size(description, font.size * units)
            pango_font_description_set_weight(description, font.isBold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL)
            pango_layout_set_font_description(pointer, description)
            pango_layout_set_auto_dir(pointer, width == nil ? 0 : 1)
            if let width {
                pango_layout_set_width(pointer, Int32(width * units))
                pango_layout_set_wrap(pointer, PANGO_WRAP_WORD_CHAR)
                // Negative: a number of lines, not a height.
                pango_layout_set_height(pointer, -Int32(mostLines))
                pango_layout_set_ellipsize(pointer, PANGO_ELLIPSIZE_END)
            }
            var columns: Int32 = 0
            var lines: Int32 = 0
            pango_layout_get_size(pointer, &columns, &lines)
            self.width = Double(columns) / units
            self.height = Double(lines) / units
        }

        deinit {
            g_object_unref(UnsafeMutableRawPointer(pointer))
        }
    }
}
