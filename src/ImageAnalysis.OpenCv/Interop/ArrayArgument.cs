using System.Runtime.InteropServices;
using System.Runtime.InteropServices.Marshalling;

namespace OpenCvSharp.Interop;

/// <summary>
/// An input as the shim takes it, by value: a matrix (<see cref="Count"/> 0, null for "no array"), one number (1) or a scalar (4).
/// Mirrors <c>shim::Array</c>.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
internal struct ArrayArgument
{
    public nint Mat;
    public long Count;
    public Scalar Values;
}

// The marshallers below do for every native call what is forgotten when done by hand: keep the owner alive until the call has
// returned, and tell the garbage collector how much memory an output now holds.

[CustomMarshaller(typeof(InputArray), MarshalMode.ManagedToUnmanagedIn, typeof(In))]
internal static class InputArrayMarshaller
{
    public struct In
    {
        private InputArray? _array;

        public void FromManaged(InputArray? managed) => _array = managed;

        public readonly ArrayArgument ToUnmanaged() => _array?.ToArgument() ?? default;

        public readonly void Free() => GC.KeepAlive(_array);
    }
}

[CustomMarshaller(typeof(OutputArray), MarshalMode.ManagedToUnmanagedIn, typeof(In))]
internal static class OutputArrayMarshaller
{
    public struct In
    {
        private Mat? _mat;

        public void FromManaged(OutputArray? managed) => _mat = managed?.Target;

        public readonly nint ToUnmanaged() => _mat?.CvPtr ?? 0;

        public readonly void Free() => _mat?.AccountForMemory();
    }
}

[CustomMarshaller(typeof(Mat), MarshalMode.ManagedToUnmanagedIn, typeof(In))]
internal static class MatMarshaller
{
    public struct In
    {
        private Mat? _mat;

        public void FromManaged(Mat? managed) => _mat = managed;

        public readonly nint ToUnmanaged() => _mat?.CvPtr ?? 0;

        public readonly void Free() => _mat?.AccountForMemory();
    }
}

[CustomMarshaller(typeof(CLAHE), MarshalMode.ManagedToUnmanagedIn, typeof(In))]
internal static class ClaheMarshaller
{
    public struct In
    {
        private CLAHE? _owner;

        public void FromManaged(CLAHE? managed) => _owner = managed;

        public readonly nint ToUnmanaged() => _owner?.CvPtr ?? 0;

        public readonly void Free() => GC.KeepAlive(_owner);
    }
}
