import CPango

/// Why no PDF came about: cairo's own words, or what was missing in what it wrote.
struct PDFFailure: Error, Equatable, CustomStringConvertible {
    let description: String

    init(status: cairo_status_t) {
        description = "the PDF could not be drawn: " + String(cString: cairo_status_to_string(status))
    }

    init(missing: String) {
        description = "the PDF could not be drawn: there is no \(missing)"
    }
}
