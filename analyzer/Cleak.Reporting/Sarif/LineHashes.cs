using System.Globalization;
using System.Runtime.InteropServices;

namespace Cleak.Reporting.Sarif;

/// <summary>
/// The value of <c>partialFingerprints.primaryLocationLineHash</c> for each line of a file, equal to what GitHub's upload
/// action computes: code scanning matches findings by nothing else.
/// </summary>
/// <remarks>
/// Let U be the file's UTF-16 units without spaces and tabs, CR and CR LF turned into LF, followed by one unit 65535 and
/// 100 zeros. A line that starts at index s of U has the hash Σ(k=0..99) U[s+k]·37^(99-k) mod 2^64, and its value is that
/// hash in lower-case hexadecimal, a colon, and how often the hash has occurred so far in the file.
/// </remarks>
public static class LineHashes
{
    private const int Window = 100;
    private const ulong Factor = 37;
    private const char EndOfFile = (char)65535;

    private static readonly ulong OldestFactor = Power(Factor, Window - 1);

    /// <summary>The values, line by line; the first is that of line 1.</summary>
    public static string[] Of(string text)
    {
        List<char> units = Normalize(text);
        ReadOnlySpan<char> window = CollectionsMarshal.AsSpan(units);
        var values = new List<string>();
        var occurrences = new Dictionary<ulong, int>();

        ulong hash = 0;
        for (int i = 0; i < Window; i++)
            hash = hash * Factor + UnitAt(window, i);

        bool startsLine = true;
        for (int i = 0; i < window.Length; i++)
        {
            if (startsLine)
            {
                int count = occurrences[hash] = occurrences.GetValueOrDefault(hash) + 1;
                values.Add(string.Create(CultureInfo.InvariantCulture, $"{hash:x}:{count}"));
            }

            startsLine = window[i] == '\n';
            hash = (hash - window[i] * OldestFactor) * Factor + UnitAt(window, i + Window);
        }

        return [.. values];
    }

    private static List<char> Normalize(string text)
    {
        var units = new List<char>(text.Length + 1);
        char previous = '\0';
        foreach (char unit in text)
        {
            if (unit == '\r' || (unit == '\n' && previous != '\r'))
                units.Add('\n');
            else if (unit is not (' ' or '\t' or '\n'))
                units.Add(unit);
            previous = unit;
        }

        units.Add(EndOfFile);
        return units;
    }

    private static ulong UnitAt(ReadOnlySpan<char> units, int index) => index < units.Length ? units[index] : 0UL;

    private static ulong Power(ulong factor, int exponent)
    {
        ulong power = 1;
        for (int i = 0; i < exponent; i++)
            power *= factor;
        return power;
    }
}
