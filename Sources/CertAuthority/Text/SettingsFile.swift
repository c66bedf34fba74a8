/// A YAML file of settings: names in groups, one value each.
public enum SettingsFile {
    /// One setting as it stands in the file.
    public struct Entry: Equatable, Sendable {
        /// Groups and name, joined by dots: `limits.connections`.
        public let name: String
        /// The value as text; those of a list are joined by commas.
        public let value: String
        /// Counted from 1.
        public let line: Int
    }

    /// The settings of a file, in its order; groups may stand in groups.
    ///
    /// - Throws: every fault of the file.
    public static func read(path: String, bytes: [UInt8]) throws(SourceFaults) -> [Entry] {
        let root = try YAMLDocument.read(SourceFile(path: path, bytes: bytes))
        var entries: [Entry] = []
        var faults: [SourceFault] = []
        func refuse(_ name: String, _ node: SourceNode, _ reason: String, _ remedy: String) {
            faults.append(
                SourceFault(
                    file: path, line: node.line, field: name, reason: reason, remedy: remedy))
        }
        func collect(_ node: SourceNode, _ name: String) {
            switch node.content {
            case .absent where name.isEmpty: break
            case .absent: refuse(name, node, "has no value", "give it one or remove it")
            case .scalar where name.isEmpty, .sequence where name.isEmpty:
                refuse(name, node, "is not a list of settings", "write NAME: VALUE on each line")
            case .scalar(let value):
                entries.append(Entry(name: name, value: value, line: node.line ?? 1))
            case .sequence(let nodes):
                let values = nodes.compactMap { node -> String? in
                    guard case .scalar(let value) = node.content else { return nil }
                    return value
                }
                guard values.count == nodes.count else {
                    refuse(name, node, "holds more than plain values", "write plain values")
                    return
                }
                entries.append(
                    Entry(name: name, value: values.joined(separator: ","), line: node.line ?? 1))
            case .mapping(let members):
                for member in members {
                    collect(member.value, name.isEmpty ? member.key : "\(name).\(member.key)")
                }
            }
        }
        collect(root, "")
        guard faults.isEmpty else { throw SourceFaults(faults) }
        return entries
    }

    /// The name that somebody who wrote this one probably meant.
    public static func nearest(to name: String, among names: [String]) -> String? {
        NearestName.find(name, among: names)
    }
}
