import Entries
import Foundation

/// What libFuzzer calls with every input that it thinks up. `FUZZ_ENTRY` names the way in.
@_cdecl("LLVMFuzzerTestOneInput")
func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    do {
        try entry.run(bytes)
    } catch {
        // libFuzzer keeps the input of a process that ends so.
        fatalError("\(error)")
    }
    return 0
}

private let entry: FuzzEntry = {
    let name = ProcessInfo.processInfo.environment["FUZZ_ENTRY"] ?? ""
    guard let entry = FuzzEntry(rawValue: name) else {
        fatalError("FUZZ_ENTRY has to be one of \(FuzzEntry.allCases.map(\.rawValue).joined(separator: ", "))")
    }
    return entry
}()
