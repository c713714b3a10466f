using System.Collections.Immutable;

namespace Cleak.Tests.Samples;

/// <summary>A program among the samples: one file, or all files of its folder.</summary>
public sealed class Sample
{
    public Sample(string name, IEnumerable<SampleFile> files)
    {
        Name = name;
        Files = [.. files];
        Expectations = [.. Files.SelectMany(file => file.Expectations)];
        Steps = [.. Files.SelectMany(file => file.Steps)
            .OrderBy(step => step.Label, StringComparer.Ordinal).ThenBy(step => step.Number)];
        CheckLabels();
        CheckSteps();
    }

    /// <summary>Its path below native-samples, with slashes.</summary>
    public string Name { get; }

    public ImmutableArray<SampleFile> Files { get; }

    public ImmutableArray<Expectation> Expectations { get; }

    /// <summary>In the order of their labels and numbers: a flow may go through several files.</summary>
    public ImmutableArray<ExpectedStep> Steps { get; }

    public IEnumerable<SampleRun> Runs => Files.SelectMany(file => file.Runs);

    public IEnumerable<string> Options => Files.SelectMany(file => file.Options);

    /// <summary>What is said to the compiler: behind "--" in the options.</summary>
    public IEnumerable<string> CompilerFlags => Options.SkipWhile(word => word != "--").Where(word => word != "--");

    public override string ToString() => Name;

    private void CheckLabels()
    {
        foreach (IGrouping<string, Expectation> label in Expectations.Where(e => e.Label.Length > 0).GroupBy(e => e.Label))
        {
            Expectation last = label.Last();
            if (label.Count() > 1)
                throw new SampleFormatException(last.File, last.Line, $"label '{label.Key}' is taken");
        }
    }

    /// <summary>Each flow belongs to one defect and is numbered from 1 without a hole.</summary>
    private void CheckSteps()
    {
        foreach (IGrouping<string, ExpectedStep> flow in Steps.GroupBy(step => step.Label))
        {
            ExpectedStep first = flow.First();
            int owners = Expectations.Count(expectation => expectation.IsDefect && expectation.Label == flow.Key);
            if (owners != 1)
                throw new SampleFormatException(first.File, first.Line, $"steps '{flow.Key}' belong to {owners} expectations, not to one");
            if (!flow.Select(step => step.Number).SequenceEqual(Enumerable.Range(1, flow.Count())))
                throw new SampleFormatException(first.File, first.Line, $"steps '{flow.Key}' are not numbered from 1 without a hole");
        }
    }
}
