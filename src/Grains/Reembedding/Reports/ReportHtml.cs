using Cluster.Domain.Reembedding;

namespace Cluster.Grains.Reembedding.Reports;

/// <summary>The report of a verification as a page: verdict, gates, plots, pictures.</summary>
public static class ReportHtml
{
    /// <summary>Renders it.</summary>
    public static byte[] Render(ReembeddingReport report, IReadOnlyList<ReportExample> examples)
    {
        var html = new HtmlText($"Re-embedding of {report.Collection}");
        html.Markup($"<p>{report.OldEncoder} ({report.OldCollection}) → {report.NewEncoder} ({report.NewCollection}), measured {report.At:u}</p>");
        if (report.Passed)
        {
            html.Markup($"<p class=\"ok\">Every gate passed: the new generation may become live.</p>");
        }
        else if (report.Forced)
        {
            html.Markup($"<p class=\"no\">Gates failed; the cut-over was asked for with force.</p>");
        }
        else
        {
            html.Markup($"<p class=\"no\">Gates failed: the old generation stays live.</p>");
        }

        WriteGates(html, report.Gates);
        html.Markup($"<h2>Coverage</h2><p>{report.OldPoints:N0} points in the live generation, {report.NewPoints:N0} in the new one when they were walked.</p>");
        foreach (var example in report.CoverageExamples)
        {
            html.Markup($"<p class=\"note\">{example}</p>");
        }

        html.Markup($"<h2>Plots</h2>");
        html.Histogram("Cosine of a stored vector to a fresh one", 0, 1, [("new generation", report.Freshness)]);
        html.Histogram("Shared neighbours of both generations", 0, 1, [("share of ten", report.Overlaps)]);
        var slowest = Math.Max(1, report.OldMilliseconds.Concat(report.NewMilliseconds).DefaultIfEmpty(1).Max());
        html.Histogram($"Query times in ms ({report.ShadowedQueries} live queries asked of both)", 0, slowest, [("old", report.OldMilliseconds), ("new", report.NewMilliseconds)]);
        if (report.Labelled.Count > 0)
        {
            html.Bars("Labelled data", [.. report.Labelled.SelectMany(static one => new[] { ($"{one.What}, old", one.Old), ($"{one.What}, new", one.New) })]);
        }

        WriteExamples(html, [report.OldEncoder, report.NewEncoder], examples);
        return html.ToUtf8();
    }

    /// <summary>Questions with the answers of several encoders side by side.</summary>
    public static void WriteExamples(HtmlText html, IReadOnlyList<string> encoders, IReadOnlyList<ReportExample> examples)
    {
        html.Markup($"<h2>Examples</h2><table><tr><th>asked</th>");
        foreach (var encoder in encoders)
        {
            html.Markup($"<th>{encoder}</th>");
        }

        html.Markup($"</tr>");
        foreach (var example in examples)
        {
            html.Markup($"<tr><td>{example.Text}");
            if (example.Picture is { } picture)
            {
                html.Figure(picture);
            }

            html.Markup($"</td>");
            foreach (var answers in example.Answers)
            {
                html.Markup($"<td>");
                foreach (var answer in answers)
                {
                    html.Figure(answer);
                }

                html.Markup($"</td>");
            }

            html.Markup($"</tr>");
        }

        html.Markup($"</table>");
    }

    private static void WriteGates(HtmlText html, IReadOnlyList<GateResult> gates)
    {
        html.Markup($"<h2>Gates</h2><table><tr><th>gate</th><th>verdict</th><th class=\"n\">measured</th><th class=\"n\">bound</th><th>what it says</th></tr>");
        foreach (var gate in gates)
        {
            html.Markup($"<tr><td>{gate.Name}</td>");
            if (gate.Passed)
            {
                html.Markup($"<td class=\"ok\">passed</td>");
            }
            else
            {
                html.Markup($"<td class=\"no\">failed</td>");
            }

            html.Markup($"<td class=\"n\">{gate.Value:0.000}</td><td class=\"n\">{gate.Bound:0.000}</td><td>{gate.Detail}</td></tr>");
        }

        html.Markup($"</table>");
    }
}
