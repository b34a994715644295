import Countersign
import Foundation

/// Which people a list of the console shows, as its address says it.
struct PeopleList: Equatable {
    static let path = "/admin/people"

    var search: String
    var filter: PeopleQuery.Filter?
    var sort: PeopleQuery.Sort
    var after: PeoplePlace?

    /// What cannot be read is left out.
    init(_ query: Form) {
        search = String(query["q"].trimmingCharacters(in: .whitespacesAndNewlines).prefix(200))
        filter = PeopleQuery.Filter(rawValue: query["show"])
        sort = PeopleQuery.Sort(rawValue: query["sort"]) ?? .name
        after = PeoplePlace(text: query["after"])
    }

    var query: PeopleQuery {
        var query = PeopleQuery()
        query.prefix = search
        query.filter = filter
        query.sort = sort
        query.after = after
        return query
    }

    /// The same list at another address; its first page, unless a place is given.
    func path(
        _ path: String = Self.path,
        filter: PeopleQuery.Filter?? = nil,
        sort: PeopleQuery.Sort? = nil,
        after: PeoplePlace? = nil
    ) -> String {
        var fields: [(String, String)] = []
        if !search.isEmpty { fields.append(("q", search)) }
        if let filter = filter ?? self.filter { fields.append(("show", filter.rawValue)) }
        let sort = sort ?? self.sort
        if sort != .name { fields.append(("sort", sort.rawValue)) }
        if let after { fields.append(("after", after.text)) }
        return path + (fields.isEmpty ? "" : "?")
            + fields.map { "\($0.0)=\(PageFrame.encoded($0.1))" }.joined(separator: "&")
    }
}

extension PeoplePlace {
    /// For addresses: the key in hexadecimal, and the id.
    var text: String {
        key.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() + "." + id.rawValue
    }

    init?(text: String) {
        let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0].utf8.count % 2 == 0, text.utf8.count <= 2048 else { return nil }
        var key: [UInt8] = []
        var digits = parts[0].utf8[...]
        while let high = digits.popFirst(), let low = digits.popFirst() {
            // A sign would do for a number.
            guard let sixteens = Character(Unicode.Scalar(high)).hexDigitValue,
                let ones = Character(Unicode.Scalar(low)).hexDigitValue
            else { return nil }
            key.append(UInt8(sixteens << 4 | ones))
        }
        self.init(key: key, id: Account.ID(String(parts[1])))
    }
}
