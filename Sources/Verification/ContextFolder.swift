import CertAuthority
public import Credentials
import LinkedData

/// A folder of JSON-LD contexts that an operator supplies, for documents of issuers that name
/// others than the carried ones.
///
/// `contexts.yaml` in it lists them under `contexts`, each with its `url`, the `file` in the folder
/// and the file's `sha256`. A file that is not listed is not read, and one that was changed is
/// refused: which words mean what is decided by who wrote the list, not by who can write a file.
public enum ContextFolder {
    /// The name of the list in the folder.
    public static let indexName = "contexts.yaml"

    private static let byteLimit = 1 << 20
    private static let countLimit = 256

    /// The carried contexts and those of the folder.
    ///
    /// - Throws: ``FileError`` where the folder, its list or a file of it cannot be read;
    ///   ``SourceFaults`` with all that is wrong in the list and with the files that it names.
    public static func library(_ folder: String) throws -> ContextLibrary {
        let index = "\(folder)/\(indexName)"
        guard FileSystem.exists(folder) else {
            throw FileError(.missing, folder, "does not exist; name a folder of contexts")
        }
        guard FileSystem.exists(index) else {
            throw FileError(
                .missing, index,
                "does not exist; list the contexts of the folder in it, each with url, file and "
                    + "sha256")
        }
        let file = SourceFile(path: index, bytes: try FileSystem.read(index, limit: byteLimit))
        var reader = IndexReader(folder: folder, source: SourceReader(file: index))
        let contexts = try reader.contexts(try YAMLDocument.read(file))
        do throws(SuppliedContextFault) {
            return try ContextLibrary(supplied: contexts.map { ($0.url, $0.document) })
        } catch {
            let line = contexts.first { $0.url.isExactly(error.url) }?.line
            throw SourceFaults([
                SourceFault(
                    file: index, line: line, field: "contexts", value: error.url,
                    reason: "this context \(error.reason)",
                    remedy: "remove it from the list, or correct what it says")
            ])
        }
    }

    /// A context of the list, read.
    private struct Entry {
        let url: String
        let document: JSON
        let line: Int?
    }

    private struct IndexReader {
        let folder: String
        var source: SourceReader

        mutating func contexts(_ root: SourceNode) throws -> [Entry] {
            var entries: [Entry] = []
            if let fields = source.fields(root, path: "", keys: ["contexts"]) {
                let elements = source.elements("contexts", in: fields)
                if elements.count > ContextFolder.countLimit {
                    source.report(
                        "\(elements.count) contexts, more than \(ContextFolder.countLimit)",
                        remedy: "list those that documents name", at: root.line, field: "contexts")
                }
                for (node, path) in elements.prefix(ContextFolder.countLimit) {
                    if let entry = entry(node, path) { entries.append(entry) }
                }
            }
            guard source.faults.isEmpty else { throw SourceFaults(source.faults) }
            return entries
        }

        private mutating func entry(_ node: SourceNode, _ path: String) -> Entry? {
            guard
                let fields = source.fields(node, path: path, keys: ["url", "file", "sha256"])
            else { return nil }
            let url = value("url", in: fields, "an address", "write it as documents name it") {
                $0.hasPrefix("https://") || $0.hasPrefix("http://") ? $0 : nil
            }
            let name = value(
                "file", in: fields, "the name of a file in the folder", "write it without slashes"
            ) { $0.contains("/") || $0.hasPrefix(".") ? nil : $0 }
            let digest = value(
                "sha256", in: fields, "a SHA-256 digest",
                "write the 64 hexadecimal digits that sha256sum prints"
            ) { text in
                let text = text.lowercased()
                let isDigest =
                    text.utf8.count == 64
                    && text.utf8.allSatisfy {
                        (0x30...0x39).contains($0) || (0x61...0x66).contains($0)
                    }
                return isDigest ? text : nil
            }
            guard let url, let name, let digest,
                let document = document(name, digest, fields)
            else { return nil }
            return Entry(url: url, document: document, line: fields.line)
        }

        private mutating func value(
            _ key: String, in fields: SourceReader.Fields, _ expected: String, _ remedy: String,
            _ understand: (String) -> String?
        ) -> String? {
            guard let node = source.required(key, in: fields) else { return nil }
            return source.value(
                node, path: fields.path(key), expected: expected, remedy: remedy, understand)
        }

        private mutating func document(
            _ name: String, _ digest: String, _ fields: SourceReader.Fields
        ) -> JSON? {
            let bytes: [UInt8]
            do throws(FileError) {
                bytes = try FileSystem.read("\(folder)/\(name)", limit: ContextFolder.byteLimit)
            } catch {
                source.report(
                    "\(error)", remedy: "put the file there, or remove the entry",
                    at: fields[key: "file"], field: fields.path("file"), value: name)
                return nil
            }
            let found = Digest.hexadecimal(Digest.sha256(bytes))
            guard found.isExactly(digest) else {
                source.report(
                    "\(name) has the SHA-256 \(found) and not the one that is pinned",
                    remedy: "put back the file that was examined, or examine this one and pin it",
                    at: fields[key: "sha256"], field: fields.path("sha256"), value: digest)
                return nil
            }
            do throws(JSONError) {
                return try JSON.parse(bytes)
            } catch {
                source.report(
                    "\(name) is not readable as JSON: \(error)", remedy: "save the context as JSON",
                    at: fields[key: "file"], field: fields.path("file"), value: name)
                return nil
            }
        }
    }
}

extension SourceReader.Fields {
    /// The line of a key's value.
    fileprivate subscript(key key: String) -> Int? { self[key]?.line ?? line }
}
