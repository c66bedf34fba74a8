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

    /// The names under which programs put a credential that is to be verified.
    private static let wrappers = [
        "credential", "verifiableCredential", "verifiable_credential",
        "verifiablePresentation", "verifiable_presentation", "presentation", "vc", "vp", "vp_token",
        "jwt", "token", "vcJwt", "vc_jwt",
    ]

    /// What is wrapped in an object, with the path to it; nil where there is nothing.
    ///
    /// A number or an address counts where there is no credential beside it: what was submitted is
    /// judged, not what it is said to be.
    ///
    /// - Throws: ``SubmissionError`` (`several`) where more than one credential lies in it.
    static func wrapped(in object: JSONObject) throws(SubmissionError) -> (JSON, path: String)? {
        let wrapped = wrappers.compactMap { name in
            object[name].flatMap { isContent($0) ? ($0, path: name) : nil }
        }
        if let first = wrapped.first {
            // Programs give a credential twice under two names; two that differ have two readers.
            guard wrapped.allSatisfy({ $0.0 == first.0 }) else { throw several(wrapped.count) }
            return first
        }
        for name in ["number", "url"] + wrappers {
            if let value = object[name], value.stringValue?.isEmpty == false {
                return (value, name)
            }
        }
        var found: [(JSON, path: String)] = []
        search(.object(object), "", 0, &found)
        guard found.count <= 1 else { throw several(found.count) }
        return found.first
    }

    /// True for what can hold a credential: JSON, also as text, and tokens.
    private static func isContent(_ value: JSON) -> Bool {
        switch value {
        case .object, .array: true
        case .string(let text):
            "{[\"".utf8.contains { $0 == text.utf8.first }
                || TokenText.found(in: Array(text.utf8)[...]) != nil
        default: false
        }
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
