/// Long work on a terminal: one line on standard error that is drawn over. Elsewhere it draws nothing.
struct ProgressBar {
    private let title: String
    private let total: Int
    private let columns: Int
    private let draw: (String) -> Void
    private var drawn: Int?

    /// - Parameter total: how many steps there are; 0 if that is not known, then only the count is shown.
    init(_ title: String, total: Int, on terminal: Terminal = .standardError) {
        self.init(
            title,
            total: total,
            columns: terminal.columns,
            draw: terminal.isTerminal ? { terminal.write($0) } : nil
        )
    }

    init(_ title: String, total: Int, columns: Int, draw: ((String) -> Void)?) {
        self.title = title
        self.total = max(0, total)
        self.columns = columns
        self.draw = draw ?? { _ in }
    }

    /// Draws only what the eye can see change: a hundred times at most where the total is known.
    mutating func show(_ done: Int) {
        let done = max(0, done)
        let step = total > 0 ? percent(of: done) : done / 100
        guard step != drawn else { return }
        drawn = step
        draw("\r\u{1B}[K" + line(for: done))
    }

    /// Takes the line away, so that what is said next stands alone.
    mutating func finish() {
        guard drawn != nil else { return }
        drawn = nil
        draw("\r\u{1B}[K")
    }

    func line(for done: Int) -> String {
        guard total > 0 else { return "\(title) \(done)" }
        let numbers = " \(percent(of: done)) % (\(min(done, total)) of \(total))"
        let width = min(40, columns - title.count - numbers.count - 4)
        guard width >= 8 else { return title + numbers }
        let filled = width * percent(of: done) / 100
        let bar = String(repeating: "#", count: filled) + String(repeating: "-", count: width - filled)
        return "\(title) [\(bar)]\(numbers)"
    }

    private func percent(of done: Int) -> Int {
        guard total > 0 else { return 0 }
        return min(100, Int(Double(done) / Double(total) * 100))
    }
}
