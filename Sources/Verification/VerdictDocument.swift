public import CertAuthority
public import Credentials
public import LinkedData

extension CertificateFinding {
    /// The JSON verdict on a number, whose members are stable.
    ///
    /// - Parameter instant: When it was verified.
    public func document(_ installation: Installation, at instant: Timestamp) -> JSONObject {
        var document = report.document
        for member in details(installation, at: instant).members {
            document[member.name] = member.value
        }
        return document
    }

    /// The members that follow those of the report in the verdict on a number.
    package func details(_ installation: Installation, at instant: Timestamp) -> JSONObject {
        var details = JSONObject()
        details["number"] = .string(certificate.number.description)
        details["checkedAt"] = .string(instant.description)
        for member in members(installation).members { details[member.name] = member.value }
        return details
    }

    /// What is told beside the report: the facts where they are assured, and what became of it.
    func members(_ installation: Installation) -> JSONObject {
        var members = JSONObject()
        if var facts = facts?.document {
            if certificate.history.erasedAt == nil {
                facts["credential"] = .string(
                    "\(installation.baseURL)/credentials/\(certificate.fileName)")
            }
            members["certificate"] = .object(facts)
        }
        switch certificate.condition {
        case .good, .suspended, .revoked:
            members["renewedBy"] = certificate.history.renewedBy.map {
                [
                    "number": .string($0.description),
                    "url": .string(installation.verificationURL($0)),
                ]
            }
        case .erased:
            members["state"] = .string(certificate.condition.rawValue)
            members["erasedAt"] = certificate.history.erasedAt.map { .string($0.description) }
        case .superseded:
            members["state"] = .string(certificate.condition.rawValue)
            members["supersededBy"] = certificate.history.supersededBy.map {
                .string($0.description)
            }
            members["newest"] = newest.map {
                [
                    "number": .string($0.description),
                    "url": .string(installation.verificationURL($0)),
                ]
            }
        }
        return members
    }
}

extension CredentialFinding {
    /// The verdict on one credential: as for a number, with `issuerKnown` where it is genuine.
    public func document(_ installation: Installation) -> JSONObject {
        var document = report.document
        for member in members(installation).members { document[member.name] = member.value }
        return document
    }

    /// What is told beside the report.
    func members(_ installation: Installation) -> JSONObject {
        var members = JSONObject()
        members["number"] = number.map { .string($0.description) }
        members["issuerKnown"] = issuerKnown.map { .bool($0) }
        if let recorded {
            for member in recorded.members(installation).members {
                members[member.name] = member.value
            }
        } else if report.isGenuine, let credential = report.credential {
            members["certificate"] = .object(CertificateFacts(credential).document)
        }
        return members
    }
}

extension SubmissionFinding {
    /// The JSON verdict on a document that was handed in. That of a presentation has its own
    /// checks, and `credentials` with a verdict for each.
    ///
    /// - Parameter instant: When it was verified.
    public func document(_ installation: Installation, at instant: Timestamp) -> JSONObject {
        var document = JSONObject()
        if let presentation {
            document = VerificationReport(checks: presentation.checks, credential: nil).document
            document["credentials"] = .array(
                credentials.map { .object($0.document(installation)) })
        } else if let credential = credentials.first {
            document = credential.document(installation)
        }
        document["verdict"] = .string(verdict.rawValue)
        document["kind"] = .string(kind.rawValue)
        document["checkedAt"] = .string(instant.description)
        return document
    }
}
