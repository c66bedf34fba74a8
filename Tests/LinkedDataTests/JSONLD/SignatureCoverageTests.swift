import LinkedData
import Testing

/// What a signature over the statements must notice, tried at every place of a published badge.
@Suite("Every part of a badge counts", .needsSharedVectors)
struct SignatureCoverageTests {
    private let processor: JSONLDProcessor
    private let badge: JSON
    private let statements: Set<RDFQuad>

    init() throws {
        processor = JSONLDProcessor(loader: try PublishedContexts.loader())
        let signed = try SharedVectors.json("vectors/ob3-examples/ob3-example.signed.json")
        badge = .object(
            try #require(signed.objectValue).removing("proof").removing("credentialSchema"))
        statements = Set(try processor.quads(badge, options: .signing))
    }

    @Test("A changed string, number or truth value changes the statements or is refused")
    func leaves() throws {
        let places = Self.places(in: badge) { value in
            value.objectValue == nil && value.arrayValue == nil
        }
        #expect(places.count > 40)
        for place in places {
            let changed = Self.changing(badge, at: place) { value in
                switch value {
                case .string(let text): .string(text + "x")
                case .bool(let truth): .bool(!truth)
                default: "x"
                }
            }
            let quads = try? processor.quads(changed, options: .signing)
            #expect(quads.map { Set($0) } != statements, "nothing noticed at \(place)")
        }
    }

    @Test("A removed member changes the statements or is refused")
    func removals() throws {
        for place in Self.places(in: badge, where: { $0.objectValue != nil }) {
            let object = try #require(Self.value(badge, at: place)?.objectValue)
            for name in object.names where name != "@context" {
                let changed = Self.changing(badge, at: place) { _ in .object(object.removing(name))
                }
                let quads = try? processor.quads(changed, options: .signing)
                #expect(quads.map { Set($0) } != statements, "\(name) not missed at \(place)")
            }
        }
    }

    @Test("An added member that no context defines is refused, wherever it stands")
    func additions() throws {
        let places = Self.places(in: badge) { $0.objectValue != nil }
        #expect(places.count > 8)
        for place in places {
            let changed = Self.changing(badge, at: place) { value in
                var object = value.objectValue ?? JSONObject()
                object["undefinedTerm"] = true
                return .object(object)
            }
            let error = #expect(throws: JSONLDError.self) {
                try processor.quads(changed, options: .signing)
            }
            #expect(error?.code == .dataLoss)
            #expect(error?.pointer == place.map { "/\($0)" }.joined() + "/undefinedTerm")
        }
    }

    /// The paths to all values of a kind, the contexts' aside.
    private static func places(in value: JSON, where isWanted: (JSON) -> Bool) -> [[String]] {
        var found: [[String]] = isWanted(value) ? [[]] : []
        for (name, child) in children(of: value) where name != "@context" {
            found += places(in: child, where: isWanted).map { [name] + $0 }
        }
        return found
    }

    private static func children(of value: JSON) -> [(String, JSON)] {
        switch value {
        case .object(let object): object.members.map { ($0.name, $0.value) }
        case .array(let elements): elements.enumerated().map { ("\($0.offset)", $0.element) }
        default: []
        }
    }

    private static func value(_ root: JSON, at place: [String]) -> JSON? {
        place.reduce(root) { value, step in
            value.flatMap { children(of: $0).first { $0.0 == step }?.1 }
        }
    }

    private static func changing(
        _ value: JSON, at place: [String], _ change: (JSON) -> JSON
    ) -> JSON {
        guard let step = place.first else { return change(value) }
        let rest = Array(place.dropFirst())
        switch value {
        case .object(var object):
            if let child = object[step] { object[step] = changing(child, at: rest, change) }
            return .object(object)
        case .array(var elements):
            if let index = Int(step) {
                elements[index] = changing(elements[index], at: rest, change)
            }
            return .array(elements)
        default: return value
        }
    }
}
