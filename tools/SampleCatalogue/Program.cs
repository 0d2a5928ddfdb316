using System.CommandLine;
using System.Diagnostics;
using Cluster.SampleCatalogue;
using Cluster.SampleCatalogue.Items;

var folder = new Argument<string>("folder") { Description = "Where the catalogue goes; made when missing." };
var count = new Option<int>("--count") { Description = "Pictures.", DefaultValueFactory = _ => 2000 };
var seed = new Option<int>("--seed") { Description = "The same seed gives the same catalogue.", DefaultValueFactory = _ => 1 };
var split = new Option<CatalogueSplit>("--split") { Description = "All combinations, those of training, or those held out from it.", DefaultValueFactory = _ => CatalogueSplit.All };
var sheet = new Option<string?>("--sheet") { Description = "Also write a contact sheet of the first pictures to this PNG file." };
var sheetCount = new Option<int>("--sheet-count") { Description = "Pictures on the contact sheet.", DefaultValueFactory = _ => 108 };

var root = new RootCommand("Draws a sample catalogue of products: JPEG pictures and catalogue.csv.") { folder, count, seed, split, sheet, sheetCount };
root.SetAction(parsed =>
{
    if (parsed.GetValue(count) is < 0 or > 1_000_000)
    {
        Console.Error.WriteLine("--count must be 0 to 1,000,000.");
        return 2;
    }

    var watch = Stopwatch.StartNew();
    var target = parsed.GetRequiredValue(folder);
    var made = CatalogueRenderer.Render(target, parsed.GetValue(count), parsed.GetValue(seed), split: parsed.GetValue(split));
    Console.WriteLine($"{made.Items.Count} pictures in {target}, {made.Drawn} drawn now, in {watch.Elapsed.TotalSeconds:F1} s.");
    if (parsed.GetValue(sheet) is { } path)
    {
        File.WriteAllBytes(path, ContactSheet.Png(target, [.. made.Items.Take(parsed.GetValue(sheetCount))]));
    }

    return 0;
});
return await root.Parse(args).InvokeAsync();
