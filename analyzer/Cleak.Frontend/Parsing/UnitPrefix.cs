using System.Collections.Immutable;
using System.Text;
using ClangSharp.Interop;
using Cleak.Clang;
using Cleak.Frontend.Compilation;

namespace Cleak.Frontend.Parsing;

/// <summary>
/// The includes that several units begin with, before anything that could change their meaning: what they bring in is parsed once,
/// saved in clang's precompiled form, and read from there by each unit.
/// </summary>
/// <param name="Command">A command as theirs; its file is in their folder and not on disk.</param>
/// <param name="Includes">In their order.</param>
/// <param name="SavedAs">The file that the precompiled form is kept in.</param>
/// <remarks>Clang's manual, "Precompiled Headers": a header that is included first can be loaded in that form with the same result.</remarks>
public sealed record UnitPrefix(CompileCommand Command, ImmutableArray<IncludeDirective> Includes, string SavedAs)
{
    internal UnsavedFile Source => new(Command.File, Encoding.UTF8.GetBytes(string.Join('\n', Includes) + "\n"));

    private string PlacesFile => SavedAs + ".definitions";

    /// <summary>
    /// Keeps the places of what the headers define beside the precompiled form: units that load it find these definitions by their
    /// places, which is far cheaper than to go through all that the headers declare. Written last, it says that the prefix may be used.
    /// </summary>
    /// <param name="places">Null where some cannot be found so.</param>
    internal void WriteDefinitions(DeclarationPlace[]? places)
    {
        string part = PlacesFile + ".part";
        using (var writer = new BinaryWriter(File.Create(part), Encoding.UTF8))
        {
            writer.Write(places?.Length ?? -1);
            foreach (DeclarationPlace place in places ?? [])
            {
                writer.Write((int)place.Kind);
                writer.Write(place.FileName);
                writer.Write(place.Offset);
                writer.Write(place.IsInSystemHeader);
            }
        }

        // Whole or not at all, should the disk be full.
        File.Move(part, PlacesFile);
    }

    /// <summary>Reads what <see cref="WriteDefinitions"/> kept; false when the prefix could not be saved.</summary>
    internal bool TryReadDefinitions(out DeclarationPlace[]? places)
    {
        places = null;
        if (!File.Exists(PlacesFile)) return false;
        using var reader = new BinaryReader(File.OpenRead(PlacesFile), Encoding.UTF8);
        if (reader.ReadInt32() is not (>= 0 and var count)) return true;
        places = new DeclarationPlace[count];
        for (int i = 0; i < count; i++)
            places[i] = new DeclarationPlace((CXCursorKind)reader.ReadInt32(), reader.ReadString(), reader.ReadInt32(), reader.ReadBoolean());
        return true;
    }
}
