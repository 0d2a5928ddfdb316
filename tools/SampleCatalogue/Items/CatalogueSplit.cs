namespace Cluster.SampleCatalogue.Items;

/// <summary>Which combinations a catalogue is drawn from.</summary>
public enum CatalogueSplit
{
    /// <summary>All of them.</summary>
    All,

    /// <summary>Those that the demo encoder is trained on.</summary>
    Training,

    /// <summary>Those that it never sees in training; see <see cref="Combination.IsHeldOut"/>.</summary>
    HeldOut,
}
