import LinkedData

extension OpenBadge {
    /// The texts in which the badges of one batch differ, in the order in which the document has
    /// them.
    var particulars: [String] {
        var texts: [String] = []
        texts.reserveCapacity(12 + evidence.count * 3)
        texts.append(id)
        if let validUntil { texts.append(validUntil.description) }
        if let id = subject.id { texts.append(id) }
        for identifier in subject.identifiers {
            texts.append(identifier.identityHash)
            if let salt = identifier.salt { texts.append(salt) }
        }
        texts.append(subject.activityEndDate.description)
        if let narrative = subject.narrative { texts.append(narrative) }
        for piece in evidence { texts += [piece.id, piece.name, piece.description] }
        texts += status.particulars
        return texts
    }

    /// True when both badges have the same members, and differ in ``particulars`` only.
    func isAlike(_ other: OpenBadge) -> Bool {
        validFrom == other.validFrom && (validUntil == nil) == (other.validUntil == nil)
            && subject.isAlike(other.subject) && evidence.count == other.evidence.count
            && name.isExactly(other.name) && description.isExactly(other.description)
            && issuer.isExactly(other.issuer)
            && status.statusPurpose.isExactly(other.status.statusPurpose)
    }
}

// Byte for byte, since a signature is over bytes; `==` takes other bytes for the same text.
extension BadgeIssuer {
    fileprivate func isExactly(_ other: BadgeIssuer) -> Bool {
        id.isExactly(other.id) && name.isExactly(other.name) && url.isExactly(other.url)
    }
}

extension BadgeSubject {
    fileprivate func isAlike(_ other: BadgeSubject) -> Bool {
        (id == nil) == (other.id == nil) && (narrative == nil) == (other.narrative == nil)
            && identifiers.elementsEqual(other.identifiers) { $0.isAlike($1) }
            && achievement.isExactly(other.achievement)
    }
}

extension IdentityObject {
    fileprivate func isAlike(_ other: IdentityObject) -> Bool {
        hashed == other.hashed && identityType.isExactly(other.identityType)
            && (salt == nil) == (other.salt == nil)
    }
}

extension BadgeAchievement {
    fileprivate func isExactly(_ other: BadgeAchievement) -> Bool {
        id.isExactly(other.id) && achievementType.isExactly(other.achievementType)
            && name.isExactly(other.name) && description.isExactly(other.description)
            && criteria.isExactly(other.criteria)
            && tags.elementsEqual(other.tags) { $0.isExactly($1) }
            && alignments.elementsEqual(other.alignments) { $0.isExactly($1) }
    }
}

extension BadgeAchievement.Alignment {
    fileprivate func isExactly(_ other: BadgeAchievement.Alignment) -> Bool {
        targetName.isExactly(other.targetName) && targetURL.isExactly(other.targetURL)
            && targetFramework.isExactly(other.targetFramework)
    }
}

extension String? {
    fileprivate func isExactly(_ other: String?) -> Bool {
        switch (self, other) {
        case (nil, nil): true
        case (let text?, let other?): text.isExactly(other)
        default: false
        }
    }
}
