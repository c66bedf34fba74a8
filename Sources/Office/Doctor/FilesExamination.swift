import CertAuthority

/// Looks at the files of an installation: their rights, what lies beside the store, the room left.
struct FilesExamination {
    let home: InstallationHome

    /// Less room than this is told, in bytes: 256 MiB.
    private static let leastSpace: Int64 = 256 << 20

    func checks() -> [DoctorCheck] {
        rights() + sideFiles() + leftovers() + [space()]
    }

    /// True where a file is missing that a reader without rights on the folder needs.
    var lacksSideFiles: Bool { !missingSideFiles.isEmpty }

    private var missingSideFiles: [String] {
        ["-wal", "-shm"].map { home.storePath + $0 }.filter { !FileSystem.exists($0) }
    }

    private func rights() -> [DoctorCheck] {
        // What nobody but the owner may do, and what nobody but owner and group may.
        let closed: UInt16 = 0o077
        let shared: UInt16 = 0o027
        var places: [(path: String, forbidden: UInt16, wanted: String)] = [
            (home.path, 0o022, "go-w"), (home.storeFolder, 0o022, "go-w"),
            (home.storePath, shared, "640"), (home.storePath + "-wal", shared, "640"),
            (home.storePath + "-shm", shared, "640"), (home.keys.path, closed, "700"),
        ]
        for name in FileSystem.names(in: home.keys.path) where name.hasSuffix(".pem") {
            places.append(("\(home.keys.path)/\(name)", closed, "600"))
        }
        let findings = places.compactMap { place -> DoctorCheck? in
            guard let mode = FileSystem.mode(place.path), mode & place.forbidden != 0 else {
                return nil
            }
            return .finding(
                "rights", "\(place.path) has the mode \(String(mode, radix: 8))",
                "chmod \(place.wanted) \(place.path)"
                    + (place.path.hasSuffix(".pem")
                        ? ", and replace the key if others may have read it" : ""))
        }
        return findings.isEmpty
            ? [.well("rights", "keys are for their owner alone, the store for its group to read")]
            : findings
    }

    private func sideFiles() -> [DoctorCheck] {
        guard FileSystem.exists(home.storePath) else { return [] }
        guard !missingSideFiles.isEmpty else {
            return [.well("side-files", "-wal and -shm are there")]
        }
        return [
            .finding(
                "side-files", "missing: \(missingSideFiles.joined(separator: ", "))",
                """
                run \(do: .openStoreAsOwner) as the owner of the store, which makes them; the public \
                server needs them
                """)
        ]
    }

    private func leftovers() -> [DoctorCheck] {
        let names = FileSystem.names(in: home.storeFolder).filter {
            $0.contains(".restore-") || $0.hasSuffix(".part")
        }
        return names.map {
            .finding(
                "leftovers", "\(home.storeFolder)/\($0) was left behind by a run that was killed",
                "remove it, if no backup is being restored")
        }
    }

    private func space() -> DoctorCheck {
        guard let space = FileSystem.space(at: home.storeFolder) else {
            return .notMade("space", "the free disk space cannot be determined")
        }
        let size = FileSystem.size(home.storePath) ?? 0
        let words = "\(space >> 20) MiB are left, and the store has \(size >> 20) MiB"
        return space < max(Self.leastSpace, size)
            ? .finding("space", words, "make room on the disk that holds \(home.storeFolder)")
            : .well("space", words)
    }
}
