using System.Text;
using Cluster.TestSupport;

namespace Cluster.SourceJobs.Tests.Hostile;

/// <summary>Files that mean harm, made from public knowledge of what decoders fell over: bombs, lying headers, loops, endless scans, mixtures.</summary>
internal static class HostileImages
{
    /// <summary>All of them, by name. The same every time.</summary>
    public static IEnumerable<(string Name, byte[] Bytes)> All() =>
        PngBombs.All().Concat(JpegBombs.All()).Concat(Containers.All()).Concat(Mixtures()).Concat(CutShort()).Concat(Mutants());

    // Formats whose loaders are known to be fragile, and text in an image's clothes.
    private static IEnumerable<(string, byte[])> Mixtures()
    {
        var photograph = Golden("photo_square.jpg");
        yield return ("mix/jpeg-then-zip.jpg", [.. photograph, .. "PK\x03\x04"u8, .. new byte[4_000]]);
        yield return ("mix/gif-script.gif", Encoding.Latin1.GetBytes("GIF89a/*" + new string('A', 2_000) + "*/=1;alert(1);//;"));
        yield return ("mix/pdf-then-jpeg.jpg", [.. "%PDF-1.4\n"u8, .. photograph]);
        yield return ("mix/html-then-png.png", [.. "<html><body>"u8, .. Golden("png_rgba.png")]);
        yield return ("mix/svg.png", Encoding.UTF8.GetBytes("<?xml version=\"1.0\"?><!DOCTYPE svg [<!ENTITY a \"" + new string('a', 1_000) + "\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">]><svg xmlns=\"http://www.w3.org/2000/svg\" width=\"100000\" height=\"100000\"><text>&b;</text></svg>"));
        yield return ("mix/ppm.png", "P6\n100000 100000\n255\n"u8.ToArray());
        yield return ("mix/hdr.jpg", "#?RADIANCE\nFORMAT=32-bit_rle_rgbe\n\n-Y 99999 +X 99999\n"u8.ToArray());
        yield return ("mix/vips.png", [0x08, 0xF2, 0xA6, 0xB6, .. new byte[300]]);
        yield return ("mix/exr.png", [0x76, 0x2F, 0x31, 0x01, 2, 0, 0, 0, .. new byte[300]]);
        yield return ("mix/fits.png", Encoding.ASCII.GetBytes("SIMPLE  =                    T".PadRight(2_880)));
        yield return ("mix/mat.png", Encoding.ASCII.GetBytes("MATLAB 5.0 MAT-file".PadRight(200)));
        yield return ("mix/heic.jpg", [0, 0, 0, 24, .. "ftypheic"u8, .. new byte[200]]);
        yield return ("mix/avif.jpg", [0, 0, 0, 24, .. "ftypavif"u8, .. new byte[200]]);
        yield return ("mix/jxl.jpg", [0xFF, 0x0A, .. new byte[200]]);
        yield return ("mix/xcf.png", [.. "gimp xcf v011\0"u8, .. new byte[200]]);
        yield return ("mix/psd.png", [.. "8BPS\0\x01"u8, .. Enumerable.Repeat((byte)0xFF, 200)]);
        yield return ("mix/ico.png", [0, 0, 1, 0, 1, 0, 0, 0, 0, 0, 1, 0, 32, 0, 255, 255, 255, 255, 22, 0, 0, 0]);
        yield return ("mix/zeros.jpg", new byte[100_000]);
        yield return ("mix/byte.png", [0x89]);
        yield return ("mix/markers.jpg", [0xFF, 0xD8, .. Enumerable.Repeat((byte)0xFF, 100_000)]);
    }

    private static IEnumerable<(string, byte[])> CutShort()
    {
        foreach (var file in Goldens())
        {
            var whole = File.ReadAllBytes(file);
            for (var part = 1; part < 8; part++)
            {
                yield return ($"cut/{part}-{Path.GetFileName(file)}", whole[..(whole.Length * part / 8)]);
            }
        }
    }

    // Seeded flips, mostly near the start, where the headers are.
    private static IEnumerable<(string, byte[])> Mutants()
    {
        var chance = new Random(815);
        foreach (var file in Goldens())
        {
            var whole = File.ReadAllBytes(file);
            for (var n = 0; n < 12; n++)
            {
                var mutant = whole.ToArray();
                for (var flips = chance.Next(1, 20); flips > 0; flips--)
                {
                    mutant[chance.Next(chance.Next(3) == 0 ? mutant.Length : Math.Min(mutant.Length, 700))] = chance.Next(3) == 0 ? (byte)0xFF : (byte)chance.Next(256);
                }

                yield return ($"mutant/{n:D2}-{Path.GetFileName(file)}", mutant);
            }
        }
    }

    internal static byte[] Golden(string name) => File.ReadAllBytes(SharedData.Path("goldens", "images", name));

    private static IEnumerable<string> Goldens() => Directory.EnumerateFiles(SharedData.Path("goldens", "images")).Order(StringComparer.Ordinal);
}
