import CertAuthority
import Testing

/// Values out of text that a test knows to be good; a mistake in the test fails it.
func slug(_ text: String) throws -> Slug { try #require(Slug(text)) }
func date(_ text: String) throws -> CivilDate { try #require(CivilDate(text)) }
func language(_ text: String) throws -> LanguageTag { try #require(LanguageTag(text)) }
func duration(_ text: String) throws -> CalendarDuration { try #require(CalendarDuration(text)) }
