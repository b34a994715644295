import Foundation

/// What the system says about this process, under the names that dashboards know. Empty where there is no `/proc`.
enum ProcessMetrics {
    static func exposition() -> String {
        var text = ""
        for (name, kind, help, value) in samples() {
            text += PrometheusText.heading(name, kind, help: help)
            text += PrometheusText.line(name, PrometheusLabels(), value)
        }
        return text
    }

    private typealias Sample = (name: String, kind: PrometheusKind, help: String, value: Double)

    private static func samples() -> [Sample] {
        var samples: [Sample] = []
        // What stands after the command's name in parentheses, which may itself hold blanks and parentheses.
        let stat = file("/proc/self/stat").flatMap { text in
            text.lastIndex(of: ")").map { text[text.index(after: $0)...].split(separator: " ").map(String.init) }
        }
        if let stat, stat.count > 21 {
            let ticks = Double(sysconf(Int32(_SC_CLK_TCK)))
            if let user = Double(stat[11]), let system = Double(stat[12]), ticks > 0 {
                let seconds = (user + system) / ticks
                samples.append(("process_cpu_seconds_total", .counter, "Processor time taken, in seconds.", seconds))
            }
            if let started = Double(stat[19]), let booted = bootTime(), ticks > 0 {
                let moment = booted + started / ticks
                samples.append(("process_start_time_seconds", .gauge, "Start, in seconds since 1970.", moment))
            }
            if let bytes = Double(stat[20]) {
                samples.append(("process_virtual_memory_bytes", .gauge, "Address space, in bytes.", bytes))
            }
        }
        if let pages = file("/proc/self/statm")?.split(separator: " ").dropFirst().first.flatMap({ Double($0) }) {
            let bytes = pages * Double(sysconf(Int32(_SC_PAGESIZE)))
            samples.append(("process_resident_memory_bytes", .gauge, "Memory in use, in bytes.", bytes))
        }
        if let open = try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count {
            samples.append(("process_open_fds", .gauge, "Open file descriptors.", Double(open)))
        }
        var limit = rlimit()
        if getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 {
            samples.append(("process_max_fds", .gauge, "File descriptors that may be open.", Double(limit.rlim_cur)))
        }
        return samples
    }

    private static func bootTime() -> Double? {
        let line = file("/proc/stat")?.split(separator: "\n").first { $0.hasPrefix("btime ") }
        return line.flatMap { Double($0.dropFirst("btime ".count)) }
    }

    /// Files in `/proc` say that they are empty, so they are read to their end.
    private static func file(_ path: String) -> String? {
        guard let handle = FileHandle(forReadingAtPath: path) else { return nil }
        defer { try? handle.close() }
        guard let data = try? handle.readToEnd() else { return nil }
        return String(decoding: data, as: UTF8.self)
    }
}
