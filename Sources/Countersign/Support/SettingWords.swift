import Foundation

/// Owners' own words, kept in the database beside the settings: every node has them within a second.
package struct SettingWords: Sendable {
    let world: Surroundings

    static let fact = "console.words"
    private static let patience = 5

    package init(in world: Surroundings) {
        self.world = world
    }

    package enum Outcome: Sendable, Equatable {
        case saved
        /// As it was.
        case nothingNew
        /// Somebody else changed these very texts since they were shown: nothing is saved.
        case changedMeanwhile
    }

    /// What is wrong with which text.
    package struct Problem: Error, Sendable, Equatable {
        package let key: String
        package let problem: EditableText.Problem
    }

    /// - Parameters:
    ///   - given: by key; a text that is not among them stays. Empty, or the same as ours, is ours again.
    ///   - mark: that of the texts as they were shown.
    /// - Throws: `Problems<Problem>`; `CeremonyFault.contended` if others go on saving.
    package func save(
        _ given: [String: String],
        of texts: [EditableText],
        in language: String,
        among languages: [String],
        mark: String,
        by staff: Account,
        from client: Client?
    ) async throws -> Outcome {
        let wanted = try Self.checked(given, of: texts)
        for _ in 0..<Self.patience {
            let (settings, raw) = try await SettingTheServer(in: world).read()
            let before = OwnWords(raw, settings: settings)
            world.settingsBox.take(before)
            guard before.mark(of: texts.map(\.key), in: language) == mark else { return .changedMeanwhile }
            let changed = wanted.filter { before[language][$0.key] != $0.value }
            guard !changed.isEmpty else { return .nothingNew }
            var own = before
            own.change(changed, in: language, of: languages)
            do {
                try await world.commit([
                    .saveFact(Self.fact, to: try own.encoded(), expected: raw),
                    try world.event(
                        .settingsChanged,
                        about: nil,
                        by: .member(staff.id),
                        from: client,
                        data: [
                            "fields": "words", "language": language,
                            "words": changed.keys.sorted().joined(separator: " "),
                        ],
                        at: world.now()
                    ),
                ])
            } catch CeremonyFault.contended {
                // Other texts perhaps, or other settings: look again.
                continue
            }
            world.settingsBox.take(own)
            return .saved
        }
        throw CeremonyFault.contended
    }

    /// As they would be kept; nil for those that are ours again.
    ///
    /// - Throws: `Problems<Problem>`, with one problem for each text that cannot be.
    package static func checked(_ given: [String: String], of texts: [EditableText]) throws -> [String: String?] {
        var kept: [String: String?] = [:]
        var problems: [Problem] = []
        for text in texts {
            guard let typed = given[text.key] else { continue }
            do throws(EditableText.Problem) {
                kept.updateValue(try text.kept(typed), forKey: text.key)
            } catch {
                problems.append(Problem(key: text.key, problem: error))
            }
        }
        guard problems.isEmpty else { throw Problems(list: problems) }
        return kept
    }
}

extension OwnWords {
    /// As they are kept; where there are none, what an earlier version kept among the settings.
    init(_ raw: [UInt8]?, settings: [UInt8]?) {
        guard let raw else {
            self.init(former: settings)
            return
        }
        self = (try? JSONDecoder().decode(OwnWords.self, from: Data(raw))) ?? OwnWords()
    }

    func encoded() throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        return [UInt8](try encoder.encode(self))
    }
}
