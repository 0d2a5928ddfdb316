namespace Cluster.Standalone.Demo;

/// <summary>What the demo found out; with <c>--json</c> the object that it prints.</summary>
/// <param name="Ok">Whether all went well: every picture listed and embedded or unchanged, every first answer of the asked kind and colour.</param>
/// <param name="Address">Where the gateway is.</param>
/// <param name="Collection">The collection.</param>
/// <param name="Encoder">The encoder that built it.</param>
/// <param name="Job">The job.</param>
/// <param name="State">How the job ended.</param>
/// <param name="Listed">Pictures listed.</param>
/// <param name="Embedded">Pictures encoded and written.</param>
/// <param name="Unchanged">Pictures that were there already.</param>
/// <param name="Quarantined">Pictures set aside with a reason.</param>
/// <param name="DrawingSeconds">Seconds that the drawing took.</param>
/// <param name="JobSeconds">Seconds that the job took.</param>
/// <param name="ImagesPerSecond">Pictures accounted for in a second of the job.</param>
/// <param name="Queries">The questions with their answers.</param>
internal sealed record DemoReport(
    bool Ok,
    string Address,
    string Collection,
    string Encoder,
    string Job,
    string State,
    long Listed,
    long Embedded,
    long Unchanged,
    long Quarantined,
    double DrawingSeconds,
    double JobSeconds,
    double ImagesPerSecond,
    IReadOnlyList<DemoAnswers> Queries);
