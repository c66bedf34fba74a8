/// How the refusal of each malformed input of the data model's test suite begins.
enum DataModelRefusals {
    static let reasons = [
        "credential-context-combo3-fail": "@context: may hold only URLs and objects",
        "credential-context-combo4-fail": "@context: may hold only URLs and objects",
        "credential-evidence-missing-type-fail": "evidence.type: is required",
        "credential-id-multi-fail": "id: must be one URL",
        "credential-id-nonidentifier-fail": "id: must be one URL",
        "credential-id-not-url-fail": "id: must be one URL",
        "credential-id-subject-multi-fail": "credentialSubject.id: must be one URL",
        "credential-issuer-no-url-fail": "issuer: must be a URL",
        "credential-issuer-null-fail": "issuer: must be a URL",
        "credential-issuer-object-id-no-url-fail": "issuer.id: must be a URL",
        "credential-issuer-object-id-null-fail": "issuer.id: must be a URL",
        "credential-missing-base-context-fail-or-inject": "@context: must begin with",
        "credential-missing-required-type-fail": "type: must include VerifiableCredential",
        "credential-no-context-fail-or-inject": "@context: is required",
        "credential-no-issuer-fail": "issuer: is required",
        "credential-no-subject-fail": "credentialSubject: is required",
        "credential-no-type-fail": "type: is required",
        "credential-proof-missing-type-fail": "proof.type: is required",
        "credential-redef-type-fail": "the protected term VerifiableCredential is defined anew",
        "credential-redef-type2-fail":
            "the protected term ExampleVerifiableCredential is defined anew",
        "credential-refresh-no-type-fail": "refreshService.type: is required",
        "credential-schema-no-id-fail": "credentialSchema.id: is required",
        "credential-schema-no-type-fail": "credentialSchema.type: is required",
        "credential-schema-non-url-id-fail": "credentialSchema.id: must be one URL",
        "credential-status-missing-type-fail": "credentialStatus.type: is required",
        "credential-status-multiple-id-fail": "credentialStatus.id: must be one URL",
        "credential-status-nonurl-id-fail": "credentialStatus.id: must be one URL",
        "credential-status-type-nonurl-fail": "credentialStatus.type: may hold only text",
        "credential-subject-multiple-empty-fail":
            "credentialSubject: must be an object with claims",
        "credential-subject-no-claims-fail": "credentialSubject: must be an object with claims",
        "credential-termsofuse-missing-type-fail": "termsOfUse.type: is required",
        "credential-termsofuse-no-type-fail": "termsOfUse.type: is required",
        "credential-type-mapped-nonurl-fail":
            "the term ExampleTestCredential maps to https ://not-a-url",
        "credential-type-unmapped-fail": "\"ExampleTestCredential\", which is no absolute IRI",
        "credential-validUntil-validFrom-fail": "validUntil: must not lie before validFrom",
        "credential-validfrom-invalid-fail": "validFrom: must be a dateTimeStamp",
        "credential-validuntil-invalid-fail": "validUntil: must be a dateTimeStamp",
        "presentation-context-order-fail": "@context: must begin with",
        "presentation-enveloped-vc-missing-type-fail": "verifiableCredential.type: is required",
        "presentation-holder-fail": "holder: must be a URL",
        "presentation-holder-name-fail": "holder.id: must be a URL",
        "presentation-holder-object-fail": "holder.id: must be a URL",
        "presentation-missing-base-context-fail": "@context: must begin with",
        "presentation-missing-required-type-fail": "type: must include VerifiablePresentation",
        "presentation-no-context-fail-or-inject": "@context: is required",
        "presentation-no-type-fail": "type: is required",
        "presentation-vc-as-string-fail": "verifiableCredential: must be an object",
        "presentation-vc-missing-required-type-fail": "verifiableCredential.type: is required",
        "credential-description-extra-prop-en-fail":
            "description: may hold only @value, @language and @direction",
        "credential-name-extra-prop-en-fail":
            "name: may hold only @value, @language and @direction",
        "issuer-description-extra-prop-en-fail":
            "issuer.description: may hold only @value, @language and @direction",
        "issuer-name-extra-prop-en-fail":
            "issuer.name: may hold only @value, @language and @direction",
    ]
}
