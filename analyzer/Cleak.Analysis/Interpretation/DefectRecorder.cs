using System.Collections.Immutable;
using Cleak.Findings;
using Cleak.Ir;

namespace Cleak.Analysis;

/// <summary>Keeps the defects of one function, one for each kind and place, the shortest path of each; and writes their traces.</summary>
internal sealed class DefectRecorder(AnalysisContext context)
{
    private const int MaxSteps = 60;

    /// <summary>Steps of a thread's way to its end, as its creator tells them.</summary>
    private const int MaxWay = 12;
    private readonly BelievedPaths paths = new(context);
    private readonly SortedDictionary<(DefectKind Kind, int Primary, int Related), (int Length, Defect Defect)> defects = [];

    /// <summary>Steps inside callees, by the detail of the event that refers to them, from 1.</summary>
    public List<TraceStep> Nested { get; } = [];

    public ImmutableArray<Defect> Defects => [.. defects.Values.Select(d => d.Defect)];

    public int Nest(TraceStep step)
    {
        Nested.Add(step);
        return Nested.Count;
    }

    /// <param name="primary">Instruction that the finding points at.</param>
    /// <param name="related">Instruction of the acquisition or first release, -1 for none: part of the fact's identity.</param>
    /// <param name="history">Last event of the path.</param>
    /// <param name="last">The step that ends the trace.</param>
    /// <param name="isThreadCertain">Threads run on this path for certain: such a one is told before a shorter one without.</param>
    /// <param name="accepts">What is asked of the path, first event first, beside that it does not contradict itself.</param>
    /// <param name="part">Tells facts of one kind and place apart, where the related instruction does not.</param>
    public void Record(DefectKind kind, int primary, int related, Resource resource, int history, TraceStep? last, Func<Defect, Defect> complete, int part = -1, bool isThreadCertain = false, Func<List<int>, bool>? accepts = null)
    {
        int identity = kind is DefectKind.Lost or DefectKind.LostAtExit or DefectKind.ReallocLost or DefectKind.UnsafeInChild or DefectKind.ExitInChild or DefectKind.VforkMisuse or DefectKind.LockHeldAtReturn or DefectKind.AllocatedTooSmall ? part : related;
        List<int> events = paths.Of(history);
        var key = (kind, primary, identity);
        if (defects.TryGetValue(key, out (int Length, Defect Defect) known)
            && (known.Defect.IsThreadCertain == isThreadCertain ? known.Length <= events.Count : known.Defect.IsThreadCertain))
        {
            return;
        }

        int subject = resource.Term > 0 ? resource.Term : kind == DefectKind.UnsetPointer ? 0 : -1;
        if (paths.Find(history, subject, ofLock: kind == DefectKind.LockHeldAtReturn, accepts) is not { } believed)
        {
            return;
        }

        ImmutableArray<TraceStep> trace = Trace(believed, resource, last);
        var defect = new Defect(kind, context.Code.Linked.Id, context.Code.Span(primary), resource.Kind)
        {
            Related = related >= 0 ? context.Code.Span(related) : SourceSpan.None,
            Trace = trace,
            Macro = Macro(primary),
            Family = context.Families[resource.Family],
        };
        defects[key] = (believed.Count, complete(defect));
    }

    public string Macro(int instruction) =>
        (context.Code.IsTerminator(instruction) ? context.Code.Terminator(instruction).Macro : context.Code.Instruction(instruction).Macro)?.Name ?? "";

    /// <summary>The name of what a call's result or argument goes by: where it is stored, else the expression passed.</summary>
    public string NameOfResult(int instruction)
    {
        if (context.Code.IsTerminator(instruction) || context.Code.Instruction(instruction) is not CallInstruction { Temporary: >= 0 } call)
        {
            return "";
        }

        BasicBlock block = context.Code.BlockOf(instruction);
        foreach (Instruction other in block.Instructions)
        {
            if (other is StoreInstruction store && Stripped(store.Value) is TemporaryExpression temporary && temporary.Index == call.Temporary)
            {
                return ExpressionText.Place(context.Function, block, store.Address);
            }
        }

        return "";
    }

    /// <summary>The same of what a call acquires: a block is not what goes into a number, such as an error code.</summary>
    public string NameOfAcquired(int instruction, ResourceKind kind) =>
        kind == ResourceKind.Heap && !context.Code.IsTerminator(instruction) && context.Code.Instruction(instruction) is CallInstruction { ResultType.IsPointer: false } ? "" : NameOfResult(instruction);

    /// <summary>The name of the object that a call makes a resource where it is: regcomp's, glob's.</summary>
    public string NameOfInPlace(int instruction)
    {
        if (context.Code.IsTerminator(instruction) || context.Code.Instruction(instruction) is not CallInstruction { DirectCallee: { } callee } call)
        {
            return "";
        }

        foreach (ArgumentModel argument in LibraryModels.Find(callee.Name)?.Arguments ?? [])
        {
            if (argument.Has(ArgumentEffects.InPlace) && argument.Index < call.Arguments.Length)
            {
                return ExpressionText.Place(context.Function, context.Code.BlockOf(instruction), call.Arguments[argument.Index]);
            }
        }

        return "";
    }

    public string NameOfArgument(int instruction, int argument)
    {
        return context.Code.IsTerminator(instruction) || context.Code.Instruction(instruction) is not CallInstruction call || (uint)argument >= (uint)call.Arguments.Length
            ? ""
            : ExpressionText.Value(context.Function, context.Code.BlockOf(instruction), call.Arguments[argument]);
    }

    public string CalleeName(int instruction) =>
        !context.Code.IsTerminator(instruction) && context.Code.Instruction(instruction) is CallInstruction call
            ? call.DirectCallee?.Name ?? ExpressionText.Value(context.Function, context.Code.BlockOf(instruction), call.Callee)
            : "";

    public static Expression Stripped(Expression expression)
    {
        while (expression is CastExpression cast)
        {
            expression = cast.Operand;
        }

        return expression;
    }

    /// <summary>One event as a step; null where it has nothing to say.</summary>
    public TraceStep? Step(in PathEvent step)
    {
        SourceSpan span = context.Code.Span(step.Instruction);
        string function = context.Function.Name;
        ImmutableArray<TraceStep> inner = step.Kind != EventKind.Branch && step.Detail > 0 && step.Detail <= Nested.Count ? [Nested[step.Detail - 1]] : [];
        string callee = CalleeName(step.Instruction);
        switch (step.Kind)
        {
            case EventKind.Branch:
                return BranchStep(step, span);
            case EventKind.Acquire:
                string result = NameOfAcquired(step.Instruction, context.AcquiredKinds.GetValueOrDefault(step.Subject));
                bool isThread = context.Code.Instruction(step.Instruction) is CallInstruction { DirectCallee: { } c } && LibraryModels.Find(c.Name)?.Behavior is Behavior.ThreadCreate or Behavior.ThreadCreateC11;
                string verb = ResourceWords.Acquired(context.AcquiredKinds.GetValueOrDefault(step.Subject));
                string acquired = isThread ? $"thread created by '{callee}'"
                    : result.Length > 0 ? $"'{result}' is {verb} by '{callee}'" : $"{verb} by '{callee}'";
                return new TraceStep(span, function, acquired, isThread ? FlowStepKinds.Acquire | FlowStepKinds.Spawn : FlowStepKinds.Acquire, inner);
            case EventKind.Release:
                return new TraceStep(span, function, $"{ResourceWords.Released(context.AcquiredKinds.GetValueOrDefault(step.Subject))} by '{callee}'", FlowStepKinds.Release, inner);
            case EventKind.Move:
                return new TraceStep(span, function, $"'{callee}' may move the block", FlowStepKinds.Release, inner);
            case EventKind.Detach:
                return new TraceStep(span, function, $"detached by '{callee}'", FlowStepKinds.Detach, inner);
            case EventKind.ReallocFailed:
                return new TraceStep(span, function, $"'{callee}' fails and leaves the old block allocated", FlowStepKinds.Call, inner);
            case EventKind.Fork:
                return new TraceStep(span, function, $"'{callee}' makes a child process; this is the child", FlowStepKinds.Fork, inner);
            case EventKind.Lost:
                return TraceStep.Here(span, function, LostText(step), FlowStepKinds.Lost);
            case EventKind.SpawnFailed:
                return TraceStep.Here(span, function, $"'{callee}' fails: there is no thread", FlowStepKinds.Call);
            case EventKind.Handed:
                return new TraceStep(span, function, $"handed to the new thread by '{callee}'", FlowStepKinds.Spawn, inner);
            case EventKind.ThreadEnd:
                return new TraceStep(span, function, $"the thread ends by '{callee}'", FlowStepKinds.Return, inner);
            case EventKind.LoopBack:
                return TraceStep.Here(span, function, "the loop goes round again", FlowStepKinds.Loop);
            case EventKind.Lock:
                return new TraceStep(span, function, $"locked by '{callee}'", FlowStepKinds.Acquire, inner);
            case EventKind.Unlock:
                return new TraceStep(span, function, $"unlocked by '{callee}'", FlowStepKinds.Release, inner);
            case EventKind.Lend:
                string lent = context.Terms[step.Subject].Kind == TermKind.LocalAddress ? context.Function.Locals[context.Terms[step.Subject].A].Name
                    : context.Terms[step.Subject].Kind == TermKind.GlobalAddress ? context.Program.Variables[context.Terms[step.Subject].A].Symbol.Name : "";
                return new TraceStep(span, function, lent.Length > 0 ? $"'{callee}' gives the address of '{lent}' to a thread" : $"'{callee}' gives an address to a thread", FlowStepKinds.Spawn | FlowStepKinds.Store, inner);
            case EventKind.Call when callee.StartsWith('#'):
                return new TraceStep(span, function, $"threads are made by '{callee}'", FlowStepKinds.Spawn, inner);
            case EventKind.Call when callee.Length > 0:
                return new TraceStep(span, function, $"calls '{callee}'", FlowStepKinds.Call, inner);
            default:
                return null;
        }
    }

    /// <summary>Where the thread ends on a path.</summary>
    public TraceStep? LastEnd(int history)
    {
        int end = history;
        while (end >= 0 && context.History[end].Kind != EventKind.ThreadEnd)
        {
            end = context.History[end].Parent;
        }

        return end < 0 ? null : Step(context.History[end]);
    }

    /// <summary>The branches of a path, as the way of the thread that starts here.</summary>
    public TraceStep Way(int history)
    {
        var steps = new List<TraceStep>();
        foreach (int id in paths.Of(history))
        {
            PathEvent step = context.History[id];
            if (step.Kind is EventKind.Branch or EventKind.ThreadEnd && steps.Count < MaxWay && Step(step) is { } made && !(steps.Count > 0 && steps[^1].Span == made.Span && steps[^1].Text == made.Text))
            {
                steps.Add(made);
            }
        }

        return new TraceStep(context.Function.Span, context.Function.Name, $"'{context.Function.Name}' ends without releasing it", FlowStepKinds.Enter, [.. steps]);
    }

    private string LostText(in PathEvent step)
    {
        if (context.AcquiredKinds.GetValueOrDefault(step.Subject) == ResourceKind.ThreadObject)
        {
            return EndText(step);
        }

        if (context.Code.IsTerminator(step.Instruction))
        {
            return context.Code.Terminator(step.Instruction) is ReturnTerminator ? "returns without releasing it" : "no name of it is left here";
        }

        switch (context.Code.Instruction(step.Instruction))
        {
            case StoreInstruction store:
                string place = ExpressionText.Place(context.Function, context.Code.BlockOf(step.Instruction), store.Address);
                return place.Length > 0 ? $"'{place}', its last name, is overwritten" : "its last name is overwritten";
            case LifetimeEndInstruction end:
                string name = context.Function.Locals[end.Slot].Name;
                return name.Length > 0 ? $"'{name}', its last name, goes out of scope" : "its last name goes out of scope";
            case CallInstruction call when call.DirectCallee is { } callee:
                return call.Temporary >= 0 || call.ResultType.Kind == TypeKind.Void ? $"its last name is gone after '{callee.Name}'" : $"the result of '{callee.Name}' is dropped";
            default:
                return "no name of it is left here";
        }
    }

    /// <summary>How an object that is initialised where it is ends.</summary>
    private string EndText(in PathEvent step)
    {
        if (context.Code.IsTerminator(step.Instruction))
        {
            return context.Code.Terminator(step.Instruction) is ReturnTerminator ? "returns without destroying it" : "it ends here";
        }

        return context.Code.Instruction(step.Instruction) switch
        {
            LifetimeEndInstruction end when context.Function.Locals[end.Slot].Name is { Length: > 0 } name => $"'{name}' goes out of scope",
            CallInstruction { DirectCallee: { } callee } => $"it ends with its memory by '{callee.Name}'",
            _ => "it ends here",
        };
    }

    private TraceStep? BranchStep(in PathEvent step, SourceSpan span)
    {
        BasicBlock block = context.Code.BlockOf(step.Instruction);
        string function = context.Function.Name;
        switch (context.Code.Terminator(step.Instruction))
        {
            case BranchTerminator branch:
                string condition = ExpressionText.Value(context.Function, block, branch.Condition);
                bool taken = step.Detail != 0;
                string text = condition.Length > 0 ? $"'{condition}' is {(taken ? "true" : "false")}" : taken ? "the condition is true" : "the condition is false";
                return TraceStep.Here(span, function, text, FlowStepKinds.Branch | (taken ? FlowStepKinds.True : FlowStepKinds.False));
            case SwitchTerminator choice:
                string value = ExpressionText.Value(context.Function, block, choice.Value);
                string subject = value.Length > 0 ? $"'{value}'" : "the value";
                string which = step.Detail < choice.Cases.Length
                    ? choice.Cases[step.Detail].Low == choice.Cases[step.Detail].High ? $"{subject} is {choice.Cases[step.Detail].Low}" : $"{subject} is in {choice.Cases[step.Detail].Low}…{choice.Cases[step.Detail].High}"
                    : $"{subject} is none of the cases";
                return TraceStep.Here(span, function, which, FlowStepKinds.Branch);
            default:
                return null;
        }
    }

    /// <summary>The events that concern the resource, and the branches from its acquisition on.</summary>
    private ImmutableArray<TraceStep> Trace(List<int> events, Resource resource, TraceStep? last)
    {
        int start = 0;
        bool concernsAll = resource.Term == 0;
        for (int i = 0; i < events.Count; i++)
        {
            PathEvent step = context.History[events[i]];
            // A lock that a fork finds held: the fork belongs to its story.
            bool isStart = concernsAll ? step.Kind == EventKind.Fork : step.Subject == resource.Term && step.Kind is not (EventKind.Branch or EventKind.Call);
            if (isStart)
            {
                start = i;
                break;
            }
        }

        var steps = new List<TraceStep>();
        int lastLine = 0;
        for (int i = start; i < events.Count; i++)
        {
            PathEvent step = context.History[events[i]];
            bool isOwn = step.Subject == resource.Term && resource.Term != 0;
            bool isWay = step.Kind is EventKind.Branch || (step.Kind is EventKind.LoopBack && steps.Count > 0) || ((concernsAll || resource.Term < 0) && step.Kind is EventKind.Fork) || step.Kind is EventKind.ThreadEnd;
            if ((!isOwn && !isWay) || Step(step) is not { } made)
            {
                continue;
            }

            // Conditions of one line are one decision to the reader, unless they differ.
            if (step.Kind == EventKind.Branch && steps.Count > 0 && steps[^1].Span == made.Span && steps[^1].Text == made.Text)
            {
                continue;
            }

            steps.Add(made);
            lastLine = made.Span.Line;
        }

        if (last is not null && (steps.Count == 0 || steps[^1].Span != last.Span || lastLine != last.Span.Line || last.Inner.Length > 0))
        {
            steps.Add(last);
        }

        if (steps.Count > MaxSteps)
        {
            // The beginning and the end tell the story; turns in between repeat.
            steps.RemoveRange(MaxSteps / 2, steps.Count - MaxSteps);
        }

        return [.. steps];
    }
}
