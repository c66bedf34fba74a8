/// The vocabulary of 1EdTech Comprehensive Learner Record 2.0, in the notation of
/// ``ContextNotation``.
///
/// Marks name editions: 0 for 2.0, 1 for 2.0.1. Neither defines the prefix `xsd`, so the datatypes
/// that name it are taken as they stand.
extension ContextTables {
    static let learnerRecord = """
        id = @id
        type = @type
        ClrCredential clr. {-
          id = @id
          type = @type
          1|partial clr. ^xsd:boolean
        }
        ClrSubject clr. {-
          id = @id
          type = @type
          cred = https://www.w3.org/2018/credentials#
          0|obi = https://purl.imsglobal.org/spec/ob/v3p0/vocab.html#
          1|obi = https://purl.imsglobal.org/spec/vc/ob/vocab.html#
          achievement clr. ^obi:Achievement *set
          association clr. ^clr.Association *set
          verifiableCredential clr. ^cred:verifiableCredential *set
          1|identifier clr.identifier-1 ^obi:Identifier *set
        }
        Association clr. {-
          associationType clr.AssociationType
          sourceId clr. ^xsd:anyURI
          targetId clr. ^xsd:anyURI
        }
        """
}
