using System.Globalization;
using System.Net;
using System.Text;

namespace Cluster.Bench.Plots;

/// <summary>A picture of lines, bars and words. Colours suit light and dark pages.</summary>
internal sealed class Svg(int width, int height)
{
    public const string Ink = "#6b7280";
    public const string Good = "#2a9d8f";
    public const string Bad = "#d1495b";
    private readonly StringBuilder _body = new();

    public void Bar(double x, double y, double w, double h, string colour) => Add($"<rect x='{x:F1}' y='{y:F1}' width='{Math.Max(w, 0.5):F1}' height='{h:F1}' rx='2' fill='{colour}'/>");

    public void Line(double x1, double y1, double x2, double y2, string colour, bool isDashed = false) =>
        Add($"<line x1='{x1:F1}' y1='{y1:F1}' x2='{x2:F1}' y2='{y2:F1}' stroke='{colour}' stroke-width='1.5'{(isDashed ? " stroke-dasharray='4 3'" : "")}/>");

    public void Dot(double x, double y, string colour) => Add($"<circle cx='{x:F1}' cy='{y:F1}' r='3.5' fill='{colour}'/>");

    public void Text(double x, double y, string text, string anchor = "start", string colour = Ink) =>
        Add($"<text x='{x:F1}' y='{y:F1}' text-anchor='{anchor}' fill='{colour}'>{WebUtility.HtmlEncode(text)}</text>");

    public void Save(string path) => File.WriteAllText(
        path,
        $"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {width} {height}' width='{width}' height='{height}' font-family='system-ui, sans-serif' font-size='12'>\n{_body}</svg>\n");

    private void Add(FormattableString element) => _body.AppendLine(element.ToString(CultureInfo.InvariantCulture));
}
