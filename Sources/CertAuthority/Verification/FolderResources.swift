public import Credentials
import LinkedData

/// DID documents and status lists that lie in a folder, for verifying without a network.
///
/// Every `.json` file is looked at; what a document is follows from its content, not its name.
public struct FolderResources: VerificationResources {
    private var documents: [ExactString: ControllerDocument] = [:]
    private var lists: [ExactString: [UInt8]] = [:]
    private let folder: String

    /// Reads a folder.
    ///
    /// - Throws: ``FileError`` when the folder or a file in it cannot be read or is not JSON: a
    ///   file that was meant to be used must not be passed over.
    public init(folder: String) throws(FileError) {
        self.folder = folder
        guard FileSystem.exists(folder) else { throw FileError(.missing, folder, "does not exist") }
        for name in FileSystem.names(in: folder) where name.hasSuffix(".json") {
            let path = "\(folder)/\(name)"
            let bytes = try FileSystem.read(path, limit: 8 << 20)
            let document: JSON
            do throws(JSONError) {
                document = try JSON.parse(bytes)
            } catch {
                throw FileError(.failed, path, "is not readable as JSON: \(error)")
            }
            add(document, bytes)
        }
    }

    private mutating func add(_ document: JSON, _ bytes: [UInt8]) {
        guard let id = document["id"]?.stringValue else { return }
        if document["credentialSubject"] != nil {
            lists[ExactString(id)] = bytes
            // A list may name itself otherwise than by its address; what it lists mostly has it.
            if let list = document["credentialSubject"]?["id"]?.stringValue {
                let address = list.prefix { $0 != "#" }
                if lists[ExactString(String(address))] == nil {
                    lists[ExactString(String(address))] = bytes
                }
            }
        } else if let controller = try? ControllerDocument(document) {
            documents[ExactString(id)] = controller
        }
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
