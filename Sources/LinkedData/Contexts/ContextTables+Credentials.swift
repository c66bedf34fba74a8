/// The W3C's vocabularies of credentials and of credential status, in the notation of
/// ``ContextNotation``.
extension ContextTables {
    /// W3C Verifiable Credentials Data Model 2.0, appendix B.1.
    static let credentials2 = """
        @common
        description = schema.
        digestMultibase sec. ^sec.multibase
        digestSRI cred. ^cred.sriString
        mediaType schema.encodingFormat
        name = schema.
        VerifiableCredential cred. {
          confidenceMethod cred. ^@id
          credentialSchema cred. ^@id
          credentialStatus cred. ^@id
          credentialSubject cred. ^@id
          description = schema.
          evidence cred. ^@id
          issuer cred. ^@id
          name = schema.
          proof sec. ^@id *graph
          refreshService cred. ^@id
          relatedResource cred. ^@id
          renderMethod cred. ^@id
          termsOfUse cred. ^@id
          validFrom cred. ^xsd.dateTime
          validUntil cred. ^xsd.dateTime
        }
        EnvelopedVerifiableCredential = cred.
        VerifiablePresentation cred. {
          holder cred. ^@id
          proof sec. ^@id *graph
          termsOfUse cred. ^@id
          verifiableCredential cred. ^@id *graph {null}
        }
        EnvelopedVerifiablePresentation = cred.
        JsonSchemaCredential = cred.
        JsonSchema cred. {
          jsonSchema cred. ^@json
        }
        \(bitstringStatusTerms)
        \(dataIntegrityProof)
        ... jwt.
        _sd jwt. ^@json
        _sd_alg jwt.
        aud jwt. ^@id
        cnf jwt. {-
          @protected
          kid jwt. ^@id
          jwk jwt. ^@json
        }
        exp jwt. ^xsdHTTPS.nonNegativeInteger
        iat jwt. ^xsdHTTPS.nonNegativeInteger
        iss jose. ^@id
        jku jose. ^@id
        kid jose. ^@id
        nbf jwt. ^xsdHTTPS.nonNegativeInteger
        sub jose. ^@id
        x5u jose. ^@id
        """

    /// W3C Verifiable Credentials Data Model 1.1, with the proof types of its time.
    static let credentials1 = """
        @common
        @version
        VerifiableCredential cred. {
          @version
          cred = https://www.w3.org/2018/credentials#
          sec = https://w3id.org/security#
          xsd = http://www.w3.org/2001/XMLSchema#
          credentialSchema cred:credentialSchema ^@id {
            @version
            cred = https://www.w3.org/2018/credentials#
            JsonSchemaValidator2018 = cred:JsonSchemaValidator2018
          }
          credentialStatus cred:credentialStatus ^@id
          credentialSubject cred:credentialSubject ^@id
          evidence cred:evidence ^@id
          expirationDate cred:expirationDate ^xsd:dateTime
          holder cred:holder ^@id
          issued cred:issued ^xsd:dateTime
          issuer cred:issuer ^@id
          issuanceDate cred:issuanceDate ^xsd:dateTime
          proof sec:proof ^@id *graph
          refreshService cred:refreshService ^@id {
            @version
            cred = https://www.w3.org/2018/credentials#
            ManualRefreshService2018 = cred:ManualRefreshService2018
          }
          termsOfUse cred:termsOfUse ^@id
          validFrom cred:validFrom ^xsd:dateTime
          validUntil cred:validUntil ^xsd:dateTime
        }
        VerifiablePresentation cred. {
          @version
          cred = https://www.w3.org/2018/credentials#
          sec = https://w3id.org/security#
          holder cred:holder ^@id
          proof sec:proof ^@id *graph
          verifiableCredential cred:verifiableCredential ^@id *graph
        }
        EcdsaSecp256k1Signature2019 sec. {
          \(suiteOfVersion1)
        }
        EcdsaSecp256r1Signature2019 sec. {
          \(suiteOfVersion1)
        }
        Ed25519Signature2018 sec. {
          \(suiteOfVersion1)
        }
        RsaSignature2018 sec. {-
          @version
          @protected
          \(proofOfVersion1)
        }
        proof sec. ^@id *graph
        """

    /// What the first proof types have in their scoped contexts.
    private static let suiteOfVersion1 = """
        @version
        sec = https://w3id.org/security#
        xsd = http://www.w3.org/2001/XMLSchema#
        \(proofOfVersion1)
        """

    /// The members of a proof of the first proof types.
    private static let proofOfVersion1 = """
        challenge = sec:challenge
        created dc. ^xsd:dateTime
        domain = sec:domain
        expires sec:expiration ^xsd:dateTime
        jws = sec:jws
        nonce = sec:nonce
        proofPurpose sec:proofPurpose ^@vocab {
          @version
          sec = https://w3id.org/security#
          assertionMethod sec:assertionMethod ^@id *set
          authentication sec:authenticationMethod ^@id *set
        }
        proofValue = sec:proofValue
        verificationMethod sec:verificationMethod ^@id
        """

    /// W3C Bitstring Status List 1.0.
    static let bitstringStatus = """
        @common
        \(bitstringStatusTerms)
        """

    /// The terms of Bitstring Status List, which Verifiable Credentials 2.0 has too.
    private static let bitstringStatusTerms = """
        BitstringStatusListCredential = status.
        BitstringStatusList status. {
          encodedList status. ^sec.multibase
          statusPurpose = status.
          ttl = status.
        }
        BitstringStatusListEntry status. {
          statusListCredential status. ^@id
          statusListIndex = status.
          statusPurpose = status.
          statusMessage status. {
            message = status.
            status = status.
          }
          statusReference status. ^@id
          statusSize status. ^xsdHTTPS.integer
        }
        """

    /// W3C Community Group Status List 2021, the forerunner of Bitstring Status List.
    static let statusList2021 = """
        @protected
        StatusList2021Credential list2021. {
          description = schemaHTTP.
          name = schemaHTTP.
        }
        StatusList2021 list2021. {
          statusPurpose = list2021.
          encodedList = list2021.
        }
        StatusList2021Entry list2021. {
          statusPurpose = list2021.
          statusListIndex = list2021.
          statusListCredential list2021. ^@id
        }
        """

    /// The W3C's context for terms that no other one defines.
    static let undefinedTerms = """
        @vocab https://www.w3.org/ns/credentials/undefined-term#
        """
}
