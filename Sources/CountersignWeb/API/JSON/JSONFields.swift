/// The members of a body, asked for one by one. A member that nobody asks for is refused, not passed over: whoever sent
/// it believes that it does something.
struct JSONFields: Sendable {
    private let members: [JSONValue.Member]
    /// Of the object within the body, such as `policy`; empty for the body itself.
    private let place: String

    /// - Parameter known: all that the call takes.
    init(_ body: JSONValue, known: [String]) throws(APIProblem) {
        guard case .object(let members) = body else { throw .notAnObject(body.kind) }
        try self.init(members, at: "", known: known)
    }

    private init(_ members: [JSONValue.Member], at place: String, known: [String]) throws(APIProblem) {
        self.members = members
        self.place = place
        for member in members where !known.contains(member.name) {
            throw .unknownField(name(of: member.name), of: place, known: known)
        }
    }

    /// As problems name a member: `policy.kinds.email`.
    func name(of member: String) -> String {
        place.isEmpty ? member : "\(place).\(member)"
    }

    /// The members of an object within this one.
    func fields(_ name: String, known: [String]) throws(APIProblem) -> JSONFields? {
        switch value(name) {
        case nil: return nil
        case .object(let members): return try JSONFields(members, at: self.name(of: name), known: known)
        case let other?: throw .wrongKind(self.name(of: name), "an object", other.kind)
        }
    }

    func value(_ name: String) -> JSONValue? {
        members.first { $0.name == name }?.value
    }

    func has(_ name: String) -> Bool { value(name) != nil }

    /// - Parameter longest: Unicode scalars it may have as it was sent: what the description calls `maxLength`.
    func text(_ name: String, atMost longest: Int = .max) throws(APIProblem) -> String? {
        switch value(name) {
        case nil: return nil
        case .text(let text): return try bounded(text, of: name, atMost: longest)
        case let other?: throw .wrongKind(self.name(of: name), "a text", other.kind)
        }
    }

    func requiredText(_ name: String, atMost longest: Int = .max) throws(APIProblem) -> String {
        guard let text = try text(name, atMost: longest) else { throw .missingField(self.name(of: name)) }
        return text
    }

    /// Nil if it is not there, an inner nil if it is `null`: to be cleared.
    func clearableText(_ name: String, atMost longest: Int = .max) throws(APIProblem) -> String?? {
        switch value(name) {
        case nil: return nil
        case .null: return .some(nil)
        case .text(let text): return .some(try bounded(text, of: name, atMost: longest))
        case let other?: throw .wrongKind(self.name(of: name), "a text or null", other.kind)
        }
    }

    private func bounded(_ text: String, of name: String, atMost longest: Int) throws(APIProblem) -> String {
        guard text.unicodeScalars.count <= longest else {
            throw .unacceptable([FieldProblem(self.name(of: name), "is longer than \(longest) characters")])
        }
        return text
    }

    func bool(_ name: String) throws(APIProblem) -> Bool? {
        switch value(name) {
        case nil: return nil
        case .bool(let bool): return bool
        case let other?: throw .wrongKind(self.name(of: name), "true or false", other.kind)
        }
    }

    func integer(_ name: String) throws(APIProblem) -> Int? {
        switch value(name) {
        case nil: return nil
        case .integer(let number): return number
        case .otherNumber: throw .wrongKind(self.name(of: name), "a whole number", "one with a fraction or too large")
        case let other?: throw .wrongKind(self.name(of: name), "a whole number", other.kind)
        }
    }

    func texts(_ name: String) throws(APIProblem) -> [String]? {
        guard let value = value(name) else { return nil }
        guard case .array(let elements) = value else {
            throw .wrongKind(self.name(of: name), "a list of texts", value.kind)
        }
        var texts: [String] = []
        for element in elements {
            guard case .text(let text) = element else {
                throw .wrongKind(self.name(of: name), "a list of texts", "a list with \(element.kind)")
            }
            texts.append(text)
        }
        return texts
    }
}
