using System.Text;
using System.Text.RegularExpressions;
using Cleak.Analysis;
using Cleak.Frontend.Headers;
using Xunit;

namespace Cleak.Tests.Models;

/// <summary>Whoever analyses without a C library installed has our headers, and a model for every function in them.</summary>
public sealed partial class OwnHeaderTests
{
    [Fact]
    public void Every_function_of_our_own_headers_has_a_model()
    {
        var declared = OwnHeaders.Libc
            .SelectMany(header => Declaration().Matches(Encoding.UTF8.GetString(header.Contents.Span)))
            .Select(match => match.Groups["name"].Value)
            .ToHashSet();

        Assert.True(declared.Count > 1000, $"{declared.Count} declarations seen");
        Assert.Empty(declared.Where(name => LibraryModels.Find(name) is null).Order());
    }

    /// <summary>A prototype on a line of its own, from its first column; one that returns a pointer to a function is not seen.</summary>
    [GeneratedRegex(@"^(?!typedef|extern ""C"")[A-Za-z_][\w \*]*?\b(?<name>\w+)\([^;{]*\)[^;{]*;", RegexOptions.Multiline)]
    private static partial Regex Declaration();
}
