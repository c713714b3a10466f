using System.Text.Json;

namespace Cleak.Driver.Live;

/// <summary>A place in the source where threads are created that nobody joins or detaches.</summary>
public sealed record ThreadSuspect(string File, int Line, string Message)
{
    private const string Rule = "CK1002";

    /// <summary>The findings of CK1002 in a SARIF log, in its order.</summary>
    /// <exception cref="LiveProcessException">The file cannot be read, or is no SARIF log.</exception>
    public static IReadOnlyList<ThreadSuspect> Read(string path)
    {
        try
        {
            using FileStream stream = System.IO.File.OpenRead(path);
            using JsonDocument log = JsonDocument.Parse(stream);
            return
            [
                .. from run in log.RootElement.GetProperty("runs").EnumerateArray()
                   where run.TryGetProperty("results", out _)
                   from result in run.GetProperty("results").EnumerateArray()
                   where result.TryGetProperty("ruleId", out JsonElement rule) && rule.ValueEquals(Rule)
                   select Of(result),
            ];
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new LiveProcessException($"cannot read '{path}': {problem.Message}");
        }
        catch (Exception problem) when (problem is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new LiveProcessException($"'{path}' is no SARIF log")
            {
                WayOut = "'cleak analyze -o out.sarif' writes one.",
            };
        }
    }

    private static ThreadSuspect Of(JsonElement result)
    {
        string message = result.GetProperty("message").GetProperty("text").GetString() ?? "";
        if (!result.TryGetProperty("locations", out JsonElement locations) || locations.GetArrayLength() == 0)
        {
            return new ThreadSuspect("", 0, message);
        }

        JsonElement place = locations[0].GetProperty("physicalLocation");
        int line = place.TryGetProperty("region", out JsonElement region) && region.TryGetProperty("startLine", out JsonElement start) ? start.GetInt32() : 0;
        return new ThreadSuspect(place.GetProperty("artifactLocation").GetProperty("uri").GetString() ?? "", line, message);
    }
}
