using System.Reflection;
using System.Runtime.InteropServices;

namespace ImageAnalysis.Ocr.Native;

/// <summary>The functions of Tesseract's C API (<c>tesseract/capi.h</c>, 5.3) that are used.</summary>
internal static unsafe partial class TesseractApi
{
    /// <summary>The recogniser that reads a line with a neural network; the only one that the language data of Debian hold.</summary>
    public const int LstmOnly = 1;

    /// <summary>Page segmentation mode 7: the picture is one line of text.</summary>
    public const int SingleLine = 7;

    private const string Library = "libtesseract.so.5", OpenMp = "libgomp.so.1";

    private static readonly Lazy<nint> Loaded = new(Load);

    static TesseractApi() => NativeLibrary.SetDllImportResolver(Assembly.GetExecutingAssembly(), (name, assembly, path) =>
        name == Library ? Loaded.Value : NativeLibrary.Load(name, assembly, path));

    /// <summary>Loads the library, so that a missing one is an error that says how to mend it.</summary>
    /// <exception cref="DllNotFoundException">It is not installed.</exception>
    public static void Require() => _ = Loaded.Value;

    [LibraryImport(Library, EntryPoint = "TessVersion")]
    public static partial byte* Version();

    [LibraryImport(Library, EntryPoint = "TessBaseAPICreate")]
    public static partial nint Create();

    [LibraryImport(Library, EntryPoint = "TessBaseAPIDelete")]
    public static partial void Delete(nint handle);

    /// <param name="dataPath">Folder of the language data; null: TESSDATA_PREFIX, else where the package puts them.</param>
    [LibraryImport(Library, EntryPoint = "TessBaseAPIInit2", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Init(nint handle, string? dataPath, string language, int engine);

    [LibraryImport(Library, EntryPoint = "TessBaseAPISetVariable", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int SetVariable(nint handle, string name, string value);

    [LibraryImport(Library, EntryPoint = "TessBaseAPISetPageSegMode")]
    public static partial void SetPageSegmentation(nint handle, int mode);

    [LibraryImport(Library, EntryPoint = "TessBaseAPISetImage")]
    public static partial void SetImage(nint handle, byte* pixels, int width, int height, int bytesPerPixel, int bytesPerLine);

    [LibraryImport(Library, EntryPoint = "TessBaseAPISetSourceResolution")]
    public static partial void SetResolution(nint handle, int dotsPerInch);

    [LibraryImport(Library, EntryPoint = "TessBaseAPIRecognize")]
    public static partial int Recognize(nint handle, nint monitor);

    [LibraryImport(Library, EntryPoint = "TessBaseAPIGetUTF8Text")]
    public static partial byte* GetText(nint handle);

    [LibraryImport(Library, EntryPoint = "TessDeleteText")]
    public static partial void DeleteText(byte* text);

    [LibraryImport(Library, EntryPoint = "TessBaseAPIMeanTextConf")]
    public static partial int MeanConfidence(nint handle);

    [LibraryImport(Library, EntryPoint = "TessBaseAPIClear")]
    public static partial void Clear(nint handle);

    [LibraryImport(OpenMp, EntryPoint = "omp_set_num_threads")]
    public static partial void SetThreads(int count);

    private static nint Load()
    {
        try
        {
            return NativeLibrary.Load(Library);
        }
        catch (Exception e) when (e is DllNotFoundException or BadImageFormatException)
        {
            throw new DllNotFoundException(
                $"Tesseract could not be loaded: {e.Message} Run ./imageanalysis once on Debian 12 as root, or apt-get install libtesseract5 tesseract-ocr-eng.", e);
        }
    }
}
