using System.Collections.Immutable;
using System.Text.Json;

namespace Cleak.Driver.Projects;

/// <summary>A value of a project's file, with its place for errors: <c>cleak.json: functions.pool_alloc.size</c>.</summary>
internal sealed class ProjectValue(string file, string place, JsonElement value)
{
    /// <summary>No function that a project writes has more.</summary>
    private const int MaxArgument = 63;

    public string Key { get; } = place[(place.LastIndexOf('.') + 1)..];

    public bool IsObject => value.ValueKind == JsonValueKind.Object;

    public IEnumerable<ProjectValue> Members()
    {
        if (!IsObject)
        {
            throw Error("must be an object: { … }");
        }

        return value.EnumerateObject().Select(member => new ProjectValue(file, place.Length == 0 ? member.Name : $"{place}.{member.Name}", member.Value));
    }

    public ProjectValue? Find(string key) => Members().LastOrDefault(member => member.Key == key);

    /// <summary>No other keys may be here.</summary>
    public void Allow(params ReadOnlySpan<string> keys)
    {
        foreach (ProjectValue member in Members())
        {
            if (!keys.Contains(member.Key))
            {
                throw member.Error($"is not known; known are {string.Join(", ", keys.ToArray())}");
            }
        }
    }

    /// <summary>The position of an argument, from 0.</summary>
    public int Argument() =>
        value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int argument) && argument is >= 0 and <= MaxArgument
            ? argument
            : throw Error("must be the number of an argument, counted from 0");

    /// <summary>One position, or an array of them.</summary>
    public ImmutableArray<int> Arguments() =>
        value.ValueKind == JsonValueKind.Array
            ? [.. value.EnumerateArray().Select((element, i) => new ProjectValue(file, $"{place}[{i}]", element).Argument())]
            : [Argument()];

    public string Text() =>
        value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : throw Error("must be a text that is not empty");

    /// <summary>The one thing that some words can say.</summary>
    public void MustBeTrue()
    {
        if (value.ValueKind != JsonValueKind.True)
        {
            throw Error("can only be true");
        }
    }

    public ProjectFileException Error(string problem) => new($"{file}: {(place.Length == 0 ? "the file" : place)} {problem}");
}
