namespace Cluster.Encoders.Tokenization.Text.Mojibake;

/// <summary>What a character is to one who looks for misread text. Flags, so that a rule can name several.</summary>
[Flags]
internal enum CharacterKind
{
    /// <summary>Nothing of the below.</summary>
    None = 0,

    /// <summary>C1 control.</summary>
    Control = 1,

    /// <summary>Rarely meant: lone diacritics, daggers, broken bar.</summary>
    Odd = 2,

    /// <summary>Paragraph and section sign.</summary>
    Law = 4,

    /// <summary>Currency signs.</summary>
    Currency = 8,

    /// <summary>Punctuation that begins something.</summary>
    Opening = 16,

    /// <summary>Punctuation that ends something.</summary>
    Closing = 32,

    /// <summary>Fractions, superscripts, mathematical signs.</summary>
    Numeric = 64,

    /// <summary>Accented letters that faces are drawn with.</summary>
    Face = 128,

    /// <summary>Accented Latin capitals.</summary>
    UpperAccented = 256,

    /// <summary>Accented Latin small letters.</summary>
    LowerAccented = 512,

    /// <summary>Greek and Cyrillic capitals.</summary>
    UpperForeign = 1024,

    /// <summary>Greek and Cyrillic small letters.</summary>
    LowerForeign = 2048,

    /// <summary>Line drawing.</summary>
    Box = 4096,
}
