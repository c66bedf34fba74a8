public import CertAuthority
public import Credentials
import LinkedData

/// DID documents and status lists that lie in a folder and the folders in it, for verifying without
/// a network.
///
/// What a file is follows from its content, not its name: a controller document, the answer of a DID
/// resolver with one in it, or a status list, as JSON or as a token. Any other file is passed over
/// with a warning, so that one stray file stops nothing.
public struct FolderResources: VerificationResources {
    private var documents: [ExactString: ControllerDocument] = [:]
    private var lists: [ExactString: [UInt8]] = [:]
    private let folder: String
    /// Files that were passed over, each with the reason, in one line.
    public private(set) var warnings: [String] = []

    private static let fileLimit = 8 << 20
    private static let mostFiles = 10_000
    private static let deepest = 16

    /// Reads a folder.
    ///
    /// - Throws: ``FileError`` when the folder itself is not there.
    public init(folder: String) throws(FileError) {
        self.folder = folder
        guard FileSystem.exists(folder) else { throw FileError(.missing, folder, "does not exist") }
        var count = 0
        read(folder, depth: 0, &count)
    }

    private mutating func read(_ folder: String, depth: Int, _ count: inout Int) {
        for name in FileSystem.names(in: folder).sorted() where !name.hasPrefix(".") {
            let path = "\(folder)/\(name)"
            if FileSystem.isFolder(path) {
                if depth < Self.deepest {
                    read(path, depth: depth + 1, &count)
                } else {
                    warnings.append("\(path) lies more than \(Self.deepest) folders deep; not read")
                }
                continue
            }
            count += 1
            guard count <= Self.mostFiles else {
                if count == Self.mostFiles + 1 {
                    warnings.append("\(path) and those after it: more than \(Self.mostFiles) files")
                }
                continue
            }
            if let reason = take(path) { warnings.append("\(path) is passed over: \(reason)") }
        }
    }

    /// Takes a file up; gives the reason where it is none that can be used.
    private mutating func take(_ path: String) -> String? {
        let bytes: [UInt8]
        do throws(FileError) {
            bytes = try FileSystem.read(path, limit: Self.fileLimit)
        } catch {
            return error.description
        }
        let text: [UInt8]
        do throws(SubmissionError) {
            text = Array(SubmittedDocument.trimmed(try TextEncoding(bytes).bytes[...]))
        } catch {
            return error.reason
        }
        guard !text.isEmpty else { return "it is empty" }
        if TokenText.isToken(text[...]) {
            guard let payload = TokenText.payload(text[...]),
                let list = payload["vc"]?.objectValue ?? Optional(payload),
                list["credentialSubject"] != nil,
                let id = list["id"]?.stringValue ?? payload["jti"]?.stringValue
            else { return "it is a token and no status list" }
            return add(list: id, text)
        }
        do throws(JSONError) {
            return add(try JSON.parse(text), text)
        } catch {
            return "it is not readable as JSON: \(error)"
        }
    }

    private mutating func add(_ json: JSON, _ text: [UInt8]) -> String? {
        // A resolver's answer (DID Resolution 0.3 §4.2 "DID Resolution Result").
        if let document = json["didDocument"], !document.isNull { return add(document, text) }
        guard let id = json["id"]?.stringValue else {
            return "it has no id, so it is neither a DID document nor a status list"
        }
        if let subject = json["credentialSubject"] {
            let fault = add(list: id, text)
            // A list may name itself otherwise than by its address; what it lists mostly has it.
            if let list = subject["id"]?.stringValue {
                let address = ExactString(String(list.prefix { $0 != "#" }))
                if lists[address] == nil { lists[address] = text }
            }
            return fault
        }
        do throws(ControllerDocumentError) {
            let document = try ControllerDocument(json)
            guard documents.updateValue(document, forKey: ExactString(id)) == nil else {
                return "another file is a document of \(id.prefix(200)) as well; this one counts"
            }
            return nil
        } catch {
            return "it is no DID document that can be read: \(error.reason)"
        }
    }

    /// A status list; it is the verifier's to judge.
    private mutating func add(list id: String, _ bytes: [UInt8]) -> String? {
        lists.updateValue(bytes, forKey: ExactString(id)) == nil
            ? nil : "another file is the list \(id.prefix(200)) as well; this one counts"
    }

    /// A document of the folder.
    public func controllerDocument(_ identifier: String) async -> Lookup<ControllerDocument> {
        documents[ExactString(identifier)].map { .found($0) }
            ?? .unavailable("\(folder) holds no document of \(identifier.prefix(200))")
    }

    /// A list of the folder.
    public func statusListCredential(_ url: String) async -> Lookup<[UInt8]> {
        lists[ExactString(url)].map { .found($0) }
            ?? .unavailable("\(folder) holds no list \(url.prefix(200))")
    }
}

/// Looks in one place, and where that has nothing, in another.
public struct FallbackResources<First: VerificationResources, Second: VerificationResources>:
    VerificationResources
{
    private let first: First
    private let second: Second

    /// Puts one place before another.
    public init(_ first: First, _ second: Second) {
        self.first = first
        self.second = second
    }

    /// A document of the first place that has it.
    public func controllerDocument(_ identifier: String) async -> Lookup<ControllerDocument> {
        let found = await first.controllerDocument(identifier)
        guard case .unavailable = found else { return found }
        return await second.controllerDocument(identifier)
    }

    /// A list of the first place that has it.
    public func statusListCredential(_ url: String) async -> Lookup<[UInt8]> {
        let found = await first.statusListCredential(url)
        guard case .unavailable = found else { return found }
        return await second.statusListCredential(url)
    }

    /// True where either place is the issuer's own word.
    public func isAuthoritative(for issuer: String) -> Bool {
        first.isAuthoritative(for: issuer) || second.isAuthoritative(for: issuer)
    }
}
