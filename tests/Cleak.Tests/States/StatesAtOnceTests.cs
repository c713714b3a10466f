using System.Globalization;
using System.Text;
using Cleak.Analysis;
using Cleak.Tests.Lowering;
using Xunit;

namespace Cleak.Tests.States;

/// <summary>A generated scanner: each of its blocks goes to all others, and thousands of states wait at once.</summary>
public sealed class StatesAtOnceTests
{
    private const int Blocks = 24;

    private static readonly FunctionFacts Apart = Analyse(EngineLimits.Default), Few = Analyse(EngineLimits.Default with { StatesAtOnce = 64 });

    [Fact]
    public void Few_states_at_once_save_most_of_the_work() => Assert.InRange(Few.Steps, 1, Apart.Steps / 2);

    [Fact]
    public void The_scanner_is_followed_to_its_end_all_the_same()
    {
        Assert.False(Few.IsIncomplete);
        Assert.Contains(Few.Defects, defect => defect.Kind == DefectKind.Lost);
    }

    private static FunctionFacts Analyse(EngineLimits limits)
    {
        var source = new StringBuilder("void *malloc(unsigned long); void use(void *);\nint scan(const char *p, int mode)\n{\n    char *word = malloc(8);\n    if (!word) return 0;\n    int seen = 0;\n");
        for (int block = 0; block < Blocks; block++)
        {
            source.Append(CultureInfo.InvariantCulture, $"s{block}: seen |= mode & {1 << (block % 20)};\n    switch (*p++) {{\n");
            for (int next = 0; next < Blocks; next++)
            {
                source.Append(CultureInfo.InvariantCulture, $"    case {next + 1}: if (seen & {1 << (next % 20)}) goto s{next}; break;\n");
            }

            source.Append("    }\n");
        }

        source.Append("    return seen;\n}\n");
        ProgramFacts facts = ProgramAnalysis.Run([LoweredSample.Text(source.ToString())], limits, jobs: 1);
        return facts.Functions.Single(function => function.Function.Name == "scan");
    }
}
