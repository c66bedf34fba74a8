/// Context tables in the notation of ``ContextNotation``: facts of the published vocabularies, the
/// parts that several share written once.
enum ContextTables {}

/// The vocabularies of proofs, keys and identifiers.
extension ContextTables {
    /// W3C Data Integrity 1.0.
    static let dataIntegrity2 = """
        @common
        proof sec. ^@id *graph
        \(dataIntegrityProof)
        """

    /// The draft of Data Integrity before version 2.
    static let dataIntegrity1 = """
        @common
        proof sec. ^@id *graph
        DataIntegrityProof sec. {
          challenge = sec.
          created dc. ^xsd.dateTime
          domain = sec.
          expires sec.expiration ^xsd.dateTime
          nonce = sec.
          \(proofPurpose)
          cryptosuite = sec.
          proofValue sec. ^sec.multibase
          verificationMethod sec. ^@id
        }
        """

    /// The proof that Data Integrity and Verifiable Credentials 2.0 share.
    static let dataIntegrityProof = """
        DataIntegrityProof sec. {
          challenge = sec.
          created dc. ^xsd.dateTime
          domain = sec.
          expires sec.expiration ^xsd.dateTime
          nonce = sec.
          previousProof sec. ^@id
          \(proofPurpose)
          cryptosuite sec. ^sec.cryptosuiteString
          proofValue sec. ^sec.multibase
          verificationMethod sec. ^@id
        }
        """

    /// The purposes of a proof.
    static let proofPurpose = """
        proofPurpose sec. ^@vocab {
          assertionMethod sec. ^@id *set
          authentication sec.authenticationMethod ^@id *set
          capabilityInvocation sec.capabilityInvocationMethod ^@id *set
          capabilityDelegation sec.capabilityDelegationMethod ^@id *set
          keyAgreement sec.keyAgreementMethod ^@id *set
        }
        """

    /// Ed25519VerificationKey2020 and Ed25519Signature2020.
    static let ed25519Of2020 = """
        @common
        proof sec. ^@id *graph
        Ed25519VerificationKey2020 sec. {
          controller sec. ^@id
          revoked sec. ^xsd.dateTime
          publicKeyMultibase sec. ^sec.multibase
        }
        Ed25519Signature2020 sec. {
          challenge = sec.
          created dc. ^xsd.dateTime
          domain = sec.
          expires sec.expiration ^xsd.dateTime
          nonce = sec.
          \(proofPurpose)
          proofValue sec. ^sec.multibase
          verificationMethod sec. ^@id
        }
        """

    /// JsonWebKey2020 and JsonWebSignature2020.
    static let jws2020 = """
        privateKeyJwk sec. ^@json
        JsonWebKey2020 sec. {
          publicKeyJwk sec. ^@json
        }
        JsonWebSignature2020 sec. {
          challenge = sec.
          created dc. ^xsd.dateTime
          domain = sec.
          expires sec.expiration ^xsd.dateTime
          jws = sec.
          nonce = sec.
          \(proofPurpose)
          verificationMethod sec. ^@id
        }
        """

    /// Multikey (W3C Controlled Identifiers 1.0 §2.2.2).
    static let multikey = """
        @common
        \(multikeyTerm)
        """

    /// JsonWebKey (W3C Controlled Identifiers 1.0 §2.2.3).
    static let jsonWebKey = """
        @common
        \(jsonWebKeyTerm)
        """

    /// W3C Decentralized Identifiers 1.0.
    static let did = """
        @common
        \(controllerTerms)
        """

    /// W3C Controlled Identifiers 1.0.
    static let cid = """
        @common
        \(controllerTerms)
        \(multikeyTerm)
        \(jsonWebKeyTerm)
        """

    /// The members of a controller document.
    private static let controllerTerms = """
        alsoKnownAs as. ^@id
        assertionMethod sec. ^@id *set
        authentication sec.authenticationMethod ^@id *set
        capabilityDelegation sec.capabilityDelegationMethod ^@id *set
        capabilityInvocation sec.capabilityInvocationMethod ^@id *set
        controller sec. ^@id
        keyAgreement sec.keyAgreementMethod ^@id *set
        service did. ^@id {
          serviceEndpoint did. ^@id
        }
        verificationMethod sec. ^@id
        """

    /// A key in multibase.
    private static let multikeyTerm = """
        Multikey sec. {
          controller sec. ^@id
          revoked sec. ^xsd.dateTime
          expires sec.expiration ^xsd.dateTime
          publicKeyMultibase sec. ^sec.multibase
          secretKeyMultibase sec. ^sec.multibase
        }
        """

    /// A key as JWK.
    private static let jsonWebKeyTerm = """
        JsonWebKey sec. {
          controller sec. ^@id
          revoked sec. ^xsd.dateTime
          expires sec.expiration ^xsd.dateTime
          publicKeyJwk sec. ^@json
          secretKeyJwk sec. ^@json
        }
        """
}
