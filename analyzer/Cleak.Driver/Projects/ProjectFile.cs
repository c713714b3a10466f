using System.Collections.Immutable;
using System.Text.Json;
using Cleak.Analysis;

namespace Cleak.Driver.Projects;

/// <summary>A project's own words about its code: <c>cleak.json</c>. It is data from strangers: nothing in it is run, and what is not understood is an error.</summary>
public sealed class ProjectFile
{
    /// <summary>What the file is called in the folder that a run starts in.</summary>
    public const string Name = "cleak.json";

    private const string FunctionsKey = "functions";

    private static readonly JsonDocumentOptions Options = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, MaxDepth = 8 };

    /// <summary>Models by the names of the functions that they are about.</summary>
    public ImmutableDictionary<string, FunctionModel> Functions { get; private init; } = ImmutableDictionary<string, FunctionModel>.Empty;

    /// <exception cref="ProjectFileException">The file is not there, is no JSON, or says something that is not known.</exception>
    public static ProjectFile Read(string path)
    {
        try
        {
            return Parse(path, File.ReadAllText(path));
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new ProjectFileException($"{path}: cannot be read: {problem.Message}", problem);
        }
    }

    /// <summary>The file's text, under the name that errors are to give it.</summary>
    /// <exception cref="ProjectFileException">It is no JSON, or says something that is not known.</exception>
    public static ProjectFile Parse(string path, string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text, Options);
            var root = new ProjectValue(path, "", document.RootElement);
            root.Allow(FunctionsKey);
            var functions = ImmutableDictionary.CreateBuilder<string, FunctionModel>(StringComparer.Ordinal);
            foreach (ProjectValue function in root.Find(FunctionsKey)?.Members() ?? [])
            {
                if (!functions.TryAdd(function.Key, ModelWords.Read(function)))
                {
                    throw function.Error("is named twice");
                }
            }

            return new ProjectFile { Functions = functions.ToImmutable() };
        }
        catch (JsonException problem)
        {
            throw new ProjectFileException($"{path}:{problem.LineNumber + 1}: not JSON: {problem.Message}", problem);
        }
    }
}
