import Countersign
import Foundation
import YubicoOTP

extension Host {
    /// Looks at all keys first, and writes the new ones only if nothing speaks against any.
    ///
    /// - Parameter isDryRun: only look.
    /// - Returns: what was found on each, in their order.
    func importYubiKeys(_ keys: [YubiKeyActs.NewKey], isDryRun: Bool = false) async throws -> [YubiKeyActs.Finding] {
        let acts = YubiKeyActs(in: world)
        var findings: [YubiKeyActs.Finding] = []
        for key in keys { findings.append(try await acts.finding(on: key)) }
        let wrong = zip(keys, findings).filter { $1 == .different || $1 == .nameless }
        if keys.count == 1, let (key, finding) = wrong.first {
            throw CommandFailure("the key \(key.publicID) \(finding.words)")
        }
        guard !isDryRun, wrong.isEmpty else { return findings }
        let new = zip(keys, findings).filter { $1 == .new }.map(\.0)
        var bar = ProgressBar("Importing keys", total: new.count)
        try await acts.add(new, actor: .host) { bar.show($0) }
        bar.finish()
        return findings
    }
}

extension YubiKeyActs.Finding {
    /// What is said of a key: it …
    var words: String {
        switch self {
        case .new: "is new"
        case .known: "is here already"
        case .different: "is here with other secrets; remove it first to replace it"
        case .nameless: "has no public id, so its codes could not be told from those of other keys"
        }
    }
}
