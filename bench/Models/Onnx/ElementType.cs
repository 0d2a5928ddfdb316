namespace Cluster.Bench.Models.Onnx;

/// <summary>Element types of ONNX tensors, with their numbers there.</summary>
public enum ElementType
{
    Float = 1,
    UInt8 = 2,
    Int8 = 3,
    Int32 = 6,
    Int64 = 7,
    Float16 = 10,
    Double = 11,
}
