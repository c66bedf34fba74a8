import CertAuthority
import Credentials
import Foundation
import Hummingbird
import LinkedData
import Testing
@testable import VerifyServer

@Suite("The description of the addresses")
struct DescriptionTests {
    /// Every path with its methods, as the document says.
    private func documented() throws -> [String: Set<String>] {
        let document = try JSON.parse(DescriptionRoutes.document)
        #expect(document["openapi"] == "3.1.0")
        #expect(document["info"]?["version"]?.stringValue == ProductVersion.current)
        let paths = try #require(document["paths"]?.objectValue)
        return Dictionary(
            uniqueKeysWithValues: paths.members.map { path in
                (path.name, Set((path.value.objectValue?.names ?? []).map { $0.uppercased() }))
            })
    }

    @Test("Every address that is answered stands in the document with its methods, and no other")
    func routes() async throws {
        try await TestServer.with { router in
            var registered: [String: Set<String>] = [:]
            for route in router.routes {
                registered[route.path.description, default: []].insert(route.method.rawValue)
            }
            let documented = try documented()
            #expect(registered == documented)
        }
    }

    @Test("What the document refers to is there, and what is there is referred to")
    func references() throws {
        let document = try JSON.parse(PackageResources.openapi_json)
        var referred: Set<String> = []
        func walk(_ json: JSON) {
            switch json {
            case .object(let object):
                if let target = object["$ref"]?.stringValue { referred.insert(target) }
                for member in object.members { walk(member.value) }
            case .array(let elements): for element in elements { walk(element) }
            default: break
            }
        }
        walk(document)
        var defined: Set<String> = []
        for kind in ["schemas", "responses"] {
            let names = document["components"]?[kind]?.objectValue?.names ?? []
            defined.formUnion(names.map { "#/components/\(kind)/\($0)" })
        }
        // What only the lines of streamed answers are made of is named in words.
        #expect(defined.subtracting(referred) == ["#/components/schemas/BulkAnswer"])
        #expect(referred.subtracting(defined).isEmpty)
    }

    @Test("Every operation has a name of its own, and says what errors it answers")
    func operations() throws {
        let document = try JSON.parse(PackageResources.openapi_json)
        var names: Set<String> = []
        for path in try #require(document["paths"]?.objectValue).members {
            for operation in path.value.objectValue?.members ?? [] {
                let name = try #require(operation.value["operationId"]?.stringValue)
                #expect(names.insert(name).inserted, "\(name) twice")
                let statuses = Set(operation.value["responses"]?.objectValue?.names ?? [])
                #expect(statuses.isSuperset(of: ["200", "405", "500", "501", "503"]), "\(name)")
            }
        }
    }

    @Test("Methods that an address lacks are refused by every address, with those that it has")
    func methods() async throws {
        try await TestServer.with { router in
            MethodRules.complete(router)
            let all: Set<String> = [
                "GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH",
                "QUERY",
            ]
            var registered: [String: Set<String>] = [:]
            for route in router.routes {
                registered[route.path.description, default: []].insert(route.method.rawValue)
            }
            #expect(!registered.isEmpty)
            for (path, methods) in registered {
                // HEAD comes of GET when the router is built.
                #expect(methods.union(["HEAD"]) == all, "\(path)")
            }
        }
    }
}
