using Cleak.Clang;
using Cleak.Driver.Workers;
using Cleak.Frontend;
using Cleak.Frontend.Compilation;
using Cleak.Frontend.Headers;
using Cleak.Frontend.Lowering;
using Cleak.Frontend.Parsing;
using Cleak.Ir;

namespace Cleak.Driver.Units;

/// <summary>Turns compile commands into units in binary form: parse, lower, write, forget. Nothing native outlives an item.</summary>
public sealed class UnitWorker : IWorker
{
    private readonly IndexHandle index;
    private readonly UnitParser parser;

    private UnitWorker(IndexHandle index, UnitParser parser)
    {
        this.index = index;
        this.parser = parser;
    }

    /// <exception cref="WorkerUnfitException">There is no fit libclang, or the headers that were asked for are not there.</exception>
    public static UnitWorker Start(UnitWorkerOptions options)
    {
        try
        {
            LibClangLibrary library = LibClangLoader.Load(options.LibClang);
            var headers = HeaderSet.Choose(options.Headers, library, SystemHeaders.Probe());
            var index = IndexHandle.Create();
            return new UnitWorker(index, new UnitParser(index, headers, options.VisibleFolders));
        }
        catch (Exception problem) when (problem is LibClangNotFoundException or FrontendException)
        {
            throw new WorkerUnfitException(problem.Message, problem);
        }
    }

    public WorkResult Do(byte[] request)
    {
        (CompileCommand? command, UnitPrefix? prefix) = UnitRequest.Decode(request);
        try
        {
            if (command is null)
            {
                return parser.Precompile(prefix!) ? WorkResult.Of([]) : WorkResult.Failed("it cannot be had in precompiled form");
            }

            using ParsedUnit parsed = parser.Parse(command, prefix);
            if (parsed.Facts.Failure is { } failure)
            {
                return WorkResult.Failed(failure);
            }

            TranslationUnit unit = UnitLowering.Lower(parsed.Unit!, DamageIn(parsed), isC23: command.IsC23, isOpenMp: command.IsOpenMp);
            return WorkResult.Of(new UnitAnswer(parsed.Facts, IrWriter.Write(unit)).Encode());
        }
        catch (Exception problem) when (problem is not OutOfMemoryException)
        {
            // A fault of ours in one unit must not cost the others; it is told, with its place.
            return WorkResult.Failed($"internal error: {problem.GetType().Name}: {problem.Message}{FirstFrame(problem)}");
        }
    }

    public void Dispose()
    {
        parser.Dispose();
        index.Dispose();
    }

    private static Func<Cursor, string?>? DamageIn(ParsedUnit parsed) => parsed.Damage is { IsEmpty: false } damage
        ? declaration => damage.IsDamaged(declaration.Extent) ? "its body has errors" : null
        : null;

    private static string FirstFrame(Exception problem) =>
        problem.StackTrace?.Split('\n') is [var first, ..] ? $" ({first.Trim()})" : "";
}
