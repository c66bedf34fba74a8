public import Credentials

extension SampleIssuer {
    /// The URL of the issuer's status list.
    public static let statusList = "https://verify.example.org/status/academy/1"

    /// A badge as the service issues them; no two numbers give the same.
    ///
    /// - Parameter number: Which badge, from 0 to 99 999; also its index in the status list.
    public static func badge(_ number: Int) -> OpenBadge {
        let names = [
            "Amina Diallo", "Søren Ødegård", "María José Núñez", "田中 花子", "Олена Шевченко",
        ]
        let serial = String(100_000 + number).dropFirst()
        return OpenBadge(
            id: "https://verify.example.org/v/7K3M-9QXD-2T8F-\(serial)",
            name: "Foundations of Artificial Intelligence",
            description: "Certifies completion of the programme.",
            issuer: BadgeIssuer(id: id, name: "Example Academy"),
            validFrom: Timestamp(seconds: instant.seconds - 86_400), validUntil: nil,
            subject: BadgeSubject(
                identifiers: [.name("\(names[number % names.count]) \(serial)")],
                activityEndDate: Timestamp(seconds: instant.seconds - 864_000), narrative: nil,
                achievement: BadgeAchievement(
                    id: "https://verify.example.org/programmes/ai-foundations",
                    achievementType: "CertificateOfCompletion",
                    name: "Foundations of Artificial Intelligence",
                    description: "What machine learning is, and where it fails.",
                    criteria: "Finish six modules and pass the final test.", tags: [],
                    alignments: [])),
            status: BitstringStatusListEntry(
                statusListCredential: statusList, statusListIndex: number))
    }

    /// The index that is revoked in the status list.
    public static let revokedNumber = 99_999

    /// The issuer's status list, signed: nothing is revoked but ``revokedNumber``.
    ///
    /// - Throws: ``StatusListError`` or ``ProofError``.
    public func statusListCredential(by security: Security) throws -> [UInt8] {
        var list = BitstringStatusList()
        list[Self.revokedNumber] = true
        let credential = StatusListCredential(
            id: Self.statusList, issuer: Self.id, validFrom: Self.instant, timeToLive: 300_000,
            list: list)
        return try sign(credential.document(), by: security)
    }
}
