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
        Value source = call.Model.Name.Contains("sscanf", StringComparison.Ordinal) ? path.Resolve(state, call.Arguments[0]) : Value.None;
        foreach (FormatConversion conversion in FormatConversions.OfScanf(context.Program.Units[literal.B].Strings[literal.A]))
        {
            if (conversion.Letter is not ('s' or 'S' or '[') || conversion.HasWidth || conversion.Allocates)
            {
                continue;
            }

            int argument = position + 1 + conversion.Argument;
            if (!source.IsTerm || argument >= call.Arguments.Length || !Fits(state, path.Resolve(state, call.Arguments[argument]), source, call.Number))
            {
                Record(state, call, argument, conversion.Letter == '[' ? "%[" : $"%{conversion.Letter}");
                return;
            }
        }
    }

    /// <summary>The target has as many bytes as the source's object, or as the string in it with the 0 at its end.</summary>
    private bool Fits(AbstractState state, Value target, Value source, int number)
    {
        if (!target.IsTerm || target.Offset < 0 || bounds.Sizes.Of(state, target.Term) is not { IsNone: false } room)
        {
            return false;
        }

        bool HasRoomFor(Value bytes, int offset)
        {
            var rest = new LinearForm();
            Add(ref rest, state, room, 1);
            Add(ref rest, state, bytes, -1);
            rest.AddConstant((long)offset - target.Offset);
            return rest.Least(path, state) >= 0;
        }

        return (bounds.Sizes.Of(state, source.Term) is { IsNone: false } size && HasRoomFor(size, source.Offset))
            || (bounds.Lengths.Of(state, source, number) is { IsNone: false } length && HasRoomFor(path.Add(length, 1), 0));
    }

    /// <summary>Adds a size; that it went through a narrower type says nothing: a longer string is not asked for.</summary>
    private void Add(ref LinearForm form, AbstractState state, Value size, int factor)
    {
        size = path.Resolve(state, size);
        while (size.IsTerm && terms[size.Term] is { Kind: TermKind.Cast } cast)
        {
            form.AddConstant((long)size.Offset * factor);
            size = path.Resolve(state, cast.Left);
        }

        form.Add(context, path, state, size, factor);
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
