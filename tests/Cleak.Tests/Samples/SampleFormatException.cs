namespace Cleak.Tests.Samples;

/// <summary>A sample's line is not written in the grammar of native-samples/README.md.</summary>
public sealed class SampleFormatException(string file, int line, string problem)
    : FormatException($"{file}:{line}: {problem}");
