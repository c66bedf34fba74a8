import CertAuthority
import Credentials

/// Looks at the keys: each organisation's current one as a file, and all as the record has them.
struct KeysExamination<Store: StoreExamination> {
    let store: Store
    let folder: KeyFolder
    let passphrase: [UInt8]?
    let instant: Timestamp

    func checks() async throws -> [DoctorCheck] {
        var checks: [DoctorCheck] = []
        var known: Set<String> = []
        for organisation in try await store.organisationsWithKeys() {
            // Reading them parses every public half.
            let keys = try await store.signingKeys(of: organisation)
            known.formUnion(keys.map { folder.file($0.id, organisation) })
            guard let current = keys.last(where: { $0.retired == nil }) else {
                checks.append(
                    .finding(
                        "keys", "\(organisation) has retired keys only",
                        "\(do: .generateKey(organisation))"))
                continue
            }
            checks.append(check(current))
        }
        let documents = DocumentKeysExamination(
            folder: folder, passphrase: passphrase, instant: instant)
        for certificate in try await store.documentCertificates() {
            known.insert(folder.file(certificate))
            if certificate.retired == nil { checks += documents.checks(certificate) }
        }
        for name in FileSystem.names(in: folder.path) where name.hasSuffix(".pem") {
            let file = "\(folder.path)/\(name)"
            if !known.contains(file) {
                checks.append(
                    .finding(
                        "keys", "\(file) is a key that the record does not know",
                        "move it to where other backups of keys are; nothing was signed with it here"
                    ))
            }
        }
        return checks.isEmpty ? [.well("keys", "no organisation has a key yet")] : checks
    }

    private func check(_ key: SigningKey) -> DoctorCheck {
        let file = folder.file(key.id, key.organisation)
        guard FileSystem.exists(file) else {
            return FileSystem.isOutOfReach(file)
                ? .notMade("keys", "\(file) is out of this user's reach")
                : .finding(
                    "keys", "the current key of \(key.organisation), \(file), is missing",
                    """
                    put it back from its backup, or run \(do: .generateKey(key.organisation))
                    """)
        }
        guard let passphrase else {
            return .well("keys", "\(file) is there; it was not opened, for want of a passphrase")
        }
        do throws(KeyError) {
            // Loading compares its public half with the name that the record has it under.
            _ = try folder.load(
                id: key.id, organisation: key.organisation, passphrase: passphrase)
            return .well("keys", "\(file) opens and is the key that the record knows")
        } catch {
            return .finding(
                "keys", error.text,
                error.code == .wrongPassphrase
                    ? """
                    give this key's own passphrase; where that is lost, run \
                    \(do: .generateKey(key.organisation))
                    """
                    : "put it back from its backup, or run \(do: .generateKey(key.organisation))")
        }
    }
}
