using System.Runtime.InteropServices;

namespace Cluster.Imaging.Decoding.Vips;

/// <summary>The few functions of libvips' C interface that decoding needs, none of them variadic, so that a picture costs no managed memory.</summary>
internal static unsafe partial class VipsApi
{
    /// <summary>The name that <see cref="VipsLibrary"/> resolves.</summary>
    public const string Library = "cluster-libvips";

    /// <summary>GObject's, which only Windows keeps in a library of its own.</summary>
    public const string ObjectLibrary = "cluster-libgobject";

    [LibraryImport(Library, EntryPoint = "vips_operation_new")]
    public static partial nint NewOperation(byte* name);

    [LibraryImport(Library, EntryPoint = "vips_object_set_from_string")]
    public static partial int SetOptions(nint instance, byte* options);

    [LibraryImport(Library, EntryPoint = "vips_cache_operation_build")]
    public static partial nint Build(nint operation);

    [LibraryImport(Library, EntryPoint = "vips_object_unref_outputs")]
    public static partial void UnrefOutputs(nint operation);

    [LibraryImport(Library, EntryPoint = "vips_blob_new")]
    public static partial nint NewBlob(nint free, byte* data, nuint length);

    [LibraryImport(Library, EntryPoint = "vips_area_unref")]
    public static partial void UnrefArea(nint area);

    [LibraryImport(Library, EntryPoint = "vips_blob_get_type")]
    public static partial nuint BlobType();

    [LibraryImport(Library, EntryPoint = "vips_image_get_type")]
    public static partial nuint ImageType();

    [LibraryImport(Library, EntryPoint = "vips_image_get_width")]
    public static partial int Width(nint image);

    [LibraryImport(Library, EntryPoint = "vips_image_get_height")]
    public static partial int Height(nint image);

    [LibraryImport(Library, EntryPoint = "vips_image_get_bands")]
    public static partial int Bands(nint image);

    [LibraryImport(Library, EntryPoint = "vips_image_get_format")]
    public static partial VipsBandFormat Format(nint image);

    [LibraryImport(Library, EntryPoint = "vips_image_get_interpretation")]
    public static partial VipsInterpretation Interpretation(nint image);

    [LibraryImport(Library, EntryPoint = "vips_image_get_orientation")]
    public static partial int Orientation(nint image);

    [LibraryImport(Library, EntryPoint = "vips_region_get_type")]
    public static partial nuint RegionType();

    [LibraryImport(Library, EntryPoint = "vips_region_new")]
    public static partial nint NewRegion(nint image);

    [LibraryImport(Library, EntryPoint = "vips_region_prepare")]
    public static partial int Prepare(nint region, VipsRect* rectangle);

    [LibraryImport(Library, EntryPoint = "vips_error_clear")]
    public static partial void ClearErrors();

    [LibraryImport(Library, EntryPoint = "vips_tracked_get_mem")]
    public static partial nuint TrackedBytes();

    [LibraryImport(Library, EntryPoint = "vips_tracked_get_allocs")]
    public static partial int TrackedAllocations();

    [LibraryImport(ObjectLibrary, EntryPoint = "g_object_set_property")]
    public static partial void SetProperty(nint instance, byte* name, GValue* value);

    [LibraryImport(ObjectLibrary, EntryPoint = "g_object_get_property")]
    public static partial void GetProperty(nint instance, byte* name, GValue* value);

    [LibraryImport(ObjectLibrary, EntryPoint = "g_object_unref")]
    public static partial void Unref(nint instance);

    [LibraryImport(ObjectLibrary, EntryPoint = "g_value_init")]
    public static partial GValue* Init(GValue* value, nuint type);

    [LibraryImport(ObjectLibrary, EntryPoint = "g_value_unset")]
    public static partial void Unset(GValue* value);

    [LibraryImport(ObjectLibrary, EntryPoint = "g_value_set_boxed")]
    public static partial void SetBoxed(GValue* value, nint boxed);

    [LibraryImport(ObjectLibrary, EntryPoint = "g_value_dup_object")]
    public static partial nint DuplicateObject(GValue* value);

    [LibraryImport(ObjectLibrary, EntryPoint = "g_type_query")]
    public static partial void QueryType(nuint type, GTypeQuery* query);
}
