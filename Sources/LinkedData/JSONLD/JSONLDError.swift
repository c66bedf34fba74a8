/// Why a document could not be expanded or turned into statements.
public struct JSONLDError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The error codes of JSON-LD 1.1 Processing Algorithms and API §9.6.2, and two of our own:
    /// ``dataLoss`` and ``limitExceeded``.
    public enum Code: String, Sendable, CaseIterable {
        /// Two keys of one object expand to the same keyword.
        case collidingKeywords = "colliding keywords"
        /// One node has two different `@index` values.
        case conflictingIndexes = "conflicting indexes"
        /// Too many remote contexts, one inside the other.
        case contextOverflow = "context overflow"
        /// Terms that define each other in a circle.
        case cyclicIRIMapping = "cyclic IRI mapping"
        /// `@id` is not a string.
        case invalidIDValue = "invalid @id value"
        /// `@import` is not a string.
        case invalidImportValue = "invalid @import value"
        /// `@included` holds something other than node objects.
        case invalidIncludedValue = "invalid @included value"
        /// `@index` is not a string.
        case invalidIndexValue = "invalid @index value"
        /// `@nest` is not a string or names a keyword, or a nested value is not an object.
        case invalidNestValue = "invalid @nest value"
        /// `@prefix` is not a boolean.
        case invalidPrefixValue = "invalid @prefix value"
        /// `@propagate` is not a boolean.
        case invalidPropagateValue = "invalid @propagate value"
        /// `@protected` is not a boolean.
        case invalidProtectedValue = "invalid @protected value"
        /// `@reverse` is not an object.
        case invalidReverseValue = "invalid @reverse value"
        /// `@version` is not the number 1.1.
        case invalidVersionValue = "invalid @version value"
        /// `@direction` is neither `ltr` nor `rtl` nor null.
        case invalidBaseDirection = "invalid base direction"
        /// `@base` is neither an IRI nor null, or relative where there is nothing to resolve it.
        case invalidBaseIRI = "invalid base IRI"
        /// `@container` holds something unknown.
        case invalidContainerMapping = "invalid container mapping"
        /// A context definition holds an entry that may not stand there.
        case invalidContextEntry = "invalid context entry"
        /// A null context would wipe out protected terms.
        case invalidContextNullification = "invalid context nullification"
        /// The default language is not a string.
        case invalidDefaultLanguage = "invalid default language"
        /// A term does not map to an IRI, a blank node or a keyword.
        case invalidIRIMapping = "invalid IRI mapping"
        /// A JSON literal that is not JSON.
        case invalidJSONLiteral = "invalid JSON literal"
        /// An alias of a keyword that may have none.
        case invalidKeywordAlias = "invalid keyword alias"
        /// A language map holds something other than strings.
        case invalidLanguageMapValue = "invalid language map value"
        /// The language of a term is not a string.
        case invalidLanguageMapping = "invalid language mapping"
        /// `@language` is not a string.
        case invalidLanguageTaggedString = "invalid language-tagged string"
        /// A language tag on something that is not a string.
        case invalidLanguageTaggedValue = "invalid language-tagged value"
        /// A context is neither an object, a string nor null.
        case invalidLocalContext = "invalid local context"
        /// A remote document without a context.
        case invalidRemoteContext = "invalid remote context"
        /// A reverse property with other entries beside it, or with an unsuitable container.
        case invalidReverseProperty = "invalid reverse property"
        /// A keyword inside an `@reverse` object.
        case invalidReversePropertyMap = "invalid reverse property map"
        /// A reverse property with a value that is not a node.
        case invalidReversePropertyValue = "invalid reverse property value"
        /// A term's own context is at fault.
        case invalidScopedContext = "invalid scoped context"
        /// `@list` or `@set` with other entries beside it.
        case invalidSetOrListObject = "invalid set or list object"
        /// A term definition is not of the form of one.
        case invalidTermDefinition = "invalid term definition"
        /// The type of a term is not a string or not an IRI.
        case invalidTypeMapping = "invalid type mapping"
        /// `@type` is neither a string nor a list of strings.
        case invalidTypeValue = "invalid type value"
        /// The datatype of a value is not an IRI.
        case invalidTypedValue = "invalid typed value"
        /// A value object with entries that may not stand together.
        case invalidValueObject = "invalid value object"
        /// `@value` is neither a scalar nor null.
        case invalidValueObjectValue = "invalid value object value"
        /// `@vocab` is neither an IRI nor null.
        case invalidVocabMapping = "invalid vocab mapping"
        /// A keyword is defined as a term.
        case keywordRedefinition = "keyword redefinition"
        /// A list in a list where that may not be.
        case listOfLists = "list of lists"
        /// The document could not be loaded.
        case loadingDocumentFailed = "loading document failed"
        /// A context could not be loaded, or is not known.
        case loadingRemoteContextFailed = "loading remote context failed"
        /// The context needs another version of JSON-LD.
        case processingModeConflict = "processing mode conflict"
        /// A protected term is defined anew.
        case protectedTermRedefinition = "protected term redefinition"
        /// A remote context includes itself.
        case recursiveContextInclusion = "recursive context inclusion"
        /// Safe mode: part of the document would fall out of the statements.
        case dataLoss = "data loss"
        /// The document costs more than ``JSONLDLimits`` allow.
        case limitExceeded = "limit exceeded"
    }

    /// What kind of fault it is.
    public let code: Code
    /// What was found, in words, with the name of the term, key or context.
    public let reason: String
    /// Where in the document, as a JSON Pointer (RFC 6901); empty for the document itself.
    public private(set) var pointer: String

    /// Describes a fault in the document itself.
    public init(_ code: Code, _ reason: String) {
        self.code = code
        self.reason = reason
        pointer = ""
    }

    /// One sentence that names the place.
    public var description: String {
        pointer.isEmpty
            ? "\(code.rawValue): \(reason)" : "\(code.rawValue): \(reason) (at \(pointer))"
    }

    /// The same fault seen from the object that has it under that name.
    func under(_ name: String) -> JSONLDError {
        var token = ""
        for scalar in name.unicodeScalars {
            switch scalar {
            case "~": token += "~0"
            case "/": token += "~1"
            default: token.unicodeScalars.append(scalar)
            }
        }
        var copy = self
        copy.pointer = "/" + token + pointer
        return copy
    }

    /// The same fault seen from the array that has it at that place.
    func under(_ index: Int) -> JSONLDError {
        var copy = self
        copy.pointer = "/\(index)" + pointer
        return copy
    }
}
