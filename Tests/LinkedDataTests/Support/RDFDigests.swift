import Credentials
import LinkedData

extension RDFCanonicalization.Digest {
    static let sha256 = Self(name: "SHA-256") { Digest.sha256($0) }
    static let sha384 = Self(name: "SHA-384") { Digest.sha384($0) }
}
