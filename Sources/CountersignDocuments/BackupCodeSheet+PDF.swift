extension BackupCodeSheet {
    /// The sheet as one A4 page. All text can be selected; the codes stand in two columns, left to right in any language.
    package func pdf() throws -> [UInt8] {
        let page = try PDFPage(title: title, language: language, madeAt: madeAt)
        // Long words and long translations get smaller letters before they get no page.
        for scale in [1, 0.9, 0.8, 0.7, 0.6] {
            let blocks = blocks(on: page, scale: scale)
            guard blocks.reduce(0, { $0 + $1.height }) <= page.innerHeight,
                blocks.allSatisfy({ $0.isWhole(in: page.innerWidth) })
            else { continue }
            var top = PDFPage.margin
            for block in blocks {
                block.draw(on: page, top: top)
                top += block.height
            }
            return try PDFLanguage.set(language, in: page.finish())
        }
        throw Flaw.tooMuchText
    }

    private func blocks(on page: PDFPage, scale: Double) -> [Block] {
        var blocks: [Block] = []
        func add(_ texts: [String], size: Double, isBold: Bool = false, lines: Int, tag: String = "P", after: Double) {
            for text in texts where !text.isEmpty {
                let layout = page.layout(
                    text,
                    font: PDFPage.Font(family: "Sans", size: size * scale, isBold: isBold),
                    width: page.innerWidth,
                    mostLines: lines
                )
                blocks.append(.text(layout, tag: tag, gap: after * scale))
            }
        }
        add([title], size: 22, isBold: true, lines: 2, tag: "H1", after: 14)
        add([organisation], size: 13, isBold: true, lines: 2, after: 3)
        add([account], size: 13, lines: 2, after: 3)
        add([date], size: 13, lines: 1, after: 3)
        blocks.append(.gap(14 * scale))
        add(introduction, size: 11.5, lines: 6, after: 6)
        blocks.append(.gap(8 * scale))
        blocks.append(.codes(codeLayouts(on: page, scale: scale), rowHeight: 25 * scale, padding: 14 * scale))
        blocks.append(.gap(20 * scale))
        add(howToUse, size: 11.5, lines: 6, after: 6)
        blocks.append(.gap(8 * scale))
        add(howToMakeNewOnes, size: 11.5, lines: 6, after: 6)
        return blocks
    }

    private func codeLayouts(on page: PDFPage, scale: Double) -> [PDFPage.Layout] {
        let font = PDFPage.Font(family: "Monospace", size: 15 * scale, isBold: false)
        return numberedCodes.map { page.layout($0, font: font, width: nil, mostLines: 1) }
    }

    /// One thing on the page under the one before.
    private enum Block {
        case text(PDFPage.Layout, tag: String, gap: Double)
        case codes([PDFPage.Layout], rowHeight: Double, padding: Double)
        case gap(Double)

        var height: Double {
            switch self {
            case .text(let layout, _, let gap): layout.height + gap
            case .codes(let codes, let rowHeight, let padding): Double(Self.rows(codes)) * rowHeight + 2 * padding
            case .gap(let height): height
            }
        }

        /// No code may run into the next column or over the edge.
        func isWhole(in width: Double) -> Bool {
            guard case .codes(let codes, _, let padding) = self else { return true }
            return codes.allSatisfy { $0.width <= (width - 3 * padding) / 2 }
        }

        func draw(on page: PDFPage, top: Double) {
            switch self {
            case .text(let layout, let tag, _):
                page.show(layout, x: PDFPage.margin, y: top, tag: tag)
            case .codes(let codes, let rowHeight, let padding):
                page.frame(x: PDFPage.margin, y: top, width: page.innerWidth, height: height)
                for (index, code) in codes.enumerated() {
                    let (column, row) = index.quotientAndRemainder(dividingBy: Self.rows(codes))
                    page.show(
                        code,
                        x: PDFPage.margin + padding + Double(column) * (page.innerWidth - padding) / 2,
                        y: top + padding + Double(row) * rowHeight + (rowHeight - code.height) / 2,
                        tag: "P"
                    )
                }
            case .gap:
                break
            }
        }

        /// The first half goes down the left column, so that the numbers run down.
        private static func rows(_ codes: [PDFPage.Layout]) -> Int { (codes.count + 1) / 2 }
    }
}
