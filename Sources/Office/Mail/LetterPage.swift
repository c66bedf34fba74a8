import CertAuthority

/// A letter as an HTML document for mail programs: tables and styles in place, since many of them read
/// nothing else; nothing is fetched, and nothing tells the sender that it was opened.
struct LetterPage {
    let content: LetterContent
    let wording: Wording
    /// What names the logo; nil where there is none.
    let logo: String?
    /// What names the badge.
    let badge: String

    private var language: Language { wording.language }
    private var accent: Accent { content.accent }
    /// The side at which lines begin.
    private var start: String { language.direction == .rightToLeft ? "right" : "left" }

    private static let ink = "#14202b"
    private static let quiet = "#4a5a68"
    private static let fonts =
        "-apple-system,'Segoe UI',Roboto,Helvetica,Arial,'Noto Sans','Noto Naskh Arabic',"
        + "'Noto Sans CJK SC',sans-serif"

    /// The document.
    var html: String {
        """
        <!DOCTYPE html>
        <html lang="\(language.code)" dir="\(language.direction.rawValue)">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width,initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <meta name="supported-color-schemes" content="light dark">
        <title>\(escaped(wording.text(content.subject, content.values)))</title>
        <style>\(darkStyle)</style>
        </head>
        <body class="ground" style="margin:0;padding:0;background:\(accent.panel.text)">
        \(opening)<tr><td align="center" style="padding:24px 12px">
        <table role="presentation" class="card" width="100%" cellpadding="0" cellspacing="0" \
        border="0" bgcolor="#ffffff" style="max-width:560px;background:#ffffff;\
        border-radius:12px;border-top:6px solid \(accent.light.text);font-family:\(Self.fonts);\
        font-size:17px;line-height:1.5;color:\(Self.ink)">
        \(head)
        \(body)
        \(end)
        </table>
        <table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" \
        style="max-width:560px;font-family:\(Self.fonts);font-size:14px;line-height:1.5;\
        color:\(Self.quiet)"><tr><td class="quiet" align="\(start)" \
        style="padding:16px 28px;color:\(Self.quiet)">\(signature)<br>\(phrase(.mailWhy))</td></tr></table>
        </td></tr></table>
        </body>
        </html>

        """
    }

    /// The outermost table, with language and direction again: some programs keep no more of a page
    /// than what stands in its body.
    private var opening: String {
        """
        <table role="presentation" class="ground" lang="\(language.code)" \
        dir="\(language.direction.rawValue)" width="100%" cellpadding="0" cellspacing="0" \
        border="0" bgcolor="\(accent.panel.text)">
        """
    }

    /// Who writes.
    private var head: String {
        let mark = logo.map { source in
            """
            <td style="padding-\(start == "left" ? "right" : "left"):14px">\
            <img src="\(source)" width="44" height="44" alt="" style="display:block;\
            background:#ffffff;border-radius:8px;padding:4px"></td>
            """
        }
        return """
            <tr><td style="padding:24px 28px 0"><table role="presentation" cellpadding="0" \
            cellspacing="0" border="0"><tr>\(mark ?? "")<td align="\(start)">\
            <strong class="ink" style="color:\(Self.ink)">\(escaped(content.organisation))</strong>\
            <br><span class="quiet" style="font-size:14px;color:\(Self.quiet)">\
            \(escaped(content.coalition))</span></td></tr></table></td></tr>
            """
    }

    /// The badge, the news and the one button.
    private var body: String {
        let corrected = content.isCorrection ? paragraph(escaped(wording[.mailCorrected])) : ""
        // A reminder's button leads to the public page, whose address is no secret.
        let secret = content.isReminder ? "" : escaped(wording[.mailSecret])
        return """
            <tr><td align="center" style="padding:28px 28px 0"><img src="\(badge)" width="144" \
            height="144" alt="\(escaped(content.programme))" style="display:block"></td></tr>
            <tr><td align="center" style="padding:16px 28px 0"><h1 class="accent" \
            style="margin:0;font-size:28px;line-height:1.25;color:\(accent.light.text)">\
            \(escaped(wording[content.title]))</h1></td></tr>
            <tr><td align="\(start)" style="padding:12px 28px 0">\(paragraph(phrase(.mailGreeting)))\
            \(paragraph(phrase(content.news)))\(corrected)</td></tr>
            <tr><td align="center" style="padding:12px 28px 8px"><table role="presentation" \
            cellpadding="0" cellspacing="0" border="0"><tr><td class="button" \
            bgcolor="\(accent.light.text)" style="border-radius:8px;\
            background:\(accent.light.text)"><a class="button" \
            href="\(escaped(content.address))" style="display:block;padding:14px 28px;\
            border-radius:8px;font-size:17px;font-weight:bold;line-height:24px;color:#ffffff;\
            text-decoration:none">\(escaped(wording[.mailButton]))</a></td></tr></table></td></tr>
            <tr><td class="quiet" align="center" style="padding:0 28px 24px;font-size:14px;\
            color:\(Self.quiet)">\(secret)</td></tr>
            """
    }

    /// What may be passed on, and where to turn.
    private var end: String {
        let contact = content.contact.map { address in
            paragraph(
                link(
                    MailText.link(to: address, content.number), text: address))
        }
        return """
            <tr><td class="rule" align="\(start)" style="padding:20px 28px 24px;\
            border-top:1px solid \(accent.line.text)">\(paragraph(escaped(wording[.mailShare])))\
            \(paragraph(link(content.publicAddress, text: content.publicAddress)))\
            <div class="quiet" style="font-size:14px;color:\(Self.quiet)">\
            \(paragraph(escaped(wording[content.reason])))\(contact ?? "")\
            \(paragraph(phrase(.mailNumber)))</div></td></tr>
            """
    }

    /// Who writes, for short.
    private var signature: String {
        [content.shortName, content.coalition].map { "<span dir=\"auto\">\(escaped($0))</span>" }
            .joined(separator: " · ")
    }

    private func paragraph(_ html: String) -> String {
        "<p style=\"margin:0 0 12px\">\(html)</p>"
    }

    /// An address that is read from left to right in every language.
    private func link(_ address: String, text: String) -> String {
        "<a class=\"accent\" dir=\"ltr\" href=\"\(escaped(address))\" "
            + "style=\"color:\(accent.light.text);word-break:break-all\">\(escaped(text))</a>"
    }

    /// A phrase with its values, each kept from the direction of the text around it.
    private func phrase(_ phrase: Phrase) -> String {
        (wording.phrase(phrase)?.pieces ?? []).map { piece in
            switch piece {
            case .words(let words): escaped(words)
            case .place(let place):
                "<span dir=\"\(place == "number" ? "ltr" : "auto")\">"
                    + "\(escaped(content.values[place] ?? ""))</span>"
            }
        }.joined()
    }

    private func escaped(_ text: String) -> String { XMLText.escaped(text) }

    /// For programs that show mail on a dark ground; those that know no style sheets show the light one.
    private var darkStyle: String {
        let ground = Accent.darkGround.text
        return """
            :root{color-scheme:light dark}
            @media (prefers-color-scheme:dark){
            .ground{background:\(ground)!important}
            .card{background:#18212a!important;color:#e8edf2!important;\
            border-top-color:\(accent.dark.text)!important}
            .ink{color:#e8edf2!important}
            .quiet{color:#a9b6c2!important}
            .accent{color:\(accent.dark.text)!important}
            td.button,a.button{background:\(accent.dark.text)!important;\
            color:\(ground)!important}
            .rule{border-top-color:#3a4856!important}
            }
            """
    }
}
