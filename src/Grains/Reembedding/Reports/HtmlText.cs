using System.Globalization;
using System.Net;
using System.Text;

namespace Cluster.Grains.Reembedding.Reports;

/// <summary>Writes an HTML page that needs nothing beside itself; all text is escaped, all numbers invariant.</summary>
public sealed class HtmlText
{
    private const string Style =
        "body{font:15px/1.45 system-ui,sans-serif;margin:2rem auto;max-width:70rem;padding:0 1rem;color:#1c2430;background:#fff}h1{font-size:1.5rem}h2{font-size:1.15rem;margin-top:2rem}"
        + "table{border-collapse:collapse;width:100%}td,th{padding:.35rem .6rem;border-bottom:1px solid #dde3ea;text-align:left;vertical-align:top}td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}"
        + ".ok{color:#137333;font-weight:600}.no{color:#b3261e;font-weight:600}.note{color:#5b6675}figure{display:inline-block;margin:.2rem;width:6.2rem;vertical-align:top}"
        + "figure img{width:6rem;height:6rem;object-fit:contain;background:#f2f4f7;border-radius:4px}figcaption{font-size:.7rem;color:#5b6675;overflow-wrap:anywhere}svg text{font:11px system-ui,sans-serif;fill:#5b6675}"
        + "@media(prefers-color-scheme:dark){body{background:#12161c;color:#e3e8ef}td,th{border-color:#2b3440}figure img{background:#1d242d}.ok{color:#6fcf8a}.no{color:#ff8a80}}";

    private readonly StringBuilder _text = new();

    /// <summary>Begins a page.</summary>
    public HtmlText(string title) => _text
        .Append("<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"><title>")
        .Append(WebUtility.HtmlEncode(title)).Append("</title><style>").Append(Style).Append("</style><h1>").Append(WebUtility.HtmlEncode(title)).Append("</h1>\n");

    /// <summary>Text of the page's own: markup.</summary>
    public HtmlText Markup(FormattableString markup)
    {
        var escaped = markup.GetArguments().Select(static argument => argument switch
        {
            null => "",
            IFormattable number => (object)number,
            _ => WebUtility.HtmlEncode(argument.ToString()),
        }).ToArray();
        _text.AppendFormat(CultureInfo.InvariantCulture, markup.Format, escaped!).Append('\n');
        return this;
    }

    /// <summary>A picture with what is known of it.</summary>
    public HtmlText Figure(ReportPicture picture)
    {
        _text.Append("<figure>");
        if (picture.Jpeg is { } jpeg)
        {
            _text.Append("<img alt=\"").Append(WebUtility.HtmlEncode(picture.Key)).Append("\" src=\"data:image/jpeg;base64,").Append(Convert.ToBase64String(jpeg)).Append("\">");
        }

        _text.Append("<figcaption>").Append(WebUtility.HtmlEncode(ShortOf(picture.Key)));
        if (picture.Score is { } score)
        {
            _text.Append(CultureInfo.InvariantCulture, $" {score:0.000}");
        }

        _text.Append("</figcaption></figure>");
        return this;
    }

    /// <summary>How often values fall where, one row of bars a series.</summary>
    public HtmlText Histogram(string title, double from, double to, params IReadOnlyList<(string Name, IReadOnlyList<double> Values)> series)
    {
        const int bins = 40;
        const int width = 640;
        const int height = 70;
        _text.Append("<h3>").Append(WebUtility.HtmlEncode(title)).Append("</h3>");
        foreach (var (name, values) in series.Where(static one => one.Values.Count > 0))
        {
            var counts = new int[bins];
            foreach (var value in values)
            {
                counts[Math.Clamp((int)((value - from) / (to - from) * bins), 0, bins - 1)]++;
            }

            var most = Math.Max(1, counts.Max());
            _text.Append(CultureInfo.InvariantCulture, $"<svg role=\"img\" viewBox=\"0 0 {width} {height + 30}\" width=\"{width}\" aria-label=\"{WebUtility.HtmlEncode(name)}\">");
            for (var i = 0; i < bins; i++)
            {
                var bar = (double)counts[i] / most * height;
                _text.Append(CultureInfo.InvariantCulture, $"<rect x=\"{i * width / bins}\" y=\"{14 + height - bar:0.0}\" width=\"{(width / bins) - 1}\" height=\"{bar:0.0}\" fill=\"#4c7bd9\"/>");
            }

            _text.Append(CultureInfo.InvariantCulture, $"<text x=\"0\" y=\"10\">{WebUtility.HtmlEncode(name)} ({values.Count})</text>")
                .Append(CultureInfo.InvariantCulture, $"<text x=\"0\" y=\"{height + 28}\">{from:0.##}</text><text x=\"{width}\" y=\"{height + 28}\" text-anchor=\"end\">{to:0.##}</text></svg><br>\n");
        }

        return this;
    }

    /// <summary>Bars side by side, 0 to 1.</summary>
    public HtmlText Bars(string title, IReadOnlyList<(string Name, double Value)> bars)
    {
        const int row = 22;
        _text.Append("<h3>").Append(WebUtility.HtmlEncode(title)).Append(CultureInfo.InvariantCulture, $"</h3><svg role=\"img\" viewBox=\"0 0 640 {bars.Count * row}\" width=\"640\">");
        for (var i = 0; i < bars.Count; i++)
        {
            _text.Append(CultureInfo.InvariantCulture, $"<text x=\"0\" y=\"{(i * row) + 14}\">{WebUtility.HtmlEncode(bars[i].Name)}</text><rect x=\"260\" y=\"{(i * row) + 3}\" width=\"{Math.Clamp(bars[i].Value, 0, 1) * 320:0.0}\" height=\"14\" fill=\"#4c7bd9\"/><text x=\"590\" y=\"{(i * row) + 14}\">{bars[i].Value:0.000}</text>");
        }

        _text.Append("</svg>\n");
        return this;
    }

    /// <summary>The page.</summary>
    public byte[] ToUtf8() => Encoding.UTF8.GetBytes(_text.Append("</html>\n").ToString());

    private static string ShortOf(string key) => key.Length <= 28 ? key : string.Concat("…", key.AsSpan(key.Length - 27));
}
