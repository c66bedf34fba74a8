import CertAuthority
import Testing

@Suite("Names of those who change the record")
struct ActorNameTests {
    @Test(
        "Names that one could read for one another are one person's",
        arguments: [
            ("ada", "\u{430}da"), ("ada", "\u{430}d\u{430}"), ("Ada", "ADA "), ("ana", "an\u{E1}"),
            ("b0b", "bob"), ("bill", "bi11"), ("bill", "BIII"), ("ada", "a d-a"),
            ("ada", "\u{FF21}\u{FF24}\u{FF21}"), ("HENRY", "\u{397}ENRY"), ("arno", "amo"),
            ("ada", "a\u{200B}da"),
        ])
    func same(left: String, right: String) {
        #expect(ActorName.isSame(left, right))
        #expect(ActorName.isSame(right, left))
    }

    @Test(
        "Other names are another's",
        arguments: [("ada", "bo"), ("ana", "anna"), ("", ""), ("иван", "ivan")])
    func apart(left: String, right: String) {
        #expect(!ActorName.isSame(left, right))
    }

    @Test(
        "A name that cannot be told from another's is refused",
        arguments: [
            "", "  ", "a\u{200B}da", "\u{430}da", "ada\u{A0}obi", "ada\n", "--", "ad\u{E0001}a",
            String(repeating: "a", count: 201),
        ])
    func refused(name: String) {
        #expect(throws: ActorNameError.self) { try ActorName.check(name) }
    }

    @Test(
        "Names of any one script are taken",
        arguments: ["ada", "Zoë M.", "Анна", "uid 1000", "王", "ليلى"])
    func taken(name: String) {
        #expect(throws: Never.self) { try ActorName.check(name) }
    }

    @Test(
        "The person is the one behind sudo, else the login name, never a number",
        arguments: [
            (["SUDO_USER": "ada", "SUDO_UID": "1000"], 998, "ada"),
            // What somebody else wrote into the environment is not the number's name.
            (["SUDO_USER": "bo", "SUDO_UID": "1000"], 998, "certauthority"),
            (["SUDO_USER": "ada", "SUDO_UID": "x"], 998, "certauthority"),
            (["SUDO_USER": "ada"], 998, "certauthority"),
            (["USER": "bo"], 1000, "ada"),
            (["USER": "bo", "LOGNAME": "cy"], 4711, "bo"),
            (["USER": "", "LOGNAME": "cy"], 4711, "cy"),
            (["USER": "4711", "LOGNAME": "a\u{200B}da"], 4711, nil),
            ([:], 4711, nil),
        ] as [([String: String], UInt32, String?)])
    func person(environment: [String: String], user: UInt32, name: String?) {
        let logins: [UInt32: String] = [1000: "ada", 998: "certauthority"]
        #expect(
            ActorName.person(user: user, environment: environment) { logins[$0] } == name)
    }
}
