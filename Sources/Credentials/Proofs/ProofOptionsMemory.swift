import LinkedData
internal import Synchronization

/// The digests of proof options met of late.
///
/// A batch is signed with the same options for every document of it, and so is what one issuer
/// issued in one go when it is verified. The digest follows from the options alone, contexts
/// included, so what is kept is never out of date.
final class ProofOptionsMemory: Sendable {
    private struct Entry {
        let options: JSONObject
        let digest: ProofDigest
        let bytes: [UInt8]
    }

    private let entries = Mutex<[Entry]>([])
    private static let capacity = 4

    /// The digest of these options, if it is known.
    func digest(_ options: JSONObject, _ digest: ProofDigest) -> [UInt8]? {
        let known = entries.withLock { $0 }
        return known.first { $0.digest == digest && $0.options == options }?.bytes
    }

    func remember(_ bytes: [UInt8], of options: JSONObject, _ digest: ProofDigest) {
        entries.withLock { entries in
            if entries.count >= Self.capacity { entries.removeFirst() }
            entries.append(Entry(options: options, digest: digest, bytes: bytes))
        }
    }
}
