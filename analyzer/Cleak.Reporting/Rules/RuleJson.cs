using System.Text.Encodings.Web;
using System.Text.Json;
using Cleak.Findings;

namespace Cleak.Reporting.Rules;

/// <summary>The rule reference for programs.</summary>
public static class RuleJson
{
    private static readonly JsonWriterOptions Readable = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Indented = true,
        NewLine = "\n",
    };

    /// <summary>An array of the rules by id, in UTF-8.</summary>
    public static void Write(IEnumerable<RuleDescriptor> rules, Stream output)
    {
        using (var json = new Utf8JsonWriter(output, Readable))
        {
            json.WriteStartArray();
            foreach (RuleDescriptor rule in rules.OrderBy(rule => rule.Id, StringComparer.Ordinal))
                Write(rule, json);
            json.WriteEndArray();
        }

        output.Write("\n"u8);
    }

    private static void Write(RuleDescriptor rule, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("id", rule.Id);
        json.WriteString("name", rule.Name);
        json.WriteString("title", rule.Title);
        json.WriteString("description", rule.ShortDescription);
        json.WriteString("family", RuleFamily.Of(rule).Title);
        json.WriteString("level", LevelNames.Of(rule.DefaultLevel));
        json.WriteBoolean("enabledByDefault", rule.EnabledByDefault);
        json.WriteString("precision", LevelNames.Of(rule.Precision));
        if (rule.SecuritySeverity is double severity)
            json.WriteNumber("securitySeverity", severity);

        json.WriteStartArray("cwe");
        foreach (int cwe in rule.Cwe)
            json.WriteNumberValue(cwe);
        json.WriteEndArray();

        WriteWords("cert", rule.Cert, json);
        WriteWords("tags", rule.Tags, json);
        json.WriteString("since", rule.Since);
        json.WriteString("explanation", rule.Explanation.ReplaceLineEndings("\n"));
        json.WriteEndObject();
    }

    private static void WriteWords(string name, IEnumerable<string> words, Utf8JsonWriter json)
    {
        json.WriteStartArray(name);
        foreach (string word in words)
            json.WriteStringValue(word);
        json.WriteEndArray();
    }
}
