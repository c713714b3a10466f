using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Cleak.Ir;

namespace Cleak.Analysis;

/// <summary>The thread graph for people: <c>cleak dump threads</c>, as text or in the language of Graphviz.</summary>
public static class ThreadGraphText
{
    /// <param name="pathOf">What a file is called, by its number.</param>
    public static string Print(ProgramFacts facts, Func<int, string> pathOf)
    {
        var text = new StringBuilder();
        foreach (ThreadCreation creation in facts.Threads.Creations)
        {
            text.Append(CultureInfo.InvariantCulture, $"{Place(creation.Span, pathOf)}: '{creation.Callee}' in '{NameOf(facts, creation.Function)}'{(creation.IsDirect ? "" : ", through a wrapper")}{(creation.IsInLoop ? ", in a loop" : "")}\n");
            text.Append(CultureInfo.InvariantCulture, $"  runs      {Routines(facts, creation)}\n");
            text.Append(CultureInfo.InvariantCulture, $"  argument  {Argument(creation)}\n");
            text.Append(CultureInfo.InvariantCulture, $"  handle    {Handle(facts, creation)}\n");
            text.Append(CultureInfo.InvariantCulture, $"  state     {State(facts, creation)}\n");
            foreach (ThreadEnd end in facts.Threads.EndsOf(creation))
            {
                text.Append(CultureInfo.InvariantCulture, $"  {Words(end),-9} {Place(end.Span, pathOf)} in '{NameOf(facts, end.Function)}' by '{end.Callee}'{(end.TakesResult ? ", takes the result" : "")}\n");
            }
        }

        ImmutableArray<ThreadEnd> others = [.. facts.Threads.Ends.Where(end => !facts.Threads.Creations.Any(creation => facts.Threads.EndsOf(creation).Contains(end)))];
        foreach (ThreadEnd end in others)
        {
            string handle = end.Kind == ThreadEndKind.SelfDetach ? "the running thread" : end.IsOfParameter ? $"'{end.Handle}', a parameter" : end.Places.Length > 0 ? $"'{end.Places[0]}'" : end.Handle.Length > 0 ? $"'{end.Handle}'" : "a handle of unknown origin";
            text.Append(CultureInfo.InvariantCulture, $"{Place(end.Span, pathOf)}: '{end.Callee}' in '{NameOf(facts, end.Function)}' {(end.Kind is ThreadEndKind.Detach or ThreadEndKind.SelfDetach ? "detaches" : "joins")} {handle}\n");
        }

        return text.ToString();
    }

    /// <summary>Functions are boxes, threads ellipses; an arrow leads from who creates to what runs, dashed ones to who joins or detaches.</summary>
    public static string Draw(ProgramFacts facts, Func<int, string> pathOf)
    {
        var text = new StringBuilder("digraph threads {\n  rankdir=LR;\n  node [shape=box];\n");
        int number = 0;
        foreach (ThreadCreation creation in facts.Threads.Creations)
        {
            string thread = string.Create(CultureInfo.InvariantCulture, $"t{number++}");
            bool isDetached = creation.StartRoutines.Any(entry => facts.Threads.RunsFrom(entry).Any(run => run.Creation == creation && run.IsDetached));
            text.Append(CultureInfo.InvariantCulture, $"  {thread} [shape=ellipse{(isDetached ? ", style=dashed" : "")}, label={Quoted($"thread\n{Place(creation.Span, pathOf)}")}];\n");
            text.Append(CultureInfo.InvariantCulture, $"  {Quoted(NameOf(facts, creation.Function))} -> {thread} [label={Quoted(creation.Callee)}];\n");
            foreach (int routine in creation.StartRoutines)
            {
                text.Append(CultureInfo.InvariantCulture, $"  {thread} -> {Quoted(NameOf(facts, routine))} [label={Quoted("runs")}];\n");
            }

            foreach (ThreadEnd end in facts.Threads.EndsOf(creation).DistinctBy(end => (end.Function, end.Kind)))
            {
                text.Append(CultureInfo.InvariantCulture, $"  {Quoted(NameOf(facts, end.Function))} -> {thread} [style=dashed, label={Quoted(Words(end))}];\n");
            }
        }

        return text.Append("}\n").ToString();
    }

    private static string NameOf(ProgramFacts facts, int function) => facts.Program.Functions[function].Name;

    private static string Place(SourceSpan span, Func<int, string> pathOf) => string.Create(CultureInfo.InvariantCulture, $"{pathOf(span.File)}:{span.Line}:{span.Column}");

    private static string Routines(ProgramFacts facts, ThreadCreation creation)
    {
        string[] known =
        [
            .. creation.StartRoutines.Select(routine => $"'{NameOf(facts, routine)}'{(facts.Threads.NeverEnds(routine) ? " (never ends)" : "")}"),
            .. creation.ParameterRoutines.Select(parameter => string.Create(CultureInfo.InvariantCulture, $"its parameter {parameter + 1}")),
        ];
        string from = creation.RoutinePlaces.IsEmpty ? "" : $"{(known.Length > 0 ? ", " : "")}from {string.Join(", ", creation.RoutinePlaces.Select(place => $"'{place}'"))}";
        return known.Length == 0 && from.Length == 0 ? "what is not known" : string.Join(", ", known) + from;
    }

    private static string Argument(ThreadCreation creation)
    {
        var sources = new List<string>();
        foreach ((ThreadArgumentSources source, string words) in new[]
        {
            (ThreadArgumentSources.Constant, "a constant"), (ThreadArgumentSources.Local, "address of a local"), (ThreadArgumentSources.Global, "address of a global"),
            (ThreadArgumentSources.Heap, "block that it allocated"), (ThreadArgumentSources.Given, "given by its caller"), (ThreadArgumentSources.Other, "of unknown origin"),
        })
        {
            if ((creation.Argument & source) != 0)
            {
                sources.Add(words);
            }
        }

        string what = creation.ArgumentText.Length > 0 ? $"'{creation.ArgumentText}'" : "";
        return sources.Count == 0 ? what.Length > 0 ? what : "as its callee says" : what.Length > 0 ? $"{what}: {string.Join(" or ", sources)}" : string.Join(" or ", sources);
    }

    private static string Handle(ProgramFacts facts, ThreadCreation creation)
    {
        string kept = facts.Threads.KeptByCall(creation) is { } place ? $"kept in '{place}'" : creation.KeptIn.IsEmpty ? "" : $"kept in {string.Join(", ", creation.KeptIn.Select(place => $"'{place}'"))}";
        return (creation.Handle.Length > 0, kept.Length > 0) switch
        {
            (true, true) => $"'{creation.Handle}', {kept}",
            (true, false) => $"'{creation.Handle}'",
            (false, true) => kept,
            _ => "as its callee says",
        };
    }

    private static string State(ProgramFacts facts, ThreadCreation creation)
    {
        var words = new List<string>();
        if ((creation.States & DetachStates.Joinable) != 0)
        {
            words.Add("joinable");
        }

        if ((creation.States & DetachStates.Detached) != 0)
        {
            words.Add(creation.IsCreatedDetached ? "created detached" : "detached");
        }

        if ((creation.States & DetachStates.Unknown) != 0)
        {
            words.Add("as an attribute from elsewhere says");
        }

        if (creation.StartRoutines.Any(facts.Threads.DetachesItself))
        {
            words.Add("detaches itself");
        }

        return words.Count == 0 ? "as its callee says" : string.Join(", ", words);
    }

    private static string Words(ThreadEnd end) => end.Kind switch
    {
        ThreadEndKind.Join => "joined",
        ThreadEndKind.TryJoin => "joined if",
        _ => "detached",
    };

    private static string Quoted(string text) => "\"" + text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal) + "\"";
}
