import Foundation
import LinkedData
import Testing

/// The server's own description of its answers, and whether an answer is as described.
struct Description {
    private let document: JSON

    init(_ document: JSON) { self.document = document }

    /// The schema of that name.
    func schema(_ name: String) throws -> JSON {
        try #require(document["components"]?["schemas"]?[name])
    }

    /// What is wrong with an answer to a method at a path of the document; empty where it is as
    /// described.
    func faults(_ answer: Server.Answer, to method: String, at path: String) -> [String] {
        guard let operation = document["paths"]?[path]?[method.lowercased()] else {
            return ["\(method) \(path) is not described"]
        }
        guard let named = operation["responses"]?["\(answer.status)"] else {
            return ["\(answer.status) is not described for \(method) \(path)"]
        }
        let response = resolved(named)
        var faults: [String] = []
        for header in response["headers"]?.objectValue?.names ?? []
        where answer[header] == nil { faults.append("the header \(header) is missing") }
        guard let content = response["content"]?.objectValue else {
            return faults + (answer.body.isEmpty ? [] : ["a body that is not described"])
        }
        let type = (answer["content-type"] ?? "").split(separator: ";").first.map(String.init) ?? ""
        guard let media = content[type] else {
            return faults + ["the type \(type) is not described for \(answer.status)"]
        }
        guard type.hasSuffix("json"), type != "application/x-ndjson", let schema = media["schema"]
        else { return faults }
        guard let json = try? JSON.parse(answer.body) else { return faults + ["not JSON"] }
        return faults + self.faults(json, schema, "$")
    }

    private func resolved(_ json: JSON) -> JSON {
        guard let target = json["$ref"]?.stringValue else { return json }
        return target.split(separator: "/").dropFirst().reduce(document) {
            $0[String($1)] ?? .null
        }
    }

    /// What is wrong with a value by a schema (JSON Schema 2020-12, as far as the document uses it).
    func faults(_ value: JSON, _ unresolved: JSON, _ place: String) -> [String] {
        let schema = resolved(unresolved)
        guard !schema.isNull else { return ["\(place): the schema is missing"] }
        var faults: [String] = []
        for (keyword, rule) in (schema.objectValue?.members ?? []).map({ ($0.name, $0.value) }) {
            switch keyword {
            case "type":
                if !rule.oneOrMore.contains(where: { Self.isOfType(value, $0) }) {
                    faults.append("\(place): not of the type \(rule)")
                }
            case "enum":
                if rule.arrayValue?.contains(value) != true { faults.append("\(place): \(value)") }
            case "const": if value != rule { faults.append("\(place): not \(rule)") }
            case "pattern":
                if let text = value.stringValue, let pattern = rule.stringValue,
                    text.range(of: pattern, options: .regularExpression) == nil
                {
                    faults.append("\(place): \(text) does not match \(pattern)")
                }
            case "minimum":
                if let n = value.numberValue, n < rule.numberValue ?? 0 { faults.append(place) }
            case "minItems":
                if let array = value.arrayValue, Double(array.count) < rule.numberValue ?? 0 {
                    faults.append("\(place): too few")
                }
            case "required":
                for name in rule.arrayValue?.compactMap(\.stringValue) ?? []
                where value[name] == nil { faults.append("\(place): lacks \(name)") }
            case "items":
                for (index, element) in (value.arrayValue ?? []).enumerated() {
                    faults += self.faults(element, rule, "\(place)[\(index)]")
                }
            case "properties":
                for member in value.objectValue?.members ?? [] {
                    if let inner = rule[member.name] {
                        faults += self.faults(member.value, inner, "\(place).\(member.name)")
                    } else if schema["additionalProperties"] == false {
                        faults.append("\(place): \(member.name) is not described")
                    }
                }
            case "oneOf":
                let fitting = (rule.arrayValue ?? []).filter {
                    self.faults(value, $0, place).isEmpty
                }
                if fitting.count != 1 { faults.append("\(place): fits \(fitting.count) of oneOf") }
            default: break
            }
        }
        return faults
    }

    private static func isOfType(_ value: JSON, _ type: JSON) -> Bool {
        switch (type, value) {
        case ("object", .object), ("array", .array), ("string", .string), ("boolean", .bool),
            ("number", .number), ("null", .null):
            true
        case ("integer", .number(let number)): number.rounded() == number
        default: false
        }
    }
}
