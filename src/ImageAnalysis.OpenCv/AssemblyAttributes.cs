using System.Runtime.CompilerServices;

// Every struct that crosses the border is laid out as C lays it out; nothing is to be converted on the way.
[assembly: DisableRuntimeMarshalling]
[assembly: InternalsVisibleTo("ImageAnalysis.OpenCv.Tests")]
