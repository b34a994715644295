/// Splits a script at the semicolons that end statements.
///
/// It knows strings, quoted names and comments, which is all that our scripts use; it knows no dollar quotes.
package enum SQLScript {
    package static func statements(of script: String) -> [String] {
        var statements: [String] = []
        var statement = ""
        var rest = Substring(script)
        while let character = rest.popFirst() {
            switch character {
            case ";":
                statements.append(statement)
                statement = ""
            case "'", "\"":
                // A doubled quote inside ends one quoted piece and begins the next.
                statement.append(character)
                while let inner = rest.popFirst() {
                    statement.append(inner)
                    if inner == character { break }
                }
            case "-" where rest.first == "-":
                rest = rest.drop { !$0.isNewline }
            case "/" where rest.first == "*":
                rest = rest.dropFirst()
                while let inner = rest.popFirst() {
                    if inner == "*", rest.first == "/" { break }
                }
                rest = rest.dropFirst()
                statement.append(" ")
            default: statement.append(character)
            }
        }
        statements.append(statement)
        return statements.map(trimmed).filter { !$0.isEmpty }
    }

    private static func trimmed(_ statement: String) -> String {
        let start = statement.drop(while: \.isWhitespace)
        guard let end = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
        return String(start[...end])
    }
}
