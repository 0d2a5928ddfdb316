using System.Collections.Frozen;

namespace Cluster.Encoders.Tokenization.Text.Mojibake;

/// <summary>Sorts the characters that misread UTF-8 is made of.</summary>
internal static class CharacterKinds
{
    private static readonly FrozenDictionary<char, CharacterKind> Kinds = Build();

    /// <summary>The kind of a character.</summary>
    public static CharacterKind Of(char c) => c < '\u0080' ? CharacterKind.None : Kinds.GetValueOrDefault(c);

    private static FrozenDictionary<char, CharacterKind> Build()
    {
        var kinds = new Dictionary<char, CharacterKind>();
        void Add(CharacterKind kind, string characters)
        {
            foreach (var c in characters)
            {
                kinds.TryAdd(c, kind);
            }
        }

        void AddRange(CharacterKind kind, char first, char last)
        {
            for (var c = first; c <= last; c++)
            {
                kinds.TryAdd(c, kind);
            }
        }

        AddRange(CharacterKind.Control, '\u0080', '\u009F');
        Add(CharacterKind.Odd, "¦¤¨¬¯¸ªºƒˆˇ˘˛˜†‡‰⌐◊\uFFFD");
        Add(CharacterKind.Law, "¶§");
        Add(CharacterKind.Currency, "¢£¥₧€");
        Add(CharacterKind.Opening, "¡«¿©΄΅‘‚“„•‹\uF8FF");
        Add(CharacterKind.Closing, "®»˝”›™");
        Add(CharacterKind.Numeric, "²³¹±¼½¾×µ÷⁄∂∆∏∑√∞∩∫≈≠≡≤≥№");
        Add(CharacterKind.Face, "ÒÓÔÕÖÙÚÛÜòóôõöøùúûüŐ°");
        AddRange(CharacterKind.UpperAccented, 'À', 'Ñ');
        Add(CharacterKind.UpperAccented, "ØÝĂĄĆČĎĐĘĚĞİĹŁŃŇŘŚŞŠŢŤŮŰŸŹŻŽ");
        AddRange(CharacterKind.LowerAccented, 'ß', 'ñ');
        Add(CharacterKind.LowerAccented, "ăąćčďđęěğĺłľńňőŕřśşšţťůűźżžĥĩīőōūŗģķļņﬁﬂ");
        Add(CharacterKind.UpperForeign, "ÞΆΈΉΊΌΎΏґҐ");
        AddRange(CharacterKind.UpperForeign, 'Α', 'Ϋ');
        AddRange(CharacterKind.UpperForeign, 'Ѐ', 'Я');
        AddRange(CharacterKind.LowerForeign, 'ά', 'ώ');
        AddRange(CharacterKind.LowerForeign, 'а', 'џ');
        AddRange(CharacterKind.Box, '─', '▟');
        return kinds.ToFrozenDictionary();
    }
}
