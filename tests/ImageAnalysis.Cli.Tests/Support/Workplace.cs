using ImageAnalysis.Quantities;
using OpenCvSharp;

namespace ImageAnalysis.Cli.Tests.Support;

/// <summary>A folder of one test, with small images drawn into it. It goes with the test.</summary>
internal sealed class Workplace : IDisposable
{
    public Workplace() => Root = Directory.CreateTempSubdirectory("imageanalysis-test-").FullName;

    public string Root { get; }

    public string Path(string relative) => System.IO.Path.Combine(Root, relative);

    public string Text(string relative, string content)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path(relative))!);
        File.WriteAllText(Path(relative), content);
        return Path(relative);
    }

    /// <summary>Bright discs on a dark ground with a little noise: two phases, particles and voids. Not square, and different for every seed.</summary>
    public string Image(string relative, ulong seed = 1, int width = 240, int height = 180)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path(relative))!);
        var random = new SeededRandom(seed);
        using var grey = new Mat(height, width, MatType.CV_8UC1, new Scalar(60));
        for (var i = 0; i < 40; i++)
            Cv2.Circle(grey, new Point(random.NextInt(width), random.NextInt(height)), 6 + random.NextInt(8), new Scalar(190 + random.NextInt(30)), -1);
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
                grey.Set(y, x, (byte)(grey.At<byte>(y, x) + (int)random.NextDouble(0, 12)));
        }

        Cv2.ImEncode(System.IO.Path.GetExtension(relative), grey, out var bytes);
        File.WriteAllBytes(Path(relative), bytes);
        return Path(relative);
    }

    /// <summary>The bytes of every file below a folder, by relative path; without what states time and host.</summary>
    public IReadOnlyDictionary<string, string> Contents(string relative) => Directory
        .EnumerateFiles(Path(relative), "*", SearchOption.AllDirectories)
        .Where(file => System.IO.Path.GetFileName(file) != "run.json")
        .ToDictionary(file => System.IO.Path.GetRelativePath(Path(relative), file), file => Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(file))));

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
