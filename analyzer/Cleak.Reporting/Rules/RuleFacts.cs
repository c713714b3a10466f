using System.Globalization;
using Cleak.Findings;

namespace Cleak.Reporting.Rules;

/// <summary>The facts of a rule that fit on one line each, as every form of the reference lists them.</summary>
internal static class RuleFacts
{
    public static IEnumerable<(string Name, string Value)> Of(RuleDescriptor rule)
    {
        yield return ("Level", LevelNames.Of(rule.DefaultLevel) + (rule.EnabledByDefault ? "" : ", off by default"));
        yield return ("Precision", LevelNames.Of(rule.Precision));
        if (!rule.Cwe.IsEmpty)
            yield return ("CWE", string.Join(", ", rule.Cwe.Select(cwe => cwe.ToString(CultureInfo.InvariantCulture))));
        if (!rule.Cert.IsEmpty)
            yield return ("CERT C", string.Join(", ", rule.Cert));
        if (rule.SecuritySeverity is double severity)
            yield return ("Security severity", severity.ToString("0.0", CultureInfo.InvariantCulture));
        if (!rule.Tags.IsEmpty)
            yield return ("Tags", string.Join(", ", rule.Tags));
        yield return ("Since", rule.Since);
    }
}
