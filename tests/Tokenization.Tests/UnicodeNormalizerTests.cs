using Cluster.Encoders.Tokenization.Text;

namespace Cluster.Tokenization.Tests;

public sealed class UnicodeNormalizerTests
{
    // Each from Unicode Standard Annex 15 or its conformance test: source, NFC, NFD, NFKC.
    [Theory]
    [InlineData("\u00C5", "\u00C5", "A\u030A", "\u00C5")]
    [InlineData("\u212B", "\u00C5", "A\u030A", "\u00C5")]
    [InlineData("\u1E9B\u0323", "\u1E9B\u0323", "\u017F\u0323\u0307", "\u1E69")]
    [InlineData("\uFB01", "\uFB01", "\uFB01", "fi")]
    [InlineData("\uD55C", "\uD55C", "\u1112\u1161\u11AB", "\uD55C")]
    [InlineData("\u1112\u1161\u11AB", "\uD55C", "\u1112\u1161\u11AB", "\uD55C")]
    [InlineData("\u0958", "\u0915\u093C", "\u0915\u093C", "\u0915\u093C")]
    [InlineData("a\u0301\u0323b", "\u1EA1\u0301b", "a\u0323\u0301b", "\u1EA1\u0301b")]
    [InlineData("\u2126\u212A", "\u03A9K", "\u03A9K", "\u03A9K")]
    [InlineData("\U0001D15E", "\U0001D157\U0001D165", "\U0001D157\U0001D165", "\U0001D157\U0001D165")]
    [InlineData("\u0344", "\u0308\u0301", "\u0308\u0301", "\u0308\u0301")]
    [InlineData("2\u00B2\u2167\u2460", "2\u00B2\u2167\u2460", "2\u00B2\u2167\u2460", "22VIII1")]
    public void Normal_forms_are_those_of_the_standard(string source, string nfc, string nfd, string nfkc)
    {
        Assert.Equal(nfc, UnicodeNormalizer.ToNfc(source));
        Assert.Equal(nfd, UnicodeNormalizer.ToNfd(source));
        Assert.Equal(nfkc, UnicodeNormalizer.ToNfkc(source));
    }

    [Fact]
    public void Every_character_is_stable_under_its_own_normal_form()
    {
        for (var code = 0; code <= 0x2FFFF; code++)
        {
            if (code is >= 0xD800 and <= 0xDFFF)
            {
                continue;
            }

            var text = char.ConvertFromUtf32(code);
            var nfc = UnicodeNormalizer.ToNfc(text);
            Assert.Equal(nfc, UnicodeNormalizer.ToNfc(nfc));
            Assert.Equal(nfc, UnicodeNormalizer.ToNfc(UnicodeNormalizer.ToNfd(text)));
        }
    }

    [Theory]
    [InlineData("ΟΔΟΣ ΣΑΣ", "οδος σας")]
    [InlineData("Σ", "σ")]
    [InlineData("ΑΣ.", "ας.")]
    [InlineData("ΑΣ.Β", "ασ.β")]
    [InlineData("İI", "i\u0307i")]
    [InlineData("ẞÀ\U00010400", "ßà\U00010428")]
    public void Whole_text_is_lower_cased_by_Unicodes_full_rules(string text, string lower) => Assert.Equal(lower, LowerCase.Whole(text));
}
