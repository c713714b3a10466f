using System.Collections.Immutable;
using System.Text;
using Cleak.Frontend.Compilation;

namespace Cleak.Driver.Units;

/// <summary>A compile command on its way to a worker.</summary>
internal static class UnitRequest
{
    public static byte[] Encode(CompileCommand command)
    {
        using var bytes = new MemoryStream();
        using (var writer = new BinaryWriter(bytes, Encoding.UTF8))
        {
            writer.Write(command.File);
            writer.Write(command.Directory);
            writer.Write(command.Flags);
            writer.WriteOptional(command.Standard);
            writer.WriteOptional(command.Target);
            writer.Write((byte)command.Origin);
            writer.Write(command.IsOpenMp);
        }

        return bytes.ToArray();
    }

    public static CompileCommand Decode(byte[] request)
    {
        using var reader = new BinaryReader(new MemoryStream(request), Encoding.UTF8);
        string file = reader.ReadString();
        string directory = reader.ReadString();
        ImmutableArray<string> flags = reader.ReadStrings();
        string? standard = reader.ReadOptionalString();
        string? target = reader.ReadOptionalString();
        return new CompileCommand(file, directory, flags, standard, target, (CommandOrigin)reader.ReadByte()) { IsOpenMp = reader.ReadBoolean() };
    }
}
