public import CertAuthority

/// The time, as a primary writes it down for its standbys.
public enum PostgresBeat {
    /// Writes it down.
    ///
    /// - Throws: ``StoreError``.
    public static func write(at address: PostgresAddress) throws(StoreError) {
        do {
            let connection = try PostgresConnection(address.text, program: "beat")
            try connection.run("BEGIN")
            // A standby that hangs must not keep the others from hearing it.
            try connection.run("SET LOCAL synchronous_commit = local")
            try connection.run("UPDATE store_beat SET at = clock_timestamp()")
            _ = try connection.rows("COMMIT")
        } catch {
            throw PostgresEngine.storeError(error, at: address)
        }
    }
}
