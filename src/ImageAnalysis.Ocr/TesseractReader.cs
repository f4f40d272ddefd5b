using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using ImageAnalysis.Ocr.Native;
using ImageAnalysis.Scale.Bars;

namespace ImageAnalysis.Ocr;

/// <summary>
/// Reads lines of text with Tesseract. It may be used from several threads at once: each call takes a recogniser that no other call uses, and
/// recognisers are made when first needed (0.1 to 0.3 s each).
/// </summary>
public sealed class TesseractReader : ITextReader, IDisposable
{
    private readonly ConcurrentBag<TesseractHandle> _idle = [];
    private bool _disposed;

    private TesseractReader(string version) => Identity = $"Tesseract {version}";

    public string Identity { get; }

    /// <summary>A reader, or null with the reason where Tesseract is not installed.</summary>
    public static TesseractReader? TryCreate(out string? reason)
    {
        try
        {
            reason = null;
            return Create();
        }
        catch (DllNotFoundException missing)
        {
            reason = missing.Message;
            return null;
        }
    }

    /// <summary>A reader.</summary>
    /// <exception cref="DllNotFoundException">The library is not installed.</exception>
    public static unsafe TesseractReader Create()
    {
        TesseractApi.Require();
        return new TesseractReader(Marshal.PtrToStringUTF8((nint)TesseractApi.Version()) ?? "");
    }

    /// <inheritdoc/>
    /// <exception cref="DllNotFoundException">The language data are not installed.</exception>
    public TextReading Read(ReadOnlySpan<byte> grey, int width, int height)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        if (grey.Length != (long)width * height) throw new ArgumentException($"{grey.Length} pixels are not {width} x {height}.", nameof(grey));
        if (!_idle.TryTake(out var handle)) handle = new TesseractHandle();
        try
        {
            var (text, confidence) = handle.Read(grey, width, height);
            return new TextReading(text, confidence / 100.0);
        }
        finally
        {
            _idle.Add(handle);
        }
    }

    public void Dispose()
    {
        _disposed = true;
        while (_idle.TryTake(out var handle)) handle.Dispose();
    }
}
