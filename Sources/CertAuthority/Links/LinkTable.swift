/// The table from which an office sends learners their links by its own means (a mail merge).
public enum LinkTable {
    /// A learner and the secret address.
    public struct Line: Sendable {
        /// The certificate and its learner.
        public let link: LearnerLink
        /// The token of a new link.
        public let token: LearnerToken

        /// Pairs both.
        public init(link: LearnerLink, token: LearnerToken) {
            self.link = link
            self.token = token
        }
    }

    /// The table as CSV (RFC 4180, UTF-8); no field begins a spreadsheet's formula.
    public static func csv(_ lines: [Line], _ installation: Installation) -> [UInt8] {
        var bytes = Array("number,name,email,locale,programme,link,public_link\r\n".utf8)
        for line in lines {
            let link = line.link
            let fields = [
                link.number.description, link.name, link.email ?? "", link.locale?.text ?? "",
                link.programme.text, installation.learnerURL(line.token),
                installation.verificationURL(link.number),
            ]
            bytes += CSVField.line(fields)
            bytes += Array("\r\n".utf8)
        }
        return bytes
    }
}
