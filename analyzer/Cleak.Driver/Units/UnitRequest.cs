using System.Collections.Immutable;
using System.Text;
using Cleak.Frontend.Compilation;
using Cleak.Frontend.Parsing;

namespace Cleak.Driver.Units;

/// <summary>What a worker is to do, on its way to it.</summary>
/// <param name="Command">The unit to read; null to save the prefix.</param>
/// <param name="Prefix">What the unit begins with, or what is to be saved.</param>
internal sealed record UnitRequest(CompileCommand? Command, UnitPrefix? Prefix)
{
    public byte[] Encode()
    {
        using var bytes = new MemoryStream();
        using (var writer = new BinaryWriter(bytes, Encoding.UTF8))
        {
            Write(writer, Command);
            Write(writer, Prefix?.Command);
            if (Prefix is not null)
            {
                writer.Write(Prefix.SavedAs);
                writer.Write7BitEncodedInt(Prefix.Includes.Length);
                foreach (IncludeDirective include in Prefix.Includes)
                {
                    writer.Write(include.Name);
                    writer.Write(include.IsQuoted);
                }
            }
        }

        return bytes.ToArray();
    }

    public static UnitRequest Decode(byte[] request)
    {
        using var reader = new BinaryReader(new MemoryStream(request), Encoding.UTF8);
        CompileCommand? command = ReadCommand(reader);
        return new UnitRequest(command, ReadCommand(reader) is { } ofPrefix ? ReadPrefix(reader, ofPrefix) : null);
    }

    private static UnitPrefix ReadPrefix(BinaryReader reader, CompileCommand command)
    {
        string savedAs = reader.ReadString();
        var includes = new IncludeDirective[reader.Read7BitEncodedInt()];
        for (int i = 0; i < includes.Length; i++)
        {
            includes[i] = new IncludeDirective(reader.ReadString(), reader.ReadBoolean());
        }

        return new UnitPrefix(command, ImmutableArray.Create(includes), savedAs);
    }

    private static void Write(BinaryWriter writer, CompileCommand? command)
    {
        writer.Write(command is not null);
        if (command is not null)
        {
            writer.Write(command.File);
            writer.Write(command.Directory);
            writer.Write(command.Flags);
            writer.WriteOptional(command.Standard);
            writer.WriteOptional(command.Target);
            writer.Write((byte)command.Origin);
            writer.Write(command.IsOpenMp);
        }
    }

    private static CompileCommand? ReadCommand(BinaryReader reader)
    {
        if (!reader.ReadBoolean())
        {
            return null;
        }

        string file = reader.ReadString();
        string directory = reader.ReadString();
        ImmutableArray<string> flags = reader.ReadStrings();
        string? standard = reader.ReadOptionalString();
        string? target = reader.ReadOptionalString();
        return new CompileCommand(file, directory, flags, standard, target, (CommandOrigin)reader.ReadByte()) { IsOpenMp = reader.ReadBoolean() };
    }
}
