import Foundation

/// Runs blocking work (curl, the disk) on a thread made for it: on the shared threads it would hold up everybody.
enum OwnThread {
    /// - Parameter work: hands over its result, once, by the function it is given; it may tidy up after that.
    static func run<Result: Sendable>(
        _ name: String,
        _ work: @escaping @Sendable (_ finish: (Result) -> Void) -> Void
    ) async -> Result {
        await withCheckedContinuation { continuation in
            let thread = Thread { work { continuation.resume(returning: $0) } }
            thread.name = name
            thread.start()
        }
    }
}
