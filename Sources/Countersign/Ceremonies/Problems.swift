/// All that is wrong with a form at once, so that nothing is said one thing at a time.
package struct Problems<Problem: Error & Sendable>: Error, Sendable {
    package private(set) var list: [Problem]

    package init(list: [Problem] = []) {
        self.list = list
    }

    package var isEmpty: Bool { list.isEmpty }

    mutating func append(_ problem: Problem) {
        list.append(problem)
    }

    /// What a field says; nil where it cannot be taken, which is one problem more.
    mutating func reading<Value>(
        _ problem: (NameFault) -> Problem,
        _ read: @autoclosure () throws(NameFault) -> Value
    ) -> Value? {
        do {
            return try read()
        } catch {
            list.append(problem(error))
            return nil
        }
    }

    /// Throws itself if there is anything wrong.
    func throwIfAny() throws {
        if !list.isEmpty { throw self }
    }
}
