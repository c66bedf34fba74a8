import CertAuthority
import Testing
@testable import VerifyServer

@Suite("Settings")
struct SettingsTests {
    private func settings(
        flags: [(name: String, value: String)] = [], environment: [String: String] = [:],
        file: String = ""
    ) throws -> Settings {
        try Settings(
            SettingSources(
                flags: flags, environment: environment,
                file: (
                    "verify.yaml",
                    try SettingsFile.read(path: "verify.yaml", bytes: Array(file.utf8))
                )))
    }

    private func faults(_ body: () throws -> Settings) throws -> [String] {
        try #require(throws: SettingFaults.self) { _ = try body() }.faults
    }

    @Test("With nothing set, what is safe holds")
    func standard() throws {
        let settings = try settings()
        #expect(settings.host == "127.0.0.1")
        #expect(settings.port == 8080)
        #expect(settings.admin == nil)
        #expect(settings.contexts == nil)
        #expect(settings.tls == nil)
        #expect(settings.strictTransportSeconds == nil)
        #expect(settings.trustedProxies.isEmpty)
        #expect(settings.log.client == .network)
        #expect(settings.rate.perSecond > 0)
    }

    @Test("A flag is stronger than the environment, that than the file, that than the standard")
    func precedence() throws {
        let file = "port: 1\nlimits:\n  connections: 101\n  header-count: 11\n"
        let environment = [
            "VERIFYSERVER_PORT": "2", "VERIFYSERVER_LIMITS_HEADER_COUNT": "12", "OTHER": "x",
            "VERIFYSERVER_CONTEXTS": "/etc/contexts",
        ]
        let settings = try settings(flags: [("port", "3")], environment: environment, file: file)
        #expect(settings.port == 3)
        #expect(settings.limits.headerCount == 12)
        #expect(settings.contexts == "/etc/contexts")
        #expect(settings.limits.connections == 101)
        #expect(settings.limits.addressBytes == 4096)
    }

    @Test("Vulnerabilities are reported to an address, or nowhere")
    func securityContact() throws {
        #expect(try settings().securityContact == nil)
        for contact in ["mailto:security@coalition.example", "https://coalition.example/report"] {
            #expect(
                try settings(flags: [("security.contact", contact)]).securityContact == contact)
        }
        for contact in ["security@coalition.example", "http://x", "mailto:a b"] {
            let found = try faults { try settings(flags: [("security.contact", contact)]) }
            #expect(found.count == 1 && found[0].contains("security.contact: must be an address"))
        }
    }

    @Test("Lists are lists in the file and have commas elsewhere")
    func lists() throws {
        let ours = try #require(IPAddress("10.1.1.1"))
        for settings in [
            try settings(file: "proxies:\n  trusted: [127.0.0.1, 10.0.0.0/8]\n"),
            try settings(environment: ["VERIFYSERVER_PROXIES_TRUSTED": "127.0.0.1, 10.0.0.0/8"]),
            try settings(flags: [("proxies.trusted", "127.0.0.1,10.0.0.0/8")]),
        ] {
            #expect(settings.trustedProxies.count == 2)
            #expect(settings.trustedProxies.contains(ours))
        }
        #expect(try settings(flags: [("rate.exempt", "")]).rate.exempt.isEmpty)
    }

    @Test("Every unknown name is refused, with what was probably meant")
    func unknown() throws {
        let found = try faults {
            try settings(
                flags: [("prot", "1")], environment: ["VERIFYSERVER_HOSTS": "x"],
                file: "limits:\n  conections: 5\n")
        }
        #expect(
            found == [
                "verify.yaml:2: there is no setting limits.conections; did you mean "
                    + "limits.connections?",
                "the environment: there is no setting VERIFYSERVER_HOSTS; did you mean "
                    + "VERIFYSERVER_HOST?",
                "the command line: there is no setting prot; did you mean port?",
            ])
    }

    @Test("Every value that does not do is told with its place, and all at once")
    func values() throws {
        let found = try faults {
            try settings(
                flags: [
                    ("port", "70000"), ("log.format", "xml"), ("proxies.trusted", "10.0.0.1/8"),
                ],
                environment: ["VERIFYSERVER_TLS_CERTIFICATE": "a.pem"],
                file: "tls:\n  at-proxy: perhaps\ntimes:\n  head: 0\n")
        }
        #expect(found.count == 6)
        for part in [
            "the command line: port: must be a whole number from 0 to 65535 (found \"70000\")",
            "the command line: log.format: must be one of text, json",
            "10.0.0.1/8 is no address and no block", "tls.key: is missing",
            "verify.yaml:2: tls.at-proxy: must be true or false",
            "verify.yaml:4: times.head: must be a whole number from 1 to 300",
        ] {
            #expect(found.contains { $0.contains(part) }, "\(part): \(found)")
        }
    }

    @Test("HTTPS is insisted on only where there is any")
    func strictTransport() throws {
        #expect(
            try settings(flags: [("tls.at-proxy", "true")]).strictTransportSeconds == 31_536_000)
        let pair = [("tls.certificate", "a.pem"), ("tls.key", "b.pem")]
        #expect(try settings(flags: pair).strictTransportSeconds == 31_536_000)
        #expect(
            try settings(flags: pair + [("tls.hsts-seconds", "0")]).strictTransportSeconds == nil)
    }

    @Test("A file that is no list of settings is refused with the line")
    func file() throws {
        for text in ["- port", "port", "port:\n", "port: [[1]]\n"] {
            #expect(throws: SourceFaults.self, "\(text)") { try settings(file: text) }
        }
    }
}
