using System.Globalization;
using Xunit;

namespace Cluster.TestSupport;

/// <summary>Numbers that a test measured. <c>./test.sh</c> prints them, so that one sees how far from its bound a run was.</summary>
public static class Figures
{
    /// <summary>Tells a number in words, as in <c>$"mean precision@10 {value:F3}"</c>.</summary>
    public static void Tell(FormattableString text) => TestContext.Current.SendDiagnosticMessage("figure: {0}", text.ToString(CultureInfo.InvariantCulture));
}
