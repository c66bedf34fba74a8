import Foundation
import LinkedData
import Testing

@Suite("What other people's software reads")
struct InteroperabilityTests {
    /// Validates each named document against the schema and prints the faults.
    private static let validator = """
        import json, sys
        from jsonschema import Draft201909Validator
        schema = json.load(open(sys.argv[1]))
        Draft201909Validator.check_schema(schema)
        validator = Draft201909Validator(schema)
        for name in sys.argv[2:]:
            for fault in validator.iter_errors(json.load(open(name))):
                print(name, list(fault.path), fault.message[:200])
        """

    private static let schema = Repository.shared(
        "vectors/1edtech-ob3-json-schema/ob_v3p0_achievementcredential_schema.json")

    static let hasValidator: Bool = {
        guard let python = Program.path("python3"), FileManager.default.fileExists(atPath: schema)
        else { return false }
        let process = Process()
        process.executableURL = URL(filePath: python)
        process.arguments = ["-c", "import jsonschema; jsonschema.Draft201909Validator"]
        process.standardError = FileHandle.nullDevice
        guard (try? process.run()) != nil else { return false }
        process.waitUntilExit()
        return process.terminationStatus == 0
    }()

    /// What the published schema finds in credentials, a line for each fault.
    static func faults(in files: [String]) async throws -> String {
        let outcome = try await Program.run("python3", ["-c", validator, schema] + files)
        #expect(outcome.status == 0, "\(outcome.complaints)")
        return String(decoding: outcome.output, as: UTF8.self)
    }

    @Test(
        "Every credential of the sample cohort fits the published schema of Open Badges 3.0",
        .enabled(
            if: hasValidator, "needs ../shared and python3 with jsonschema (python3-jsonschema)"))
    func schema() async throws {
        try await Coalition.with { coalition in
            var files: [String] = []
            for number in try await coalition.numbers() {
                files.append("\(coalition.desk)/\(number).json")
                try await coalition.certctl("export", number, "-o", try #require(files.last))
            }
            #expect(try await Self.faults(in: files) == "")
            // The same schema finds a fault where there is one.
            let first = try #require(files.first)
            let bytes = try [UInt8](Data(contentsOf: URL(filePath: first)))
            var broken = try #require(try JSON.parse(bytes).objectValue)
            broken["credentialSubject"] = nil
            let file = try coalition.write("broken.json", JSON.object(broken).compactBytes())
            #expect(try await Self.faults(in: [file]).contains("credentialSubject"))
        }
    }

    @Test("The list and the document of keys have the forms that verifiers ask for")
    func documents() async throws {
        try await Coalition.with { coalition in
            try await Server.with(home: coalition.home) { server in
                let list = try await server.get("/status/itu-1").json()
                #expect(list["type"] == ["VerifiableCredential", "BitstringStatusListCredential"])
                // Some readers take the purpose as one text only.
                #expect(list["credentialSubject"]?["statusPurpose"] == "revocation")
                let document = try await server.get("/orgs/itu/did.json").json()
                let did = try #require(document["id"]?.stringValue)
                #expect(did == "did:web:localhost%3A8080:orgs:itu")
                let methods = try #require(document["verificationMethod"]?.arrayValue)
                // Some readers compare assertionMethod, as text, with the method's full address.
                #expect(document["assertionMethod"]?.arrayValue == methods.compactMap { $0["id"] })
                for method in methods {
                    #expect(method["id"]?.stringValue?.hasPrefix(did + "#") == true)
                    #expect(method["controller"]?.stringValue == did)
                }
            }
        }
    }

    @Test(
        "Each way of securing a credential is issued, verified, served and exported",
        arguments: [
            "eddsa-rdfc-2022", "eddsa-jcs-2022", "vc-jwt", "vc+jwt", "ecdsa-rdfc-2019",
            "ecdsa-jcs-2019",
        ])
    func proofs(proof: String) async throws {
        try await Coalition.empty { coalition in
            try await coalition.found(baseURL: "http://localhost:8080")
            let algorithm = proof.hasPrefix("ecdsa") ? "p256" : "ed25519"
            try await coalition.certctl(
                "keys", "generate", "itu", "--yes", "--algorithm", algorithm)
            let numbers = try await coalition.issue(
                Repository.file("seeds/cohorts/demo.csv"), "ai-foundations", "--proof", proof)
            let number = try #require(numbers.first)
            let form = proof.hasSuffix("jwt") ? "jwt" : "json"
            let file = "\(coalition.desk)/credential.\(form)"
            try await coalition.certctl("export", number, "--format", form, "-o", file)
            try await coalition.certctl("verify", number)
            try await coalition.certctl("verify", file)
            try await Server.with(home: coalition.home) { server in
                #expect(try await server.verdict(number).json()["verdict"] == "valid")
                let served = try await server.get("/credentials/\(number).\(form)")
                let exported = try [UInt8](Data(contentsOf: URL(filePath: file)))
                #expect(served.status == 200)
                #expect(served.body == exported)
                let list = try await server.get(
                    form == "jwt" ? "/status/itu-1.jwt" : "/status/itu-1")
                #expect(list.status == 200)
                #expect(
                    list["content-type"]
                        == (form == "jwt" ? "application/vc+jwt" : "application/vc+ld+json"))
                #expect(list.body.first == UInt8(ascii: form == "jwt" ? "e" : "{"))
            }
            try await coalition.certctl("revoke", "--yes", number, "--reason", "a trial")
            try await coalition.certctl("verify", file, exits: 2)
        }
    }

    @Test("A proof that does not go with the key is refused before anything is planned")
    func wrongProof() async throws {
        try await Coalition.with { coalition in
            let before = try await coalition.numbers()
            let cohort = try coalition.write(
                "cohort.csv",
                "learner_ref,name,email,locale,country,completed_on,delivery,groups\n"
                    + "X1,Jo Li,,en,KE,2025-01-01,webinar,\n")
            for proof in ["ecdsa-rdfc-2019", "rot13"] {
                try await coalition.certctl(
                    "issue", cohort, "--programme", "ai-foundations", "--proof", proof,
                    exits: 64)
            }
            #expect(try await coalition.numbers() == before)
        }
    }

    @Test("A credential verifies without the installation, from documents in a folder")
    func offline() async throws {
        try await Coalition.with { coalition in
            let number = try #require(try await coalition.numbers().first)
            let file = "\(coalition.desk)/credential.json"
            try await coalition.certctl("export", number, "-o", file)
            let folder = coalition.desk + "/documents"
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true)
            let elsewhere = ["CERTAUTHORITY_HOME": coalition.desk + "/nowhere"]
            try await coalition.certctl(
                "verify", file, "--offline", folder, exits: 3, environment: elsewhere)
            try await Server.with(home: coalition.home) { server in
                let did = try await server.get("/orgs/itu/did.json").body
                _ = try coalition.write("documents/did.json", did)
                _ = try coalition.write(
                    "documents/list.json", try await server.get("/status/itu-1").body)
            }
            try await coalition.certctl(
                "verify", file, "--offline", folder, exits: 9, environment: elsewhere)
        }
    }
}
