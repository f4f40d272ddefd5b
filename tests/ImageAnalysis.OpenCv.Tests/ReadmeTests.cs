using System.Reflection;
using System.Runtime.CompilerServices;
using OpenCvSharp;

namespace ImageAnalysis.Tests.OpenCv;

public sealed class ReadmeTests
{
    [Fact]
    public void The_readme_lists_exactly_the_public_members()
    {
        var readme = File.ReadAllText(Path.Combine(Repository.Root, "src", "ImageAnalysis.OpenCv", "README.md"));
        var from = readme.IndexOf("<!-- members -->", StringComparison.Ordinal);
        var to = readme.IndexOf("<!-- end of members -->", StringComparison.Ordinal);
        Assert.True(from >= 0 && to > from, "The README has lost the marks around its list of members.");
        var listed = readme[(from + "<!-- members -->".Length)..to].Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        Assert.Equal(typeof(Mat).Assembly.GetExportedTypes().Where(type => !type.IsNested).OrderBy(type => type.FullName, StringComparer.Ordinal).Select(Line), listed);
    }

    private static string Line(Type type)
    {
        const BindingFlags Own = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        var names = type.GetMembers(Own)
            .Where(member => member is not (ConstructorInfo or MethodInfo { IsSpecialName: true }))
            .Where(member => member.GetCustomAttribute<CompilerGeneratedAttribute>() is null)
            .Where(member => !type.IsEnum || member is FieldInfo { IsLiteral: true })
            .Select(member => member.Name == "Item" ? "this[]" : member.Name)
            .Where(name => name is not ("Equals" or "GetHashCode" or "ToString" or "Deconstruct"))
            .Distinct()
            .Order(StringComparer.Ordinal);
        return $"- `{type.Name}`: {string.Join(", ", names)}".TrimEnd();
    }
}
