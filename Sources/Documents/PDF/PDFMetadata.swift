public import Credentials

/// What a PDF says of itself, for readers' title bars, searches and screen readers.
public struct PDFMetadata: Sendable, Equatable {
    /// The document's title, such as the programme and the learner's name.
    public var title: String
    /// Who issued it.
    public var author: String
    /// The certificate's number.
    public var subject: String
    /// The language of its text, as a BCP 47 tag.
    public var language: String
    /// When it was made: the credential's own instant, so that the same credential gives the same
    /// bytes.
    public var instant: Timestamp

    /// Describes a document.
    public init(
        title: String, author: String, subject: String, language: String, instant: Timestamp
    ) {
        self.title = title
        self.author = author
        self.subject = subject
        self.language = language
        self.instant = instant
    }

    static let producer = "CertAuthority"

    /// The document information dictionary (ISO 32000-2 §14.3.3).
    var information: PDFDictionary {
        [
            "Title": PDFText.string(title), "Author": PDFText.string(author),
            "Subject": PDFText.string(subject), "Creator": PDFText.string(Self.producer),
            "Producer": PDFText.string(Self.producer), "CreationDate": PDFText.date(instant),
            "ModDate": PDFText.date(instant),
        ]
    }

    /// The same in XMP (ISO 16684-1, ISO 32000-2 §14.3.2).
    var packet: [UInt8] {
        let moment = instant.wholeSecond.description
        let language = PDFText.xml(language)
        let text = """
            <?xpacket begin="\u{FEFF}" id="W5M0MpCehiHzreSzNTczkc9d"?>
            <x:xmpmeta xmlns:x="adobe:ns:meta/">
            <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
            <rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" \
            xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/">
            <dc:format>application/pdf</dc:format>
            <dc:title><rdf:Alt><rdf:li xml:lang="x-default">\(PDFText.xml(title))</rdf:li>\
            </rdf:Alt></dc:title>
            <dc:creator><rdf:Seq><rdf:li>\(PDFText.xml(author))</rdf:li></rdf:Seq></dc:creator>
            <dc:description><rdf:Alt><rdf:li xml:lang="x-default">\(PDFText.xml(subject))</rdf:li>\
            </rdf:Alt></dc:description>
            <dc:language><rdf:Bag><rdf:li>\(language)</rdf:li></rdf:Bag></dc:language>
            <xmp:CreatorTool>\(Self.producer)</xmp:CreatorTool>
            <xmp:CreateDate>\(moment)</xmp:CreateDate>
            <xmp:ModifyDate>\(moment)</xmp:ModifyDate>
            <pdf:Producer>\(Self.producer)</pdf:Producer>
            </rdf:Description>
            </rdf:RDF>
            </x:xmpmeta>
            <?xpacket end="r"?>
            """
        return Array(text.utf8)
    }
}
