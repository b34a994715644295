import CountersignTesting
import Foundation
import HTTPTypes
import HummingbirdTesting
import NIOCore
import Testing

@testable import CountersignWeb

@Suite("The API describes itself")
struct APIDescriptionTests {
    private func described() async throws -> WorldJSON {
        try await World.run { world in
            let answer = try await world.request(.get, "/api/v1/openapi.json")
            #expect(answer.status == .ok)
            #expect(answer.headers[.contentType] == "application/json")
            return try JSONDecoder().decode(WorldJSON.self, from: Data(answer.body.readableBytesView))
        }
    }

    @Test("every route is described, and nothing else is")
    func complete() async throws {
        let description = try await described()
        #expect(description["openapi"]?.text?.hasPrefix("3.1.") == true)
        var told: Set<String> = []
        for (path, item) in description["paths"]?.members ?? [:] {
            for method in item.members.keys where method != "parameters" {
                told.insert("\(method.uppercased()) \(path)")
            }
        }
        let routes = RouteTable.main().all.filter { $0.kind == .call }
        let offered = Set(routes.map { "\($0.method.rawValue) \($0.pattern.text)" })
        #expect(told == offered)
        #expect(!offered.isEmpty)
    }

    @Test("every reference leads somewhere, and every schema is used")
    func references() async throws {
        let description = try await described()
        var used: Set<String> = []
        func walk(_ value: WorldJSON) {
            switch value {
            case .object(let members):
                if let reference = members["$ref"]?.text { used.insert(reference) }
                members.values.forEach(walk)
            case .list(let elements): elements.forEach(walk)
            case .null, .bool, .number, .text: break
            }
        }
        walk(description)
        var known: Set<String> = []
        for (kind, items) in description["components"]?.members ?? [:] where kind != "securitySchemes" {
            for name in items.members.keys { known.insert("#/components/\(kind)/\(name)") }
        }
        #expect(used == known)
    }

    @Test("each call says which scope it needs, and has problems for what can go wrong")
    func scopes() async throws {
        let description = try await described()
        for (path, item) in description["paths"]?.members ?? [:] where !path.hasSuffix("openapi.json") {
            for (method, call) in item.members where method != "parameters" {
                #expect(call["description"]?.text?.contains("Scope: `") == true, "\(method) \(path)")
                #expect(call["operationId"]?.text != nil, "\(method) \(path)")
                let statuses = call["responses"]?.names ?? []
                #expect(statuses.isSuperset(of: ["401", "403", "503"]), "\(method) \(path)")
            }
        }
    }
}
