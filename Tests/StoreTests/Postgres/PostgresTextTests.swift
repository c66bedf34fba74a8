import Testing
import CertAuthority
@testable import StorePostgres

@Suite("Statements and addresses of PostgreSQL")
struct PostgresTextTests {
    @Test(
        "Arguments are numbered; what is quoted, a comment or a cast stays",
        arguments: [
            ("SELECT ?, ? FROM a", "SELECT $1, $2 FROM a", [nil, nil]),
            (
                ":at > at AND (:x IS NULL OR y = :x)", "$1 > at AND ($2 IS NULL OR y = $2)",
                ["at", "x"]
            ),
            (
                "SELECT '?:a''' || \"b?\" -- why?\n, ?", "SELECT '?:a''' || \"b?\" -- why?\n, $1",
                [nil]
            ),
            ("SELECT a::text, 1:2", "SELECT a::text, 1:2", []),
            ("'open", "'open", []),
        ] as [(String, String, [String?])])
    func arguments(text: String, sql: String, names: [String?]) {
        let read = PostgresText(text)
        #expect(read.sql == sql)
        #expect(read.names == names)
    }

    @Test(
        "A password in an address is refused, and so is what is no address",
        arguments: [
            ("postgresql://office:secret@db.example.org/ca", StoreError.Code.denied),
            ("postgresql://db.example.org/ca?password=secret", .denied),
            ("postgresql:///ca?sslmode=require&password=secret", .denied),
            ("/var/lib/store.sqlite", .failed), ("mysql://db/ca", .failed),
        ])
    func refused(address: String, code: StoreError.Code) {
        #expect(throws: StoreError(code, "")) { try PostgresAddress(address) }
    }

    @Test(
        "Addresses as libpq takes them are taken",
        arguments: [
            "postgresql:///ca", "postgres://office@db.example.org:5433/ca?sslmode=verify-full",
            "postgresql://office@%2Frun%2Fpostgresql/ca",
        ])
    func taken(address: String) throws {
        #expect(try PostgresAddress(address).description == address)
    }
}
