using System.Runtime.InteropServices;
using ImageAnalysis.Ocr.Native;

namespace ImageAnalysis.Ocr;

/// <summary>An initialised recogniser. Not for use by two threads at once.</summary>
internal sealed class TesseractHandle : SafeHandle
{
    // Tesseract scales a line by its own measure; it only wants some resolution that is no nonsense.
    private const int Resolution = 150;

    /// <exception cref="DllNotFoundException">The library or its language data are not installed.</exception>
    public TesseractHandle()
        : base(0, ownsHandle: true)
    {
        TesseractApi.Require();
        SetHandle(TesseractApi.Create());
        if (TesseractApi.Init(handle, null, "eng", TesseractApi.LstmOnly) != 0)
        {
            Dispose();
            throw new DllNotFoundException("Tesseract's English language data could not be loaded. Run ./imageanalysis once on Debian 12 as root, or apt-get install tesseract-ocr-eng.");
        }

        TesseractApi.SetVariable(handle, "debug_file", "/dev/null");
        TesseractApi.SetPageSegmentation(handle, TesseractApi.SingleLine);
    }

    public override bool IsInvalid => handle == 0;

    /// <summary>The text of one line, dark on bright.</summary>
    public unsafe (string Text, int Confidence) Read(ReadOnlySpan<byte> grey, int width, int height)
    {
        // One thread: a line has no work for more, and waiting threads would take the other workers' processors.
        TesseractApi.SetThreads(1);
        fixed (byte* pixels = grey)
        {
            TesseractApi.SetImage(handle, pixels, width, height, 1, width);
            TesseractApi.SetResolution(handle, Resolution);
            if (TesseractApi.Recognize(handle, 0) != 0) return ("", 0);
        }

        var text = TesseractApi.GetText(handle);
        try
        {
            return (Marshal.PtrToStringUTF8((nint)text)?.Trim() ?? "", TesseractApi.MeanConfidence(handle));
        }
        finally
        {
            TesseractApi.DeleteText(text);
            TesseractApi.Clear(handle);
        }
    }

    protected override bool ReleaseHandle()
    {
        TesseractApi.Delete(handle);
        return true;
    }
}
