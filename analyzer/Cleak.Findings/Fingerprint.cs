using System.Security.Cryptography;
using System.Text;

namespace Cleak.Findings;

/// <summary>
/// Names a finding from one version of the sources to the next: its rule, its functions and what happens along its path,
/// without a line number. Findings that are alike in all of this are told apart by their order in the report.
/// </summary>
public static class Fingerprint
{
    /// <summary>Sixteen hexadecimal digits.</summary>
    public static string Of(Finding finding)
    {
        var text = new StringBuilder();
        Append(text, finding.Rule.Id);
        Append(text, finding.Function);
        foreach (string part in finding.FingerprintParts)
            Append(text, part);
        foreach (FlowStep step in finding.CodeFlow.Steps)
        {
            // A condition added somewhere on the way makes no new defect.
            if (step.Importance == Importance.Unimportant || step.Kinds.HasFlag(FlowStepKinds.Branch))
                continue;
            Append(text, step.Function);
            Append(text, ((int)step.Kinds).ToString(System.Globalization.CultureInfo.InvariantCulture));
            AppendWithoutNumbers(text, step.Text);
        }

        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString()));
        return Convert.ToHexStringLower(hash.AsSpan(0, 8));
    }

    /// <summary>The fingerprints of all findings of a report, in its order: <c>hash:n</c>, the n-th with that hash.</summary>
    public static string[] OfAll(IReadOnlyList<Finding> findings)
    {
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        var fingerprints = new string[findings.Count];
        for (int i = 0; i < fingerprints.Length; i++)
        {
            string hash = Of(findings[i]);
            int count = seen[hash] = seen.GetValueOrDefault(hash) + 1;
            fingerprints[i] = $"{hash}:{count}";
        }

        return fingerprints;
    }

    private static void Append(StringBuilder text, string token) => text.Append(token).Append('\n');

    /// <summary>A number that stands alone (a line, a size, a count) becomes '#'; one that ends a name stays.</summary>
    private static void AppendWithoutNumbers(StringBuilder text, string token)
    {
        for (int i = 0; i < token.Length; i++)
        {
            bool standsAlone = char.IsAsciiDigit(token[i]) && (i == 0 || !IsWordCharacter(token[i - 1]));
            if (!standsAlone)
            {
                text.Append(token[i]);
                continue;
            }

            text.Append('#');
            while (i + 1 < token.Length && IsWordCharacter(token[i + 1]))
                i++;
        }

        text.Append('\n');
    }

    private static bool IsWordCharacter(char c) => char.IsAsciiLetterOrDigit(c) || c == '_';
}
