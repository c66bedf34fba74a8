public import LinkedData

/// The shape of a credential, for those who are about to sign one.
public enum CredentialStructure {
    /// Holds the rules of VCDM 2.0 §4 that need no context processing.
    ///
    /// - Throws: ``MalformedValue`` naming the first member at fault.
    public static func validate(_ document: JSONObject) throws(MalformedValue) {
        try DataModelStructure.validateCredential(document)
    }
}
