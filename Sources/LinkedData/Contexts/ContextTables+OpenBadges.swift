/// The vocabulary of 1EdTech Open Badges 3.0, in the notation of ``ContextNotation``.
///
/// Marks name editions: 0 and 1 for 3.0 and 3.0.1; 2 and 3 for 3.0.2 and 3.0.3; 3b for what was
/// added to 3.0.3 after April 2025 under the same address.
extension ContextTables {
    /// Open Badges from 3.0.2 on, where terms are protected.
    static let openBadges = """
        @common
        OpenBadgeCredential ob.
        Achievement ob. {
          achievementType ob.
          alignment ob. *set
          creator ob.
          creditsAvailable ob. ^xsdHTTPS.float
          criteria ob.Criteria ^@id
          fieldOfStudy ob.
          humanCode ob.
          image 2|ob.Image 3|ob. ^@id
          otherIdentifier ob. *set
          related ob. *set
          resultDescription ob. *set
          specialization ob.
          tag schema.keywords *set
          version ob.
          3|inLanguage schema.
        }
        AchievementCredential OpenBadgeCredential
        AchievementSubject ob. {
          achievement 2|ob.achievement-0 3|ob.
          activityEndDate ob. ^xsdHTTPS.date
          activityStartDate ob. ^xsdHTTPS.date
          creditsEarned ob. ^xsdHTTPS.float
          identifier ob. *set
          image 2|ob.Image 3|ob. ^@id
          licenseNumber ob.
          result ob. *set
          role ob.
          source ob. ^@id
          term ob.
        }
        Address ob. {
          addressCountry schema.
          addressCountryCode ob.CountryCode
          addressLocality schema.
          addressRegion schema.
          geo ob.GeoCoordinates
          postOfficeBoxNumber schema.
          postalCode schema.
          streetAddress schema.
        }
        Alignment schema.AlignmentObject {
          targetCode ob.
          targetDescription schema.
          targetFramework schema.
          targetName schema.
          targetType ob.
          targetUrl schema. ^xsdHTTPS.anyURI
        }
        Criteria ob.
        EndorsementCredential ob.
        EndorsementSubject ob. {
          endorsementComment ob.
        }
        Evidence ob. {
          audience schema.
          genre schema.
        }
        GeoCoordinates ob. {
          latitude schema.
          longitude schema.
        }
        IdentifierEntry ob. {
          identifier ob.
          identifierType ob.
        }
        IdentityObject ob. {
          hashed ob. ^xsdHTTPS.boolean
          identityHash ob.
          identityType ob.
          salt ob.
        }
        Image ob. {
          caption schema.
        }
        Profile ob. {
          additionalName schema.
          address ob. ^@id
          dateOfBirth ob. ^xsdHTTPS.date
          email schema.
          familyName schema.
          familyNamePrefix ob.
          givenName schema.
          honorificPrefix schema.
          honorificSuffix schema.
          image 2|ob.Image 3|ob. ^@id
          otherIdentifier ob. *set
          parentOrg ob. ^@id
          patronymicName ob.
          phone ob.
          official ob.
        }
        Related ob. {
          version ob.
          3|inLanguage schema.
        }
        Result ob. {
          achievedLevel ob. ^xsdHTTPS.anyURI
          resultDescription ob. ^xsdHTTPS.anyURI
          status ob.
          value schema.
        }
        ResultDescription ob. {
          allowedValue ob. *list
          requiredLevel ob. ^xsdHTTPS.anyURI
          requiredValue ob.
          resultType ob.
          rubricCriterionLevel ob. *set
          valueMax ob.
          valueMin ob.
        }
        RubricCriterionLevel ob. {
          level ob.
          points ob.
        }
        alignment ob. *set
        description schema.
        endorsement ob. *set
        3b|endorsementJwt ob. *set
        image 2|ob.Image 3|ob. ^@id
        3|inLanguage schema.
        name schema.
        narrative ob.
        url schema. ^xsdHTTPS.anyURI
        3|awardedDate ob. ^xsd:dateTime
        3b|jti jwt. ^@id
        """

    /// Open Badges up to 3.0.1, where nothing is protected and strings are typed.
    static let openBadgesUnprotected = """
        id = @id
        type = @type
        xsd = https://www.w3.org/2001/XMLSchema#
        OpenBadgeCredential ob.
        Achievement ob. {-
          achievementType ob. ^xsd:string
          alignment ob. 0|^ob.Alignment *set
          creator 0|ob.Profile 1|ob.
          creditsAvailable ob. ^xsd:float
          criteria ob.Criteria ^@id
          fieldOfStudy ob. ^xsd:string
          humanCode ob. ^xsd:string
          1|image ob.Image ^@id
          otherIdentifier ob. 0|^ob.IdentifierEntry *set
          related ob. 0|^ob.Related *set
          resultDescription ob. 0|^ob.ResultDescription *set
          specialization ob. ^xsd:string
          tag schema.keywords ^xsd:string *set
          version ob. ^xsd:string
        }
        AchievementCredential OpenBadgeCredential
        AchievementSubject ob. {-
          achievement 0|ob.Achievement 1|ob.achievement-0
          activityEndDate ob. ^xsd:date
          activityStartDate ob. ^xsd:date
          creditsEarned ob. ^xsd:float
          identifier ob. 0|^ob.IdentityObject *set
          1|image ob.Image ^@id
          licenseNumber ob. ^xsd:string
          result ob. 0|^ob.Result *set
          role ob. ^xsd:string
          source ob. 0|^ob.Profile 1|^@id
          term ob. ^xsd:string
        }
        Address ob. {-
          addressCountry schema. ^xsd:string
          addressCountryCode ob.CountryCode ^xsd:string
          addressLocality schema. ^xsd:string
          addressRegion schema. ^xsd:string
          geo ob.GeoCoordinates
          postOfficeBoxNumber schema. ^xsd:string
          postalCode schema. ^xsd:string
          streetAddress schema. ^xsd:string
        }
        Alignment 0|schema. 1|schema.AlignmentObject {-
          targetCode ob. ^xsd:string
          targetDescription schema. ^xsd:string
          targetFramework schema. ^xsd:string
          targetName schema. ^xsd:string
          targetType ob. ^xsd:string
          targetUrl schema. ^xsd:anyURI
        }
        Criteria ob.
        EndorsementCredential ob.
        EndorsementSubject ob. {-
          endorsementComment ob. ^xsd:string
        }
        Evidence ob. {-
          audience schema. ^xsd:string
          genre schema. ^xsd:string
        }
        GeoCoordinates ob. {-
          latitude schema. ^xsd:string
          longitude schema. ^xsd:string
        }
        IdentifierEntry ob. {-
          identifier ob. ^xsd:string
          identifierType ob. ^xsd:string
        }
        IdentityObject ob. {-
          hashed ob. ^xsd:boolean
          identityHash ob. ^xsd:string
          identityType ob. ^xsd:string
          salt ob. ^xsd:string
        }
        Image ob. {-
          caption schema. ^xsd:string
        }
        Profile ob. {-
          additionalName schema. ^xsd:string
          address 0|ob.Address 1|ob. 1|^@id
          dateOfBirth ob. ^xsd:date
          email schema. ^xsd:string
          familyName schema. ^xsd:string
          familyNamePrefix ob. ^xsd:string
          givenName schema. ^xsd:string
          honorificPrefix schema. ^xsd:string
          honorificSuffix schema. ^xsd:string
          1|image ob.Image ^@id
          otherIdentifier ob. 0|^ob.IdentifierEntry *set
          parentOrg ob. 0|^xsd:string 1|^@id
          patronymicName ob. ^xsd:string
          phone 0|ob.PhoneNumber 1|ob. ^xsd:string
          official ob. ^xsd:string
        }
        Related ob. {-
          version ob. ^xsd:string
        }
        Result ob. {-
          achievedLevel ob. ^xsd:anyURI
          resultDescription ob. ^xsd:anyURI
          status ob. ^xsd:string
          value schema. ^xsd:string
        }
        ResultDescription ob. {-
          allowedValue ob. ^xsd:string *set
          requiredLevel ob. ^xsd:anyURI
          requiredValue ob. ^xsd:string
          resultType ob. ^xsd:string
          rubricCriterionLevel ob. 0|^ob.RubricCriterionLevel *set
          valueMax ob. ^xsd:string
          valueMin ob. ^xsd:string
        }
        RubricCriterionLevel ob. {-
          level ob. ^xsd:string
          points ob. ^xsd:string
        }
        alignment ob. 0|^ob.Alignment *set
        1|awardedDate ob. ^xsd:dateTime
        description schema. ^xsd:string
        endorsement ob. 0|^ob.EndorsementCredential *set
        image ob. 0|^ob.Image 1|^@id
        name schema. ^xsd:string
        narrative ob. ^xsd:string
        url schema. ^xsd:anyURI
        """

    /// Types of schemas, status and refresh services of 1EdTech.
    static let openBadgesExtensions = """
        id = @id
        type = @type
        1EdTechJsonSchemaValidator2019 = https://purl.imsglobal.org/spec/vccs/v1p0/context.json#1EdTechJsonSchemaValidator2019
        1EdTechRevocationList = https://purl.imsglobal.org/spec/vcrl/v1p0/context.json#1EdTechRevocationList
        1EdTechCredentialRefresh = https://purl.imsglobal.org/spec/vccr/v1p0/context.json#1EdTechCredentialRefresh
        """
}
