using System.Xml;

namespace ImageAnalysis.Ingest.Vendors;

/// <summary>An element, without its namespace.</summary>
/// <param name="Parent">Local name of the element around it; empty for the root.</param>
/// <param name="Name">Local name.</param>
/// <param name="Attributes">By local name.</param>
/// <param name="Text">First text directly inside, trimmed.</param>
internal sealed record XmlElementText(string Parent, string Name, IReadOnlyDictionary<string, string> Attributes, string Text)
{
    public string? Attribute(string localName) => Attributes.GetValueOrDefault(localName);
}

/// <summary>
/// XML from a file that anybody may have written: no document type, no entities, no outside references, bounded in size, depth and number of
/// elements. Names are compared without their namespace, because makers change the namespace with each version.
/// </summary>
internal static class SafeXml
{
    private const int MaxElements = 20_000, MaxDepth = 64, MaxCharacters = 1 << 20;

    /// <summary>The elements in document order up to the first fault; the fault in words, or null for a sound document.</summary>
    public static (IReadOnlyList<XmlElementText> Elements, string? Fault) Read(string text)
    {
        List<XmlElementText> elements = [];
        var start = text.IndexOf('<', StringComparison.Ordinal);
        var end = text.LastIndexOf('>');
        if (start < 0 || end < start) return (elements, "It holds no XML.");

        var settings = new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            MaxCharactersInDocument = MaxCharacters,
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
        };
        using var source = new StringReader(text[start..(end + 1)]);
        using var reader = XmlReader.Create(source, settings);
        List<int> open = [];
        try
        {
            while (reader.Read())
            {
                if (reader.NodeType == XmlNodeType.Element)
                {
                    if (open.Count == MaxDepth || elements.Count == MaxElements) return (elements, "It holds more elements than are read.");
                    var parent = open.Count == 0 ? "" : elements[open[^1]].Name;
                    if (!reader.IsEmptyElement) open.Add(elements.Count);
                    elements.Add(new XmlElementText(parent, reader.LocalName, AttributesOf(reader), ""));
                }
                else if (reader.NodeType == XmlNodeType.EndElement)
                {
                    open.RemoveAt(open.Count - 1);
                }
                else if (reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA && open.Count > 0 && elements[open[^1]].Text.Length == 0)
                {
                    elements[open[^1]] = elements[open[^1]] with { Text = reader.Value.Trim() };
                }
            }

            return (elements, null);
        }
        catch (XmlException fault)
        {
            return (elements, $"Its XML breaks off at line {fault.LineNumber}.");
        }
    }

    private static Dictionary<string, string> AttributesOf(XmlReader reader)
    {
        Dictionary<string, string> attributes = [];
        while (reader.MoveToNextAttribute()) attributes.TryAdd(reader.LocalName, reader.Value);
        reader.MoveToElement();
        return attributes;
    }
}
