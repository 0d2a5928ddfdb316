namespace Cluster.SampleCatalogue.Items;

/// <summary>What is printed on a product, in a second colour that follows from the first.</summary>
public enum ProductPattern
{
    Plain,
    Striped,
    Dotted,
    Checked,
    Floral,
    TwoTone,
}
