using Cleak.Findings;

namespace Cleak.Analysis;

/// <summary>Library functions that write as much as comes in: gets, and scanf's strings without a width.</summary>
internal sealed class InputChecks(AnalysisContext context, PathCondition path, DefectRecorder recorder, BoundsChecks bounds)
{
    private readonly TermTable terms = context.Terms;

    public void Check(AbstractState state, ModelCall call)
    {
        if (call.Model.Name == "gets")
        {
            Record(state, call, 0, "");
            return;
        }

        if (FormatOf(call.Model.Name) is not (>= 0 and var position) || position >= call.Arguments.Length)
        {
            return;
        }

        Value format = path.Resolve(state, call.Arguments[position]);
        if (format is not { IsTerm: true, Offset: 0 } || terms[format.Term] is not { Kind: TermKind.StringAddress } literal)
        {
            return;
        }

        // What stands in a string that is itself no longer than the target ends in time.
        long source = call.Model.Name.Contains("sscanf", StringComparison.Ordinal) ? SizeOf(state, call.Arguments[0]) : -1;
        foreach (FormatConversion conversion in FormatConversions.OfScanf(context.Program.Units[literal.B].Strings[literal.A]))
        {
            if (conversion.Letter is not ('s' or 'S' or '[') || conversion.HasWidth || conversion.Allocates)
            {
                continue;
            }

            int argument = position + 1 + conversion.Argument;
            bool fits = source > 0 && argument < call.Arguments.Length && SizeOf(state, call.Arguments[argument]) >= source;
            if (!fits)
            {
                Record(state, call, argument, conversion.Letter == '[' ? "%[" : $"%{conversion.Letter}");
                return;
            }
        }
    }

    /// <summary>The bytes from an address to the end of its object; -1 where they are not known.</summary>
    private long SizeOf(AbstractState state, Value address)
    {
        address = path.Resolve(state, address);
        return address.IsTerm && terms.TryConstant(bounds.Sizes.Of(state, address.Term), out long size) && address.Offset >= 0 ? size - address.Offset : -1;
    }

    private void Record(AbstractState state, ModelCall call, int argument, string conversion)
    {
        TraceStep last = TraceStep.Here(context.Code.Span(call.Number), context.Function.Name, $"'{call.Model.Name}' writes as much as it reads", FlowStepKinds.Call | FlowStepKinds.Defect);
        recorder.Record(DefectKind.UnboundedInput, call.Number, -1, default, -1, last, defect => defect with
        {
            Subject = recorder.NameOfArgument(call.Number, argument).TrimStart('&'),
            Callee = recorder.CalleeName(call.Number),
            Target = conversion,
        });
    }

    /// <summary>Where the format of a scanf stands; -1 for other functions.</summary>
    private static int FormatOf(string name)
    {
        int prefix = name.StartsWith("__isoc", StringComparison.Ordinal) ? name.IndexOf('_', 6) + 1 : 0;
        return name.AsSpan(prefix) switch
        {
            "scanf" or "wscanf" or "vscanf" or "vwscanf" => 0,
            "fscanf" or "sscanf" or "fwscanf" or "swscanf" or "vfscanf" or "vsscanf" or "vfwscanf" or "vswscanf" => 1,
            _ => -1,
        };
    }
}
