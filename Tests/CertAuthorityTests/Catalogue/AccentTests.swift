import Testing
@testable import CertAuthority

@Suite("Colours of an identity")
struct AccentTests {
    private func colour(_ text: String) throws -> InkColour { try #require(InkColour(text)) }

    @Test(
        "Text in the accent has 7 to 1 on white, on its own panel and, as its partner, in the dark",
        arguments: [
            "#0b4f8a", "#3a3a9e", "#0d5a66", "#6a2c74", "#704a12", "#1d5a34", "#000000", "#767676",
            "#c8102e", "#0078d4", "#ffffff", "#00ff00",
        ])
    func contrasts(_ text: String) throws {
        let accent = Accent(try colour(text))
        #expect(accent.light.contrastOnWhite >= 7)
        #expect(accent.light.contrast(on: accent.panel) >= 6)
        #expect(InkColour.white.contrast(on: accent.deep) >= 7)
        #expect(accent.dark.contrast(on: Accent.darkGround) >= 9.5)
    }

    @Test("A colour that is dark enough stays as it is; another keeps its hue")
    func darkened() throws {
        #expect(Accent(try colour("#0b4f8a")).light.text == "#0b4f8a")
        let darkened = Accent(try colour("#c8102e")).light
        #expect(darkened.red > 0xA0 && darkened.green < 0x10 && darkened.blue < 0x2E)
    }

    @Test("Contrasts are those of WCAG")
    func ratios() throws {
        #expect(InkColour.black.contrastOnWhite == 21)
        // WCAG 2.2's own border case: the lightest grey that passes level AA on white.
        #expect(try colour("#767676").contrastOnWhite > 4.5)
        #expect(try colour("#777777").contrastOnWhite < 4.5)
        #expect(try abs(colour("#0b4f8a").contrastOnWhite - 8.4) < 0.05)
    }
}
