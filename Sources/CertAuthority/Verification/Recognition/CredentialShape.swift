import Credentials
import LinkedData

/// Which JSON objects are put before the verifier, and where a credential lies in others.
enum CredentialShape {
    private static let types: Set<String> = [
        "VerifiableCredential", "VerifiablePresentation", "EnvelopedVerifiableCredential",
        "EnvelopedVerifiablePresentation",
    ]

    /// True for what says that it is a credential or presentation, by its types, its context or its
    /// members: whether it is a good one is the verifier's to say.
    static func isDocument(_ object: JSONObject) -> Bool {
        let named = (object["type"] ?? object["@type"])?.oneOrMore.compactMap(\.stringValue) ?? []
        if named.contains(where: types.contains) { return true }
        if object["credentialSubject"] != nil {
            return object["issuer"] != nil || object["proof"] != nil || object["@context"] != nil
        }
        let contexts = (object["@context"]?.oneOrMore ?? []).compactMap(\.stringValue)
        let isCredential = contexts.contains {
            $0.isExactly("https://www.w3.org/ns/credentials/v2")
                || $0.isExactly("https://www.w3.org/2018/credentials/v1")
        }
        return isCredential && (object["proof"] != nil || object["type"] != nil)
    }

    /// The names under which programs put what is to be verified, the first of which counts.
    private static let wrappers = [
        "number", "url", "credential", "verifiableCredential", "verifiable_credential",
        "verifiablePresentation", "verifiable_presentation", "presentation", "vc", "vp", "vp_token",
        "jwt", "token", "vcJwt", "vc_jwt",
    ]

    /// What is wrapped in an object, with the path to it; nil where there is nothing.
    ///
    /// - Throws: ``SubmissionError`` (`several`) where more than one credential lies in it.
    static func wrapped(in object: JSONObject) throws(SubmissionError) -> (JSON, path: String)? {
        for name in wrappers {
            guard let value = object[name] else { continue }
            switch value {
            case .object, .array: return (value, name)
            case .string(let text) where !text.isEmpty: return (value, name)
            default: continue
            }
        }
        var found: [(JSON, path: String)] = []
        search(.object(object), "", 0, &found)
        guard found.count <= 1 else { throw several(found.count) }
        return found.first
    }

    static func several(_ count: Int) -> SubmissionError {
        SubmissionError(
            .several, "it holds \(count) credentials; take them out and submit each by itself")
    }

    /// Credentials and tokens that lie deeper, such as in `data` or `result`.
    private static func search(
        _ json: JSON, _ path: String, _ depth: Int, _ found: inout [(JSON, path: String)]
    ) {
        guard depth <= 6, found.count < 64 else { return }
        switch json {
        case .object(let object):
            if depth > 0, isDocument(object) { return found.append((json, path)) }
            for member in object.members {
                search(
                    member.value, path.isEmpty ? member.name : "\(path).\(member.name)", depth + 1,
                    &found)
            }
        case .array(let elements):
            for element in elements { search(element, path, depth + 1, &found) }
        case .string(let text):
            if TokenText.isToken(Array(text.utf8)[...]) { found.append((json, path)) }
        default: return
        }
    }
}
