using System.Collections.Immutable;

namespace Cleak.Analysis;

/// <summary>
/// The further words of a model's line: what happens to its arguments and to the process. Words for an argument mean that it
/// must not be null, unless they end in <c>IfGiven</c> or say otherwise.
/// </summary>
public static class ModelPhrases
{
    /// <summary>Reads through these pointers (or uses these handles), which must not be null.</summary>
    public static FunctionModel Reads(this FunctionModel model, params ReadOnlySpan<int> arguments)
    {
        foreach (var argument in arguments)
        {
            model = model.With(argument, ArgumentEffects.NonNull);
        }

        return model;
    }

    /// <summary>Reads so many bytes behind the pointer as another argument (times a second one) says.</summary>
    public static FunctionModel ReadsBytes(this FunctionModel model, int argument, int bytes, int times = -1) =>
        model.With(argument, ArgumentEffects.NonNull, found => found with { Bytes = bytes, BytesFactor = times });

    /// <summary>As <see cref="ReadsBytes"/>, where null is allowed.</summary>
    public static FunctionModel ReadsBytesIfGiven(this FunctionModel model, int argument, int bytes) =>
        model.With(argument, ArgumentEffects.None, found => found with { Bytes = bytes });

    /// <summary>Fills the object behind the pointer, at most so many bytes as another argument (times a second one) says.</summary>
    public static FunctionModel Writes(this FunctionModel model, int argument, int bytes = -1, int times = -1) =>
        model.With(argument, ArgumentEffects.NonNull | ArgumentEffects.Writes, found => found with { Bytes = bytes, BytesFactor = times });

    /// <summary>As <see cref="Writes"/>, where null means that the caller does not want it.</summary>
    public static FunctionModel WritesIfGiven(this FunctionModel model, int argument, int bytes = -1) =>
        model.With(argument, ArgumentEffects.Writes, found => found with { Bytes = bytes });

    /// <summary>Reads, then changes the objects behind these pointers.</summary>
    public static FunctionModel Updates(this FunctionModel model, params ReadOnlySpan<int> arguments)
    {
        foreach (var argument in arguments)
        {
            model = model.With(argument, ArgumentEffects.NonNull | ArgumentEffects.Writes | ArgumentEffects.Reads);
        }

        return model;
    }

    /// <summary>As <see cref="Updates"/>, where null is allowed.</summary>
    public static FunctionModel UpdatesIfGiven(this FunctionModel model, params ReadOnlySpan<int> arguments)
    {
        foreach (var argument in arguments)
        {
            model = model.With(argument, ArgumentEffects.Writes | ArgumentEffects.Reads);
        }

        return model;
    }

    /// <summary>Fills an array of the pointee's type, as <see cref="Writes"/> fills one object.</summary>
    public static FunctionModel WritesArray(this FunctionModel model, int argument) =>
        model.With(argument, ArgumentEffects.NonNull | ArgumentEffects.Writes, found => found with { IsArray = true });

    /// <summary>As <see cref="WritesArray"/>, where null is allowed.</summary>
    public static FunctionModel WritesArrayIfGiven(this FunctionModel model, int argument) =>
        model.With(argument, ArgumentEffects.Writes, found => found with { IsArray = true });

    /// <summary>Reads, then changes an array of the pointee's type.</summary>
    public static FunctionModel UpdatesArray(this FunctionModel model, int argument) =>
        model.With(argument, ArgumentEffects.NonNull | ArgumentEffects.Writes | ArgumentEffects.Reads, found => found with { IsArray = true });

    /// <summary>As <see cref="UpdatesArray"/>, where null is allowed.</summary>
    public static FunctionModel UpdatesArrayIfGiven(this FunctionModel model, int argument) =>
        model.With(argument, ArgumentEffects.Writes | ArgumentEffects.Reads, found => found with { IsArray = true });

    /// <summary>Changes what the object's pointers lead to: iovec, msghdr.</summary>
    public static FunctionModel WritesDeep(this FunctionModel model, int argument) =>
        model.With(argument, ArgumentEffects.NonNull | ArgumentEffects.Writes | ArgumentEffects.WritesDeep | ArgumentEffects.Reads);

    /// <summary>As <see cref="WritesDeep"/>, where null is allowed.</summary>
    public static FunctionModel WritesDeepIfGiven(this FunctionModel model, int argument) =>
        model.With(argument, ArgumentEffects.Writes | ArgumentEffects.WritesDeep | ArgumentEffects.Reads);

    /// <summary>Fills what every argument from this one on points to: scanf.</summary>
    public static FunctionModel WritesFrom(this FunctionModel model, int argument) =>
        model.With(argument, ArgumentEffects.NonNull | ArgumentEffects.Writes, found => found with { AndFollowing = true });

    /// <summary>Fills what a va_list's arguments point to: vscanf.</summary>
    public static FunctionModel WritesArgumentsOf(this FunctionModel model, int list) =>
        model.With(list, ArgumentEffects.WritesDeep | ArgumentEffects.Reads);

    /// <summary>May do anything with every argument from this one on: syscall.</summary>
    public static FunctionModel MayDoAnythingWithAllFrom(this FunctionModel model, int argument) =>
        model.With(
            argument,
            ArgumentEffects.Writes | ArgumentEffects.WritesDeep | ArgumentEffects.Reads | ArgumentEffects.Keeps,
            found => found with { AndFollowing = true });

    /// <summary>Keeps these arguments beyond the call. Null is allowed.</summary>
    public static FunctionModel Keeps(this FunctionModel model, params ReadOnlySpan<int> arguments)
    {
        foreach (var argument in arguments)
        {
            model = model.With(argument, ArgumentEffects.Keeps);
        }

        return model;
    }

    /// <summary>Keeps the argument only where the call succeeds.</summary>
    public static FunctionModel KeepsOnSuccess(this FunctionModel model, int argument) =>
        model.With(argument, ArgumentEffects.Keeps | ArgumentEffects.OnSuccess);

    /// <summary>Hands over the pointers stored in the object, as a pipe does. Null is allowed.</summary>
    public static FunctionModel KeepsContents(this FunctionModel model, int argument) =>
        model.With(argument, ArgumentEffects.KeepsContents);

    /// <summary>Gives a resource back.</summary>
    public static FunctionModel Releases(this FunctionModel model, int argument, string family, ResourceKind kind = ResourceKind.Other, bool orNull = false) =>
        model.With(
            argument,
            ArgumentEffects.Releases | (orNull || kind == ResourceKind.Descriptor ? 0 : ArgumentEffects.NonNull),
            found => found with { Family = family, Resource = kind });

    /// <summary>Gives a resource back only where the call succeeds: pthread_join, realloc.</summary>
    public static FunctionModel ReleasesOnSuccess(this FunctionModel model, int argument, string family, ResourceKind kind = ResourceKind.Other) =>
        model.With(
            argument,
            ArgumentEffects.Releases | ArgumentEffects.OnSuccess,
            found => found with { Family = family, Resource = kind });

    /// <summary>Stores a new resource at the address, which must be given back by a function of its family.</summary>
    public static FunctionModel AcquiresInto(this FunctionModel model, int argument, string family, ResourceKind kind = ResourceKind.Other, int count = 1) =>
        model.With(
            argument,
            ArgumentEffects.Acquires | ArgumentEffects.Writes | ArgumentEffects.NonNull,
            found => found with { Family = family, Resource = kind, Count = count, IsArray = count > 1 });

    /// <summary>Makes the object at the address a resource, which must be given back by a function of its family.</summary>
    public static FunctionModel Initializes(this FunctionModel model, int argument, string family, ResourceKind kind = ResourceKind.Other) =>
        model.With(
            argument,
            ArgumentEffects.Acquires | ArgumentEffects.InPlace | ArgumentEffects.Writes | ArgumentEffects.NonNull,
            found => found with { Family = family, Resource = kind });

    /// <summary>Calls this function before it returns.</summary>
    public static FunctionModel Calls(this FunctionModel model, int argument) =>
        model.With(argument, ArgumentEffects.Calls | ArgumentEffects.NonNull);

    /// <summary>As <see cref="Calls"/>, where null means no function.</summary>
    public static FunctionModel CallsIfGiven(this FunctionModel model, int argument) => model.With(argument, ArgumentEffects.Calls);

    /// <summary>An effect of its own in the interpreter.</summary>
    public static FunctionModel As(this FunctionModel model, Behavior behavior, params ReadOnlySpan<int> operands) =>
        model with { Behavior = behavior, Operands = [.. operands] };

    public static FunctionModel Is(this FunctionModel model, CallTraits traits) => model with { Traits = model.Traits | traits };

    /// <summary>May call malloc inside.</summary>
    public static FunctionModel AllocatesInside(this FunctionModel model) => model.Is(CallTraits.AllocatesInside);

    /// <summary>Takes a lock that stays locked in a child forked meanwhile.</summary>
    public static FunctionModel LocksProcess(this FunctionModel model) => model.Is(CallTraits.TakesProcessLock);

    /// <summary>Works on stdio's buffers, which are allocated on first use.</summary>
    public static FunctionModel OnStdio(this FunctionModel model) => model.Is(CallTraits.Stdio | CallTraits.AllocatesInside);

    /// <summary>The child it makes finds the C library's locks as they were.</summary>
    public static FunctionModel RepairsNothing(this FunctionModel model) => model.Is(CallTraits.RepairsNothing);

    /// <summary>The number it hands out was chosen outside the program.</summary>
    public static FunctionModel GivesInput(this FunctionModel model) => model.Is(CallTraits.GivesInput);

    /// <summary>What it writes comes from outside the program.</summary>
    public static FunctionModel FillsInput(this FunctionModel model) => model.Is(CallTraits.FillsInput);

    /// <summary>Compares what stands at its first two arguments; 0 says that it is alike.</summary>
    public static FunctionModel Compares(this FunctionModel model) => model.Is(CallTraits.Compares);

    /// <summary>Compares what stands at its first two arguments; 1 says that it is alike.</summary>
    public static FunctionModel Equates(this FunctionModel model) => model.Is(CallTraits.Equates);

    /// <summary>Asked again, it answers the same while nothing is written to what the arguments point to.</summary>
    public static FunctionModel Repeats(this FunctionModel model) => model.Is(CallTraits.Repeats);

    public static FunctionModel SetsErrno(this FunctionModel model) => model.Is(CallTraits.SetsErrno);

    /// <summary>Starts threads of its own.</summary>
    public static FunctionModel CreatesThreads(this FunctionModel model) => model.Is(CallTraits.CreatesThreads | CallTraits.AllocatesInside);

    /// <summary>Enters the kernel and nothing else, though POSIX's list does not name it.</summary>
    public static FunctionModel OnlyEntersKernel(this FunctionModel model) => model with { Safety = SignalSafety.Harmless };

    /// <summary>Works on its arguments and nothing else, though POSIX's list does not name it (glibc's manual: AS-Safe).</summary>
    public static FunctionModel OnlyComputes(this FunctionModel model) => model with { Safety = SignalSafety.Harmless };

    /// <summary>The same function with further parameters before <paramref name="position"/>, as fortified aliases have them.</summary>
    public static FunctionModel WithParametersAt(this FunctionModel model, int position, int count)
    {
        int Shift(int index) => index >= position ? index + count : index;
        return model with
        {
            Operands = [.. model.Operands.Select(Shift)],
            Result = model.Result with { Argument = Shift(model.Result.Argument) },
            Arguments =
            [
                .. model.Arguments.Select(argument => argument with
                {
                    Index = Shift(argument.Index),
                    Bytes = argument.Bytes < 0 ? -1 : Shift(argument.Bytes),
                    BytesFactor = argument.BytesFactor < 0 ? -1 : Shift(argument.BytesFactor),
                }),
            ],
        };
    }

    /// <summary>The model with exactly these effects on an argument.</summary>
    internal static FunctionModel WithOnly(this FunctionModel model, int index, ArgumentEffects effects) =>
        (model with { Arguments = [.. model.Arguments.Where(argument => argument.Index != index)] }).With(index, effects);

    /// <summary>The model with further effects on an argument.</summary>
    internal static FunctionModel With(this FunctionModel model, int index, ArgumentEffects effects, Func<ArgumentModel, ArgumentModel>? detail = null)
    {
        var position = -1;
        for (var i = 0; i < model.Arguments.Length; i++)
        {
            if (model.Arguments[i].Index == index)
            {
                position = i;
            }
        }

        var argument = position < 0 ? new ArgumentModel(index, ArgumentEffects.None) : model.Arguments[position];
        argument = argument with { Effects = argument.Effects | effects };
        argument = detail is null ? argument : detail(argument);
        ImmutableArray<ArgumentModel> arguments = position < 0 ? model.Arguments.Add(argument) : model.Arguments.SetItem(position, argument);
        return model with { Arguments = arguments };
    }
}
