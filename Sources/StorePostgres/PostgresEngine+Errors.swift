import CertAuthority

extension PostgresEngine {
    /// Names a database's error in the store's words.
    static func storeError(_ error: any Error, at address: PostgresAddress) -> StoreError {
        if let error = error as? StoreError { return error }
        guard let failure = error as? PostgresFailure else {
            return StoreError(.failed, "\(error)")
        }
        guard let state = failure.state else {
            return StoreError(
                .busy,
                "the database \(address) cannot be reached, or the connection was lost: "
                    + "\(failure.message). Whether what was under way was written is not known; run this "
                    + "again once it answers")
        }
        switch state {
        case "53100":
            return StoreError(
                .full, "the disk of the database \(address) is full; nothing of this was written")
        case "42501", "28000", "28P01":
            return StoreError(
                .denied, "the database \(address) refuses this user: \(failure.message)")
        case "25006":
            return StoreError(
                .denied,
                "the database \(address) is a standby, or opened for reading only; name the primary"
            )
        case "3D000":
            return StoreError(.missing, "there is no database at \(address): \(failure.message)")
        case "55P03", "40001", "40P01", "57014":
            return StoreError(
                .busy,
                "another process has held the store at \(address) for too long; try again")
        case "XX001", "XX002":
            return StoreError(
                .corrupt,
                "the database \(address) is damaged: \(failure.message). Go over to a standby, or "
                    + "restore it from a backup")
        case "58030":
            return StoreError(
                .inputOutput,
                "the disk of the database \(address) reports an error: \(failure.message)")
        default: break
        }
        switch state.prefix(2) {
        case "23":
            return StoreError(
                .conflict,
                "this contradicts what the store holds, perhaps since another process wrote it "
                    + "meanwhile; nothing was changed: run this again (\(failure.message))")
        case "08", "53", "57":
            return StoreError(
                .busy, "the database \(address) does not answer now: \(failure.message); try again")
        default:
            return StoreError(.failed, "the store reports: \(failure.message) (\(state))")
        }
    }
}
